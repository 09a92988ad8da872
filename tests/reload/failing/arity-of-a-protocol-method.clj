;; S44: a method of a protocol that takes other arguments is refused like a function
;file> p.clj
;| (ns p)
;| (defprotocol P (m [x]) (n [x] [x y]))
;| (defrecord R [] P (m [_] 1) (n [_] 1) (n [_ _] 2))
;file> c.clj
;| (ns c (:require [p :as p]))
;| (defn f [x] [(p/m x) (p/n x x)])
(require 'c)
(c/f (p/->R)) ;=> [1 2]
;file> p.clj
;| (ns p)
;| (defprotocol P (m [x y]) (n [x] [x y]))
;| (defrecord R [] P (m [_ _] 1) (n [_] 1) (n [_ _] 2))
(require 'p :reload) ;throws> ExceptionInfo c/f calls p/m with 1 argument, which takes 2 now (before: 1)
(c/f (p/->R)) ;=> [1 2]
