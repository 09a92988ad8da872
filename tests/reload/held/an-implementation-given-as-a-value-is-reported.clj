;; S18: `extend` with a function's value keeps that code and is reported; `^:forward` follows the name.
;file> lib.clj
;| (ns lib)
;| (defprotocol P (m [x]) (n [x]))
;| (defn impl [_] :v1)
;| (defn ^:forward impl-2 [_] :v1)
(require 'lib)
;file> reg.clj
;| (ns reg (:require [lib :as l]))
;| (extend String l/P {:m l/impl :n l/impl-2})
(require 'reg)
[(lib/m "") (lib/n "")] ;=> [:v1 :v1]
;file> lib.clj
;| (ns lib)
;| (defprotocol P (m [x]) (n [x]))
;| (defn impl [_] :v2)
;| (defn ^:forward impl-2 [_] :v2)
(require 'lib :reload)
[(lib/m "") (lib/n "")] ;=> [:v1 :v2]
(mapv (juxt :holder :path :name) (:held (peek (history)))) ;=> [[reg [extend java.lang.String lib/P :m] lib/impl]]
