; Changed collections: conj, assoc, dissoc, disj, pop, empty; the old version stays.

(assoc nil :a 1) ;=> {:a 1}
(assoc [1] 1 2) ;=> [1 2]
(assoc [1] 2 2) ;throws> IndexOutOfBoundsException
(assoc [1] -1 2) ;throws> IndexOutOfBoundsException
(assoc [1] :a 2) ;throws> IllegalArgumentException Key must be integer
(assoc '(1) 0 1) ;throws> ClassCastException class clojure.lang.PersistentList cannot be cast to class clojure.lang.Associative
(assoc #{} 1 2) ;throws> ClassCastException class clojure.lang.PersistentHashSet cannot be cast to class clojure.lang.Associative
(assoc 5 1 2) ;throws> ClassCastException class java.lang.Long cannot be cast to class clojure.lang.Associative
(assoc "a" 0 1) ;throws> ClassCastException class java.lang.String cannot be cast to class clojure.lang.Associative
(assoc (first {:a 1}) 0 :b) ;=> [:b 1]
(assoc (first {:a 1}) 2 :b) ;=> [:a 1 :b]
(assoc [1] 0.5 2) ;throws> IllegalArgumentException Key must be integer
(assoc [1 2] nil 1) ;throws> IllegalArgumentException Key must be integer
(assoc {} 1 2 3) ;throws> IllegalArgumentException assoc expects even number of arguments after map/vector, found odd number
(assoc nil nil nil) ;=> {nil nil}
(assoc [1 2] 0 :a 1 :b) ;=> [:a :b]
(assoc {:a 1} :a 2 :b 3) ;=> {:a 2, :b 3}
(assoc [1 2] 0N :x) ;=> [:x 2]
(assoc (sorted-map 1 2) 0 1) ;=> {0 1, 1 2}
(dissoc nil :a) ;=> nil
(dissoc [1] 0) ;throws> ClassCastException class clojure.lang.PersistentVector cannot be cast to class clojure.lang.IPersistentMap
(dissoc #{} 0) ;throws> ClassCastException class clojure.lang.PersistentHashSet cannot be cast to class clojure.lang.IPersistentMap
(dissoc 5 1) ;throws> ClassCastException class java.lang.Long cannot be cast to class clojure.lang.IPersistentMap
(dissoc 5) ;=> 5
(dissoc {:a 1} :b) ;=> {:a 1}
(dissoc {:a 1 :b 2} :a :b) ;=> {}
(dissoc (sorted-map 1 2 3 4) 1) ;=> {3 4}
(disj nil 1) ;=> nil
(disj #{1} 1) ;=> #{}
(disj #{1 2 3} 1 2) ;=> #{3}
(disj [1] 1) ;throws> ClassCastException class clojure.lang.PersistentVector cannot be cast to class clojure.lang.IPersistentSet
(disj {} 1) ;throws> ClassCastException class clojure.lang.PersistentArrayMap cannot be cast to class clojure.lang.IPersistentSet
(disj 5) ;=> 5
(disj (sorted-set 1 2) 1) ;=> #{2}
(conj nil 1) ;=> (1)
(conj nil) ;=> nil
(conj) ;=> []
(conj [1] 2 3) ;=> [1 2 3]
(conj '(1) 2 3) ;=> (3 2 1)
(conj {} [1 2]) ;=> {1 2}
(conj {} [1]) ;throws> IllegalArgumentException Vector arg to map conj must be a pair
(conj {} [1 2 3]) ;throws> IllegalArgumentException Vector arg to map conj must be a pair
(conj {} {1 2 3 4}) ;=> {1 2, 3 4}
(conj {} nil) ;=> {}
(conj {} 5) ;throws> IllegalArgumentException Don't know how to create ISeq from: java.lang.Long
(conj {} '(1 2)) ;throws> ClassCastException class java.lang.Long cannot be cast to class java.util.Map$Entry
(conj {} (list (first {1 2}))) ;=> {1 2}
(conj {} "ab") ;throws> ClassCastException class java.lang.Character cannot be cast to class java.util.Map$Entry
(conj {} (seq {1 2 3 4})) ;=> {1 2, 3 4}
(conj 5 1) ;throws> ClassCastException class java.lang.Long cannot be cast to class clojure.lang.IPersistentCollection
(conj "a" 1) ;throws> ClassCastException class java.lang.String cannot be cast to class clojure.lang.IPersistentCollection
(conj (first {:a 1}) 2) ;=> [:a 1 2]
(conj (range 2) 9) ;=> (9 0 1)
(conj (map inc [1]) 9) ;=> (9 2)
(conj (seq [1 2]) 0) ;=> (0 1 2)
(conj (sorted-map) [1 2]) ;=> {1 2}
(conj (sorted-map) 1) ;throws> IllegalArgumentException Don't know how to create ISeq from: java.lang.Long
(conj (sorted-set 2) 1) ;=> #{1 2}
(conj #{1} 1) ;=> #{1}
(conj () 1 2) ;=> (2 1)
(peek nil) ;=> nil
(peek [1 2]) ;=> 2
(peek '(1 2)) ;=> 1
(peek []) ;=> nil
(peek ()) ;=> nil
(peek #{1}) ;throws> ClassCastException class clojure.lang.PersistentHashSet cannot be cast to class clojure.lang.IPersistentStack
(peek (range 3)) ;throws> ClassCastException class clojure.lang.LongRange cannot be cast to class clojure.lang.IPersistentStack
(peek "ab") ;throws> ClassCastException class java.lang.String cannot be cast to class clojure.lang.IPersistentStack
(peek (first {:a 1})) ;=> 1
(peek (map inc [1])) ;throws> ClassCastException class clojure.lang.LazySeq cannot be cast to class clojure.lang.IPersistentStack
(pop nil) ;=> nil
(pop [1 2]) ;=> [1]
(pop []) ;throws> IllegalStateException Can't pop empty vector
(pop ()) ;throws> IllegalStateException Can't pop empty list
(pop '(1 2)) ;=> (2)
(pop '(1)) ;=> ()
(pop #{1}) ;throws> ClassCastException class clojure.lang.PersistentHashSet cannot be cast to class clojure.lang.IPersistentStack
(pop (range 3)) ;throws> ClassCastException class clojure.lang.LongRange cannot be cast to class clojure.lang.IPersistentStack
(pop (first {:a 1})) ;=> [:a]
(empty nil) ;=> nil
(empty [1]) ;=> []
(empty '(1)) ;=> ()
(empty {:a 1}) ;=> {}
(empty #{1}) ;=> #{}
(empty "abc") ;=> nil
(empty 5) ;=> nil
(empty (first {:a 1})) ;=> nil
(empty (range 3)) ;=> ()
(empty (map inc [1])) ;=> ()
(empty (sorted-map 1 2)) ;=> {}
(empty (seq [1])) ;=> ()
(conj (empty (sorted-set-by > 1)) 1 2) ;=> #{2 1}
(meta (conj (with-meta [] {:m 1}) 1)) ;=> {:m 1}
(meta (assoc (with-meta {} {:m 1}) 1 2)) ;=> {:m 1}
(meta (dissoc (with-meta {1 2} {:m 1}) 1)) ;=> {:m 1}
(meta (conj (with-meta #{} {:m 1}) 1)) ;=> {:m 1}
(meta (pop (with-meta [1] {:m 1}))) ;=> {:m 1}
(meta (empty (with-meta [1] {:m 1}))) ;=> {:m 1}
(meta (conj (with-meta () {:m 1}) 1)) ;=> {:m 1}
(meta (rest (with-meta [1 2] {:m 1}))) ;=> nil
(meta (subvec (with-meta [1 2] {:m 1}) 0 1)) ;=> nil
(let [v [1 2 3] w (conj v 4) x (assoc v 0 :x) y (pop v)] [v w x y]) ;=> [[1 2 3] [1 2 3 4] [:x 2 3] [1 2]]
(let [m {:a 1} n (assoc m :b 2) o (dissoc n :a)] [m n o]) ;=> [{:a 1} {:a 1, :b 2} {:b 2}]
(let [m (zipmap (range 20) (range 20)) n (assoc m 3 :x) o (dissoc m 3)] [(get m 3) (get n 3) (get o 3) (count m) (count o)]) ;=> [3 :x nil 20 19]
(let [s #{1 2} t (conj s 3) u (disj s 1)] [(count s) (count t) (count u)]) ;=> [2 3 1]
(let [v (vec (range 100)) w (assoc v 5 :x)] [(nth v 5) (nth w 5)]) ;=> [5 :x]
(let [m {:a 1}] (identical? m (assoc m :a 1))) ;=> true
(let [m {:a 1}] (identical? m (dissoc m :b))) ;=> true
(let [s #{:a}] (identical? s (conj s :a))) ;=> true
(reduce (fn [v i] (assoc v i (* i i))) (vec (range 40)) (range 40)) ;=> [0 1 4 9 16 25 36 49 64 81 100 121 144 169 196 225 256 289 324 361 400 441 484 529 576 625 676 729 784 841 900 961 1024 1089 1156 1225 1296 1369 1444 1521]
(loop [v (vec (range 2000)) n 0] (if (seq v) (recur (pop v) (+ n (peek v))) n)) ;=> 1999000
(subvec [1 2 3] 1) ;=> [2 3]
(subvec [1 2 3] 2 1) ;throws> IndexOutOfBoundsException
(subvec [1 2 3] -1) ;throws> IndexOutOfBoundsException
(subvec [1 2 3] 1 5) ;throws> IndexOutOfBoundsException
(subvec '(1 2) 0) ;throws> ClassCastException class clojure.lang.PersistentList cannot be cast to class clojure.lang.IPersistentVector
(subvec [1 2 3] 1.5) ;=> [2 3]
(subvec [1 2] 5) ;throws> IndexOutOfBoundsException
(subvec (first {:a 1}) 1) ;=> [1]
(subvec [1 2 3 4] 1 3) ;=> [2 3]
(conj (subvec (vec (range 100)) 50) :x) ;=> [50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 69 70 71 72 73 74 75 76 77 78 79 80 81 82 83 84 85 86 87 88 89 90 91 92 93 94 95 96 97 98 99 :x]
(assoc (subvec [1 2 3] 1) 0 :x) ;=> [:x 3]
(nth (subvec (vec (range 2000)) 1000 1900) 7) ;=> 1007
(count (subvec (vec (range 2000)) 1000 1900)) ;=> 900
(pop (subvec [1 2 3] 0 2)) ;=> [1]
(rseq (subvec [1 2 3] 1)) ;=> (3 2)
(= [2 3] (subvec [1 2 3] 1)) ;=> true
(hash (subvec [1 2 3] 1)) ;=> -1504369821
(loop [q [1] i 2] (if (< i 3000) (recur (conj (subvec q (if (< 40 (count q)) 1 0)) i) (inc i)) [(count q) (first q) (peek q)])) ;=> [41 2959 2999]
