;; S23: a set of functions that a load adds to holds both versions; a map with a key a registration holds one.
(def handlers (atom #{}))
(def by-key (atom {}))
;file> app.clj
;| (ns app)
;| (defn handle [] :v1)
(require 'app)
(defn register [] (swap! handlers conj app/handle) (swap! by-key assoc 'app/handle app/handle))
(register)
;file> app.clj
;| (ns app)
;| (defn handle [] :v2)
(require 'app :reload)
(register)
(set (map #(%) @handlers)) ;=> #{:v1 :v2}
(mapv #(%) (vals @by-key)) ;=> [:v2]
(count (stale handlers)) ;=> 1
