; Maps: look-up, change, order, nil.
({:a 1} :a) ;=> 1
({:a 1} :b) ;=> nil
({:a 1} :b :d) ;=> :d
(:a {:a 1}) ;=> 1
(:a nil) ;=> nil
(:a {:b 1} :d) ;=> :d
(:a [1]) ;=> nil
('a {'a 1}) ;=> 1
(get {:a nil} :a :d) ;=> nil
(get nil :a) ;=> nil
(get 5 :a) ;=> nil
(get "abc" 1) ;=> \b
(contains? {:a nil} :a) ;=> true
(contains? nil :a) ;=> false
(contains? "abc" 1) ;=> true
(contains? '(1) 0) ;throws> IllegalArgumentException contains? not supported on type: clojure.lang.PersistentList
(find {:a 1} :a) ;=> [:a 1]
(find {:a 1} :b) ;=> nil
(assoc {} :a 1 :b 2) ;=> {:a 1, :b 2}
(assoc nil :a 1) ;=> {:a 1}
(assoc {} :a) ;throws> ArityException Wrong number of args (2) passed to
(dissoc {:a 1 :b 2} :a) ;=> {:b 2}
(dissoc {:a 1} :b) ;=> {:a 1}
(dissoc nil :a) ;=> nil
(conj {:a 1} [:b 2]) ;=> {:a 1, :b 2}
(conj {:a 1} {:b 2 :c 3}) ;=> {:a 1, :b 2, :c 3}
(conj {:a 1} nil) ;=> {:a 1}
(conj {:a 1} [1]) ;throws> IllegalArgumentException Vector arg to map conj must be a pair
(conj nil [1 2]) ;=> ([1 2])
(merge {:a 1} {:a 2 :b 3} nil) ;=> {:a 2, :b 3}
(merge nil nil) ;=> nil
(into {} [[1 2] [3 4]]) ;=> {1 2, 3 4}
(into {} {:a 1}) ;=> {:a 1}
(keys {:a 1 :b 2}) ;=> (:a :b)
(vals {:a 1 :b 2}) ;=> (1 2)
(keys {}) ;=> nil
(keys nil) ;=> nil
(seq {}) ;=> nil
(first {:a 1}) ;=> [:a 1]
(key (first {:a 1})) ;=> :a
(val (first {:a 1})) ;=> 1
(map-entry? (first {:a 1})) ;=> true
(vector? (first {:a 1})) ;=> true
(map-entry? [1 2]) ;=> false
(count {:a 1 :b 2}) ;=> 2
(empty {:a 1}) ;=> {}
(zipmap [:a :b :c] [1 2]) ;=> {:a 1, :b 2}
(hash-map) ;=> {}
(hash-map 1 2) ;=> {1 2}
(hash-map 1) ;throws> IllegalArgumentException No value supplied for key: 1
(hash-map :a 1 :a 2) ;=> {:a 2}
(array-map :b 1 :a 2) ;=> {:b 1, :a 2}
(into (array-map) (map (fn [i] [i i]) (range 9))) ;=> {0 0, 7 7, 1 1, 4 4, 6 6, 3 3, 2 2, 5 5, 8 8}
(into {} (map (fn [i] [i i]) (range 20))) ;=> {0 0, 7 7, 1 1, 4 4, 15 15, 13 13, 6 6, 17 17, 3 3, 12 12, 2 2, 19 19, 11 11, 9 9, 5 5, 14 14, 16 16, 10 10, 18 18, 8 8}
(assoc {:a 1 :b 2 :c 3 :d 4 :e 5 :f 6 :g 7 :h 8} :i 9) ;=> {:e 5, :g 7, :c 3, :h 8, :b 2, :d 4, :f 6, :i 9, :a 1}
(keys (into {} (map (fn [k] [(keyword (str "k" k)) k]) (range 12)))) ;=> (:k8 :k11 :k5 :k7 :k9 :k6 :k0 :k10 :k3 :k4 :k1 :k2)
(let [m {:a 1} n (assoc m :a 2)] [m n]) ;=> [{:a 1} {:a 2}]
(update {:a 1} :a inc) ;=> {:a 2}
(update {} :a (fnil inc 0)) ;=> {:a 1}
(update {:a 1} :a + 1 2 3) ;=> {:a 7}
(get-in {:a {:b [1 2]}} [:a :b 1]) ;=> 2
(get-in {:a 1} [:a :b]) ;=> nil
(get-in {:a 1} []) ;=> {:a 1}
(get-in {} [:x] :d) ;=> :d
(assoc-in {} [:a :b] 1) ;=> {:a {:b 1}}
(update-in {:a {:b 1}} [:a :b] inc) ;=> {:a {:b 2}}
(select-keys {:a 1 :b 2} [:a :c]) ;=> {:a 1}
(reduce-kv (fn [a k v] (+ a v)) 0 {:a 1 :b 2}) ;=> 3
(reduce (fn [a [k v]] (+ a v)) 0 {:a 1 :b 2}) ;=> 3
(map (fn [[k v]] [v k]) {:a 1}) ;=> ([1 :a])
(sorted-map :b 1 :a 2) ;=> {:a 2, :b 1}
(sorted-map-by > 1 :a 2 :b) ;=> {2 :b, 1 :a}
(first (sorted-map 3 1 1 2)) ;=> [1 2]
(subseq (sorted-map 1 :a 2 :b 3 :c) > 1) ;=> ([2 :b] [3 :c])
(rsubseq (sorted-map 1 :a 2 :b 3 :c) <= 2) ;=> ([2 :b] [1 :a])
(rseq (sorted-map 1 :a 2 :b)) ;=> ([2 :b] [1 :a])
(get (sorted-map 1 :a) "x") ;throws> ClassCastException
(assoc (sorted-map 1 :a) :k 1) ;throws> ClassCastException
(let [m (reduce #(assoc %1 %2 %2) {} (range 1000))] [(count m) (m 999) (m 1000)]) ;=> [1000 999 nil]
(let [m (reduce #(assoc %1 %2 %2) {} (range 1000))] (count (reduce dissoc m (range 500)))) ;=> 500
(= (reduce #(assoc %1 %2 1) {} (range 100)) (reduce #(assoc %1 %2 1) {} (reverse (range 100)))) ;=> true
({:a 1} :a 2 3) ;throws> ArityException Wrong number of args (3) passed to: clojure.lang.PersistentArrayMap
({:a 1}) ;throws> ArityException Wrong number of args (0) passed to: clojure.lang.PersistentArrayMap
(:a) ;throws> ArityException Wrong number of args (0) passed to: :a
(:a {} 1 2) ;throws> ArityException Wrong number of args (3) passed to: :a
(apply hash-map [1 2 3 4]) ;=> {1 2, 3 4}
(group-by odd? (range 5)) ;=> {false [0 2 4], true [1 3]}
(frequencies "abca") ;=> {\a 2, \b 1, \c 1}
(merge-with + {:a 1} {:a 2}) ;=> {:a 3}
(update-vals {:a 1} inc) ;=> {:a 2}
(update-keys {:a 1} name) ;=> {"a" 1}
(map-indexed vector [:a :b]) ;=> ([0 :a] [1 :b])
(contains? {nil 1} nil) ;=> true
{nil 1} ;=> {nil 1}
(get {nil 1} nil) ;=> 1
(keys (dissoc (zipmap (range 10) (range 10)) 3 4 5)) ;=> (0 7 1 6 2 9 8)
