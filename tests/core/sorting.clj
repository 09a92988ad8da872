; sort, sort-by, and parts of sorted collections.

(sort [3 1 2]) ;=> (1 2 3)
(sort > [3 1 2]) ;=> (3 2 1)
(sort nil) ;=> ()
(sort []) ;=> ()
(sort {:b 1 :a 2}) ;=> ([:a 2] [:b 1])
(sort "cab") ;=> (\a \b \c)
(sort [1 :a]) ;throws> ClassCastException class java.lang.Long cannot be cast to class clojure.lang.Keyword
(sort [nil 1]) ;=> (nil 1)
(sort (into-array [3 1 2])) ;=> (1 2 3)
(sort compare [2 1]) ;=> (1 2)
(sort (fn [a b] (< a b)) [3 1 2]) ;=> (1 2 3)
(sort (fn [a b] (- b a)) [3 1 2]) ;=> (3 2 1)
(sort (fn [a b] "x") [3 1 2]) ;throws> ClassCastException class java.lang.String cannot be cast to class java.lang.Number
(sort ["b" "a"]) ;=> ("a" "b")
(sort [[2 1] [1 2] [1]]) ;=> ([1] [1 2] [2 1])
(sort 5) ;throws> IllegalArgumentException Don't know how to create ISeq from: java.lang.Long
(sort [1.5 1 1/2 2N]) ;=> (1/2 1 1.5 2N)
(sort #{3 1 2}) ;=> (1 2 3)
(sort [:b :a]) ;=> (:a :b)
(sort ['b 'a 'a/b]) ;=> (a b a/b)
(sort nil [2 1]) ;=> (1 2)
(sort [true false]) ;=> (false true)
(sort [\b \a]) ;=> (\a \b)
(let [a (into-array [3 1 2])] (sort a) (vec a)) ;=> [1 2 3]
(sort #(compare %2 %1) [1 2 3]) ;=> (3 2 1)
(sort [:a]) ;=> (:a)
(sort < [2.5 1 1/2]) ;=> (1/2 1 2.5)
(sort ["B" "a" "A" "b"]) ;=> ("A" "B" "a" "b")
(sort ["é" "z" "a"]) ;=> ("a" "z" "é")
(meta (sort (with-meta [2 1] {:m 1}))) ;=> {:m 1}
(sort < (map #(mod (* 7919 %) 101) (range 30))) ;=> (0 3 6 9 12 15 22 25 28 31 34 37 41 44 47 50 53 56 63 66 69 72 75 78 82 85 88 91 94 97)
(sort-by first > [[1 2] [3 4]]) ;=> ([3 4] [1 2])
(sort-by count ["ccc" "a" "bb" "d"]) ;=> ("a" "d" "bb" "ccc")
(sort-by :k [{:k 2 :i 0} {:k 1 :i 1} {:k 2 :i 2}]) ;=> ({:k 1, :i 1} {:k 2, :i 0} {:k 2, :i 2})
(= (sort (shuffle (range 1000))) (range 1000)) ;=> true
(= (sort-by - (range 100)) (reverse (range 100))) ;=> true
(subseq (sorted-map 1 :a 2 :b 3 :c) >= 2) ;=> ([2 :b] [3 :c])
(subseq (sorted-map 1 :a 2 :b 3 :c) > 1 < 3) ;=> ([2 :b])
(rsubseq (sorted-map 1 :a 2 :b 3 :c) < 3) ;=> ([2 :b] [1 :a])
(subseq (sorted-set-by > 1 2 3) > 2) ;=> (1)
(subseq (sorted-set-by > 1 2 3) < 2) ;=> (3)
(rsubseq (sorted-set-by > 1 2 3) >= 2) ;=> (1 2)
(subseq (sorted-set 1 2 3) (fn [a b] true) 2) ;=> (1 2 3)
(rsubseq (sorted-set 1 2 3) < 2) ;=> (1)
(subseq (sorted-set 1 2 3 4) >= 2 < 4) ;=> (2 3)
(subseq (sorted-set) > 1) ;=> nil
(subseq {} > 1) ;throws> ClassCastException class clojure.lang.PersistentArrayMap cannot be cast to class clojure.lang.Sorted
(rsubseq (sorted-set 1 2 3 4) <= 2) ;=> (2 1)
(rsubseq (sorted-set 1 2 3 4) > 1 <= 3) ;=> (3 2)
(subseq (sorted-set 1 2 3) = 2) ;=> ()
(subseq [] > 1) ;throws> ClassCastException class clojure.lang.PersistentVector cannot be cast to class clojure.lang.Sorted
(subseq (sorted-set 1 2 3) < 2) ;=> (1)
(subseq (sorted-set 1 3 5) > 3) ;=> (5)
(subseq (sorted-set 1 3 5) > 4) ;=> (5)
(subseq (sorted-set 1 3 5) > 9) ;=> nil
(rsubseq (sorted-set 1 3 5) <= 4) ;=> (3 1)
(subseq (apply sorted-set (range 100)) >= 95) ;=> (95 96 97 98 99)
(first (sorted-map 2 :b 1 :a)) ;=> [1 :a]
(last (sorted-set 3 1 2)) ;=> 3
(assoc (sorted-map 2 :b) 1 :a) ;=> {1 :a, 2 :b}
(dissoc (sorted-map 1 :a 2 :b) 1) ;=> {2 :b}
(get (sorted-map "a" 1) "a") ;=> 1
(reduce conj (sorted-set) [5 3 8 1]) ;=> #{1 3 5 8}
(into (sorted-map) {3 :c 1 :a}) ;=> {1 :a, 3 :c}
(sorted-map-by (fn [a b] (compare b a)) 1 :a 2 :b) ;=> {2 :b, 1 :a}
(let [s (sorted-set 1 2 3)] [(conj s 0) (disj s 2) s]) ;=> [#{0 1 2 3} #{1 3} #{1 2 3}]
(conj (sorted-set 1) "a") ;throws> ClassCastException class java.lang.Long cannot be cast to class java.lang.String
(contains? (sorted-set 1 2) 3) ;=> false
(= (apply sorted-set (range 1000)) (set (range 1000))) ;=> true
(reduce disj (apply sorted-set (range 100)) (range 0 100 2)) ;=> #{1 3 5 7 9 11 13 15 17 19 21 23 25 27 29 31 33 35 37 39 41 43 45 47 49 51 53 55 57 59 61 63 65 67 69 71 73 75 77 79 81 83 85 87 89 91 93 95 97 99}
