;; S77: only the protocol's namespace is reloaded: records of other namespaces still implement it, old and new instances.
;file> proto.clj
;| (ns proto)
;| (defprotocol P (m [x]))
;file> rec.clj
;| (ns rec (:require [proto :as p]))
;| (defrecord R [a] p/P (m [_] [:m a]))
(require 'rec)
(def old (rec/->R 1))
;file> proto.clj
;| (ns proto)
;| (defprotocol P (m [x]))
;| (def more 1)
(require 'proto :reload)
(:loaded (peek (history))) ;=> [proto]
[(proto/m old) (proto/m (rec/->R 2)) (satisfies? proto/P old)] ;=> [[:m 1] [:m 2] true]
