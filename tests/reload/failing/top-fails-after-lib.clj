;; S45: with :reload-all, a failure at the top leaves what is below as it was
;file> s45/lib.clj
;| (ns s45.lib)
;| (def version 1)
;file> s45/app.clj
;| (ns s45.app (:require s45.lib))
;| (def version 1)
(require 's45.app)
;file> s45/lib.clj
;| (ns s45.lib)
;| (def version 2)
;file> s45/app.clj
;| (ns s45.app (:require s45.lib))
;| (def version 2)
;| (throw (ex-info "at the top" {}))
(require 's45.app :reload-all) ;throws> ExceptionInfo at the top
[s45.lib/version s45.app/version] ;=> [1 1]
