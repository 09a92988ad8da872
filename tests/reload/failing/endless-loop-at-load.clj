;; S55: a load that never ends is stopped by its budget of time or of steps, and nothing has changed
;file> s55.clj
;| (ns s55)
;| (defn f [] 1)
(require 's55)
;file> s55.clj
;| (ns s55)
;| (defn f [] 2)
;| (loop [] (recur))
(require 's55 :reload :budget {:ms 50}) ;throws> ExceptionInfo The load was given up: it ran out of time
(require 's55 :reload :budget {:steps 10000}) ;throws> ExceptionInfo The load was given up: it used up its steps
(s55/f) ;=> 1
;; What is left of a budget is not taken over by what runs later.
(reduce + (range 100000)) ;=> 4999950000
(stage 's55 :budget {:steps 10000}) ;throws> ExceptionInfo The load was given up
;file> s55.clj
;| (ns s55)
;| (defn f [] 3)
(require 's55 :reload :budget {:ms 10000 :steps 100000})
(s55/f) ;=> 3
