;; S91: a definition computed from others while it was loaded is computed again when those change.
;file> base.clj
;| (ns base)
;| (def rate 10)
;| (defn scale [x] (* 2 x))
;| (defn unrelated [] 1)
;file> tax.clj
;| (ns tax (:require [base :as b]))
;| (def tax (* 2 b/rate))
;file> called.clj
;| (ns called (:require [base :as b]))
;| (def scaled (b/scale 5))
;| (def mapped (mapv b/scale [1 2]))
;file> total.clj
;| (ns total (:require [tax :as t]))
;| (def total (+ t/tax 1))
(require 'total 'called)
[tax/tax total/total called/scaled called/mapped] ;=> [20 21 10 [2 4]]
;file> base.clj
;| (ns base)
;| (def rate 50)
;| (defn scale [x] (* 2 x))
;| (defn unrelated [] 2)
(require 'base :reload)
[tax/tax total/total called/scaled] ;=> [100 101 10]
(:loaded (peek (history))) ;=> [base tax total]
;file> base.clj
;| (ns base)
;| (def rate 50)
;| (defn scale [x] (* 3 x))
;| (defn unrelated [] 3)
(require 'base :reload)
[called/scaled called/mapped] ;=> [15 [3 6]]
(:loaded (peek (history))) ;=> [base called]
;file> base.clj
;| (ns base)
;| (def rate 50)
;| (defn scale [x] (* 3 x))
;| (defn unrelated [] 4)
(require 'base :reload)
(:loaded (peek (history))) ;=> [base]
