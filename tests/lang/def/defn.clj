; `defn`: arities, docstring, metadata, conditions, private.
(defn f0 [] :none)
(f0) ;=> :none
(defn f1 "Doc of f1." [x] x)
(:doc (meta #'f1)) ;=> "Doc of f1."
(:arglists (meta #'f1)) ;=> ([x])
(defn f2 "Doc." {:added "1"} [x] x)
(:added (meta #'f2)) ;=> "1"
(defn multi ([] 0) ([x] [x]) ([x y] [x y]) ([x y & more] [x y more]))
[(multi) (multi 1) (multi 1 2) (multi 1 2 3 4)] ;=> [0 [1] [1 2] [1 2 (3 4)]]
(:arglists (meta #'multi)) ;=> ([] [x] [x y] [x y & more])
(defn rest-only [& xs] xs)
(rest-only) ;=> nil
(rest-only 1 2) ;=> (1 2)
(defn pre-post [x] {:pre [(pos? x)] :post [(< % 10)]} (* x 2))
(pre-post 3) ;=> 6
(pre-post 0) ;throws> AssertionError Assert failed: (pos? x)
(pre-post 7) ;throws> AssertionError Assert failed: (< % 10)
(defn map-body [x] {:a x})
(map-body 1) ;=> {:a 1}
(defn- hidden [] 1)
(:private (meta #'hidden)) ;=> true
(hidden) ;=> 1
(defn no-body [x])
(no-body 1) ;=> nil
(defn ^:tagged g [x] x)
(:tagged (meta #'g)) ;=> true
(f1) ;throws> ArityException Wrong number of args (0) passed to: user/f1
(f1 1 2) ;throws> ArityException Wrong number of args (2) passed to: user/f1
(multi-arity-missing 1) ;rejects> compile/unresolved-symbol Unable to resolve symbol: multi-arity-missing in this context
(defn bad [x y z & more w]) ;rejects> compile/bad-params
(defn two ([x] 1) ([y] 2)) ;rejects> compile/bad-arities Can't have 2 overloads with same arity
(defn tr ([x & m] 1) ([x y z] 2)) ;rejects> compile/bad-arities Can't have fixed arity function with more params than variadic function
(defn) ;rejects> compile/bad-name
(defn "x" [] 1) ;rejects> compile/bad-name
