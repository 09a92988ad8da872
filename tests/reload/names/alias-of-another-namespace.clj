;; S62: an alias may name another namespace after a reload
;file> s62/a.clj
;| (ns s62.a)
;| (def x :a)
;file> s62/b.clj
;| (ns s62.b)
;| (def x :b)
;file> s62/app.clj
;| (ns s62.app (:require [s62.a :as lib]))
;| (defn f [] lib/x)
(require 's62.app)
(s62.app/f) ;=> :a
;file> s62/app.clj
;| (ns s62.app (:require [s62.b :as lib]))
;| (defn f [] lib/x)
(require 's62.app :reload)
[(s62.app/f) (ns-name (get (ns-aliases 's62.app) 'lib))] ;=> [:b s62.b]
