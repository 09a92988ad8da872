;; S16: a watch that a namespace puts on state that stays is its new function after a reload, once and not twice.
;file> app.clj
;| (ns app)
;| (defonce state (atom 0))
;| (defonce seen (atom []))
;| (defn log [k r old new] (swap! seen conj [:v1 new]))
;| (add-watch state ::log log)
(require 'app)
(swap! app/state inc)
@app/seen ;=> [[:v1 1]]
;file> app.clj
;| (ns app)
;| (defonce state (atom 0))
;| (defonce seen (atom []))
;| (defn log [k r old new] (swap! seen conj [:v2 new]))
;| (add-watch state ::log log)
(require 'app :reload)
(swap! app/state inc)
@app/seen ;=> [[:v1 1] [:v2 2]]
