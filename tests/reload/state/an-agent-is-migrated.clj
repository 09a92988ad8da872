;; S17: the state of an agent is migrated in the publish; actions that wait then, and those that old code sends later, are refused.
;file> app.clj
;| (ns app)
;| (defonce failed (promise))
;| (defonce jobs (agent 1 :error-mode :continue :error-handler (fn [_ e] (deliver failed (ex-message e)))))
;| (defn add [n] (inc n))
(require 'app)
(def begun (promise))
(def go-on (promise))
(def in-a-turn (promise))
(def reloaded (promise))
(def pinned
  (future
    (turn
      (app/add 1)
      (deliver in-a-turn true)
      @reloaded
      (try (send app/jobs app/add) (catch IllegalStateException e (subs (ex-message e) 0 25))))))
@in-a-turn ;=> true
(send app/jobs (fn [n] (deliver begun true) @go-on (inc n)))
@begun ;=> true
(send app/jobs app/add)
;file> app.clj
;| (ns app)
;| (defonce failed (promise))
;| (defonce ^{:version 2} jobs (agent nil))
;| (migrate jobs {:from 1 :to 2} (fn [n] {:done n}))
;| (defn add [m] (update m :done inc))
(def c (stage 'app))
(:migrations (report c)) ;=> [{:name app/jobs, :kind :agent, :from 1, :to 2}]
@app/jobs ;=> 1
(publish! c)
@app/jobs ;=> {:done 1}
(deliver go-on true)
(deliver reloaded true)
;; What ran and what waited was sent by code of before.
(subs (deref app/failed 10000 "nothing was refused") 0 25) ;=> "An action that was sent i"
@pinned ;=> "An action that was sent i"
(await app/jobs)
@app/jobs ;=> {:done 1}
(send app/jobs app/add)
(await app/jobs)
@app/jobs ;=> {:done 2}
(agent-error app/jobs) ;=> nil
