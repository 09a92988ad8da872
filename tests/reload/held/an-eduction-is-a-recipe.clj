;; S09: an eduction computes anew whenever it is reduced: live as Clojure, in one turn the same twice.
;file> app.clj
;| (ns app)
;| (defn foo [_] 1)
(require 'app)
(def e (eduction (map #(app/foo %)) [:a :b :c]))
(def before (reduce + e))
(def reloaded (promise))
(def started (promise))
(def in-a-turn (future (turn [(reduce + e) (do (deliver started true) @reloaded (reduce + e))])))
@started ;=> true
;file> app.clj
;| (ns app)
;| (defn foo [_] 2)
(require 'app :reload)
(deliver reloaded true)
[before (reduce + e)] ;=> [3 6]
@in-a-turn ;=> [3 3]
