; What is equal to what.
(= 1) ;=> true
(= nil nil) ;=> true
(= nil false) ;=> false
(= nil ()) ;=> false
(= [] ()) ;=> true
(= [1 2] '(1 2)) ;=> true
(= [1 2] (map identity [1 2])) ;=> true
(= '(1 2) (range 1 3)) ;=> true
(= [1 2] #{1 2}) ;=> false
(= {} #{}) ;=> false
(= {} []) ;=> false
(= {:a 1} {:a 1.0}) ;=> false
(= {:a [1 #{2}]} {:a '(1 #{2})}) ;=> true
(= {1 :a} {1N :a}) ;=> true
(= #{1 2} #{2 1}) ;=> true
(= (sorted-map :a 1) {:a 1}) ;=> true
(= (sorted-set 1 2) #{1 2}) ;=> true
(= (array-map :a 1 :b 2) (hash-map :b 2 :a 1)) ;=> true
(= "a" \a) ;=> false
(= 'a :a) ;=> false
(= "a" "a" "a") ;=> true
(not= 1 2) ;=> true
(not= 1 1 2) ;=> true
(= [[]] [()]) ;=> true
(= [nil] []) ;=> false
(= (list) nil) ;=> false
(= (first {:a 1}) [:a 1]) ;=> true
(let [v [1]] (identical? v v)) ;=> true
(= (range 10) (range 10)) ;=> true
(= (repeat 3 1) [1 1 1]) ;=> true
(= (lazy-seq nil) ()) ;=> true
(= (seq []) nil) ;=> true
(= (int 1) (long 1)) ;=> true
(= (float 1.5) 1.5) ;=> true
(= (hash [1 2]) (hash '(1 2))) ;=> true
(= (hash {:a 1}) (hash (sorted-map :a 1))) ;=> true
(= (hash #{1}) (hash (sorted-set 1))) ;=> true
(= (hash (lazy-seq [1])) (hash [1])) ;=> true
(hash nil) ;=> 0
(hash "abc") ;=> 74834163
(hash :a) ;=> -2123407586
(hash 'a) ;=> -482876059
(hash [1 2 3]) ;=> 736442005
(hash {:a 1}) ;=> 1772842048
(hash #{1 2}) ;=> 460223544
(hash true) ;=> 1231
(hash \a) ;=> 97
(hash ()) ;=> -2017569654
(get {[1 2] :v} '(1 2)) ;=> :v
(get {'(1 2) :v} [1 2]) ;=> :v
(get #{[1]} (list 1)) ;=> [1]
(get {{:a 1} 1} (sorted-map :a 1)) ;=> 1
(= (java.util.UUID. 0 1) #uuid "00000000-0000-0000-0000-000000000001") ;=> true
(= (with-meta [1] {:a 1}) [1]) ;=> true
(compare [1 2] [1 3]) ;=> -1
(compare [1] [0 0]) ;=> -1
(compare "a" "b") ;=> -1
(compare "b" "a") ;=> 1
(compare "abc" "abd") ;=> -1
(compare :a :b) ;=> -1
(compare :a/b :b) ;=> 1
(compare 'a 'b) ;=> -1
(compare \a \b) ;=> -1
(compare false true) ;=> -1
(compare nil 1) ;=> -1
(compare [1] '(1)) ;throws> ClassCastException class clojure.lang.PersistentList cannot be cast to class clojure.lang.IPersistentVector
(sort [[2 1] [1 2] [1 1] [0]]) ;=> ([0] [1 1] [1 2] [2 1])
(sort ["b" "a" "B" ""]) ;=> ("" "B" "a" "b")
(sort [:b/a :a :a/b]) ;=> (:a :a/b :b/a)
(sort [nil 2 1]) ;=> (nil 1 2)
(sort > [1 3 2]) ;=> (3 2 1)
(sort #(> %1 %2) [1 3 2]) ;=> (3 2 1)
(sort-by first [[2 :a] [1 :b] [2 :c]]) ;=> ([1 :b] [2 :a] [2 :c])
(sort-by :a > [{:a 1} {:a 2}]) ;=> ({:a 2} {:a 1})
(sort {:b 1 :a 2}) ;=> ([:a 2] [:b 1])
(sort [1 "a"]) ;throws> ClassCastException
(sort []) ;=> ()
(sort nil) ;=> ()
(sort-by count ["aaa" "b" "cc"]) ;=> ("b" "cc" "aaa")
