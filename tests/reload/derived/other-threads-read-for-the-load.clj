;; S91: what other threads read for a load counts: futures, parallel maps, threads and agents that it waits for
;file> base.clj
;| (ns base)
;| (def rate 10)
;| (defn f [x] (* 2 x))
;| (defn unrelated [] 1)
;file> futures.clj
;| (ns futures (:require [base :as b]))
;| (def tax @(future (b/f b/rate)))
;| (def begun (future b/rate))
;| (def later (inc @begun))
;file> parallel.clj
;| (ns parallel (:require [base :as b]))
;| (def all (doall (pmap (fn [x] (b/f x)) [1 2 3])))
;file> threads.clj
;| (ns threads (:require [base :as b]))
;| (def p (promise))
;| (.start (Thread. (fn [] (deliver p b/rate))))
;| (def v @p)
;file> agents.clj
;| (ns agents (:require [base :as b]))
;| (def a (agent 0))
;| (send a (fn [s] (b/f (inc s))))
;| (await a)
;| (def v @a)
(require 'futures 'parallel 'threads 'agents)
(defn state [] [futures/tax futures/later parallel/all threads/v agents/v])
(state) ;=> [20 11 (2 4 6) 10 2]
;file> base.clj
;| (ns base)
;| (def rate 50)
;| (defn f [x] (* 2 x))
;| (defn unrelated [] 1)
(require 'base :reload)
(state) ;=> [100 51 (2 4 6) 50 2]
;file> base.clj
;| (ns base)
;| (def rate 50)
;| (defn f [x] (* 3 x))
;| (defn unrelated [] 1)
(require 'base :reload)
(state) ;=> [150 51 (3 6 9) 50 3]
;file> base.clj
;| (ns base)
;| (def rate 50)
;| (defn f [x] (* 3 x))
;| (defn unrelated [] 2)
(require 'base :reload)
(:loaded (peek (history))) ;=> [base]
;; Work that nobody waits for while loading is not part of the load.
;file> server.clj
;| (ns server (:require [base :as b]))
;| (def starts (future b/rate))
(require 'server)
@server/starts ;=> 50
;file> base.clj
;| (ns base)
;| (def rate 60)
;| (defn f [x] (* 3 x))
;| (defn unrelated [] 2)
(require 'base :reload)
(some #{'server} (:loaded (peek (history)))) ;=> nil
