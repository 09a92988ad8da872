; Metadata: kept, replaced, not part of equality.
(meta (with-meta [1] {:a 1})) ;=> {:a 1}
(meta [1]) ;=> nil
(with-meta [1] nil) ;=> [1]
(meta (vary-meta (with-meta [] {:a 1}) assoc :b 2)) ;=> {:a 1, :b 2}
(= (with-meta [1] {:a 1}) (with-meta [1] {:b 1})) ;=> true
(meta (conj (with-meta [1] {:a 1}) 2)) ;=> {:a 1}
(meta (assoc (with-meta {} {:a 1}) :k 1)) ;=> {:a 1}
(meta (dissoc (with-meta {:k 1} {:a 1}) :k)) ;=> {:a 1}
(meta (into (with-meta [] {:a 1}) [1 2])) ;=> {:a 1}
(meta (map inc (with-meta [1] {:a 1}))) ;=> nil
(meta (seq (with-meta [1] {:a 1}))) ;=> nil
(meta (rest (with-meta '(1 2) {:a 1}))) ;=> nil
(meta (empty (with-meta [1] {:a 1}))) ;=> {:a 1}
(meta (with-meta 'sym {:a 1})) ;=> {:a 1}
(meta (with-meta (fn []) {:a 1})) ;=> {:a 1}
((with-meta (fn [x] (inc x)) {:a 1}) 1) ;=> 2
(with-meta :k {:a 1}) ;throws> ClassCastException class clojure.lang.Keyword cannot be cast to class clojure.lang.IObj
(with-meta "s" {:a 1}) ;throws> ClassCastException class java.lang.String cannot be cast to class clojure.lang.IObj
(with-meta [] 5) ;throws> ClassCastException
(meta :k) ;=> nil
(meta nil) ;=> nil
(meta 5) ;=> nil
(def a (atom 1 :meta {:a 1}))
(meta a) ;=> {:a 1}
(alter-meta! a assoc :b 2) ;=> {:a 1, :b 2}
(reset-meta! a {:c 3}) ;=> {:c 3}
(meta (with-meta (lazy-seq [1]) {:a 1})) ;=> {:a 1}
(meta (with-meta #{1} {:a 1})) ;=> {:a 1}
(meta (persistent! (transient (with-meta {} {:a 1})))) ;=> nil
(meta (subvec (with-meta [1 2 3] {:a 1}) 1)) ;=> nil
(meta (set (with-meta #{1} {:a 1}))) ;=> nil
(meta (vec (with-meta [1] {:a 1}))) ;=> nil
(meta (merge (with-meta {:a 1} {:m 1}) {:b 2})) ;=> {:m 1}
(meta (select-keys (with-meta {:a 1} {:m 1}) [:a])) ;=> {:m 1}
(meta (sort (with-meta [2 1] {:m 1}))) ;=> {:m 1}
(meta (reduce conj (with-meta [] {:m 1}) [1 2])) ;=> {:m 1}
(binding [*print-meta* true] (pr-str ^:a [1])) ;=> "^{:a true} [1]"
(binding [*print-meta* true] (pr-str (with-meta 'x {:a 1}))) ;=> "^{:a 1} x"
(meta (update (with-meta {:a 1} {:m 1}) :a inc)) ;=> {:m 1}
(meta (pop (with-meta [1 2] {:m 1}))) ;=> {:m 1}
(meta (disj (with-meta #{1} {:m 1}) 1)) ;=> {:m 1}
(meta (cons 1 (with-meta [2] {:m 1}))) ;=> nil
(meta (list* (with-meta [1] {:m 1}))) ;=> nil
(meta (first [(with-meta [1] {:m 1})])) ;=> {:m 1}
