; Sets: membership, change, algebra.
(#{1 2} 1) ;=> 1
(#{1 2} 3) ;=> nil
(#{nil} nil) ;=> nil
(#{false} false) ;=> false
(contains? #{nil} nil) ;=> true
(get #{1} 1 :d) ;=> 1
(get #{1} 2 :d) ;=> :d
(:a #{:a}) ;=> :a
(:b #{:a} :d) ;=> :d
(conj #{1} 1 2) ;=> #{1 2}
(conj #{} nil) ;=> #{nil}
(disj #{1 2} 1) ;=> #{2}
(disj #{1} 5) ;=> #{1}
(disj nil 1) ;=> nil
(set [1 1 2]) ;=> #{1 2}
(set nil) ;=> #{}
(set "hello") ;=> #{\e \h \l \o}
(hash-set 1 1) ;=> #{1}
(into #{} [1 2 1]) ;=> #{1 2}
(count #{}) ;=> 0
(sorted-set 3 1 2) ;=> #{1 2 3}
(sorted-set-by > 1 2 3) ;=> #{3 2 1}
(first (sorted-set 3 1 2)) ;=> 1
(subseq (sorted-set 1 2 3 4) >= 2 < 4) ;=> (2 3)
(sorted-set 1 :a) ;throws> ClassCastException
(map inc #{1}) ;=> (2)
(set (map #(quot % 2) (range 6))) ;=> #{0 1 2}
(require '[clojure.set :as set])
(set/union #{1} #{2} #{1 3}) ;=> #{1 3 2}
(set/intersection #{1 2} #{2 3}) ;=> #{2}
(set/difference #{1 2 3} #{2}) ;=> #{1 3}
(set/subset? #{1} #{1 2}) ;=> true
(set/rename-keys {:a 1} {:a :b}) ;=> {:b 1}
(set/map-invert {:a 1 :b 2}) ;=> {1 :a, 2 :b}
(set/index [{:a 1 :b 2} {:a 1 :b 3}] [:a]) ;=> {{:a 1} #{{:a 1, :b 2} {:a 1, :b 3}}}
(set/join #{{:a 1 :b 2}} #{{:a 1 :c 3}}) ;=> #{{:a 1, :b 2, :c 3}}
(set/select odd? #{1 2 3}) ;=> #{1 3}
(set/project #{{:a 1 :b 2}} [:a]) ;=> #{{:a 1}}
(filter #{1 2} [1 5 2]) ;=> (1 2)
(some #{3} [1 2 3]) ;=> 3
(every? #{1 2} [1 2]) ;=> true
(#{1} 1 2) ;throws> ArityException Wrong number of args (2) passed to: clojure.lang.PersistentHashSet
(#{1}) ;throws> ArityException Wrong number of args (0) passed to: clojure.lang.PersistentHashSet
(= #{1 2 3} (conj #{3 2} 1)) ;=> true
(let [s (into #{} (range 1000))] [(count s) (s 999) (s -1) (count (reduce disj s (range 990)))]) ;=> [1000 999 nil 10]
(empty #{1}) ;=> #{}
(set? #{}) ;=> true
(set? (sorted-set)) ;=> true
