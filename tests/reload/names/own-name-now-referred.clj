;; S64: a name that was defined here may be referred after a reload; the report says where it went
;file> s64/lib.clj
;| (ns s64.lib)
;| (defn x [] :lib)
;file> s64/app.clj
;| (ns s64.app)
;| (defn x [] :own)
;| (defn f [] (x))
(require 's64.app 's64.lib)
;file> s64/app.clj
;| (ns s64.app (:require [s64.lib :refer [x]]))
;| (defn f [] (x))
(require 's64.app :reload)
(s64.app/f) ;=> :lib
(:moved (last (history))) ;=> {s64.app/x s64.lib/x}
(ns-resolve 's64.app 'x) ;=> #'s64.lib/x
