;; S13: a thread in a loop calls the new `step` from its old body; a loop of turns goes on with whole new iterations.
;file> app.clj
;| (ns app)
;| (defn step [] :step-1)
;| (defn once [] [:body-1 (step)])
;| (defn run [gates results] (doseq [[g r] (map vector gates results)] @g (deliver r [:body-1 (step)])))
;| (defn worker [gates results] (doseq [[g r] (map vector gates results)] @g (turn (deliver r (#'once)))))
(require 'app)
(def gates (vec (repeatedly 2 promise)))
(def plain (vec (repeatedly 2 promise)))
(def turns (vec (repeatedly 2 promise)))
(def thread-1 (future (app/run gates plain)))
(def thread-2 (future (app/worker gates turns)))
(deliver (gates 0) true)
[@(plain 0) @(turns 0)] ;=> [[:body-1 :step-1] [:body-1 :step-1]]
;file> app.clj
;| (ns app)
;| (defn step [] :step-2)
;| (defn once [] [:body-2 (step)])
;| (defn run [gates results])
;| (defn worker [gates results])
(require 'app :reload)
(deliver (gates 1) true)
[@(plain 1) @(turns 1)] ;=> [[:body-1 :step-2] [:body-2 :step-2]]
