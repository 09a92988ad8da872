;; S26: a thread that has a dynamic var bound keeps its binding when a reload changes the root.
;file> app.clj
;| (ns app)
;| (def ^:dynamic *level* :root-1)
;| (defn level [] *level*)
(require 'app)
(def started (promise))
(def reloaded (promise))
(def bound (future (binding [app/*level* :bound] (deliver started true) @reloaded (app/level))))
@started ;=> true
;file> app.clj
;| (ns app)
;| (def ^:dynamic *level* :root-2)
;| (defn level [] *level*)
(require 'app :reload)
(deliver reloaded true)
[@bound (app/level)] ;=> [:bound :root-2]
(binding [app/*level* :again] (app/level)) ;=> :again
