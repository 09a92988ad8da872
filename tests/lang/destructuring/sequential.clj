; Sequential destructuring: by position, rest, whole; missing is nil.
(let [[a b] [1 2]] [a b]) ;=> [1 2]
(let [[a b c] [1 2]] [a b c]) ;=> [1 2 nil]
(let [[a] [1 2 3]] a) ;=> 1
(let [[a & more] [1 2 3]] [a more]) ;=> [1 (2 3)]
(let [[a & more] [1]] [a more]) ;=> [1 nil]
(let [[a b :as all] [1 2 3]] [a b all]) ;=> [1 2 [1 2 3]]
(let [[a & [b & c]] [1 2 3 4]] [a b c]) ;=> [1 2 (3 4)]
(let [[[a b] [c]] [[1 2] [3]]] [a b c]) ;=> [1 2 3]
(let [[a b] nil] [a b]) ;=> [nil nil]
(let [[a b] "xy"] [a b]) ;=> [\x \y]
(let [[a b] '(1 2)] [a b]) ;=> [1 2]
(let [[a b] (range)] [a b]) ;=> [0 1]
(let [[k v] (first {:a 1})] [k v]) ;=> [:a 1]
(let [[_ b _ d] [1 2 3 4]] [b d]) ;=> [2 4]
(let [[a & r :as all] "abc"] [a r all]) ;=> [\a (\b \c) "abc"]
(let [[] [1]] :ok) ;=> :ok
(let [[a & {:keys [x y]}] [1 :x 2 :y 3]] [a x y]) ;=> [1 2 3]
(let [[a] {:k 1}] a) ;throws> UnsupportedOperationException nth not supported on this type: PersistentArrayMap
(let [[a] 5] a) ;throws> UnsupportedOperationException nth not supported on this type: Long
(let [[a] #{1}] a) ;throws> UnsupportedOperationException nth not supported on this type: PersistentHashSet
(let [[a b & c] (map inc [1 2 3 4])] [a b c]) ;=> [2 3 (4 5)]
(def forced (atom 0))
(let [[a b] (map #(do (swap! forced inc) %) (iterate inc 0))] [a b @forced]) ;=> [0 1 2]
(let [[a & b & c] [1]] 1) ;rejects> compile/bad-pattern
((fn [[a b] [c & d]] [a b c d]) [1 2] [3 4 5]) ;=> [1 2 3 (4 5)]
(defn f [x & [y z]] [x y z])
(f 1) ;=> [1 nil nil]
(f 1 2 3) ;=> [1 2 3]
(loop [[x & xs] [1 2 3] acc []] (if x (recur xs (conj acc (* x x))) acc)) ;=> [1 4 9]
(for [[a b] {:x 1 :y 2}] [b a]) ;=> ([1 :x] [2 :y])
(doseq [[a b] [[1 2] [3 4]]] (println a b))
;out> 1 2
;out> 3 4
