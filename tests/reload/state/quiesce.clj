;; S17: `:quiesce ms` lets actions that wait run before the migration, and gives the publish up if they do not end in time.
;file> app.clj
;| (ns app)
;| (defonce jobs (agent 1))
;| (defonce st (atom 5))
;| (defn add [n] (inc n))
(require 'app)
(def go-on (promise))
(send app/jobs (fn [n] @go-on (inc n)))
(send app/jobs app/add)
;file> app.clj
;| (ns app)
;| (defonce ^{:version 2} jobs (agent nil))
;| (defonce st (atom 5))
;| (migrate jobs {:from 1 :to 2} (fn [n] {:done n}))
;| (migrate st (fn [n] [n]))
;| (defn add [m] (update m :done inc))
(def before (generation))
(require 'app :reload :quiesce 20) ;throws> ExceptionInfo agents that it migrates are busy after 20 ms: app/jobs
(try (require 'app :reload :quiesce 20) (catch Exception e (:names (ex-data e)))) ;=> [app/jobs]
[@app/jobs @app/st (app/add 1)] ;=> [1 5 2]
(def c (stage 'app))
(def published (future (publish! c :quiesce 20000)))
(deref published 30 :waits) ;=> :waits
(deliver go-on true)
(:migrated @published) ;=> [app/jobs app/st]
[@app/jobs @app/st (agent-error app/jobs)] ;=> [{:done 3} [5] nil]
(require 'app :reload :force :quiesce 10)
(publish! (stage 'app) :quiesce :soon) ;throws> IllegalArgumentException :quiesce wants a number of milliseconds
