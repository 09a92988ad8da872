;; S84: the namespace of a multimethod is removed and loaded again: methods of other namespaces are kept.
;file> app.clj
;| (ns app)
;| (defmulti area :kind)
;| (defmethod area :own [_] :own)
;file> shapes.clj
;| (ns shapes (:require [app :as a]))
;| (defmethod a/area :square [_] :square)
(require 'shapes)
(remove-ns 'app)
(require 'app)
[(app/area {:kind :square}) (app/area {:kind :own})] ;=> [:square :own]
