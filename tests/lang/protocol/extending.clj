; Protocols, extended to types of every kind.
(defprotocol Speak "Doc." (speak [x] "Says.") (greet [x y] [x y z]))
(extend-protocol Speak String (speak [s] (str "s:" s)) Long (speak [n] (str "n:" n)) nil (speak [_] "nil"))
(map speak ["a" 1 nil]) ;=> ("s:a" "n:1" "nil")
(speak :k) ;throws> IllegalArgumentException No implementation of method: :speak of protocol: #'user/Speak found for class: clojure.lang.Keyword
(greet "a" 1) ;throws> IllegalArgumentException No implementation of method: :greet of protocol: #'user/Speak found for class: java.lang.String
(extend-type clojure.lang.Keyword Speak (speak [k] (name k)) (greet ([k y] [k y]) ([k y z] [k y z])))
[(speak :k) (greet :k 1) (greet :k 1 2)] ;=> ["k" [:k 1] [:k 1 2]]
(extend-type Object Speak (speak [o] "object"))
[(speak []) (speak "still") (speak 'sym) (speak 1.5)] ;=> ["object" "s:still" "object" "object"]
(extend clojure.lang.IPersistentVector Speak {:speak (fn [v] (str "v" (count v)))})
(speak [1 2]) ;=> "v2"
(satisfies? Speak "a") ;=> true
(satisfies? Speak {}) ;=> true
(extends? Speak String)
(extends? Speak java.util.Map)
(defrecord Dog [name] Speak (speak [_] (str name " woofs")) (greet [_ y] [name y]))
(speak (->Dog "Rex")) ;=> "Rex woofs"
(greet (->Dog "Rex") 1) ;=> ["Rex" 1]
(try (greet (->Dog "Rex") 1 2) (catch Throwable t :no-such-arity)) ;=> :no-such-arity
(deftype Cat [n] Speak (speak [this] (str "cat" n)))
(speak (Cat. 3)) ;=> "cat3"
(speak (reify Speak (speak [_] "reified"))) ;=> "reified"
(defprotocol Marker)
(defrecord M [] Marker)
(satisfies? Marker (->M)) ;=> true
(instance? user.Dog (->Dog 1)) ;=> true
(:doc (meta #'Speak)) ;=> "Doc."
(:arglists (meta #'greet)) ;=> ([x y] [x y z])
(:doc (meta #'speak)) ;=> "Says."
(fn? speak) ;=> true
(map speak [(->Dog "a") (Cat. 1) "x"]) ;=> ("a woofs" "cat1" "s:x")
(defprotocol Later (later [x]))
(later 1) ;throws> IllegalArgumentException No implementation of method: :later of protocol: #'user/Later found for class: java.lang.Long
(extend-type Number Later (later [n] (inc n)))
[(later 1) (later 1.5) (later 1N)] ;=> [2 2.5 2N]
(defprotocol ByMeta :extend-via-metadata true (by-meta [x]))
(by-meta (with-meta [] {`by-meta (fn [_] :from-meta)})) ;=> :from-meta
(let [x 10] (extend-type Boolean Later (later [b] [b x]))) ;=> nil
(later true) ;=> [true 10]
(defprotocol Bad (no-args [])) ;rejects> compile/macro-threw
