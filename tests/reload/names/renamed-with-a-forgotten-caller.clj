;; S59: a function is renamed and one caller in the same file forgotten: refused, since a fresh start would fail too
;file> s59.clj
;| (ns s59)
;| (defn old-name [] 1)
;| (defn a [] (old-name))
;| (defn b [] (old-name))
(require 's59)
;file> s59.clj
;| (ns s59)
;| (defn new-name [] 2)
;| (defn a [] (new-name))
;| (defn b [] (old-name))
(require 's59 :reload) ;rejects> compile/unresolved-symbol Unable to resolve symbol: old-name
[(s59/a) (s59/b)] ;=> [1 1]
