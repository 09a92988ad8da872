;; S63: who refers to all names of a namespace is built anew when that gets or loses one, whatever the name hides
;file> a.clj
;| (ns a)
;| (defn one [] 1)
;file> c.clj
;| (ns c (:use a))
;| (defn run [] [(one) (second [1 2])])
;file> names.clj
;| (ns names (:require a))
;| (def known (sort (keys (ns-publics 'a))))
(require 'c 'names)
[(c/run) names/known] ;=> [[1 2] (one)]
;file> a.clj
;| (ns a (:refer-clojure :exclude [second]))
;| (defn one [] 1)
;| (defn second [x] [:mine x])
(require 'a :reload)
[(c/run) names/known] ;=> [[1 [:mine [1 2]]] (one second)]
;file> a.clj
;| (ns a)
;| (defn one [] 11)
(require 'a :reload)
[(c/run) names/known] ;=> [[11 2] (one)]
;file> a.clj
;| (ns a)
;| (defn one [] 111)
(require 'a :reload)
[(c/run) (:loaded (peek (history)))] ;=> [[111 2] [a]]
;file> a.clj
;| (ns a)
(require 'a :reload) ;rejects> compile/unresolved-symbol one
[(c/run) names/known] ;=> [[111 2] (one)]
