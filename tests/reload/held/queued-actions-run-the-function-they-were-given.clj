;; S17: an action queued with a function's value runs that code, one queued with its var the newest.
;file> app.clj
;| (ns app)
;| (defn act [v] (conj v :v1))
(require 'app)
(def a (agent []))
(def gate (promise))
(send-off a (fn [v] @gate v))
(send-off a app/act)
(send-off a #'app/act)
;file> app.clj
;| (ns app)
;| (defn act [v] (conj v :v2))
(require 'app :reload)
(deliver gate true)
(await a)
@a ;=> [:v1 :v2]
