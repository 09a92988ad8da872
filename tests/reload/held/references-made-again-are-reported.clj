;; S14: `def` of a promise and an atom that a thread holds makes new ones: the report names both.
;file> app.clj
;| (ns app)
;| (def go (promise))
;| (def out (atom []))
;| (defn work [] (swap! out conj (deref go 200 :timeout)))
(require 'app)
(def held app/out)
(def started (promise))
(def worker (future (let [go app/go] (deliver started true) (deref go 300 :timeout))))
@started ;=> true
;file> app.clj
;| (ns app)
;| (def go (promise))
;| (def out (atom [:new]))
;| (defn work [] :v2)
(require 'app :reload)
(:reset (peek (history))) ;=> [app/go app/out]
(deliver app/go :delivered)
@worker ;=> :timeout
[@held @app/out] ;=> [[] [:new]]
