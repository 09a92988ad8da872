;; S119: a strict engine refuses at once that a load waits for a thread which starts only at the publish
;strict>
;file> s119s.clj
;| (ns s119s)
;| (def answer 1)
(require 's119s)
;file> s119s.clj
;| (ns s119s)
;| (def answer @(future 1))
(require 's119s :reload) ;throws> IllegalStateException This load waits for a thread that it started
s119s/answer ;=> 1
