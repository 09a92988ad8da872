;; S75: a record or type that gains a protocol keeps its shape: instances of before are of it, equal, and have the methods.
;file> app.clj
;| (ns app)
;| (defprotocol P (m [x]))
;| (defrecord R [a])
;| (deftype T [a])
(require 'app)
(def old (app/->R 1))
(def old-t (app/->T 1))
(def by-key {old :found})
;file> app.clj
;| (ns app)
;| (defprotocol P (m [x]))
;| (defrecord R [a] P (m [_] [:m a]))
;| (deftype T [a] P (m [_] [:m a]))
(require 'app :reload)
[(instance? app.R old) (= old (app/->R 1)) (= (app/->R 1) old) (by-key (app/->R 1)) (get {(app/->R 1) :found} old)] ;=> [true true true :found :found]
[(app/m old) (satisfies? app/P old) (type-version old)] ;=> [[:m 1] true 1]
[(instance? app.T old-t) (app/m old-t) (.m old-t)] ;=> [true [:m 1] [:m 1]]
(:types (peek (history))) ;=> []
