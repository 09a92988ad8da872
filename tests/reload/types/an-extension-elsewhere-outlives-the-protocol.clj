;; S78: `extend-type` in another namespace still counts after the protocol was reloaded.
;file> proto.clj
;| (ns proto)
;| (defprotocol P (m [x]))
;file> ext.clj
;| (ns ext (:require [proto :as p]))
;| (extend-type String p/P (m [s] [:string s]))
;| (extend-protocol p/P nil (m [_] :nil) Long (m [n] [:long n]))
(require 'ext)
;file> proto.clj
;| (ns proto)
;| (defprotocol P "changed" (m [x]))
(require 'proto :reload)
[(proto/m "a") (proto/m nil) (proto/m 1)] ;=> [[:string "a"] :nil [:long 1]]
