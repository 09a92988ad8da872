; Records: fields, map behaviour, equality, printing.
(defrecord Point [x y])
(def p (->Point 1 2))
p ;=> #user.Point{:x 1, :y 2}
(:x p) ;=> 1
(.x p) ;=> 1
(.-y p) ;=> 2
(map->Point {:x 1 :y 2 :z 3}) ;=> #user.Point{:x 1, :y 2, :z 3}
(map->Point {}) ;=> #user.Point{:x nil, :y nil}
(Point. 5 6) ;=> #user.Point{:x 5, :y 6}
#user.Point[1 2] ;=> #user.Point{:x 1, :y 2}
#user.Point{:x 1 :y 9} ;=> #user.Point{:x 1, :y 9}
(assoc p :x 10) ;=> #user.Point{:x 10, :y 2}
(assoc p :z 3) ;=> #user.Point{:x 1, :y 2, :z 3}
(class (assoc p :z 3)) ;=> user.Point
(dissoc p :x) ;=> {:y 2}
(class (dissoc p :x)) ;=> clojure.lang.PersistentArrayMap
(class (dissoc (assoc p :z 1) :z)) ;=> user.Point
(= p (->Point 1 2)) ;=> true
(= p {:x 1 :y 2}) ;=> false
(= {:x 1 :y 2} p) ;=> false
(defrecord Other [x y])
(= p (->Other 1 2)) ;=> false
(= (hash p) (hash (->Point 1 2))) ;=> true
(get p :nope :default) ;=> :default
(p :x) ;throws> ClassCastException
(:nope p 5) ;=> 5
(keys p) ;=> (:x :y)
(vals p) ;=> (1 2)
(count p) ;=> 2
(seq p) ;=> ([:x 1] [:y 2])
(map? p) ;=> true
(record? p) ;=> true
(record? {}) ;=> false
(coll? p) ;=> true
(associative? p) ;=> true
(contains? p :x) ;=> true
(into {} p) ;=> {:x 1, :y 2}
(merge p {:y 5 :w 1}) ;=> #user.Point{:x 1, :y 5, :w 1}
(update p :x inc) ;=> #user.Point{:x 2, :y 2}
(let [{:keys [x y]} p] [x y]) ;=> [1 2]
(let [[a b] (seq p)] a) ;=> [:x 1]
(meta (with-meta p {:m 1})) ;=> {:m 1}
(= p (with-meta p {:m 1})) ;=> true
(:m (meta (assoc (with-meta p {:m 1}) :x 2))) ;=> 1
(reduce-kv (fn [a k v] (conj a [k v])) [] p) ;=> [[:x 1] [:y 2]]
(.startsWith (str p) "user.Point@") ;=> true
(pr-str [p]) ;=> "[#user.Point{:x 1, :y 2}]"
(get {p :found} (->Point 1 2)) ;=> :found
(select-keys p [:x]) ;=> {:x 1}
(empty? p) ;=> false
(defrecord Empty [])
(->Empty) ;=> #user.Empty{}
(count (->Empty)) ;=> 0
(defrecord WithBody [a] Object (toString [_] (str "<" a ">")))
(str (->WithBody 1)) ;=> "<1>"
(->WithBody 1) ;=> #user.WithBody{:a 1}
(->Point 1) ;throws> ArityException Wrong number of args (1) passed to
(assoc-in (->Point {:a 1} nil) [:x :a] 2) ;=> #user.Point{:x {:a 2}, :y nil}
(defrecord Fn1 [k] clojure.lang.IFn (invoke [_ x] [k x]))
((->Fn1 1) 2) ;=> [1 2]
(sort-by :x [(->Point 2 0) (->Point 1 0)]) ;=> (#user.Point{:x 1, :y 0} #user.Point{:x 2, :y 0})
(.equals p (->Point 1 2)) ;=> true
(instance? Point p) ;=> true
(instance? clojure.lang.IRecord p) ;=> true
(defrecord Dup [a a]) ;rejects> compile/macro-threw
(defrecord Pair [left right])
#user.Pair[1] ;rejects> *
#user.Pair{:left 1 :other 2} ;=> #user.Pair{:left 1, :right nil, :other 2}
[#user.Pair[a b]] ;=> [#user.Pair{:left a, :right b}]
(read-string "#user.Pair[1 2]") ;=> #user.Pair{:left 1, :right 2}
(read-string "#user.NoSuch[1 2]") ;throws> *
