; Transients: building in place.

(persistent! (assoc! (transient [1]) 0 2 1 3)) ;=> [2 3]
(assoc! (transient [1]) 5 2) ;throws> IndexOutOfBoundsException
(let [t (transient [])] (persistent! t) (conj! t 1)) ;throws> IllegalAccessError Transient used after persistent! call
(persistent! (conj!)) ;=> []
(persistent! (conj! (transient []))) ;=> []
(transient '()) ;throws> ClassCastException class clojure.lang.PersistentList$EmptyList cannot be cast to class clojure.lang.IEditableCollection
(transient nil) ;throws> NullPointerException Cannot invoke "clojure.lang.IEditableCollection.asTransient()" because "coll" is null
(persistent! [1]) ;throws> ClassCastException class clojure.lang.PersistentVector cannot be cast to class clojure.lang.ITransientCollection
(conj! [] 1) ;throws> ClassCastException class clojure.lang.PersistentVector cannot be cast to class clojure.lang.ITransientCollection
(assoc! {} 1 1) ;throws> ClassCastException class clojure.lang.PersistentArrayMap cannot be cast to class clojure.lang.ITransientAssociative
(persistent! (dissoc! (transient {1 2}) 1)) ;=> {}
(persistent! (disj! (transient #{1 2}) 1 2)) ;=> #{}
(pop! (transient [])) ;throws> IllegalStateException Can't pop empty vector
(persistent! (pop! (transient [1]))) ;=> []
(disj! #{1} 1) ;throws> ClassCastException class clojure.lang.PersistentHashSet cannot be cast to class clojure.lang.ITransientSet
(dissoc! (transient [1]) 1) ;throws> ClassCastException class clojure.lang.PersistentVector$TransientVector cannot be cast to class clojure.lang.ITransientMap
(get (transient {:a 1}) :a) ;=> 1
(count (transient [1 2])) ;=> 2
(nth (transient [1 2]) 1) ;=> 2
((transient {:a 1}) :a) ;=> 1
((transient [1]) 0) ;=> 1
(persistent! (conj! (transient {}) [1 2])) ;=> {1 2}
(persistent! (conj! (transient {}) {1 2})) ;=> {1 2}
(persistent! (conj! (transient {}) nil)) ;=> {}
(conj! (transient {}) [1]) ;throws> IllegalArgumentException Vector arg to map conj must be a pair
(transient (sorted-map)) ;throws> ClassCastException class clojure.lang.PersistentTreeMap cannot be cast to class clojure.lang.IEditableCollection
(contains? (transient {:a 1}) :a) ;=> true
(find (transient {:a 1}) :a) ;=> [:a 1]
(contains? (transient [1]) 0) ;=> true
(count (let [t (transient [])] (persistent! t) t)) ;throws> IllegalAccessError Transient used after persistent! call
(meta (persistent! (transient (with-meta [] {:m 1})))) ;=> nil
(let [v [1 2] t (transient v)] (conj! t 3) [v (persistent! t)]) ;=> [[1 2] [1 2 3]]
(let [m {:a 1} t (transient m)] (assoc! t :a 2) [m (persistent! t)]) ;=> [{:a 1} {:a 2}]
(let [m (zipmap (range 100) (range)) t (transient m)] (doseq [i (range 100)] (dissoc! t i)) [(count m) (count (persistent! t))]) ;=> [100 0]
(let [t (transient #{}) ] (dotimes [i 50] (conj! t (mod i 7))) (= #{0 1 2 3 4 5 6} (persistent! t))) ;=> true
(persistent! (reduce conj! (transient []) (range 40))) ;=> [0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39]
(let [t (reduce (fn [t i] (assoc! t i i)) (transient {}) (range 9))] (keys (persistent! t))) ;=> (0 7 1 4 6 3 2 5 8)
(assoc! (transient [1]) :a 1) ;throws> IllegalArgumentException Key must be integer
(assoc! (transient #{}) 1 1) ;throws> ClassCastException class clojure.lang.PersistentHashSet$TransientHashSet cannot be cast to class clojure.lang.ITransientAssociative
(conj! nil 1) ;throws> NullPointerException Cannot invoke "clojure.lang.ITransientCollection.conj(Object)" because "coll" is null
(persistent! nil) ;throws> NullPointerException Cannot invoke "clojure.lang.ITransientCollection.persistent()" because "coll" is null
