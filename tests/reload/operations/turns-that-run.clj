;; S134, S135: the turns that run are listed with generation and age; old ones are asked to move on, none is stopped
;file> s135.clj
;| (ns s135)
;| (defn version [] 1)
(require 's135)
(def go-on (promise))
(def begun (promise))
(def moved (promise))
(def worker
  (future
   (turn
    (deliver begun true)
    @go-on
    (loop [seen [(s135/version)]]
      (if (repin-asked?)
        (do (repin!) (deliver moved [seen (s135/version) (repin-asked?)]) :done)
        (do (Thread/sleep 1) (recur [(s135/version)])))))))
@begun ;=> true
;file> s135.clj
;| (ns s135)
;| (defn version [] 2)
(require 's135 :reload)
(def listed (running-turns))
(mapv (fn [t] [(< (:generation t) (generation)) (:asked t) (:own t)]) listed) ;=> [[true false false]]
(running-turns 3600000) ;=> []
(<= 0 (:age-ms (first listed)) 60000) ;=> true
(ask-to-repin! (:turn (first listed))) ;=> true
(mapv :asked (running-turns)) ;=> [true]
(deliver go-on true)
(deref moved 5000 :never) ;=> [[1] 2 false]
@worker ;=> :done
(running-turns) ;=> []
(turn (mapv :own (running-turns))) ;=> [true]
