; Types: fields, mutable fields, interfaces, no map behaviour.
(deftype Box [v])
(.v (Box. 1)) ;=> 1
(.-v (->Box 2)) ;=> 2
(:v (->Box 1)) ;=> nil
(= (->Box 1) (->Box 1)) ;=> false
(let [b (->Box 1)] (= b b)) ;=> true
(deftype Eq [v] Object (equals [_ o] (and (instance? Eq o) (= v (.v o)))) (hashCode [_] (hash v)) (toString [_] (str "Eq" v)))
(= (->Eq 1) (->Eq 1)) ;=> true
(str (->Eq 1)) ;=> "Eq1"
(count (hash-set (->Eq 1) (->Eq 1))) ;=> 1
(defprotocol Counter (tick! [c]) (value [c]))
(deftype Mutable [^:unsynchronized-mutable n] Counter (tick! [_] (set! n (inc n))) (value [_] n))
(let [c (->Mutable 0)] [(tick! c) (tick! c) (value c)]) ;=> [1 2 2]
(deftype Vol [^:volatile-mutable n] Counter (tick! [this] (set! n (+ n 10)) this) (value [_] n))
(value (tick! (tick! (->Vol 1)))) ;=> 21
(deftype Seqy [xs] clojure.lang.Seqable (seq [_] (seq xs)) clojure.lang.Counted (count [_] (count xs)))
(seq (->Seqy [1 2])) ;=> (1 2)
(count (->Seqy [1 2])) ;=> 2
(map inc (->Seqy [1 2])) ;=> (2 3)
(reduce + (->Seqy [1 2 3])) ;=> 6
(first (->Seqy [])) ;=> nil
(deftype Look [m] clojure.lang.ILookup (valAt [_ k] (get m k)) (valAt [_ k d] (get m k d)))
(:a (->Look {:a 1})) ;=> 1
(get (->Look {:a 1}) :b 5) ;=> 5
(let [{:keys [a]} (->Look {:a 1})] a) ;=> 1
(deftype Call [] clojure.lang.IFn (invoke [_] :zero) (invoke [_ a] [:one a]) (applyTo [_ args] [:applied args]))
((->Call)) ;=> :zero
((->Call) 1) ;=> [:one 1]
(apply (->Call) [1 2]) ;=> [:applied (1 2)]
(deftype Der [x] clojure.lang.IDeref (deref [_] x))
@(->Der 5) ;=> 5
(deftype Cmp [n] Comparable (compareTo [_ o] (compare n (.n o))))
(map #(.n %) (sort [(->Cmp 3) (->Cmp 1) (->Cmp 2)])) ;=> (1 2 3)
(compare (->Cmp 1) (->Cmp 2)) ;=> -1
(deftype Nth [] clojure.lang.Indexed (nth [_ i] (* i 10)) (nth [_ i d] (* i 10)) clojure.lang.Counted (count [_] 3))
(nth (->Nth) 2) ;=> 20
(let [[a b c] (->Nth)] [a b c]) ;=> [0 10 20]
(->Box) ;throws> ArityException Wrong number of args (0) passed to
(try (eval '(Box. 1 2)) (catch Exception e :no-such-constructor)) ;=> :no-such-constructor
(instance? Box (->Box 1)) ;=> true
(class? Box) ;=> true
(deftype SelfRef [a] Counter (tick! [_] (SelfRef. (inc a))) (value [_] a))
(value (tick! (->SelfRef 1))) ;=> 2
(let [local 5] (deftype Closes [] Counter (value [_] 1))) ;=> user.Closes
(value (->Closes)) ;=> 1
