;; S75: an instance made before a reload that leaves its definition alone is of the same type, equal, and found as a key.
;file> app.clj
;| (ns app)
;| (defrecord R [a])
;| (def version 1)
(require 'app)
(def old (app/->R 1))
(def by-key {old :found})
;file> app.clj
;| (ns app)
;| (defrecord R [a])
;| (def version 2)
(require 'app :reload)
[(instance? app.R old) (= old (app/->R 1)) (by-key (app/->R 1)) app/version] ;=> [true true :found 2]
(type-version old) ;=> 1
