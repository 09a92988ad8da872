;; S67: protocol implementations and derives that left the file are gone; those of other namespaces stay
;file> s67/lib.clj
;| (ns s67.lib)
;| (defprotocol Shown (show [x]))
;| (extend-protocol Shown Object (show [_] :object))
;file> s67/app.clj
;| (ns s67.app (:require [s67.lib :as lib]))
;| (extend-protocol lib/Shown String (show [_] :string) Long (show [_] :long))
;| (derive ::square ::shape)
;| (derive ::circle ::shape)
(require 's67.app)
[(map s67.lib/show ["a" 1 :k]) (isa? :s67.app/circle :s67.app/shape)] ;=> [(:string :long :object) true]
;file> s67/app.clj
;| (ns s67.app (:require [s67.lib :as lib]))
;| (extend-protocol lib/Shown String (show [_] :string))
;| (derive ::square ::shape)
(require 's67.app :reload)
(map s67.lib/show ["a" 1 :k]) ;=> (:string :object :object)
[(isa? :s67.app/circle :s67.app/shape) (descendants :s67.app/shape)] ;=> [false #{:s67.app/square}]
