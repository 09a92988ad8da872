;; S20: a compiled call means the newest definition, whether or not it ran before.
(defn callee [] :v1)
(defn called [] (callee))
(defn not-called [] (callee))
(called) ;=> :v1
(defn callee [] :v2)
[(called) (not-called)] ;=> [:v2 :v2]
