; Vars: names whose value can be changed; calling them, metadata, roots.
(def x 1)
#'x ;=> #'user/x
@#'x ;=> 1
(var-get #'x) ;=> 1
(deref (var x)) ;=> 1
(defn f [a] (inc a))
(#'f 1) ;=> 2
(map #'f [1 2]) ;=> (2 3)
(ifn? #'f) ;=> true
(fn? #'f) ;=> false
(alter-var-root #'x + 10) ;=> 11
x ;=> 11
(def by-value f)
(def by-name #'f)
(defn g [] (f 1))
(defn f [a] [:new a])
[(by-value 1) (by-name 1) (g)] ;=> [2 [:new 1] [:new 1]]
(let [old f] (def f :replaced) [old f] nil) ;=> nil
f ;=> :replaced
(:name (meta #'x)) ;=> x
(:ns (meta #'x)) ;=> #object[clojure.lang.Namespace 0x0 "user"]
(str #'x) ;=> "#'user/x"
(pr-str #'clojure.core/map) ;=> "#'clojure.core/map"
(symbol #'x) ;=> user/x
(:k (alter-meta! #'x assoc :k 1)) ;=> 1
(:k (meta #'x)) ;=> 1
(reset-meta! #'x {:only 1}) ;=> {:only 1}
(:only (meta #'x)) ;=> 1
(def x 2)
(:only (meta #'x)) ;=> nil
(bound? #'x) ;=> true
(intern 'user 'interned 5) ;=> #'user/interned
@(resolve 'interned) ;=> 5
(intern *ns* (with-meta 'with-m {:k 1}) 6) ;=> #'user/with-m
(:k (meta (resolve 'with-m))) ;=> 1
(intern 'no.such.ns 'a 1) ;throws> Exception No namespace: no.such.ns found
(resolve 'nope) ;=> nil
(resolve 'user/x) ;=> #'user/x
(resolve 'String) ;=> java.lang.String
(resolve 'clojure.core/inc) ;=> #'clojure.core/inc
(resolve 'no.such.ns/a) ;=> nil
(ns-resolve 'clojure.core 'map) ;=> #'clojure.core/map
(find-var 'user/x) ;=> #'user/x
(find-var 'user/nope) ;=> nil
(find-var 'x) ;throws> IllegalArgumentException Symbol must be namespace-qualified
(find-var 'no.such/x) ;throws> IllegalArgumentException No such namespace: no.such
(ns-unmap 'user 'interned)
(resolve 'interned) ;=> nil
(def ^:private secret 1)
secret ;=> 1
(create-ns 'other) ;=> #object[clojure.lang.Namespace 0x0 "other"]
(binding [*ns* (the-ns 'other)] (clojure.core/refer-clojure) (eval 'user/secret)) ;rejects> * var: user/secret is not public
(binding [*ns* (the-ns 'other)] (eval '@#'user/secret)) ;=> 1
(add-watch #'x :w (fn [k r o n] (println k o n))) ;=> #'user/x
(def x 3)
;out> :w 2 3
(alter-var-root #'x inc) ;=> 4
;out> :w 3 4
(remove-watch #'x :w) ;=> #'user/x
(def x 4)
(defn self-redefining [] (def self-redefining (fn [] :second)) :first)
[(self-redefining) (self-redefining)] ;=> [:first :second]
(var nope) ;rejects> compile/unresolved-var Unable to resolve var: nope in this context
#'user/nope ;rejects> compile/unresolved-var Unable to resolve var: user/nope in this context
nope ;rejects> compile/unresolved-symbol Unable to resolve symbol: nope in this context
user/nope ;rejects> compile/unresolved-symbol user/nope
no.such/nope ;rejects> compile/no-such-namespace no.such
(fn [] nope) ;rejects> compile/unresolved-symbol Unable to resolve symbol: nope in this context
(set! x 5) ;throws> IllegalStateException Can't change/establish root binding of: x with set
(= #'x #'user/x) ;=> true
(hash-map #'x 1) ;=> {#'user/x 1}
(get {#'x 1} (var x)) ;=> 1
(var-set #'x 1) ;throws> IllegalStateException Can't change/establish root binding of: x with set
(with-local-vars [a 1] (var-set a 2) (var-get a)) ;=> 2
(defn ^{:doc "d"} dd [])
(:doc (meta #'dd)) ;=> "d"
((resolve 'inc) 1) ;=> 2
(defn uses-later [] (later-defined)) ;rejects> compile/unresolved-symbol Unable to resolve symbol: later-defined in this context
(declare later-defined)
(defn uses-later [] (later-defined))
(uses-later) ;throws> IllegalStateException Attempting to call unbound fn: #'user/later-defined
(defn later-defined [] :ok)
(uses-later) ;=> :ok
