;; S48: what a failed first load pulled in is not loaded either
;file> s48/dep.clj
;| (ns s48.dep)
;| (def a 1)
;file> s48/top.clj
;| (ns s48.top (:require s48.dep))
;| (undefined-here)
(require 's48.top) ;rejects> compile/unresolved-symbol undefined-here
[(find-ns 's48.top) (find-ns 's48.dep)] ;=> [nil nil]
(filterv (loaded-libs) ['s48.top 's48.dep]) ;=> []
(require 's48.dep)
s48.dep/a ;=> 1
