;; S93: `:reload-all` does not evaluate unchanged text; `:force` does.
(def loads (atom []))
;file> lib.clj
;| (ns lib)
;| (swap! user/loads conj 'lib)
;file> top.clj
;| (ns top (:require lib))
;| (swap! user/loads conj 'top)
(require 'top)
@loads ;=> [lib top]
(require 'top :reload-all)
@loads ;=> [lib top]
(require 'top :reload-all :force)
@loads ;=> [lib top lib top]
