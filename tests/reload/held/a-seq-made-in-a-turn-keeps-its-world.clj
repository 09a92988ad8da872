;; S03: a lazy seq made in a turn that has ended still runs in that turn's world, whoever realises it.
;file> app.clj
;| (ns app)
;| (defn foo [x] [:v1 x])
(require 'app)
(def s (turn (map #(app/foo %) [:a :b :c])))
(def in-a-thread (turn (map #(app/foo %) [:a :b :c])))
(def nested (turn (for [x [1 2] y [:a]] [x (app/foo y)])))
;file> app.clj
;| (ns app)
;| (defn foo [x] [:v2 x])
(require 'app :reload)
s ;=> ([:v1 :a] [:v1 :b] [:v1 :c])
@(future (vec in-a-thread)) ;=> [[:v1 :a] [:v1 :b] [:v1 :c]]
(turn (vec nested)) ;=> [[1 [:v1 :a]] [2 [:v1 :a]]]
