;; S92: a reload takes along what it requires and what has another text on disk by now; the rest stays.
;file> lib.clj
;| (ns lib)
;| (defn f [] 1)
;file> same.clj
;| (ns same)
;| (def loads (atom 0))
;file> top.clj
;| (ns top (:require [lib :as l] same))
;| (defn g [] (l/f))
(require 'top)
;file> lib.clj
;| (ns lib)
;| (defn f [] 2)
(require 'top :reload)
(top/g) ;=> 2
(:loaded (peek (history))) ;=> [lib]
