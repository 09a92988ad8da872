; Looking into collections: get, nth, contains?, find, count, keys and vals, for every kind of value.

(count nil) ;=> 0
(count "abc") ;=> 3
(count {:a 1}) ;=> 1
(count (first {:a 1})) ;=> 2
(count '()) ;=> 0
(count '(1 2)) ;=> 2
(count (cons 1 [2 3])) ;=> 3
(count (map inc [1 2])) ;=> 2
(count (range 10)) ;=> 10
(count (range 0 10 3)) ;=> 4
(count #{1 2}) ;=> 2
(count (sorted-map 1 2)) ;=> 1
(count (into-array [1 2 3])) ;=> 3
(count (seq "héé")) ;=> 3
(count (concat [1 2] (range 100) '(3))) ;=> 103
(count 1) ;throws> UnsupportedOperationException count not supported on this type: Long
(count :a) ;throws> UnsupportedOperationException count not supported on this type: Keyword
(count \a) ;throws> UnsupportedOperationException count not supported on this type: Character
(nth nil 0) ;=> nil
(nth nil 0 :d) ;=> :d
(nth [1] 1) ;throws> IndexOutOfBoundsException
(nth [1] -1) ;throws> IndexOutOfBoundsException
(nth [1] 1 :d) ;=> :d
(nth '(1) 1) ;throws> IndexOutOfBoundsException
(nth '(1 2) -1) ;throws> IndexOutOfBoundsException
(nth '(1) 5 :d) ;=> :d
(nth #{1} 0) ;throws> UnsupportedOperationException nth not supported on this type: PersistentHashSet
(nth {1 2} 0) ;throws> UnsupportedOperationException nth not supported on this type: PersistentArrayMap
(nth 5 0) ;throws> UnsupportedOperationException nth not supported on this type: Long
(nth "abc" 1) ;=> \b
(nth "abc" 5 :d) ;=> :d
(nth (range 3) 5) ;throws> IndexOutOfBoundsException
(nth (range 3) 1) ;=> 1
(nth (range) 70) ;=> 70
(nth (map inc (range 100)) 99) ;=> 100
(nth (map inc [1]) 3) ;throws> IndexOutOfBoundsException
(nth (into-array [1 2]) 1) ;=> 2
(nth (first {:a 1}) 1) ;=> 1
(nth (first {:a 1}) 2) ;throws> IndexOutOfBoundsException
(nth [1] :a) ;throws> ClassCastException class clojure.lang.Keyword cannot be cast to class java.lang.Number
(nth [1 2] 1.7) ;=> 2
(nth :a 0 1) ;throws> UnsupportedOperationException nth not supported on this type: Keyword
(nth #{} 0 1) ;throws> UnsupportedOperationException nth not supported on this type: PersistentHashSet
(nth (seq [1 2 3]) 2) ;=> 3
(nth (rest [1 2 3]) 1) ;=> 3
(nth (seq "abc") 2) ;=> \c
(nth (cons 0 (range 5)) 5) ;=> 4
(nth (rseq [1 2 3]) 2) ;=> 1
(nth (seq {:a 1 :b 2}) 1) ;=> [:b 2]
(get nil 1) ;=> nil
(get 5 1) ;=> nil
(get [1] 0) ;=> 1
(get [1] 5) ;=> nil
(get [1] :a) ;=> nil
(get [1] 0.0) ;=> nil
(get [1] 0N) ;=> 1
(get "abc" 1) ;=> \b
(get "abc" 7 :d) ;=> :d
(get "abc" 1.5) ;=> \b
(get (into-array [1]) 0) ;=> 1
(get #{1} 1) ;=> 1
(get #{nil} nil :d) ;=> nil
(get '(1 2) 0) ;=> nil
(get (first {:a 1}) 0) ;=> :a
(get {nil 1} nil) ;=> 1
(get {:a nil} :a :d) ;=> nil
(get {1 :long} 1N) ;=> :long
(get {1 :long} 1.0) ;=> nil
(get {[1 2] :v} '(1 2)) ;=> :v
(get {"a" 1} "a") ;=> 1
(get (sorted-map 1 :a) 1) ;=> :a
(get (sorted-map 1 :a) 2 :d) ;=> :d
(get (sorted-map 1 :a) :k) ;throws> ClassCastException class java.lang.Long cannot be cast to class clojure.lang.Keyword
(contains? nil 1) ;=> false
(contains? [1] 0) ;=> true
(contains? [1] :a) ;=> false
(contains? '(1) 0) ;throws> IllegalArgumentException contains? not supported on type: clojure.lang.PersistentList
(contains? "abc" 1) ;=> true
(contains? "abc" :a) ;throws> IllegalArgumentException contains? not supported on type: java.lang.String
(contains? 5 1) ;throws> IllegalArgumentException contains? not supported on type: java.lang.Long
(contains? (into-array [1]) 0) ;=> true
(contains? (first {:a 1}) 1) ;=> true
(contains? {nil 1} nil) ;=> true
(contains? #{nil} nil) ;=> true
(contains? {:a nil} :a) ;=> true
(contains? (sorted-set 1) 1) ;=> true
(find nil 1) ;=> nil
(find {:a 1} :a) ;=> [:a 1]
(find [1] 0) ;=> [0 1]
(find [1] 3) ;=> nil
(find '(1) 0) ;throws> IllegalArgumentException find not supported on type: clojure.lang.PersistentList
(find #{1} 1) ;throws> IllegalArgumentException find not supported on type: clojure.lang.PersistentHashSet
(find 5 1) ;throws> IllegalArgumentException find not supported on type: java.lang.Long
(find {nil nil} nil) ;=> [nil nil]
(find (sorted-map 1 2) 1) ;=> [1 2]
(keys nil) ;=> nil
(keys {}) ;=> nil
(keys {:a 1 :b 2}) ;=> (:a :b)
(keys [1]) ;throws> ClassCastException class java.lang.Long cannot be cast to class java.util.Map$Entry
(keys []) ;=> nil
(keys 5) ;throws> IllegalArgumentException Don't know how to create ISeq from: java.lang.Long
(keys (seq {1 2})) ;=> (1)
(vals [1]) ;throws> ClassCastException class java.lang.Long cannot be cast to class java.util.Map$Entry
(vals {:a 1}) ;=> (1)
(vals nil) ;=> nil
(keys #{}) ;=> nil
(keys #{1}) ;throws> ClassCastException class java.lang.Long cannot be cast to class java.util.Map$Entry
(key [1 2]) ;throws> ClassCastException class clojure.lang.PersistentVector cannot be cast to class java.util.Map$Entry
(key 5) ;throws> ClassCastException class java.lang.Long cannot be cast to class java.util.Map$Entry
(key nil) ;throws> NullPointerException Cannot invoke "java.util.Map$Entry.getKey()" because "e" is null
(key (first {:a 1})) ;=> :a
(val (first {:a 1})) ;=> 1
(keys (sorted-map 2 1 1 2)) ;=> (1 2)
(= (keys (zipmap (range 100) (range))) (map first (zipmap (range 100) (range)))) ;=> true
(count (vals (zipmap (range 100) (range)))) ;=> 100
({:a 1} :a) ;=> 1
({:a 1} :b :d) ;=> :d
(:a {:a 1}) ;=> 1
(:a nil :d) ;=> :d
(#{1} 1) ;=> 1
(#{1} 2) ;=> nil
([:a] 0) ;=> :a
([:a] 1) ;throws> IndexOutOfBoundsException
([:a] :k) ;throws> IllegalArgumentException Key must be integer
('a {'a 1}) ;=> 1
((sorted-map 1 2) 1) ;=> 2
((first {:a 1}) 1) ;=> 1
