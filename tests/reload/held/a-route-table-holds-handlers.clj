;; S12: a table of functions in another namespace keeps the old ones, the report names it; `^:forward` follows.
;file> handler.clj
;| (ns handler)
;| (defn home [] :v1)
;| (defn ^:forward about [] :v1)
(require 'handler)
(def first-load (generation))
;file> router.clj
;| (ns router (:require [handler :as h]))
;| (def table {:home h/home :home-var #'h/home :about h/about})
(require 'router)
(defn answers [] (update-vals router/table #(%)))
;file> handler.clj
;| (ns handler)
;| (defn home [] :v2)
;| (defn ^:forward about [] :v2)
(require 'handler :reload)
(answers) ;=> {:home :v1, :home-var :v2, :about :v2}
(= (:held (peek (history)))
   [{:holder 'router/table :path [:home] :name 'handler/home :generation first-load}]) ;=> true
(mapv (juxt :holder :path) (holders 'handler/home)) ;=> [[router/table [:home]]]
(holders 'handler/about) ;=> []
