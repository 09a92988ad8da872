; A function called at most once that loops must not hold what it captured while it loops.
(fn [xs] (^{:once true} fn* [] (loop [s (seq xs)] (if s (recur (next s)) xs))))
; The captured value dies when the loop begins.
(fn [pred xs] (^{:once true} fn* [] (loop [s (seq xs)] (if s (if (pred s) s (recur (next s)))))))
; Without a loop the captures stay, so that the call may be tried again.
(fn [xs] (^{:once true} fn* [] (first xs)))
