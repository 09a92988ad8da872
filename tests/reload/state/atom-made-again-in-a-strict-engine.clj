;; S95, S14: a strict engine refuses a reload that makes a reference again, until it says defonce or ^:reset
;strict>
;file> s95s.clj
;| (ns s95s)
;| (def st (atom 0))
;| (def out (promise))
(require 's95s)
(swap! s95s/st + 5)
;file> s95s.clj
;| (ns s95s)
;| (def st (atom 0))
;| (def out (promise))
;| (def version 2)
(require 's95s :reload) ;throws> ExceptionInfo s95s/out and s95s/st are references that would be made again, so that their state is lost; say defonce to keep them, or ^:reset
@s95s/st ;=> 5
;file> s95s.clj
;| (ns s95s)
;| (defonce st (atom 0))
;| (def ^:reset out (promise))
;| (def version 2)
(require 's95s :reload)
[@s95s/st s95s/version (realized? s95s/out)] ;=> [5 2 false]
