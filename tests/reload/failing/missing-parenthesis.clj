;; S40: a parenthesis that is missing at the end: nothing of the file is evaluated
;file> paren.clj
;| (ns paren)
;| (defn a [] 1)
;| (defn b [] 1)
(require 'paren)
(def log (atom []))
;file> paren.clj
;| (ns paren)
;| (swap! user/log conj :evaluated)
;| (defn a [] 2)
;| (defn b [] 2
(require 'paren :reload) ;rejects> read/incomplete EOF while reading
[(paren/a) (paren/b) @log] ;=> [1 1 []]
