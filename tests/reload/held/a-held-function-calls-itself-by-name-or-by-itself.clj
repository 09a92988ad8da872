;; S21: a held function that calls its global name mixes versions live, not in a turn; its local name is itself.
;file> app.clj
;| (ns app)
;| (defn by-global [n] (if (zero? n) [:v1] (conj (by-global (dec n)) :v1)))
;| (def by-local (fn self [n] (if (zero? n) [:v1] (conj (self (dec n)) :v1))))
(require 'app)
(def held app/by-global)
(def held-local app/by-local)
(def started (promise))
(def reloaded (promise))
(def in-a-turn (future (turn (deliver started true) @reloaded (held 2))))
@started ;=> true
;file> app.clj
;| (ns app)
;| (defn by-global [n] (if (zero? n) [:v2] (conj (by-global (dec n)) :v2)))
;| (def by-local (fn self [n] (if (zero? n) [:v2] (conj (self (dec n)) :v2))))
(require 'app :reload)
(deliver reloaded true)
(held 2) ;=> [:v2 :v2 :v1]
(held-local 2) ;=> [:v1 :v1 :v1]
@in-a-turn ;=> [:v1 :v1 :v1]
