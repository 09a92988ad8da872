; Making collections: constructors, their order, conversions.

(list) ;=> ()
(list 1 2) ;=> (1 2)
(vector) ;=> []
(vector 1) ;=> [1]
(hash-map :a) ;throws> IllegalArgumentException No value supplied for key: :a
(hash-map :a 1 :a 2) ;=> {:a 2}
(array-map :a) ;throws> IllegalArgumentException No value supplied for key: :a
(array-map :a 1 :a 2 :b 3) ;=> {:a 2, :b 3}
(apply array-map (range 20)) ;=> {0 1, 2 3, 4 5, 6 7, 8 9, 10 11, 12 13, 14 15, 16 17, 18 19}
(hash-set 1 1) ;=> #{1}
(sorted-map :a) ;throws> IllegalArgumentException No value supplied for key: :a
(sorted-map 2 1 1 2) ;=> {1 2, 2 1}
(sorted-map-by > 1 1 2 2) ;=> {2 2, 1 1}
(sorted-set 3 1 2) ;=> #{1 2 3}
(sorted-set-by > 1 2 3) ;=> #{3 2 1}
(sorted-map-by :k 1) ;throws> ClassCastException class clojure.lang.Keyword cannot be cast to class java.util.Comparator
(array-map) ;=> {}
(hash-set) ;=> #{}
(sorted-set) ;=> #{}
(hash-map) ;=> {}
(sorted-set {}) ;throws> ClassCastException Default comparator requires nil, Number, or Comparable: {}
(sorted-map nil 1) ;=> {nil 1}
(sorted-set 1 :a) ;throws> ClassCastException class java.lang.Long cannot be cast to class clojure.lang.Keyword
(sorted-set 3 nil 1) ;=> #{nil 1 3}
(sorted-set-by (fn [a b] (- b a)) 1 3 2) ;=> #{3 2 1}
(vec nil) ;=> []
(vec 5) ;throws> RuntimeException Unable to convert: class java.lang.Long to Object[]
(vec "ab") ;=> [\a \b]
(vec {:a 1}) ;=> [[:a 1]]
(vec (into-array [1 2])) ;=> [1 2]
(set 5) ;throws> IllegalArgumentException Don't know how to create ISeq from: java.lang.Long
(set nil) ;=> #{}
(set [1 1]) ;=> #{1}
(set {:a 1}) ;=> #{[:a 1]}
(vec '(1)) ;=> [1]
(vec (range 3)) ;=> [0 1 2]
(let [v [1]] (identical? v (vec v))) ;=> true
(let [v #{1}] (identical? v (set v))) ;=> true
(meta (vec (with-meta [1] {:m 1}))) ;=> nil
(meta (set (with-meta #{1} {:m 1}))) ;=> nil
(keys (zipmap (range 40) (range 40))) ;=> (0 7 20 27 1 24 39 4 15 21 31 32 33 13 22 36 29 6 28 25 34 17 3 12 2 23 35 19 11 9 5 14 26 16 38 30 10 18 37 8)
(hash-set :a :b :c :d :e :f "x" "y" nil 0 1 2 3 1.5 \a 'sym true false) ;=> #{nil 0 1.5 \a 1 "x" :e true :c 3 2 false sym "y" :b :d :f :a}
(hash-map :a 1 nil 2 0 3 "" 4) ;=> {nil 2, 0 3, "" 4, :a 1}
(hash-set "Aa" "BB" "C#" "AaAa" "BBBB" "AaBB" "BBAa") ;=> #{"AaAa" "BBBB" "AaBB" "BBAa" "Aa" "BB" "C#"}
(disj (conj (hash-set "AaAa" "BBBB" "AaBB" "BBAa") 1) "BBBB") ;=> #{1 "AaAa" "AaBB" "BBAa"}
(into {} (map (fn [i] [i i]) (range 8 0 -1))) ;=> {8 8, 7 7, 6 6, 5 5, 4 4, 3 3, 2 2, 1 1}
(into {} (map (fn [i] [i i]) (range 9 0 -1))) ;=> {7 7, 1 1, 4 4, 6 6, 3 3, 2 2, 9 9, 5 5, 8 8}
(assoc (into {} (map (fn [i] [i i]) (range 8 0 -1))) :x 1) ;=> {7 7, 1 1, 4 4, 6 6, 3 3, 2 2, 5 5, :x 1, 8 8}
(set (range 20)) ;=> #{0 7 1 4 15 13 6 17 3 12 2 19 11 9 5 14 16 10 18 8}
(into #{} [[1 2] [3 4] #{1} {1 2} "a" :b 'c]) ;=> #{{1 2} [3 4] "a" #{1} :b c [1 2]}
(reduce (fn [m i] (dissoc m i)) (zipmap (range 20) (range)) (range 17)) ;=> {17 17, 19 19, 18 18}
(hash-map :z 1 :a 2 :m 3) ;=> {:m 3, :z 1, :a 2}
{:z 1 :a 2 :m 3} ;=> {:z 1, :a 2, :m 3}
#{:z :a :m} ;=> #{:m :z :a}
(frequencies "hello world") ;=> {\h 1, \e 1, \l 3, \o 2, \space 1, \w 1, \r 1, \d 1}
(let [x 1] {x 1 :a 2}) ;=> {1 1, :a 2}
(let [x 1] {x 1 1 2}) ;throws> IllegalArgumentException Duplicate key: 1
(let [x 1] #{x 1}) ;throws> IllegalArgumentException Duplicate key: 1
(let [x 1] #{x 2}) ;=> #{1 2}
(let [a 1 b 2] {a b b a}) ;=> {1 2, 2 1}
(= (sorted-map 1 2) {1 2}) ;=> true
(= {1 2} (sorted-map 1 2)) ;=> true
(= (sorted-set 1 2) #{1 2}) ;=> true
(= [1 2] '(1 2)) ;=> true
(= (array-map 1 2) (hash-map 1 2)) ;=> true
(= {:a 1} {:a 1N}) ;=> true
(= {:a 1} {:a 1.0}) ;=> false
(= [[1 2]] (seq {1 2})) ;=> true
(= #{[1 2]} (set {1 2})) ;=> true
(hash {1 2 3 4}) ;=> -812819982
(hash #{1 2 3}) ;=> 439094965
(hash [1 [2 #{3}]]) ;=> 129343857
(= (hash (sorted-map 1 2)) (hash {1 2})) ;=> true
(= (hash [1 2]) (hash '(1 2)) (hash (range 1 3))) ;=> true
