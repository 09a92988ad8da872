;; S46: a first load that fails leaves nothing, is tried again by the next require, and loads once it is right
;file> s46.clj
;| (ns s46)
;| (def a 1)
;| (/ 1 0)
(require 's46) ;throws> ArithmeticException Divide by zero
[(find-ns 's46) (contains? (loaded-libs) 's46)] ;=> [nil false]
(require 's46) ;throws> ArithmeticException Divide by zero
(require '[s46 :as s]) ;throws> ArithmeticException Divide by zero
(get (ns-aliases *ns*) 's) ;=> nil
;file> s46.clj
;| (ns s46)
;| (def a 2)
(require '[s46 :as s])
[s/a (contains? (loaded-libs) 's46)] ;=> [2 true]
