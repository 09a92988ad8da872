; Protocols and named types.

(defprotocol Shape "Things with an area." (area [s] "How large.") (scale [s k] [s k unit]))
(defrecord Square [side] Shape (area [_] (* side side)) (scale [_ k] (->Square (* k side))) (scale [_ k unit] [unit (* k side)]))
(area (->Square 3)) ;=> 9
(:side (scale (->Square 3) 2)) ;=> 6
(scale (->Square 3) 2 :cm) ;=> [:cm 6]
(satisfies? Shape (->Square 1)) ;=> true
(satisfies? Shape 1) ;=> false
(extend-protocol Shape Long (area [n] n) nil (area [_] 0))
(map area [7 nil]) ;=> (7 0)
(extend-type String Shape (area [s] (count s)) (scale ([s k] (area s)) ([s k u] [s k u])))
[(area "abc") (scale "a" 1 2)] ;=> [3 ["a" 1 2]]
(extend Double Shape {:area (fn [d] (long d))})
(area 2.5) ;=> 2
(extends? Shape String) ;=> true
(extends? Shape clojure.lang.Keyword) ;=> false
(count (extenders Shape)) ;=> 4
(:doc (meta #'area)) ;=> "How large."
(:arglists (meta #'scale)) ;=> ([s k] [s k unit])
(:name (:area (:sigs Shape))) ;=> area
(defprotocol Tagged :extend-via-metadata true (tag-of [x]))
(tag-of (with-meta [1] {`tag-of (fn [_] :from-meta)})) ;=> :from-meta
(area (reify Shape (area [_] 42))) ;=> 42
(map->Square {:side 2 :color :red}) ;=> #user.Square{:side 2, :color :red}
(into {} (map->Square {:side 2})) ;=> {:side 2}
(= (->Square 1) (map->Square {:side 1})) ;=> true
(= (->Square 1) {:side 1}) ;=> false
(dissoc (->Square 1) :side) ;=> {}
(record? (assoc (->Square 1) :extra 1)) ;=> true
(deftype Counter [^:unsynchronized-mutable n] clojure.lang.IDeref (deref [_] n) clojure.lang.IFn (invoke [this] (set! n (inc n)) this))
(let [c (->Counter 1)] (c) (c) @c) ;=> 3
(.side (->Square 5)) ;=> 5
(defrecord Wide [a b c d e f g h i j k l m n o p q r s t u v])
(:v (->Wide 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22)) ;=> 22
(definterface Sized (size [factor]))
(.size (reify Sized (size [_ factor] (* 2 factor))) 4) ;=> 8
(str (reify Object (toString [_] "printed so"))) ;=> "printed so"
(let [n 3] ((reify clojure.lang.IFn (invoke [_ x] (+ n x))) 4)) ;=> 7
(meta (with-meta (->Square 1) {:m 1})) ;=> {:m 1}
