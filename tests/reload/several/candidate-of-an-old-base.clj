;; S115: of two candidates that change one namespace the second is refused, naming what both changed
;file> s115.clj
;| (ns s115)
;| (defn a [] 1)
;| (defn b [] 1)
(require 's115)
;file> s115.clj
;| (ns s115)
;| (defn a [] 2)
;| (defn b [] 2)
(def first-one (stage 's115))
;file> s115.clj
;| (ns s115)
;| (defn a [] 3)
;| (defn b [] 3)
(def second-one (stage 's115))
(map? (publish! first-one)) ;=> true
(publish! second-one) ;throws> ExceptionInfo somebody else has published meanwhile
[(s115/a) (s115/b)] ;=> [2 2]
;; Staged again on what is there now, it goes through.
(map? (publish! (stage 's115))) ;=> true
[(s115/a) (s115/b)] ;=> [3 3]
