; `let` binds in order; later bindings see earlier ones, inner ones hide outer ones.
(let [] ) ;=> nil
(let [a 1 b (inc a)] [a b]) ;=> [1 2]
(let [a 1 a (inc a) a (* a 10)] a) ;=> 20
(let [a 1] (let [a 2] a)) ;=> 2
(let [a 1] (let [a 2]) a) ;=> 1
(let [+ -] (+ 5 3)) ;=> 2
(let [x 1] (println x) x) ;=> 1
;out> 1
(let [f (fn [] 1)] (f)) ;=> 1
(let [if 5] (if false 1 2)) ;=> 2
(let [a 1 b] a) ;rejects> compile/odd-bindings
(let [a/b 1] 1) ;rejects> compile/bad-name
(let (a 1) 1) ;rejects> compile/bindings-not-vector
(let [:a 1] 1) ;rejects> compile/bad-pattern
(let [nil 1] 1) ;rejects> compile/bad-pattern
(let [list vector] (list 1 2)) ;=> [1 2]
(do) ;=> nil
(do 1 2 3) ;=> 3
(let [x 1 _ (println "side") y 2] (+ x y)) ;=> 3
;out> side
