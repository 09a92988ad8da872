;; S43: a name that a file refers to may not go, used or not: the file could not be loaded again
;file> a.clj
;| (ns a)
;| (defn one [] 1)
;| (defn two [] 2)
;file> c.clj
;| (ns c (:require [a :refer [one two] :rename {two zwei}]))
;| (defn run [] (one))
(require 'c)
;file> a.clj
;| (ns a)
;| (defn one [] 1)
(require 'a :reload) ;throws> ExceptionInfo c (top level) refers to a/two, which is removed
;file> a.clj
;| (ns a)
;| (defn one [] 1)
;| (defn- two [] 2)
(require 'a :reload) ;throws> ExceptionInfo c (top level) refers to a/two, which is private now
;file> c.clj
;| (ns c (:require [a :refer [one]]))
;| (defn run [] (one))
(require 'a :reload)
(c/run) ;=> 1
;; What is typed is not loaded again.
(require '[a :refer [one]])
;file> a.clj
;| (ns a)
;| (defn uno [] 1)
;file> c.clj
;| (ns c (:require [a :refer [uno]]))
;| (defn run [] (uno))
(require 'a :reload)
(map :caller (:warnings (peek (history)))) ;=> ()
