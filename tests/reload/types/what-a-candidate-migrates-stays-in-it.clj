;; S80: what instances became in a candidate that is dropped is forgotten; what they became in one that is published stays.
;file> app.clj
;| (ns app)
;| (defrecord R [a])
;| (defonce st (atom nil))
(require 'app)
(def r (app/->R 1))
(reset! app/st {:r r})
;file> app.clj
;| (ns app)
;| (defonce st (atom nil))
;| (defrecord R [a b])
;| (migrate R {:from 1 :to 2} (fn [old] (->R 1 (atom :first))))
(def c1 (stage 'app))
(in-world c1 @(:b r)) ;=> :first
(in-world c1 (identical? (:b r) (:b r))) ;=> true
(:b r) ;=> nil
(discard! c1)
;file> app.clj
;| (ns app)
;| (defonce st (atom nil))
;| (defrecord R [a b])
;| (migrate R {:from 1 :to 2} (fn [old] (->R 1 (atom :second))))
;| (migrate st (fn [m] (assoc m :lock (:b (:r m)))))
(require 'app :reload)
@(:b r) ;=> :second
;; What the migration of the state saw is what code sees now.
(identical? (:b r) (:lock @app/st)) ;=> true
;; A corrected migration counts for instances that were used already if it says so.
;file> app.clj
;| (ns app)
;| (defonce st (atom nil))
;| (defrecord R [a b])
;| (migrate R {:from 1 :to 2} (fn [old] (->R 1 (atom :third))))
(require 'app :reload)
@(:b r) ;=> :second
(def g (atom nil))
(reset! g (generation))
;file> app.clj
;| (ns app)
;| (defonce st (atom nil))
;| (defrecord R [a b])
;| (migrate R {:from 1 :to 2 :revision 1} (fn [old] (->R 1 (atom :fourth))))
(require 'app :reload)
@(:b r) ;=> :fourth
(rollback! @g)
@(:b r) ;=> :second
