;; S41: a name that cannot be resolved in the last function
;file> last_fn.clj
;| (ns last-fn)
;| (defn a [] 1)
;| (defn b [] 1)
(require 'last-fn)
;file> last_fn.clj
;| (ns last-fn)
;| (defn a [] 2)
;| (defn b [] (no-such-name 2))
(require 'last-fn :reload) ;rejects> compile/unresolved-symbol no-such-name
[(last-fn/a) (last-fn/b)] ;=> [1 1]
