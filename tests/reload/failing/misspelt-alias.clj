;; S42: a call through an alias that does not exist refuses the whole file
;file> alias_call.clj
;| (ns alias-call (:require [clojure.string :as str]))
;| (defn a [] 1)
;| (defn b [] (str/upper-case "b1"))
(require 'alias-call)
;file> alias_call.clj
;| (ns alias-call (:require [clojure.string :as str]))
;| (defn a [] 2)
;| (defn b [] (strr/upper-case "b2"))
(require 'alias-call :reload) ;rejects> * No such namespace: strr
[(alias-call/a) (alias-call/b)] ;=> [1 "B1"]
