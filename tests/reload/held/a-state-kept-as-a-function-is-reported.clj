;; S22: a state machine that keeps its next state as a function goes on in old code and is reported; `^:forward` follows.
;file> machine.clj
;| (ns machine)
;| (declare s2 f2)
;| (defn s1 [] s2)
;| (defn s2 [] :v1)
;| (defn f1 [] f2)
;| (defn ^:forward f2 [] :v1)
(require 'machine)
(def state (atom (machine/s1)))
(def forwarded (atom (machine/f1)))
;file> machine.clj
;| (ns machine)
;| (declare s2 f2)
;| (defn s1 [] s2)
;| (defn s2 [] :v2)
;| (defn f1 [] f2)
;| (defn ^:forward f2 [] :v2)
(require 'machine :reload)
[(@state) (@forwarded)] ;=> [:v1 :v2]
(mapv (juxt :holder :name) (:held (peek (history)))) ;=> [[user/state machine/s2]]
