;; S89: the users of a changed macro are rebuilt in the same publish, also through another macro; others are not.
;file> mac.clj
;| (ns mac)
;| (defmacro tag [x] [:v1 x])
;| (defmacro other [x] x)
;| (defn plain [] 1)
;file> over.clj
;| (ns over (:require [mac :as m]))
;| (defmacro twice [x] `[(m/tag ~x) (m/tag ~x)])
;file> app.clj
;| (ns app (:require [over :as o]))
;| (defn f [] (o/twice 1))
;file> aside.clj
;| (ns aside (:require [mac :as m]))
;| (defn g [] (m/other (m/plain)))
(require 'app 'aside)
(app/f) ;=> [[:v1 1] [:v1 1]]
;file> mac.clj
;| (ns mac)
;| (defmacro tag [x] [:v2 x])
;| (defmacro other [x] x)
;| (defn plain [] 2)
(require 'mac :reload)
(app/f) ;=> [[:v2 1] [:v2 1]]
(aside/g) ;=> 2
(:loaded (peek (history))) ;=> [mac app]
(:rebuilt (peek (history))) ;=> [app]
