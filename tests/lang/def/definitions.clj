; `def` gives its var; the value is evaluated once.
(def a 1)
a ;=> 1
(def a (inc a))
a ;=> 2
(def b "A doc." 2)
(:doc (meta #'b)) ;=> "A doc."
(def unset)
(bound? #'unset) ;=> false
(str unset) ;=> "Unbound: #'user/unset"
(def ^{:doc "x" :k 1} c 3)
(select-keys (meta #'c) [:doc :k :name]) ;=> {:doc "x", :k 1, :name c}
(def ^:dynamic *d* 4)
(:dynamic (meta #'*d*)) ;=> true
(declare e f)
(bound? #'e) ;=> false
(def e 1)
(def a 5)
(var? #'a) ;=> true
(identical? #'a #'user/a) ;=> true
(def 5 1) ;rejects> compile/bad-def First argument to def must be a Symbol
(def) ;rejects> compile/bad-def Too few arguments to def
(def x 1 2) ;rejects> compile/bad-def Too many arguments to def
(def x "doc" 1 2) ;rejects> compile/bad-def Too many arguments to def
(def other.ns/x 1) ;rejects> compile/def-elsewhere Can't refer to qualified var that doesn't exist
(do (def in-do 7) in-do) ;=> 7
(let [x 3] (def from-let x)) ;=> #'user/from-let
from-let ;=> 3
(let [] (def inner 1) (inc inner)) ;=> 2
(defn make-def [] (def later 9))
(make-def) ;=> #'user/later
later ;=> 9
