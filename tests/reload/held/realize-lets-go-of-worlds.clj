;; S88: realize computes all that is lazy in a value, in the worlds that it was made in, and lets go of them
;file> s88r.clj
;| (ns s88r)
;| (defn f [n] [:v1 n])
;| (defrecord Job [steps])
(require 's88r)
(def job (turn (s88r/->Job {:seq (map (fn [n] (map s88r/f [n])) [1 2]), :delay (delay (map s88r/f [3]))})))
(defn holders-of-job [] (filter #(= 'user/job (:holder %)) (mapcat #(who-holds (:generation %)) (generations))))
(set (map (juxt :kind :path) (holders-of-job))) ;=> #{[:lazy-seq [steps :seq]] [:delay [steps :delay]]}
(map (juxt :running :holders) (filter #(some #{'user/job} (:holders %)) (pin-report))) ;=> ([false [user/job]])
;file> s88r.clj
;| (ns s88r)
;| (defn f [n] [:v2 n])
;| (defrecord Job [steps])
(require 's88r :reload)
(identical? job (realize job)) ;=> true
(holders-of-job) ;=> ()
(filter #(some #{'user/job} (:holders %)) (pin-report)) ;=> ()
(:seq (:steps job)) ;=> (([:v1 1]) ([:v1 2]))
@(:delay (:steps job)) ;=> ([:v1 3])
;; References and functions are not looked into; long seqs need no native stack.
(def state (atom (turn (map inc [1]))))
(count (realize [state])) ;=> 1
(realized? @state) ;=> false
(realized? (realize (turn (reduce (fn [s n] (lazy-seq (cons n s))) nil (range 100000))))) ;=> true
(realize (map #(/ 1 %) [1 0])) ;throws> ArithmeticException Divide by zero
;; Turns by age.
(pin-report 100000) ;=> []
(turn (mapv :running (filter #(= (:turn %) (:turn (first (running-turns)))) (pin-report)))) ;=> [true]
