;; S79: reading a field of an old instance with a type hint works.
;file> app.clj
;| (ns app)
;| (deftype T [x])
;| (defn x-of [^T t] (.x t))
(require 'app)
(def old (app/->T 5))
;file> app.clj
;| (ns app)
;| (deftype T [x])
;| (defn x-of [^T t] [:v2 (.x t)])
(require 'app :reload)
[(app/x-of old) (.-x ^app.T old) (instance? app.T old)] ;=> [[:v2 5] 5 true]
