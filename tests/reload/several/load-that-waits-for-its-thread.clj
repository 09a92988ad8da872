;; S119: a load that waits for a thread which it started gets the answer: the thread runs in the candidate
;file> s119.clj
;| (ns s119)
;| (defn early [] :early)
;| (def answer @(future [(early) (some? (resolve 's119/late))]))
;| (def mapped (doall (pmap (fn [n] [(early) n]) [1 2])))
;| (defn late [] :late)
(require 's119)
s119/answer ;=> [:early false]
s119/mapped ;=> ([:early 1] [:early 2])
;; A reload waits in the same way, and nobody else sees what its thread sees.
;file> s119.clj
;| (ns s119)
;| (defn early [] :earlier)
;| (def answer @(future [(early) (latest (fn [] (s119/early)))]))
;| (def mapped nil)
;| (defn late [] :late)
(require 's119 :reload)
s119/answer ;=> [:earlier :earlier]
