;; S66: remove-ns and a new load under a namespace that is not reloaded: alias, refer and resolve all see the new one
;file> s66/lib.clj
;| (ns s66.lib)
;| (defn f [] :v1)
;file> s66/app.clj
;| (ns s66.app (:require [s66.lib :as lib :refer [f]]))
;| (defn by-alias [] (lib/f))
;| (defn by-refer [] (f))
;| (defn by-resolve [] ((resolve 's66.lib/f)))
(require 's66.app)
((juxt s66.app/by-alias s66.app/by-refer s66.app/by-resolve)) ;=> [:v1 :v1 :v1]
;file> s66/lib.clj
;| (ns s66.lib)
;| (defn f [] :v2)
(remove-ns 's66.lib)
(require 's66.lib)
((juxt s66.app/by-alias s66.app/by-refer s66.app/by-resolve)) ;=> [:v2 :v2 :v2]
(require '[s66.lib :as l])
(l/f) ;=> :v2
