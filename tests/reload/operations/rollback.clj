;; S133: going back publishes the old content as a new generation; running turns finish in theirs, state stays
;file> s133.clj
;| (ns s133)
;| (defonce state (atom 0))
;| (defn f [] :good)
(require 's133)
(def notes (atom {}))
(def begun (promise))
(def rolled-back (promise))
(swap! notes assoc :good (generation))
(swap! s133/state inc)
;file> s133.clj
;| (ns s133)
;| (defonce state (atom 0))
;| (defn f [] :bad)
;| (defn only-in-bad [] 1)
(require 's133 :reload)
(swap! notes assoc :bad (generation)
       :running (future (turn [(s133/f) (deliver begun true) @rolled-back (s133/f)])))
@begun ;=> true
(> (rollback! (:good @notes)) (:bad @notes)) ;=> true
(deliver rolled-back true)
(mapv @(:running @notes) [0 3]) ;=> [:bad :bad]
[(s133/f) (resolve 's133/only-in-bad) @s133/state] ;=> [:good nil 1]
;; It is one world: definitions that were made live since then are gone, too.
(= (:what (last (history))) (str "rollback to " (:good @notes))) ;=> true
;; The file still has the bad text, which drift tells.
(get (drift) 's133) ;=> :changed
(= (get (world (:good @notes)) 's133) (get (world) 's133)) ;=> true
(rollback! 100000) ;throws> IllegalArgumentException Generation 100000 is not kept any more
