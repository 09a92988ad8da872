;; S133: history, differences and worlds are data, and a changed world can be published
;file> s133d.clj
;| (ns s133d)
;| (def limit 10)
;| (defn f [] limit)
(require 's133d)
(def old (generation))
(map? (publish! (assoc-in (world) '[s133d limit] 11))) ;=> true
(s133d/f) ;=> 11
(def now (generation))
(diff old now) ;=> {:added [user/old], :changed [s133d/limit], :removed [], :namespaces-added [], :namespaces-removed []}
[(get-in (world old) '[s133d limit]) (get-in (world) '[s133d limit]) (in-world old (s133d/f))] ;=> [10 11 10]
(:value (binding-of old 's133d/limit)) ;=> 10
(mapv :what (take-last 2 (history))) ;=> ["publish!" "def user/now"]
