; clojure.walk and clojure.template: kinds of collections, order of visits.
(require '[clojure.walk :as walk] '[clojure.template :as template])
(defrecord Point [x y])

(walk/postwalk identity {:a {:b (list 1 2 [3 #{4}])}}) ;=> {:a {:b (1 2 [3 #{4}])}}
(walk/postwalk #(if (map-entry? %) (vec (reverse %)) %) {:a 1 :b {:c 2}}) ;=> {1 :a, {2 :c} :b}
(instance? Point (walk/postwalk #(if (number? %) (inc %) %) (->Point 1 {:c 2}))) ;=> true
(:y (walk/postwalk #(if (number? %) (inc %) %) (->Point 1 {:c 2}))) ;=> {:c 3}
(walk/keywordize-keys (->Point 1 {"c" 2})) ;=> {:x 1, :y {:c 2}}
(record? (walk/keywordize-keys (->Point 1 2))) ;=> false
(walk/keywordize-keys {"a" 1 'b 2 :c {"d" [{"e" 1}]}}) ;=> {:a 1, b 2, :c {:d [{:e 1}]}}
(walk/keywordize-keys nil) ;=> nil
(walk/keywordize-keys [{"a" #{{"b" 1}}}]) ;=> [{:a #{{:b 1}}}]
(walk/stringify-keys {:a/b {:c 1} "x" 1 nil 2}) ;=> {"b" {"c" 1}, "x" 1, nil 2}
(walk/postwalk-replace {[:x 1] [:y 2] :k false} {:x 1 :k :k}) ;=> {:y 2, false false}
(walk/postwalk-replace {nil :n} [nil nil]) ;=> [:n :n]
(walk/prewalk-replace {:a :b} '(:a [:a {:a :a}])) ;=> (:b [:b {:b :b}])
(walk/macroexpand-all '(when a (when-not b c))) ;=> (if a (do (if b nil (do c))))
(walk/prewalk #(if (vector? %) (rest %) %) [1 [2 3]]) ;=> ((3))
(walk/postwalk identity (sorted-map 2 1 1 2)) ;=> {1 2, 2 1}
(sorted? (walk/postwalk identity (sorted-set 1))) ;=> true
(list? (walk/postwalk identity '(1 2))) ;=> true
(seq? (walk/postwalk identity (map inc [1]))) ;=> true
(meta (walk/postwalk identity ^:x [1])) ;=> {:x true}
(walk/walk vec identity {1 2}) ;=> {1 2}
(walk/walk first reverse [[1 2] [3 4]]) ;=> (3 1)
(walk/walk inc identity #{1 2}) ;=> #{3 2}
(walk/walk identity count []) ;=> 0
(walk/postwalk-demo {:a [1 '(2)]})
;out> Walked: :a
;out> Walked: 1
;out> Walked: 2
;out> Walked: (2)
;out> Walked: [1 (2)]
;out> Walked: [:a [1 (2)]]
;out> Walked: {:a [1 (2)]}
;=> {:a [1 (2)]}
(walk/prewalk-demo {:a [1 '(2)]})
;out> Walked: {:a [1 (2)]}
;out> Walked: [:a [1 (2)]]
;out> Walked: :a
;out> Walked: [1 (2)]
;out> Walked: 1
;out> Walked: (2)
;out> Walked: 2
;=> {:a [1 (2)]}
(let [seen (atom [])] (walk/postwalk #(do (swap! seen conj %) %) [[1] {2 3}]) @seen) ;=> [1 [1] 2 3 [2 3] {2 3} [[1] {2 3}]]
(let [seen (atom [])] (walk/prewalk #(do (swap! seen conj %) %) [[1] {2 3}]) @seen) ;=> [[[1] {2 3}] [1] 1 {2 3} [2 3] 2 3]
(template/apply-template '[a b] '(+ a b a) [1 2]) ;=> (+ 1 2 1)
(template/apply-template 'a '(+ a) [1]) ;throws> AssertionError Assert failed: (vector? argv)
(template/apply-template '[a 1] '(+ a) [1 2]) ;throws> AssertionError Assert failed: (every? symbol? argv)
(template/apply-template '[a b] '[a b] [1]) ;=> [1 b]
(macroexpand-1 '(clojure.template/do-template [a b] (f a b) 1 2 3 4 5)) ;=> (do (f 1 2) (f 3 4))
(template/do-template [a b] (+ a b) 1 2 3 4) ;=> 7
