;; S55: a strict engine gives every load a budget of time and memory; a load is told another one, or none, with :budget
;strict>
;file> s55s.clj
;| (ns s55s)
;| (defn f [] 1)
(require 's55s)
;; What the engine gives is enough for what comes to an end, and only what is said differs from it.
;file> s55s.clj
;| (ns s55s)
;| (def v (reduce + (range 100000)))
;| (defn f [] v)
(require 's55s :reload :budget {:steps 100000000})
(s55s/f) ;=> 4999950000
;file> s55s.clj
;| (ns s55s)
;| (def all (loop [v []] (recur (conj v (vec (range 1000))))))
;| (defn f [] 3)
(require 's55s :reload :budget {:bytes 10000000}) ;throws> ExceptionInfo The load was given up: it used up its memory
;; Waiting is part of the time.
;file> s55s.clj
;| (ns s55s)
;| (Thread/sleep 60000)
;| (defn f [] 4)
(require 's55s :reload :budget 30) ;throws> ExceptionInfo The load was given up: it ran out of time
(s55s/f) ;=> 4999950000
;; A migration that does not end is given up as well.
;file> s55s.clj
;| (ns s55s)
;| (defonce st (atom 1))
(require 's55s :reload)
;file> s55s.clj
;| (ns s55s)
;| (defonce st (atom 1))
;| (migrate st (fn [old] (loop [] (recur))))
(require 's55s :reload :budget 50) ;throws> ExceptionInfo The load was given up: it ran out of time
@s55s/st ;=> 1
;; No budget at all.
;file> s55s.clj
;| (ns s55s)
;| (defonce st (atom 1))
;| (def ready true)
(require 's55s :reload :budget false)
s55s/ready ;=> true
(require 's55s :reload :budget :much) ;throws> Exception :budget is followed by milliseconds, {:ms n :steps n :bytes n} or false
