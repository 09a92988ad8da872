;; S28: the var of a name is the same object across reloads, removal and a new load.
;file> app.clj
;| (ns app)
;| (defn foo [] :v1)
(require 'app)
(def v #'app/foo)
;file> app.clj
;| (ns app)
;| (defn foo [] :v2)
(require 'app :reload)
[(identical? v #'app/foo) (v)] ;=> [true :v2]
(remove-ns 'app)
(require 'app)
[(identical? v (resolve 'app/foo)) (v)] ;=> [true :v2]
