;; S65: a referred name may come from another namespace after a reload
;file> s65/a.clj
;| (ns s65.a)
;| (defn x [] :a)
;file> s65/b.clj
;| (ns s65.b)
;| (defn x [] :b)
;file> s65/app.clj
;| (ns s65.app (:require [s65.a :refer [x]]))
;| (defn f [] (x))
(require 's65.app)
;file> s65/app.clj
;| (ns s65.app (:require [s65.b :refer [x]]))
;| (defn f [] (x))
(require 's65.app :reload)
[(s65.app/f) (get (ns-refers 's65.app) 'x)] ;=> [:b #'s65.b/x]
