; Arrays: making, reading, changing.

(aget (into-array [1 2 3]) 0) ;=> 1
(aget (into-array [1 2 3]) 5) ;throws> ArrayIndexOutOfBoundsException Index 5 out of bounds for length 3
(aget (into-array [1 2 3]) -1) ;throws> ArrayIndexOutOfBoundsException Index -1 out of bounds for length 3
(aget (to-array-2d [[1 2] [3 4]]) 1 0) ;=> 3
(let [a (into-array [1 2 3])] [(aset a 0 9) (vec a)]) ;=> [9 [9 2 3]]
(aset (into-array [1]) 7 1) ;throws> ArrayIndexOutOfBoundsException Index 7 out of bounds for length 1
(aset (into-array [1]) 0 "s") ;throws> ArrayStoreException java.lang.String
(aset (long-array 2) 0 5) ;=> 5
(aset (long-array 2) 0 "a") ;throws> IllegalArgumentException No matching method aset found taking 3 args
(aset (int-array 2) 0 5) ;=> 5
(aset-int (int-array 2) 0 5.7) ;=> 5.7
(aset-long (long-array 1) 0 2.9) ;=> 2.9
(aset-char (char-array 1) 0 \a) ;=> \a
(aset-boolean (boolean-array 1) 0 true) ;=> true
(let [a (to-array-2d [[1 2] [3 4]])] (aset a 1 0 :x) (vec (aget a 1))) ;=> [:x 4]
(alength (into-array [1 2 3])) ;=> 3
(vec (aclone (into-array [1 2]))) ;=> [1 2]
(let [a (long-array 2) b (aclone a)] (aset b 0 7) [(vec a) (vec b)]) ;=> [[0 0] [7 0]]
(vec (int-array 3)) ;=> [0 0 0]
(vec (int-array [1 2.7])) ;=> [1 2]
(vec (int-array 3 7)) ;=> [7 7 7]
(vec (int-array 3 [1 2])) ;=> [1 2 0]
(vec (long-array '(1 2))) ;=> [1 2]
(vec (double-array [1 2])) ;=> [1.0 2.0]
(vec (float-array [1 2])) ;=> [1.0 2.0]
(vec (byte-array [1 2])) ;=> [1 2]
(vec (byte-array [300])) ;=> [44]
(vec (short-array 2)) ;=> [0 0]
(vec (char-array "abc")) ;=> [\a \b \c]
(vec (char-array 2 \x)) ;=> [\x \x]
(vec (char-array [\a \b])) ;=> [\a \b]
(vec (boolean-array 2)) ;=> [false false]
(vec (object-array 2)) ;=> [nil nil]
(vec (object-array [1 :a])) ;=> [1 :a]
(int-array -1) ;throws> NegativeArraySizeException -1
(vec (make-array Long/TYPE 2)) ;=> [0 0]
(vec (make-array String 2)) ;=> [nil nil]
(alength (make-array Long 2 3)) ;=> 2
(vec (into-array String ["a"])) ;=> ["a"]
(into-array String [1]) ;throws> IllegalArgumentException array element type mismatch
(into-array [1 "a"]) ;throws> IllegalArgumentException array element type mismatch
(vec (into-array [nil 1])) ;=> [nil 1]
(vec (into-array Integer/TYPE [1])) ;=> [1]
(vec (to-array [1 2])) ;=> [1 2]
(vec (to-array nil)) ;=> []
(to-array 5) ;throws> RuntimeException Unable to convert: class java.lang.Long to Object[]
(vec (to-array "ab")) ;=> [\a \b]
(vec (to-array {:a 1})) ;=> [[:a 1]]
(vec (longs (long-array 1))) ;=> [0]
(longs [1]) ;throws> ClassCastException class clojure.lang.PersistentVector cannot be cast to class [J
(ints nil) ;=> nil
(bytes "a") ;throws> ClassCastException class java.lang.String cannot be cast to class [B
(class (into-array [])) ;=> [Ljava.lang.Object;
(class (into-array [1])) ;=> [Ljava.lang.Long;
(class (into-array ["a"])) ;=> [Ljava.lang.String;
(class (into-array Object [1])) ;=> [Ljava.lang.Object;
(class (into-array Integer/TYPE [1])) ;=> [I
(class (to-array [1])) ;=> [Ljava.lang.Object;
(class (aget (int-array 1) 0)) ;=> java.lang.Integer
(class (aget (float-array 1) 0)) ;=> java.lang.Float
(class (aget (long-array 1) 0)) ;=> java.lang.Long
(= (into-array [1]) (into-array [1])) ;=> false
(seq (into-array [1 2])) ;=> (1 2)
(seq (long-array 0)) ;=> nil
(reduce + (long-array [1 2 3])) ;=> 6
(map inc (int-array [1 2])) ;=> (2 3)
(count (byte-array 5)) ;=> 5
(into [] (double-array 2)) ;=> [0.0 0.0]
(apply + (long-array [1 2 3])) ;=> 6
(let [a (long-array 3)] (dotimes [i 3] (aset a i (* i i))) (vec a)) ;=> [0 1 4]
(vec (amap (long-array [1 2]) i r (inc (aget r i)))) ;=> [2 3]
