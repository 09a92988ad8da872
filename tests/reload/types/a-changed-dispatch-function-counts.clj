;; S83: a reload that changes the dispatch function of a multimethod takes effect, and methods elsewhere stay.
;file> app.clj
;| (ns app)
;| (defmulti area :kind)
;file> shapes.clj
;| (ns shapes (:require [app :as a]))
;| (defmethod a/area :square [s] [:square (:form s)])
;| (defmethod a/area :circle [s] [:circle (:form s)])
(require 'shapes)
(app/area {:kind :square :form :circle}) ;=> [:square :circle]
;file> app.clj
;| (ns app)
;| (defmulti area :form)
(require 'app :reload)
(app/area {:kind :square :form :circle}) ;=> [:circle :circle]
