;; S95, S100: a plain def of an atom starts again at a reload, and the report says that its state is lost
;file> s95.clj
;| (ns s95)
;| (def st (atom 0))
;| (def add (let [held st] (fn [] (swap! held inc))))
(require 's95)
(dotimes [_ 5] (s95/add))
(def old-add s95/add)
;file> s95.clj
;| (ns s95)
;| (def st (atom 0))
;| (def add (let [held st] (fn [] (swap! held inc))))
;| (def version 2)
(require 's95 :reload)
@s95/st ;=> 0
(:reset (last (history))) ;=> [s95/st]
;; The old function goes on with the old atom: its updates are lost.
(old-add) ;=> 6
@s95/st ;=> 0
