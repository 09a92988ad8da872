;; S58: a function that left the file is gone, and the report says so
;file> s58.clj
;| (ns s58)
;| (defn kept [] 1)
;| (defn gone [] 1)
(require 's58)
;file> s58.clj
;| (ns s58)
;| (defn kept [] 2)
(require 's58 :reload)
(select-keys (last (history)) [:added :changed :removed]) ;=> {:added [], :changed [s58/kept], :removed [s58/gone]}
[(resolve 's58/gone) (find-var 's58/gone)] ;=> [nil nil]
(s58/gone) ;rejects> compile/unresolved-symbol s58/gone
