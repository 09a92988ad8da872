;; S80: a map or set finds an old instance that was put in before the publish by the instance itself; an equal new one finds it when the map is built anew.
;file> app.clj
;| (ns app)
;| (defrecord R [a])
(require 'app)
(def olds (mapv app/->R (range 20)))
(def by-instance (into {} (map (juxt identity :a)) olds))
(def all (set olds))
(def o (olds 3))
(def inside (hash-map [o] :nested))
[(by-instance o) (by-instance (app/->R 3)) (count all)] ;=> [3 3 20]
;file> app.clj
;| (ns app)
;| (defrecord R [a b])
;| (migrate R {:from 1 :to 2} (fn [old] (->R (:a old) :b)))
(require 'app :reload)
(def new (app/->R 3 :b))
;; By the old instances: found.
[(by-instance o) (contains? all o) (every? all olds) (map by-instance olds)] ;=> [3 true true (0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19)]
[(count (dissoc by-instance o)) (count (disj all o)) (count (assoc by-instance o :again)) ((assoc by-instance o :again) o)] ;=> [19 19 20 :again]
(count (into all olds)) ;=> 20
;; By a new one: the map was built with the hashes of before. What is put in now is found.
[(= o new) (by-instance new)] ;=> [true nil]
(def rebuilt (into {} (map vec) by-instance))
[(rebuilt new) (rebuilt o) (count rebuilt) (contains? (set (seq all)) new)] ;=> [3 3 20 true]
;; An entry that is changed through the old instance moves to where the new one finds it.
((assoc by-instance o :again) new) ;=> :again
((conj all o) new) ;=> #app.R{:a 3, :b :b}
[(contains? (conj all o) new) (count (conj all o))] ;=> [true 20]
;; Hashes of collections that hold old instances are those of what is seen.
[(= [o] [new]) (= (hash [o]) (hash [new])) (= (hash #{o}) (hash #{new})) (= #{o} #{new})] ;=> [true true true true]
