;; S61: an alias that left the ns form and is still used is refused
;file> s61.clj
;| (ns s61 (:require [clojure.string :as str]))
;| (defn up [x] (str/upper-case x))
(require 's61)
;file> s61.clj
;| (ns s61)
;| (defn up [x] (str/upper-case x))
(require 's61 :reload) ;rejects> * No such namespace: str
(s61/up "a") ;=> "A"
