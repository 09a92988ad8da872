; Lists and queues.
(list 1 2 3) ;=> (1 2 3)
(list) ;=> ()
(cons 0 [1 2]) ;=> (0 1 2)
(cons 0 nil) ;=> (0)
(conj '(1) 2 3) ;=> (3 2 1)
(peek '(1 2)) ;=> 1
(pop '(1 2)) ;=> (2)
(pop ()) ;throws> IllegalStateException Can't pop empty list
(peek ()) ;=> nil
(first ()) ;=> nil
(rest ()) ;=> ()
(next ()) ;=> nil
(count '(1 2 3)) ;=> 3
(list* 1 2 [3 4]) ;=> (1 2 3 4)
(list? (list 1)) ;=> true
(list? (cons 1 nil)) ;=> true
(list? (rest '(1 2))) ;=> true
(seq? (rest [1 2])) ;=> true
(reverse '(1 2 3)) ;=> (3 2 1)
(into () [1 2 3]) ;=> (3 2 1)
(nth '(1 2 3) 5) ;throws> IndexOutOfBoundsException
(get '(1 2) 0) ;=> nil
(contains? '(1) 0) ;throws> IllegalArgumentException contains? not supported on type: clojure.lang.PersistentList
(conj nil 1) ;=> (1)
(conj nil 1 2) ;=> (2 1)
(conj) ;=> []
(conj [1]) ;=> [1]
(conj 5 1) ;throws> ClassCastException class java.lang.Long cannot be cast to class clojure.lang.IPersistentCollection
(into [1] '(2 3)) ;=> [1 2 3]
(into nil [1 2]) ;=> (2 1)
(empty '(1)) ;=> ()
(empty nil) ;=> nil
(empty "s") ;=> nil
(not-empty []) ;=> nil
(not-empty [1]) ;=> [1]
(def q (conj clojure.lang.PersistentQueue/EMPTY 1 2 3))
(peek q) ;=> 1
(seq (pop q)) ;=> (2 3)
(count q) ;=> 3
(first q) ;=> 1
(seq (conj (pop q) 4)) ;=> (2 3 4)
(peek clojure.lang.PersistentQueue/EMPTY) ;=> nil
(count (pop clojure.lang.PersistentQueue/EMPTY)) ;=> 0
(= q [1 2 3]) ;=> true
(coll? q) ;=> true
(concat [1] nil '(2) #{3} {:a 1}) ;=> (1 2 3 [:a 1])
(sequential? [1]) ;=> true
(sequential? #{1}) ;=> false
(associative? [1]) ;=> true
(counted? (range 5)) ;=> true
(counted? (map inc [1])) ;=> false
(reversible? [1]) ;=> true
(coll? "s") ;=> false
(seqable? "s") ;=> true
(seqable? nil) ;=> true
(seqable? 1) ;=> false
(seq 1) ;throws> IllegalArgumentException Don't know how to create ISeq from: java.lang.Long
(seq "") ;=> nil
(seq "ab") ;=> (\a \b)
(first 5) ;throws> IllegalArgumentException Don't know how to create ISeq from: java.lang.Long
(count 5) ;throws> UnsupportedOperationException count not supported on this type: Long
(count nil) ;=> 0
(count "abc") ;=> 3
(rest nil) ;=> ()
(next nil) ;=> nil
(first nil) ;=> nil
(second [1 2]) ;=> 2
(last [1 2 3]) ;=> 3
(butlast [1 2 3]) ;=> (1 2)
