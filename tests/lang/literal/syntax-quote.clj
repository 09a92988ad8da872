; Syntax quote: names get their namespace, `~` and `~@` let values in, `x#` is a new name.
`a ;=> user/a
`inc ;=> clojure.core/inc
`user/x ;=> user/x
`:k ;=> :k
`"s" ;=> "s"
`1 ;=> 1
`nil ;=> nil
`(a b) ;=> (user/a user/b)
`[a ~(+ 1 2)] ;=> [user/a 3]
`{:a ~(inc 1)} ;=> {:a 2}
`#{~(inc 1)} ;=> #{2}
`(1 ~@[2 3] 4) ;=> (1 2 3 4)
`(~@[] ~@nil) ;=> nil
`[~@(range 3)] ;=> [0 1 2]
`() ;=> ()
`(if do let* fn* quote var def recur . &) ;=> (if do let* fn* quote var def recur . &)
`Integer ;=> java.lang.Integer
`String ;=> java.lang.String
`.method ;=> .method
`Integer/MAX_VALUE ;=> java.lang.Integer/MAX_VALUE
`clojure.string/join ;=> clojure.string/join
(require '[clojure.string :as s])
`s/join ;=> clojure.string/join
(let [x 5] `(x ~x ~'x)) ;=> (user/x 5 x)
(let [[a b] `(x# x#)] (= a b)) ;=> true
(let [[a b] [`x# `x#]] (= a b)) ;=> false
(let [n (name `x#)] (boolean (re-matches #"x__\d+__auto__" n))) ;=> true
``a ;=> (quote user/a)
`(a `b) ;=> (user/a (quote user/b))
(eval `(let [y# 1] (+ y# ~(+ 1 1)))) ;=> 3
`~@[1] ;rejects> read/unquote-splicing
(seq? `(a ~@[1])) ;=> true
(meta `^:k a) ;=> {:k true}
`~'a ;=> a
