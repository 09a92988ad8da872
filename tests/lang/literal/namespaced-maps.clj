; `#:ns{…}` puts the namespace on keys that have none.
#:a{:b 1 :c 2} ;=> {:a/b 1, :a/c 2}
#:a{:b 1 :_/c 2 :d/e 3} ;=> {:a/b 1, :c 2, :d/e 3}
#:a{"s" 1 x 2} ;rejects> compile/no-such-namespace
'#:a{x 1 b/y 2} ;=> {a/x 1, b/y 2}
#::{:b 1} ;=> {:user/b 1}
(keys #:person{:name "x" :age 1}) ;=> (:person/name :person/age)
