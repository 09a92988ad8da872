;; S127: a namespace that a file switches to is built anew with it, rebuilds its users, and goes when the file makes it no more
;file> mac.clj
;| (ns mac)
;| (defmacro v [] 1)
;file> one.clj
;| (ns one (:require mac))
;| (defn a [] 1)
;| (in-ns 'one.more)
;| (clojure.core/refer 'clojure.core)
;| (defmacro m [] :m1)
;| (def v (mac/v))
;file> u.clj
;| (ns u (:require one))
;| (defn f [] [(one.more/m) one.more/v])
(require 'u)
(u/f) ;=> [:m1 1]
;file> one.clj
;| (ns one (:require mac))
;| (defn a [] 1)
;| (in-ns 'one.more)
;| (clojure.core/refer 'clojure.core)
;| (defmacro m [] :m2)
;| (def v (mac/v))
(require 'one :reload)
(u/f) ;=> [:m2 1]
;file> mac.clj
;| (ns mac)
;| (defmacro v [] 2)
(require 'mac :reload)
(u/f) ;=> [:m2 2]
;file> one.clj
;| (ns one)
;| (defn a [] 3)
;file> u.clj
;| (ns u (:require one))
;| (defn f [] (one/a))
(require 'u :reload)
[(u/f) (find-ns 'one.more)] ;=> [3 nil]
