; Walking: seq, first, next, rest, cons, ranges, chunks, rseq.

(seq 1) ;throws> IllegalArgumentException Don't know how to create ISeq from: java.lang.Long
(seq :a) ;throws> IllegalArgumentException Don't know how to create ISeq from: clojure.lang.Keyword
(first 1) ;throws> IllegalArgumentException Don't know how to create ISeq from: java.lang.Long
(next \a) ;throws> IllegalArgumentException Don't know how to create ISeq from: java.lang.Character
(rest 1) ;throws> IllegalArgumentException Don't know how to create ISeq from: java.lang.Long
(cons 1 2) ;throws> IllegalArgumentException Don't know how to create ISeq from: java.lang.Long
(seq nil) ;=> nil
(seq []) ;=> nil
(seq "") ;=> nil
(seq {}) ;=> nil
(seq #{}) ;=> nil
(seq ()) ;=> nil
(seq "ab") ;=> (\a \b)
(seq {:a 1}) ;=> ([:a 1])
(seq (into-array [1 2])) ;=> (1 2)
(seq (first {:a 1})) ;=> (:a 1)
(seq (lazy-seq nil)) ;=> nil
(seq (lazy-seq (lazy-seq [1]))) ;=> (1)
(cons 1 nil) ;=> (1)
(cons 1 [2]) ;=> (1 2)
(cons 1 {:a 1}) ;=> (1 [:a 1])
(cons 1 "ab") ;=> (1 \a \b)
(rest nil) ;=> ()
(rest [1]) ;=> ()
(next [1]) ;=> nil
(first nil) ;=> nil
(first "") ;=> nil
(first #{}) ;=> nil
(first {:a 1}) ;=> [:a 1]
(rest {:a 1}) ;=> ()
(rest "ab") ;=> (\b)
(rest (cons 1 nil)) ;=> ()
(next (cons 1 (lazy-seq nil))) ;=> nil
(rest (list 1 2)) ;=> (2)
(next (list 1)) ;=> nil
(rest (range 3)) ;=> (1 2)
(next (range 1)) ;=> nil
(rest (map inc [1])) ;=> ()
(first (rest (rest [1 2 3]))) ;=> 3
(rest ()) ;=> ()
(next ()) ;=> nil
(first (cons nil nil)) ;=> nil
(range 0) ;=> ()
(range 3) ;=> (0 1 2)
(take 3 (range)) ;=> (0 1 2)
(range 5 0 -1) ;=> (5 4 3 2 1)
(range 1 1) ;=> ()
(take 3 (range 0 10 0)) ;=> (0 0 0)
(range 0.0 1.0 0.25) ;=> (0.0 0.25 0.5 0.75)
(range 1/2 3) ;=> (1/2 3/2 5/2)
(range 0 1 1/3) ;=> (0 1/3 2/3)
(range "a") ;throws> ClassCastException class java.lang.String cannot be cast to class java.lang.Number
(range 3N) ;=> (0 1 2)
(range 0 5N) ;=> (0 1 2 3 4)
(range 2.5) ;=> (0 1 2)
(range -2) ;=> ()
(range 5 5 0) ;=> ()
(range 0 -5 -2) ;=> (0 -2 -4)
(range 9223372036854775805 9223372036854775807 5) ;=> (9223372036854775805)
(range 1M 3M) ;=> (1M 2M)
(take 2 (range 1.0 2.0 0)) ;=> (1.0 1.0)
(count (range 0.0 50.0)) ;=> 50
(reduce + (range 1000)) ;=> 499500
(nth (range 5 100 7) 3) ;=> 26
(last (range 100)) ;=> 99
(= (range 3) [0 1 2]) ;=> true
(hash (range 3)) ;=> -1475093015
(first (drop 40 (range 0.0 100.0))) ;=> 40.0
(count (chunk-first (range 50))) ;=> 32
(chunked-seq? (range 50)) ;=> true
(chunked-seq? (range)) ;=> false
(chunked-seq? (range 0.0 2.0)) ;=> true
(chunked-seq? (seq [1])) ;=> true
(chunked-seq? (seq {:a 1})) ;=> false
(chunked-seq? (seq "ab")) ;=> false
(chunked-seq? (seq '(1))) ;=> false
(chunked-seq? (map inc [1])) ;=> false
(chunked-seq? (seq (map inc [1]))) ;=> true
(count (chunk-first (range 0.0 50.0))) ;=> 32
(count (chunk-first (seq (vec (range 50))))) ;=> 32
(count (chunk-first (chunk-rest (seq (vec (range 50)))))) ;=> 18
(chunk-cons (chunk (doto (chunk-buffer 2) (chunk-append 1))) nil) ;=> (1)
(chunk-first [1]) ;throws> ClassCastException class clojure.lang.PersistentVector cannot be cast to class clojure.lang.IChunkedSeq
(chunk-rest (seq [1 2])) ;=> ()
(chunk-next (seq [1 2])) ;=> nil
(count (chunk-buffer 4)) ;=> 0
(chunk-first nil) ;throws> NullPointerException Cannot invoke "clojure.lang.IChunkedSeq.chunkedFirst()" because "s" is null
(nth (chunk-first (range 3)) 2) ;=> 2
(rseq [1 2]) ;=> (2 1)
(rseq []) ;=> nil
(rseq {:a 1}) ;throws> ClassCastException class clojure.lang.PersistentArrayMap cannot be cast to class clojure.lang.Reversible
(rseq (sorted-map 1 2 3 4)) ;=> ([3 4] [1 2])
(rseq (sorted-set 1 2 3)) ;=> (3 2 1)
(rseq "a") ;throws> ClassCastException class java.lang.String cannot be cast to class clojure.lang.Reversible
(rseq '(1)) ;throws> ClassCastException class clojure.lang.PersistentList cannot be cast to class clojure.lang.Reversible
(rseq (first {:a 1})) ;=> (1 :a)
(= (rseq (vec (range 100))) (reverse (range 100))) ;=> true
(nth (rseq (vec (range 100))) 99) ;=> 0
(first (rseq (vec (range 100)))) ;=> 99
(count (rseq (vec (range 100)))) ;=> 100
(let [n (atom 0) s (map (fn [x] (swap! n inc) x) (vec (range 50)))] [(first s) @n (nth s 32) @n]) ;=> [0 32 32 50]
(let [n (atom 0) s (map (fn [x] (swap! n inc) x) (zipmap (range 50) (range)))] [(first s) @n (count s) @n]) ;=> [[0 0] 1 50 50]
(let [n (atom 0) s (lazy-seq (swap! n inc) [1 2])] [(realized? s) (first s) (rest s) (realized? s) @n]) ;=> [false 1 (2) true 1]
(let [s (iterate inc 0)] [(nth s 1000) (take 2 s)]) ;=> [1000 (0 1)]
(first (reduce (fn [s _] (lazy-seq s)) [1] (range 10000))) ;=> 1
(first (reduce (fn [s _] (rest s)) (range 100000) (range 99999))) ;=> 99999
(loop [s (seq (vec (range 100000))) n 0] (if s (recur (next s) (+ n (first s))) n)) ;=> 4999950000
(loop [s (seq (zipmap (range 1000) (range 1000))) n 0] (if s (recur (next s) (+ n (val (first s)))) n)) ;=> 499500
(let [s (seq [1 2 3]) t (next s)] [s t (next s) s]) ;=> [(1 2 3) (2 3) (2 3) (1 2 3)]
(let [s (map inc (range 5)) t (rest s) u (rest t)] [s t u (first s) (first t)]) ;=> [(1 2 3 4 5) (2 3 4 5) (3 4 5) 1 2]
(let [s (range 5) t (next s) u (next t)] [(first s) (first t) (first u) (count s)]) ;=> [0 1 2 5]
(let [s (seq "abc") t (next s)] [s t]) ;=> [(\a \b \c) (\b \c)]
(let [l '(1 2 3) m (rest l)] [l m (conj m 0) (rest m)]) ;=> [(1 2 3) (2 3) (0 2 3) (3)]
(reverse [1 2 3]) ;=> (3 2 1)
(reverse "abc") ;=> (\c \b \a)
(reverse 5) ;throws> IllegalArgumentException Don't know how to create ISeq from: java.lang.Long
