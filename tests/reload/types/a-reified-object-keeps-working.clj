;; S82: an object made with `reify` works after its protocol was reloaded, as long as the protocol has the method.
;file> app.clj
;| (ns app)
;| (defprotocol P (m [x]))
;| (defn make [] (reify P (m [_] :v1)))
(require 'app)
(def old (app/make))
;file> app.clj
;| (ns app)
;| (defprotocol P (m [x]) (n [x]))
;| (defn make [] (reify P (m [_] :v2)))
(require 'app :reload)
[(app/m old) (app/m (app/make)) (satisfies? app/P old)] ;=> [:v1 :v2 true]
(app/n old) ;throws> IllegalArgumentException No implementation of method: :n of protocol: #'app/P
