;; S63: a name that was referred may be defined here after a reload
;file> s63/lib.clj
;| (ns s63.lib)
;| (defn x [] :lib)
;file> s63/app.clj
;| (ns s63.app (:require [s63.lib :refer [x]]))
;| (defn f [] (x))
(require 's63.app)
;file> s63/app.clj
;| (ns s63.app)
;| (defn x [] :own)
;| (defn f [] (x))
(require 's63.app :reload)
[(s63.app/f) (s63.app/x) (get (ns-refers (quote s63.app)) (quote x))] ;=> [:own :own nil]
