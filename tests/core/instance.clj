; Instances of user types as collections: records as maps, deftypes through the interfaces they implement.

(do (defrecord P [x y]) nil) ;=> nil

(do (deftype Box [v]
      clojure.lang.IDeref
      (deref [_] v)
      clojure.lang.Counted
      (count [_] 7)
      clojure.lang.ILookup
      (valAt [_ k] [:at k])
      (valAt [_ k d] [:at k d])
      clojure.lang.Indexed
      (nth [_ i] [:nth i])
      (nth [_ i d] [:nth i d]))
    nil) ;=> nil

(do (deftype Items [v]
      clojure.lang.Seqable
      (seq [_] (seq v)))
    nil) ;=> nil

(do (deftype Chain [head tail]
      clojure.lang.ISeq
      (first [_] head)
      (next [_] (seq tail))
      (more [_] (or tail ()))
      (cons [this x] (Chain. x this))
      (count [_] (inc (count tail)))
      (empty [_] ())
      (equiv [_ o] (= (cons head tail) o))
      (seq [this] this)
      clojure.lang.Sequential)
    nil) ;=> nil

(do (deftype M [m]
      clojure.lang.Associative
      (containsKey [_ k] (contains? m k))
      (entryAt [_ k] (find m k))
      (assoc [_ k v] (M. (assoc m k v)))
      (count [_] (count m))
      (cons [_ e] (M. (conj m e)))
      (empty [_] (M. {}))
      (equiv [_ o] (= m o))
      (valAt [_ k] (get m k))
      (valAt [_ k d] (get m k d))
      (seq [_] (seq m)))
    nil) ;=> nil

(do (deftype S [s]
      clojure.lang.IPersistentSet
      (disjoin [_ x] (S. (disj s x)))
      (contains [_ x] (contains? s x))
      (get [_ x] (get s x))
      (count [_] (count s))
      (cons [_ x] (S. (conj s x)))
      (empty [_] (S. #{}))
      (equiv [_ o] (= s o))
      (seq [_] (seq s)))
    nil) ;=> nil

(do (deftype Stack [v]
      clojure.lang.IPersistentStack
      (peek [_] (peek v))
      (pop [_] (Stack. (pop v)))
      (count [_] (count v))
      (cons [_ x] (Stack. (conj v x)))
      (empty [_] (Stack. []))
      (equiv [_ o] false)
      (seq [_] (seq v)))
    nil) ;=> nil

(do (deftype It [v]
      Iterable
      (iterator [_] (.iterator v)))
    nil) ;=> nil

(do (deftype Rev [v]
      clojure.lang.Reversible
      (rseq [_] (rseq v)))
    nil) ;=> nil

(do (deftype Plain []) nil) ;=> nil

(count (Box. 1)) ;=> 7
(get (Box. 1) :k) ;=> [:at :k]
(get (Box. 1) :k :d) ;=> [:at :k :d]
(nth (Box. 1) 3) ;=> [:nth 3]
(nth (Box. 1) 3 :d) ;=> [:nth 3 :d]
(:k (Box. 1)) ;=> [:at :k]
(:k (Box. 1) :d) ;=> [:at :k :d]
@(Box. 5) ;=> 5
(let [[a b] (Box. 1)] [a b]) ;=> [[:nth 0 nil] [:nth 1 nil]]
(let [{:keys [a] :or {a 1}} (Box. 1)] a) ;=> [:at :a 1]
(seq (Box. 1)) ;throws> IllegalArgumentException Don't know how to create ISeq from: user.Box
(contains? (Box. 1) 1) ;throws> IllegalArgumentException contains? not supported on type: user.Box
(conj (Box. 1) 2) ;throws> ClassCastException class user.Box cannot be cast to class clojure.lang.IPersistentCollection
(find (Box. 1) 2) ;throws> IllegalArgumentException find not supported on type: user.Box
(assoc (Box. 1) 1 2) ;throws> ClassCastException class user.Box cannot be cast to class clojure.lang.Associative
(seq (Items. [1 2])) ;=> (1 2)
(first (Items. [1 2])) ;=> 1
(next (Items. [1 2])) ;=> (2)
(rest (Items. [1])) ;=> ()
(map inc (Items. [1 2])) ;=> (2 3)
(reduce + (Items. [1 2 3])) ;=> 6
(into [] (Items. '(1 2))) ;=> [1 2]
(count (Items. [1])) ;throws> UnsupportedOperationException count not supported on this type: Items
(apply + (Items. [1 2])) ;=> 3
(vec (Items. [1 2])) ;throws> RuntimeException Unable to convert: class user.Items to Object[]
(set (Items. [1 1])) ;=> #{1}
(seq (Items. [])) ;=> nil
(empty? (Items. nil)) ;=> true
(every? odd? (Items. [1 3])) ;=> true
(sort (Items. [2 1])) ;throws> RuntimeException Unable to convert: class user.Items to Object[]
(concat (Items. [1]) (Items. [2])) ;=> (1 2)
(doall (for [x (Items. [1 2])] x)) ;=> (1 2)
(nth (Items. [1]) 0) ;throws> UnsupportedOperationException nth not supported on this type: Items
(get (Items. [1]) 0) ;=> nil
(conj {} (Items. {1 2})) ;=> {1 2}
(cons 0 (Items. [1])) ;=> (0 1)
(let [c (Chain. 1 (Chain. 2 nil))]
  [(first c) (first (next c)) (next (next c)) (rest (next c)) (count c) (seq? c) (map inc c) (reduce + c) (nth c 1) (nth c 5 :d) (into [] c) (conj c 0) (cons 9 c) (apply + c) (= c [1 2]) (= [1 2] c) (vec c) (last c)]) ;=> [1 2 nil () 2 true (2 3) 3 2 :d [1 2] (0 1 2) (9 1 2) 3 true true [1 2] 2]
(let [m (M. {:a 1})]
  [(get m :a) (:a m) (contains? m :a) (find m :a) (count m) (seq m) (get (assoc m :b 2) :b) (count (conj m [:c 3])) (keys m) (vals m) (get (update m :a inc) :a) (get-in m [:a]) (let [{:keys [a]} m] a) (reduce (fn [n [k v]] (+ n v)) 0 m)]) ;=> [1 1 true [:a 1] 1 ([:a 1]) 2 2 (:a) (1) 2 1 1 1]
(let [s (S. #{1 2})]
  [(contains? s 1) (contains? s 5) (get s 1) (get s 5) (get s 5 :d) (count s) (count (conj s 3)) (count (disj s 1)) (seq (disj s 1))]) ;=> [true false 1 nil :d 2 3 1 (2)]
(let [s (Stack. [1 2])] [(peek s) (peek (pop s)) (count (conj s 3)) (peek (conj s 3))]) ;=> [2 1 3 3]
(seq (It. [1 2 3])) ;=> (1 2 3)
(map inc (It. [1 2])) ;=> (2 3)
(reduce + (It. [1 2 3])) ;=> 6
(first (It. [7])) ;=> 7
(seq (It. [])) ;=> nil
(count (map identity (It. (range 100)))) ;=> 100
(into [] (It. [1])) ;=> [1]
(vec (It. [1 2])) ;=> [1 2]
(rseq (Rev. [1 2])) ;=> (2 1)
(seq (Plain.)) ;throws> IllegalArgumentException Don't know how to create ISeq from: user.Plain
(count (Plain.)) ;throws> UnsupportedOperationException count not supported on this type: Plain
(first (Plain.)) ;throws> IllegalArgumentException Don't know how to create ISeq from: user.Plain
(nth (Plain.) 0) ;throws> UnsupportedOperationException nth not supported on this type: Plain
(get (Plain.) :a) ;=> nil
(get (Plain.) :a 1) ;=> 1
(contains? (Plain.) 1) ;throws> IllegalArgumentException contains? not supported on type: user.Plain
(find (Plain.) 1) ;throws> IllegalArgumentException find not supported on type: user.Plain
(conj (Plain.) 1) ;throws> ClassCastException class user.Plain cannot be cast to class clojure.lang.IPersistentCollection
(assoc (Plain.) 1 2) ;throws> ClassCastException class user.Plain cannot be cast to class clojure.lang.Associative
(dissoc (Plain.) 1) ;throws> ClassCastException class user.Plain cannot be cast to class clojure.lang.IPersistentMap
(disj (Plain.) 1) ;throws> ClassCastException class user.Plain cannot be cast to class clojure.lang.IPersistentSet
(peek (Plain.)) ;throws> ClassCastException class user.Plain cannot be cast to class clojure.lang.IPersistentStack
(pop (Plain.)) ;throws> ClassCastException class user.Plain cannot be cast to class clojure.lang.IPersistentStack
(empty (Plain.)) ;=> nil
(keys (Plain.)) ;throws> IllegalArgumentException Don't know how to create ISeq from: user.Plain
(vec (Plain.)) ;throws> RuntimeException Unable to convert: class user.Plain to Object[]
(set (Plain.)) ;throws> IllegalArgumentException Don't know how to create ISeq from: user.Plain
(rseq (Plain.)) ;throws> ClassCastException class user.Plain cannot be cast to class clojure.lang.Reversible
(cons 1 (Plain.)) ;throws> IllegalArgumentException Don't know how to create ISeq from: user.Plain
(into [] (Plain.)) ;throws> IllegalArgumentException Don't know how to create ISeq from: user.Plain
(reduce + (Plain.)) ;throws> IllegalArgumentException Don't know how to create ISeq from: user.Plain
(with-meta (Plain.) {}) ;throws> ClassCastException class user.Plain cannot be cast to class clojure.lang.IObj
(meta (Plain.)) ;=> nil
(:x (P. 1 2)) ;=> 1
(get (P. 1 2) :x) ;=> 1
(get (P. 1 2) :z :d) ;=> :d
(get (P. 1 2) "x") ;=> nil
((P. 1 2) :x) ;throws> ClassCastException class user.P cannot be cast to class clojure.lang.IFn
(count (P. 1 2)) ;=> 2
(seq (P. 1 2)) ;=> ([:x 1] [:y 2])
(keys (P. 1 2)) ;=> (:x :y)
(vals (P. 1 2)) ;=> (1 2)
(contains? (P. 1 2) :x) ;=> true
(contains? (P. 1 2) :z) ;=> false
(find (P. 1 2) :x) ;=> [:x 1]
(assoc (P. 1 2) :x 5) ;=> #user.P{:x 5, :y 2}
(assoc (P. 1 2) :z 5) ;=> #user.P{:x 1, :y 2, :z 5}
(dissoc (P. 1 2) :x) ;=> {:y 2}
(dissoc (assoc (P. 1 2) :z 1) :z) ;=> #user.P{:x 1, :y 2}
(dissoc (P. 1 2) :z) ;=> #user.P{:x 1, :y 2}
(conj (P. 1 2) [:x 3]) ;=> #user.P{:x 3, :y 2}
(conj (P. 1 2) {:z 3}) ;=> #user.P{:x 1, :y 2, :z 3}
(empty (P. 1 2)) ;throws> UnsupportedOperationException Can't create empty: user.P
(count (assoc (P. 1 2) :z 1)) ;=> 3
(seq (assoc (P. 1 2) :z 1)) ;=> ([:x 1] [:y 2] [:z 1])
(map key (P. 1 2)) ;=> (:x :y)
(reduce-kv (fn [a k v] (conj a k v)) [] (P. 1 2)) ;=> [:x 1 :y 2]
(into {} (P. 1 2)) ;=> {:x 1, :y 2}
(update (P. 1 2) :x inc) ;=> #user.P{:x 2, :y 2}
(meta (with-meta (P. 1 2) {:m 1})) ;=> {:m 1}
(meta (assoc (with-meta (P. 1 2) {:m 1}) :x 2)) ;=> {:m 1}
(meta (dissoc (with-meta (P. 1 2) {:m 1}) :x)) ;=> {:m 1}
(= (P. 1 2) (P. 1 2)) ;=> true
(= (P. 1 2) {:x 1 :y 2}) ;=> false
(let [{:keys [x y]} (P. 1 2)] [x y]) ;=> [1 2]
(let [p (P. 1 2) q (assoc p :x 9)] [p q]) ;=> [#user.P{:x 1, :y 2} #user.P{:x 9, :y 2}]
(nth (P. 1 2) 0) ;throws> UnsupportedOperationException nth not supported on this type: P
(disj (P. 1 2) :x) ;throws> ClassCastException class user.P cannot be cast to class clojure.lang.IPersistentSet
(peek (P. 1 2)) ;throws> ClassCastException class user.P cannot be cast to class clojure.lang.IPersistentStack
(first (P. 1 2)) ;=> [:x 1]
(merge (P. 1 2) {:y 5 :z 6}) ;=> #user.P{:x 1, :y 5, :z 6}
(select-keys (P. 1 2) [:x]) ;=> {:x 1}
(get (P. nil 2) :x :d) ;=> nil
(select-keys (assoc (P. 1 2) :q 3) [:q]) ;=> {:q 3}
(hash-map :p (P. 1 2)) ;=> {:p #user.P{:x 1, :y 2}}
(get {(P. 1 2) :v} (P. 1 2)) ;=> :v
(contains? #{(P. 1 2)} (P. 1 2)) ;=> true
(let [r (reify
          clojure.lang.ILookup
          (valAt [_ k] k)
          (valAt [_ k d] d)
          clojure.lang.Counted
          (count [_] 3)
          clojure.lang.Seqable
          (seq [_] (list 1 2)))]
  [(:a r) (get r 5 6) (count r) (seq r) (map inc r)]) ;=> [:a 6 3 (1 2) (2 3)]
(let [r (reify clojure.lang.IFn (invoke [_ a] [:called a]))] (map r [1 2])) ;=> ([:called 1] [:called 2])
