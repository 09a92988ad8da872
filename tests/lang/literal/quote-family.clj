; What the reader makes of ', `, ~, @, #' and ^.
'(1 a "s") ;=> (1 a "s")
(quote x) ;=> x
''x ;=> (quote x)
(first ''x) ;=> quote
'#'x ;=> (var x)
'@x ;=> (clojure.core/deref x)
'`~x ;=> x
@(atom 5) ;=> 5
#'inc ;=> #'clojure.core/inc
(var inc) ;=> #'clojure.core/inc
(= #'inc (var clojure.core/inc)) ;=> true
(let [[head [a b] body] '#(+ %1 %2)] [head (= body (list '+ a b))]) ;=> [fn* true]
(map? '{:a 1}) ;=> true
(vector? '[a]) ;=> true
'nil ;=> nil
'true ;=> true
(quote (quote a)) ;=> (quote a)
