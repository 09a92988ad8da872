;; S136: waiting for turns blocks nothing for ever: joined turns go on, what waits for a turn that is held back gives the publish up, two that wait for turns do not wait for each other
;spec> RELOAD-64
;file> s136j.clj
;| (ns s136j)
;| (defn version [] 1)
(require 's136j)
;file> s136j.clj
;| (ns s136j)
;| (defn version [] 2)
(def c (stage 's136j))
;; Nested turns, transactions, and futures of a turn belong to it: they are not held back.
(def begun (promise))
(def go-on (promise))
(def running
  (future
    (turn (deliver begun true)
          @go-on
          [(turn (s136j/version)) (dosync (s136j/version)) @(future (turn (s136j/version)))])))
@begun ;=> true
(def publishing (future (publish! c :drain 20000)))
(Thread/sleep 30)
(deliver go-on true)
@running ;=> [1 1 1]
(map? @publishing) ;=> true
;; An agent's action is a turn of its own. A turn that waits for one which is held back is not over in time: the publish
;; is given up, and both end.
;file> s136j.clj
;| (ns s136j)
;| (defn version [] 3)
(def c (stage 's136j))
(def begun (promise))
(def go-on (promise))
(def running
  (future
    (turn (deliver begun true)
          @go-on
          (let [a (agent nil)]
            (send a (fn [_] (s136j/version)))
            (await a)
            @a))))
@begun ;=> true
(def publishing (future (try (publish! c :drain 300) (catch Exception e (:type (ex-data e))))))
(Thread/sleep 30)
(deliver go-on true)
@publishing ;=> :clutch/not-drained
@running ;=> 2
;; Two publishers that are in turns themselves: the impatient one gives up, then the other goes on.
;file> s136k.clj
;| (ns s136k)
;| (defn version [] 1)
(def other (stage 's136k))
(defn drained [candidate ms]
  (try (map? (publish! candidate :drain ms)) (catch Exception e (:type (ex-data e)))))
(def ready (java.util.concurrent.CountDownLatch. 2))
(defn in-a-turn [candidate ms]
  (future (turn (.countDown ready) (.await ready) (drained candidate ms))))
(def patient (in-a-turn c 20000))
(def impatient (in-a-turn other 50))
[@patient @impatient] ;=> [true :clutch/not-drained]
;; Two that are in none follow each other.
(def c (stage 's136j :force))
(mapv deref [(future (drained c 5000)) (future (drained other 5000))]) ;=> [true true]
[(turn (s136j/version)) (turn (s136k/version)) (count (running-turns))] ;=> [3 1 0]
