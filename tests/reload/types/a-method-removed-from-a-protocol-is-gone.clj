;; S86: a method that left its protocol is gone, and a caller of it elsewhere refuses the publish.
;file> app.clj
;| (ns app)
;| (defprotocol P (m [x]) (n [x]))
;| (extend-type Long P (m [_] :m) (n [_] :n))
(require 'app)
;file> app.clj
;| (ns app)
;| (defprotocol P (m [x]))
;| (extend-type Long P (m [_] :m))
(require 'app :reload)
[(app/m 1) (resolve 'app/n)] ;=> [:m nil]
;file> app.clj
;| (ns app)
;| (defprotocol P (m [x]) (n [x]))
;| (extend-type Long P (m [_] :m) (n [_] :n))
(require 'app :reload)
;file> caller.clj
;| (ns caller (:require [app :as a]))
;| (defn call [] (a/n 1))
(require 'caller)
;file> app.clj
;| (ns app)
;| (defprotocol P (m [x]))
;| (extend-type Long P (m [_] :m))
(require 'app :reload) ;throws> ExceptionInfo caller/call uses app/n, which is removed
(caller/call) ;=> :n
