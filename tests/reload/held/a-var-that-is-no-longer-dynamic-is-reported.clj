;; S27: a reload that drops `^:dynamic` warns; binding it anew is an error as in Clojure.
;file> app.clj
;| (ns app)
;| (def ^:dynamic *level* 1)
;file> user_of.clj
;| (ns user-of (:require [app :as a]))
;| (defn with-level [f] (binding [a/*level* 2] (f)))
(require 'app 'user-of)
;file> app.clj
;| (ns app)
;| (def *level* 1)
(require 'app :reload)
(mapv :problem (:warnings (peek (history)))) ;=> ["user-of/with-level names app/*level*, which is not dynamic any more"]
(binding [app/*level* 3] 1) ;throws> IllegalStateException Can't dynamically bind non-dynamic var: app/*level*
