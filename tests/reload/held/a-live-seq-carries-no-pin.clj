;; S03: a live seq made in a turn keeps no world, none of its cells does, and each is computed in the world of whoever realises it
;file> s03live.clj
;| (ns s03live)
;| (defn f [n] [:v1 n])
;| (defn from [n] (live-seq (cons (f n) (from (inc n)))))
;| (defn all [] (live-seq (map (fn [n] (f n)) (iterate inc 0))))
(require 's03live)
(def streams (turn {:own (s03live/from 0), :mapped (s03live/all), :usual (map (fn [n] (s03live/f n)) [0 1])}))
[(first (:own streams)) (first (:mapped streams))] ;=> [[:v1 0] [:v1 0]]
;; Realised in a turn, what follows carries no pin either.
(turn [(second (:own streams)) (second (:mapped streams))]) ;=> [[:v1 1] [:v1 1]]
(def pinned (set (mapcat :path (filter #(= 'user/streams (:holder %)) (mapcat #(who-holds (:generation %)) (generations))))))
(filter keyword? pinned) ;=> (:usual)
;file> s03live.clj
;| (ns s03live)
;| (defn f [n] [:v2 n])
;| (defn from [n] (live-seq (cons (f n) (from (inc n)))))
;| (defn all [] (live-seq (map (fn [n] (f n)) (iterate inc 0))))
(require 's03live :reload)
(take 4 (:own streams)) ;=> ([:v1 0] [:v1 1] [:v2 2] [:v2 3])
(take 3 (:mapped streams)) ;=> ([:v1 0] [:v1 1] [:v2 2])
(:usual streams) ;=> ([:v1 0] [:v1 1])
;; In a turn of before they are computed as everything else there.
(def inside (promise))
(def go (promise))
(def old (future (turn (deliver inside true) @go (nth (:own streams) 4))))
@inside ;=> true
;file> s03live.clj
;| (ns s03live)
;| (defn f [n] [:v3 n])
;| (defn from [n] (live-seq (cons (f n) (from (inc n)))))
;| (defn all [] (live-seq (map (fn [n] (f n)) (iterate inc 0))))
(require 's03live :reload)
(deliver go true)
@old ;=> [:v2 4]
(nth (:own streams) 5) ;=> [:v3 5]
;; A seq made outside of turns stays as it is made, also if a turn realises a part of it.
(def live (map (fn [n] (s03live/f n)) (iterate inc 0)))
(turn (first live)) ;=> [:v3 0]
(filter #(= 'user/live (:holder %)) (mapcat #(who-holds (:generation %)) (generations))) ;=> ()
