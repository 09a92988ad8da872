; Transients: edited in place, ended by persistent!.
(persistent! (conj! (transient []) 1)) ;=> [1]
(persistent! (reduce conj! (transient []) (range 5))) ;=> [0 1 2 3 4]
(persistent! (assoc! (transient {}) :a 1 :b 2)) ;=> {:a 1, :b 2}
(persistent! (dissoc! (transient {:a 1 :b 2}) :a)) ;=> {:b 2}
(persistent! (conj! (transient #{}) 1 )) ;=> #{1}
(persistent! (disj! (transient #{1 2}) 1)) ;=> #{2}
(persistent! (pop! (transient [1 2]))) ;=> [1]
(persistent! (assoc! (transient [1 2]) 0 :x)) ;=> [:x 2]
(let [v [1 2] t (transient v)] (conj! t 3) [v (persistent! t)]) ;=> [[1 2] [1 2 3]]
(let [t (transient [1 2 3])] [(nth t 1) (get t 0) (count t) (t 2)]) ;=> [2 1 3 3]
(let [t (transient {:a 1})] [(get t :a) (:a t) (t :a) (:b t :d) (count t)]) ;=> [1 1 1 :d 1]
(let [t (transient #{1})] [(contains? t 1) (get t 1) (t 1) (t 5)]) ;=> [true 1 1 nil]
(let [t (transient [])] (persistent! t) (conj! t 1)) ;throws> IllegalAccessError Transient used after persistent! call
(let [t (transient {})] (persistent! t) (assoc! t :a 1)) ;throws> IllegalAccessError Transient used after persistent! call
(let [t (transient {})] (persistent! t) (persistent! t)) ;throws> IllegalAccessError Transient used after persistent! call
(transient '(1)) ;throws> ClassCastException class clojure.lang.PersistentList cannot be cast to class clojure.lang.IEditableCollection
(transient (sorted-map)) ;throws> ClassCastException class clojure.lang.PersistentTreeMap cannot be cast to class clojure.lang.IEditableCollection
(transient nil) ;throws> NullPointerException
(conj! [] 1) ;throws> ClassCastException class clojure.lang.PersistentVector cannot be cast to class clojure.lang.ITransientCollection
(persistent! []) ;throws> ClassCastException class clojure.lang.PersistentVector cannot be cast to class clojure.lang.ITransientCollection
(let [m (persistent! (reduce (fn [t i] (assoc! t i (* i i))) (transient {}) (range 100)))] [(count m) (m 9)]) ;=> [100 81]
(meta (persistent! (transient (with-meta [1] {:m 1})))) ;=> nil
(persistent! (conj!)) ;=> []
(persistent! (conj! (transient {}) [:a 1])) ;=> {:a 1}
(persistent! (conj! (transient {}) {:a 1 :b 2})) ;=> {:a 1, :b 2}
(let [v (vec (range 100)) t (transient v)] (dotimes [i 100] (assoc! t i 0)) [(reduce + v) (reduce + (persistent! t))]) ;=> [4950 0]
(pop! (transient [])) ;throws> IllegalStateException Can't pop empty vector
(assoc! (transient [1]) 5 1) ;throws> IndexOutOfBoundsException
(persistent! (assoc! (transient [1]) 1 2)) ;=> [1 2]
