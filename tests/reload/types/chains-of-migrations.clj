;; S80: migrations from version to version compose; an instance that became version 2 goes on from there.
;file> app.clj
;| (ns app)
;| (defrecord R [a])
(require 'app)
(def seen (app/->R 1))
(def unseen (app/->R 1))
(def g (atom {}))
(swap! g assoc 1 (generation))
;file> app.clj
;| (ns app)
;| (defrecord R [a lock])
;| (migrate R {:from 1 :to 2} (fn [old] (->R (:a old) (atom :made-in-2))))
(require 'app :reload)
(reset! (:lock seen) :used-in-2) ;=> :used-in-2
(def two (assoc seen :a 2))
(swap! g assoc 2 (generation))
;file> app.clj
;| (ns app)
;| (defrecord R [a lock c])
;| (migrate R {:from 1 :to 2} (fn [old] {:a (:a old) :lock (atom :made-in-3)}))
;| (migrate R {:from 2 :to 3} (fn [old] (->R (:a old) (:lock old) :c)))
(require 'app :reload)
;; The state that version 2 had is kept.
[@(:lock seen) (:c seen) @(:lock two) (:c two)] ;=> [:used-in-2 :c :used-in-2 :c]
[@(:lock unseen) (:c unseen)] ;=> [:made-in-3 :c]
(mapv type-version [seen two unseen]) ;=> [1 2 1]
(:types (peek (history))) ;=> [{:type app.R, :from 2, :to 3, :added [c], :removed [], :migrated true}]
;; Going back, each world sees its own version; going on again, what was there.
(reset! (:lock seen) :used-in-3) ;=> :used-in-3
(def object (System/identityHashCode (:lock unseen)))
(swap! g assoc 3 (generation))
(rollback! (@g 2))
[(contains? seen :c) (contains? seen :lock) @(:lock seen)] ;=> [false true :used-in-3]
(rollback! (@g 1))
[(keys seen) (keys unseen)] ;=> [(:a) (:a)]
(rollback! (@g 3))
[(keys seen) @(:lock seen) (= object (System/identityHashCode (:lock unseen)))] ;=> [(:a :lock :c) :used-in-3 true]
;; Versions keep their numbers when the text is loaded anew after a rollback.
(rollback! (@g 1))
(require 'app :reload)
[(keys seen) @(:lock seen) (type-version app.R)] ;=> [(:a :lock :c) :used-in-3 3]
;; A version that no migration leads from any more is named.
;file> late.clj
;| (ns late)
;| (defrecord L [a])
(require 'late)
(def one (late/->L 1))
;file> late.clj
;| (ns late)
;| (defrecord L [a b])
(require 'late :reload)
;file> late.clj
;| (ns late)
;| (defrecord L [a b c])
;| (migrate L {:from 2 :to 3} (fn [old] (->L (:a old) (:b old) :c)))
(require 'late :reload)
(:types (peek (history))) ;=> [{:type late.L, :from 2, :to 3, :added [c], :removed [], :migrated true, :stranded [1]}]
[(type-version one) (:c one)] ;=> [1 nil]
