;; S113: a migration that defines, loads, throws, never ends or gives what the validator refuses changes nothing; it sees all other state as it is before.
;file> app.clj
;| (ns app)
;| (defonce a (atom 1))
;| (defonce b (ref 2))
;| (defonce c (atom 3 :validator number?))
;| (defonce d (agent 4))
;| (def version 1)
(require 'app)
(defn state [] [@app/a @app/b @app/c @app/d app/version])
;file> app.clj
;| (ns app)
;| (defonce a (atom 0))
;| (defonce b (ref 0))
;| (defonce c (atom 0))
;| (defonce d (agent 0))
;| (def version 2)
;| (migrate a inc)
;| (migrate b inc)
;| (migrate d inc)
;| (migrate c str)
(require 'app :reload) ;throws> IllegalStateException The migration of app/c gave a state that its validator refuses
(state) ;=> [1 2 3 4 1]
;file> app.clj
;| (ns app)
;| (defonce a (atom 0))
;| (defonce b (ref 0))
;| (defonce c (atom 0))
;| (defonce d (agent 0))
;| (def version 2)
;| (migrate d inc)
;| (migrate b (fn [n] (throw (ex-info "the third" {}))))
(require 'app :reload) ;throws> ExceptionInfo the third
(state) ;=> [1 2 3 4 1]
;file> app.clj
;| (ns app)
;| (defonce a (atom 0))
;| (defonce b (ref 0))
;| (defonce c (atom 0))
;| (defonce d (agent 0))
;| (def version 2)
;| (migrate a inc)
;| (migrate b (fn [n] (while true)))
(require 'app :reload :budget 200) ;throws> ExceptionInfo The load was given up: it ran out of time
(state) ;=> [1 2 3 4 1]
;file> other.clj
;| (ns other)
;| (def x 1)
;file> app.clj
;| (ns app)
;| (defonce a (atom 0))
;| (defonce b (ref 0))
;| (defonce c (atom 0))
;| (defonce d (agent 0))
;| (def version 2)
;| (migrate a (fn [n] (require 'other) n))
(require 'app :reload) ;throws> IllegalStateException A migration loaded or defined something; it may only compute the new state
[(state) (find-ns 'other)] ;=> [[1 2 3 4 1] nil]
;file> app.clj
;| (ns app)
;| (defonce a (atom 0))
;| (defonce b (ref 0))
;| (defonce c (atom 0))
;| (defonce d (agent 0))
;| (def version 2)
;| (migrate a (fn [n] (def version 3) n))
(require 'app :reload) ;throws> IllegalStateException A migration loaded or defined something
(state) ;=> [1 2 3 4 1]
;; All functions see the state of before.
;file> app.clj
;| (ns app)
;| (defonce a (atom 0))
;| (defonce b (ref 0))
;| (defonce c (atom 0))
;| (defonce d (agent 0))
;| (def version 2)
;| (migrate a (fn [n] [n @b @c @d]))
;| (migrate b (fn [n] [@a n @c @d]))
;| (migrate c (fn [n] (+ n @a)))
;| (migrate d (fn [n] [@a @b @c n]))
(require 'app :reload)
(state) ;=> [[1 2 3 4] [1 2 3 4] 4 [1 2 3 4] 2]
;; A reference that is changed all the time is migrated once, and no change is lost.
;file> hot.clj
;| (ns hot)
;| (defonce n (atom 0))
;| (defonce stop (atom false))
(require 'hot)
(def writers (mapv (fn [_] (future (loop [i 0] (if @hot/stop i (do (swap! hot/n #(if (vector? %) (update % 0 inc) (inc %))) (recur (inc i))))))) (range 2)))
;file> hot.clj
;| (ns hot)
;| (defonce ^{:version 2} n (atom 0))
;| (defonce stop (atom false))
;| (migrate n {:from 1 :to 2} vector)
(require 'hot :reload)
(reset! hot/stop true)
(= [(reduce + (map deref writers))] @hot/n) ;=> true
