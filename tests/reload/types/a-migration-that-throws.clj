;; S80: a migration that throws names type and versions; the next use tries it again.
;file> app.clj
;| (ns app)
;| (defrecord R [a])
(require 'app)
(def old (app/->R 1))
(def fails (atom 2))
;file> app.clj
;| (ns app)
;| (defrecord R [a b])
;| (migrate R {:from 1 :to 2}
;|   (fn [old] (if (neg? (swap! user/fails dec)) (->R (:a old) :b) (throw (ex-info "not yet" {:why 1})))))
(require 'app :reload)
(:b old) ;throws> ExceptionInfo The migration of app.R from version 1 to 2 failed: not yet
(try (count old) (catch Exception e [(ex-data e) (ex-data (ex-cause e))])) ;=> [{:type :clutch/type-migration, :name app.R, :from 1, :to 2} {:why 1}]
[(:b old) (:b old) @fails] ;=> [:b :b -1]
;; One that gives something else.
;file> wrong.clj
;| (ns wrong)
;| (defrecord W [a])
(require 'wrong)
(def w (wrong/->W 1))
;file> wrong.clj
;| (ns wrong)
;| (defrecord W [a b])
;| (migrate W {:from 1 :to 2} (fn [old] {:a 1 :b 2}))
(require 'wrong :reload)
(:b w) ;throws> IllegalStateException The migration of wrong.W from version 1 to 2 gave a map instead of a wrong.W
;; One that never ends is stopped by a limit, and the instance can be looked at afterwards.
;file> wrong.clj
;| (ns wrong)
;| (def forever (atom true))
;| (defrecord W [a b])
;| (migrate W {:from 1 :to 2} (fn [old] (while @forever) (->W 1 2)))
(require 'wrong :reload)
(def looking (future (:b w)))
(deref looking 50 :still-at-it) ;=> :still-at-it
(reset! wrong/forever false) ;=> false
@looking ;=> 2
;; Versions only grow.
(migrate wrong.W {:from 2 :to 2} identity) ;throws> IllegalArgumentException a migration leads to a newer version, not from 2 to 2
