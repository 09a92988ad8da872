;; S80: a record gains a field: with `migrate` new code sees old instances in the new shape, without it nil and version 1.
;file> app.clj
;| (ns app)
;| (defprotocol P (show [x]))
;| (defrecord Plain [a])
;| (defrecord R [a] P (show [_] [:v1 a]))
;| (defn sum [r] (:a r))
(require 'app)
(def plain (app/->Plain 1))
(def old (app/->R 1))
(def started (promise))
(def reloaded (promise))
(def in-a-turn
  (future (turn (deliver started true) @reloaded [(:b old) (app/show old) (instance? app.R old) (app/sum old)])))
@started ;=> true
;file> app.clj
;| (ns app)
;| (defprotocol P (show [x]))
;| (defrecord Plain [a b])
;| (defrecord R [a b] P (show [_] [:v2 a b]))
;| (migrate R {:from 1 :to 2} (fn [old] (->R (:a old) (* 10 (:a old)))))
;| (defn sum [r] (+ (:a r) (:b r)))
(require 'app :reload)
(deliver reloaded true)
[(:b plain) (type-version plain) (type-version (app/->Plain 1 2))] ;=> [nil 1 2]
[(:a old) (:b old) (app/sum old) (type-version old)] ;=> [1 10 11 1]
(app/show old) ;=> [:v2 1 10]
[(instance? app.R old) (.b old) (= (assoc old :a 2) (app/->R 2 10))] ;=> [true 10 true]
(let [{:keys [a b]} old] [a b]) ;=> [1 10]
(into {} old) ;=> {:a 1, :b 10}
@in-a-turn ;=> [nil [:v1 1] true 1]
(:types (peek (history))) ;=> [{:type app.Plain, :from 1, :to 2, :added [b], :removed [], :migrated false} {:type app.R, :from 1, :to 2, :added [b], :removed [], :migrated true}]
