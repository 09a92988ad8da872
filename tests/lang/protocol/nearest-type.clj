; Which implementation a value falls under: its class, then superclasses, then interfaces, Object last.
(defprotocol Kind (kind [x]))
(extend-protocol Kind
  clojure.lang.Named (kind [x] [:named (name x)])
  Object (kind [_] :object)
  nil (kind [_] :nil))
(map kind [:a 'b 1 nil "c"]) ;=> ([:named "a"] [:named "b"] :object :nil :object)
(extend-protocol Kind clojure.lang.IPersistentCollection (kind [_] :collection) clojure.lang.Sequential (kind [_] :sequential))
(kind {}) ;=> :collection
(extend-type clojure.lang.IPersistentVector Kind (kind [_] :vector))
(kind [1]) ;=> :vector
(extend-type Number Kind (kind [_] :number))
(map kind [1 1.5 1/2 2M]) ;=> (:number :number :number :number)
(extend-type Long Kind (kind [_] :long))
(map kind [1 1.5]) ;=> (:long :number)
(defprotocol Two (one [x]) (two [x]))
(extend-type Object Two (one [_] :o1) (two [_] :o2))
(extend-type String Two (one [_] :s1))
(one "a") ;=> :s1
(two "a") ;throws> IllegalArgumentException No implementation of method: :two of protocol: #'user/Two found for class: java.lang.String
(two 1) ;=> :o2
