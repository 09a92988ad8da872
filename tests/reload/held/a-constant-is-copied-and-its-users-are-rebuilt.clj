;; S19: the users of a `^:const`, which copied its value, are rebuilt with it; `:inline` copies nothing.
;file> base.clj
;| (ns base)
;| (def ^:const limit 1)
;| (defn ^{:inline (fn [] 1)} inlined [] 1)
(require 'base)
;file> app.clj
;| (ns app (:require [base :as b]))
;| (defn answer [] [b/limit (b/inlined)])
(require 'app)
(app/answer) ;=> [1 1]
;file> base.clj
;| (ns base)
;| (def ^:const limit 2)
;| (defn ^{:inline (fn [] 2)} inlined [] 2)
(require 'base :reload)
(app/answer) ;=> [2 2]
