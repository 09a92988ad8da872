;; S114: a rollback behind a migration of state is refused with the names: code of before does not know the shape; `:break` forces it.
;file> app.clj
;| (ns app)
;| (defonce st (atom 1))
;| (defonce table {:a 1})
;| (def version 1)
(require 'app)
(def g (atom nil))
(reset! g (generation))
;file> app.clj
;| (ns app)
;| (defonce st (atom 1))
;| (defonce table {})
;| (migrate table (fn [m] (assoc m :b 2)))
;| (def version 2)
(require 'app :reload)
;; The value of a definition goes back with it.
(rollback! @g)
[app/version app/table @app/st] ;=> [1 {:a 1} 1]
;file> app.clj
;| (ns app)
;| (defonce ^{:version 2} st (atom 1))
;| (defonce table {})
;| (migrate st {:from 1 :to 2} vector)
;| (def version 3)
(require 'app :reload)
(rollback! @g) ;throws> ExceptionInfo is refused, the state of app/st was migrated to another shape since
[app/version @app/st] ;=> [3 [1]]
(try (rollback! @g) (catch Exception e (:names (ex-data e)))) ;=> [app/st]
(rollback! @g :break)
[app/version @app/st] ;=> [1 [1]]
