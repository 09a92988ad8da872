; Vectors: by index, at the end, in parts.
(conj [1] 2 3) ;=> [1 2 3]
(conj [] nil) ;=> [nil]
(nth [1 2] 0) ;=> 1
(nth [1 2] 5) ;throws> IndexOutOfBoundsException
(nth [1 2] 5 :d) ;=> :d
(nth [1 2] -1) ;throws> IndexOutOfBoundsException
([1 2] 1) ;=> 2
([1 2] 2) ;throws> IndexOutOfBoundsException
(get [1 2] 0) ;=> 1
(get [1 2] 2) ;=> nil
(get [1 2] :a) ;=> nil
(get [1 2] 1.0) ;=> nil
(get [1 2] 0.5) ;=> nil
(assoc [1 2] 0 :x) ;=> [:x 2]
(assoc [1 2] 2 :x) ;=> [1 2 :x]
(assoc [1 2] 3 :x) ;throws> IndexOutOfBoundsException
(assoc [1 2] :a 1) ;throws> IllegalArgumentException Key must be integer
(update [1 2] 0 inc) ;=> [2 2]
(assoc-in [[1]] [0 0] 9) ;=> [[9]]
(pop [1 2]) ;=> [1]
(pop []) ;throws> IllegalStateException Can't pop empty vector
(peek [1 2]) ;=> 2
(peek []) ;=> nil
(subvec [1 2 3 4] 1 3) ;=> [2 3]
(subvec [1 2 3] 1) ;=> [2 3]
(subvec [1 2] 1 5) ;throws> IndexOutOfBoundsException
(conj (subvec [1 2 3] 0 2) 9) ;=> [1 2 9]
(rseq [1 2 3]) ;=> (3 2 1)
(rseq []) ;=> nil
(vec '(1 2)) ;=> [1 2]
(vec nil) ;=> []
(vec {:a 1}) ;=> [[:a 1]]
(vector) ;=> []
(vector 1 nil) ;=> [1 nil]
(count [1 nil]) ;=> 2
(first []) ;=> nil
(rest [1]) ;=> ()
(next [1]) ;=> nil
(seq []) ;=> nil
(contains? [1 2] 1) ;=> true
(contains? [1 2] 2) ;=> false
(find [1 2] 0) ;=> [0 1]
(reduce-kv + 0 [1 2 3]) ;=> 9
(mapv inc [1 2]) ;=> [2 3]
(filterv odd? [1 2 3]) ;=> [1 3]
(into [] (range 5)) ;=> [0 1 2 3 4]
(vector? (subvec [1 2] 0 1)) ;=> true
(reduce conj [] (range 40)) ;=> [0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39]
(let [v (vec (range 100))] (= v (reduce conj [] (range 100)))) ;=> true
(let [v (vec (range 2000))] [(nth v 1023) (nth v 1024) (nth v 1056) (count v)]) ;=> [1023 1024 1056 2000]
(let [v (vec (range 1100)) w (assoc v 500 :x)] [(nth v 500) (nth w 500) (nth w 501)]) ;=> [500 :x 501]
(let [v (vec (range 1100))] (= (vec (range 1000)) (nth (iterate pop v) 100))) ;=> true
(let [a [1] b (conj a 2) c (conj a 3)] [a b c]) ;=> [[1] [1 2] [1 3]]
((vec (range 5)) 2) ;=> 2
(map [10 20 30] [0 2]) ;=> (10 30)
(apply [1 2] [0]) ;=> 1
([1 2] 0 1) ;throws> ArityException Wrong number of args (2) passed to: clojure.lang.PersistentVector
(hash-map [1] 2) ;=> {[1] 2}
(nth '(1 2) 1) ;=> 2
(nth nil 5) ;=> nil
(nth nil 5 :d) ;=> :d
(nth "abc" 1) ;=> \b
(nth (range 10) 3) ;=> 3
(nth #{1} 0) ;throws> UnsupportedOperationException nth not supported on this type: PersistentHashSet
