;; S80: inside of a migration the instances of its type are what they were; `migrated` gives the parts in the new shape.
;file> app.clj
;| (ns app)
;| (defrecord Node [value kids])
(require 'app)
(def leaf (app/->Node 1 []))
(def tree (app/->Node 10 [leaf leaf (app/->Node 3 [])]))
;file> app.clj
;| (ns app)
;| (defrecord Node [value kids total lock])
;| (migrate Node {:from 1 :to 2}
;|   (fn [old]
;|     (let [kids (mapv migrated (:kids old))]
;|       (map->Node (assoc old :kids kids :total (reduce + (:value old) (map :total kids)) :lock (atom 0))))))
(require 'app :reload)
(:total tree) ;=> 15
(identical? (:lock leaf) (:lock (first (:kids tree)))) ;=> true
(identical? (migrated leaf) (second (:kids tree))) ;=> true
;; One that asks for what it is about to make.
;file> app2.clj
;| (ns app2)
;| (defrecord R [a])
(require 'app2)
(def r (app2/->R 1))
;file> app2.clj
;| (ns app2)
;| (defrecord R [a b])
;| (migrate R {:from 1 :to 2} (fn [old] (->R 1 (migrated old))))
(require 'app2 :reload)
(:b r) ;throws> ExceptionInfo The migration of app2.R from version 1 to 2 failed: The migration of an instance of app2.R asks for what it becomes
;; A long list of instances that migrate each other ends in an exception, not in a crash.
;file> app3.clj
;| (ns app3)
;| (defrecord Cell [next])
(require 'app3)
(def cells (reduce (fn [next _] (app3/->Cell next)) nil (range 100000)))
;file> app3.clj
;| (ns app3)
;| (defrecord Cell [next n])
;| (migrate Cell {:from 1 :to 2} (fn [old] (->Cell (migrated (:next old)) :n)))
(require 'app3 :reload)
(try (:n cells) (catch Throwable e (class (or (ex-cause e) e)))) ;=> java.lang.StackOverflowError
;; One that takes the parts as they are migrates each when it is looked at.
(def flat (reduce (fn [next _] (app3/->Cell next nil)) nil (range 10)))
(:n flat) ;=> nil
