; Resources, local vars, redefinition, arrays, precision.

(with-open [] 3) ;=> 3
(with-local-vars [x 1 y 2] (var-set x 10) [@x @y]) ;=> [10 2]
(with-redefs [inc dec] (map inc [1])) ;=> (0)
(locking 1 2) ;=> 2
((memfn substring a b) "abcdef" 1 3) ;=> "bc"
(vec (amap (int-array [1 2]) i r (int (inc (aget r i))))) ;=> [2 3]
(areduce (int-array [1 2]) i r 0 (+ r (aget (int-array [1 2]) i))) ;=> 3
(with-precision 3 (/ 1M 3M)) ;=> 0.333M
(with-precision 3 :rounding DOWN (/ 2M 3M)) ;=> 0.666M
(test #'inc) ;=> :no-test
