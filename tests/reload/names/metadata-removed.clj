;; S72: metadata and docstrings that left the file are gone
;file> s72.clj
;| (ns s72 "About s72.")
;| (defn ^{:since 1} f "Documented." [x] x)
(require 's72)
((juxt :doc :since) (meta #'s72/f)) ;=> ["Documented." 1]
;file> s72.clj
;| (ns s72)
;| (defn f [x] x)
(require 's72 :reload)
((juxt :doc :since :arglists) (meta #'s72/f)) ;=> [nil nil ([x])]
(:doc (meta (find-ns 's72))) ;=> nil
