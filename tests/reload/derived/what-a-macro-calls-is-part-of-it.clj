;; S90: a function that a macro calls while it expands is part of what its users were made by.
;file> helper.clj
;| (ns helper)
;| (defn deeper [] :v1)
;| (defn shape [x] [(deeper) x])
;file> mac.clj
;| (ns mac (:require [helper :as h]))
;| (defmacro tag [x] (h/shape x))
;file> app.clj
;| (ns app (:require [mac :as m]))
;| (defn f [] (m/tag 1))
(require 'app)
(app/f) ;=> [:v1 1]
;file> helper.clj
;| (ns helper)
;| (defn deeper [] :v2)
;| (defn shape [x] [(deeper) x])
(require 'helper :reload)
(app/f) ;=> [:v2 1]
(:loaded (peek (history))) ;=> [helper app]
