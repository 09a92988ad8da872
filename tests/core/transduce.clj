; Applying transducers.

(sequence (map +) [1 2 3] [4 5]) ;=> (5 7)
(sequence (map vector) [1 2 3] [4 5] [7 8 9]) ;=> ([1 4 7] [2 5 8])
(sequence (map inc) nil) ;=> ()
(sequence nil) ;=> ()
(sequence []) ;=> ()
(sequence [1 2]) ;=> (1 2)
(sequence {:a 1}) ;=> ([:a 1])
(sequence '(1)) ;=> (1)
(sequence (mapcat range) [1 2 3]) ;=> (0 0 1 0 1 2)
(sequence (comp (map inc) (filter even?) (take 3)) (range)) ;=> (2 4 6)
(sequence (partition-all 3) (range 10)) ;=> ([0 1 2] [3 4 5] [6 7 8] [9])
(sequence (partition-by odd?) [1 1 2 2 3]) ;=> ([1 1] [2 2] [3])
(sequence (comp (partition-all 3) (take 2)) (range 10)) ;=> ([0 1 2] [3 4 5])
(count (sequence (mapcat range) (range 100))) ;=> 4950
(= (sequence (map inc) (range 1000)) (map inc (range 1000))) ;=> true
(= (sequence (mapcat #(range % 40)) (range 50)) (mapcat #(range % 40) (range 50))) ;=> true
(transduce (comp (take 3) (partition-all 2)) conj [] (range)) ;=> [[0 1] [2]]
(transduce (map inc) + [1 2]) ;=> 5
(transduce (map inc) + 10 [1 2]) ;=> 15
(transduce (map inc) conj nil) ;=> []
(transduce (take 2) conj (range)) ;=> [0 1]
(transduce cat + [[1 2] [3]]) ;=> 6
(transduce (comp cat (take 2)) conj [[1 2] [3]]) ;=> [1 2]
(transduce (map inc) (completing conj count) [] [1 2]) ;=> 2
((completing +) 1) ;=> 1
(eduction (map inc) [1 2]) ;=> (2 3)
(pr-str (eduction (map inc) [1 2])) ;=> "(2 3)"
(transduce (halt-when #{3}) conj [1 2 3 4]) ;=> 3
(transduce (halt-when #{3} (fn [r i] [r i])) conj [1 2 3 4]) ;=> [[1 2] 3]
(transduce (halt-when #{9}) conj [1 2 3 4]) ;=> [1 2 3 4]
(into [] (halt-when #{3}) [1 2 3 4]) ;=> 3
(vec (iteration (fn [k] (when (< (or k 0) 5) [k (inc (or k 0))])) :kf second :vf first)) ;=> [nil 1 2 3 4]
(vec (iteration (constantly {:v nil}) :vf :v :kf :k)) ;=> [nil]
