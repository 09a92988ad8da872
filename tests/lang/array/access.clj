; Arrays.
(def a (int-array [1 2 3]))
(aget a 0) ;=> 1
(alength a) ;=> 3
(aset a 0 10) ;=> 10
(vec a) ;=> [10 2 3]
(seq a) ;=> (10 2 3)
(aget a 5) ;throws> ArrayIndexOutOfBoundsException Index 5 out of bounds for length 3
(vec (make-array Long/TYPE 2)) ;=> [0 0]
(vec (object-array 2)) ;=> [nil nil]
(vec (object-array [1 nil])) ;=> [1 nil]
(vec (to-array [1 "a"])) ;=> [1 "a"]
(vec (into-array [1 2])) ;=> [1 2]
(vec (into-array String ["a"])) ;=> ["a"]
(vec (long-array 2 7)) ;=> [7 7]
(vec (double-array [1 2])) ;=> [1.0 2.0]
(vec (boolean-array 2)) ;=> [false false]
(vec (char-array "ab")) ;=> [\a \b]
(vec (byte-array [1 2])) ;=> [1 2]
(let [x (long-array [1 2]) y (aclone x)] (aset y 0 9) [(vec x) (vec y)]) ;=> [[1 2] [9 2]]
(count a) ;=> 3
(nth a 1) ;=> 2
(get a 1) ;=> 2
(first a) ;=> 10
(map inc a) ;=> (11 3 4)
(reduce + a) ;=> 15
(apply + a) ;=> 15
(= (int-array [1]) (int-array [1])) ;=> false
(let [x (int-array [1])] (= x x)) ;=> true
(def grid (make-array Long/TYPE 2 3))
(aset grid 1 2 5) ;=> 5
(aget grid 1 2) ;=> 5
(map vec grid) ;=> ([0 0 0] [0 0 5])
(map vec (to-array-2d [[1 2] [3]])) ;=> ([1 2] [3])
(vec (amap (long-array [1 2]) i ret (* 2 (aget ret i)))) ;=> [2 4]
(areduce (long-array [1 2 3]) i sum 0 (+ sum i)) ;=> 3
(sort (int-array [3 1 2])) ;=> (1 2 3)
(let [arr (int-array [3 1 2])] (java.util.Arrays/sort arr) (vec arr)) ;=> [1 2 3]
(into [] (int-array [1 2])) ;=> [1 2]
(empty? (int-array 0)) ;=> true
(seq (int-array 0)) ;=> nil
(int-array -1) ;throws> NegativeArraySizeException -1
(aset (long-array 1) 0 "a") ;throws> IllegalArgumentException
(aset-int a 1 7) ;=> 7
(aget a 1) ;=> 7
(class (int-array 1)) ;=> [I
(class (object-array 1)) ;=> [Ljava.lang.Object;
(bytes? (byte-array 1)) ;=> true
