; Types of programs and Java collections under equality, hash, order and printing.

(deftype E [x] Object (equals [_ o] (and (instance? E o) (= x (.-x o)))) (hashCode [_] (hash x)) (toString [_] (str "E" x)))
(deftype C [x] Comparable (compareTo [_ o] (compare x (.-x o))))
(deftype Q [xs] clojure.lang.Sequential clojure.lang.Seqable (seq [_] (seq xs)) clojure.lang.Counted (count [_] (count xs)))
(deftype H [x] clojure.lang.IHashEq (hasheq [_] 42) Object (equals [_ o] true))
(deftype M [m] clojure.lang.IPersistentMap (assoc [_ k v] (M. (assoc m k v))) (without [_ k] (M. (dissoc m k))) clojure.lang.ILookup (valAt [_ k] (get m k)) (valAt [_ k d] (get m k d)) clojure.lang.Seqable (seq [_] (seq m)) clojure.lang.IPersistentCollection (count [_] (count m)) (cons [_ e] (M. (conj m e))) (empty [_] (M. {})) (equiv [_ o] (= m o)) java.lang.Iterable (iterator [_] (.iterator ^Iterable m)) clojure.lang.Associative (containsKey [_ k] (contains? m k)) (entryAt [_ k] (find m k)))
(deftype D [x] clojure.lang.IDeref (deref [_] x))
(deftype F [] clojure.lang.IFn (invoke [_ a] [:called a]))
(defrecord R [a b])

(= (E. 1) (E. 1)) ;=> true
(= (E. 1) (E. 2)) ;=> false
(= (E. 1) 1) ;=> false
(= 1 (E. 1)) ;=> false
(hash (E. 1)) ;=> 1392991556
(= #{(E. 1)} #{(E. 1)}) ;=> true
(get {(E. 1) :a} (E. 1)) ;=> :a
(str (E. 1)) ;=> "E1"
(= [(E. 1)] [(E. 1)]) ;=> true
(compare (C. 1) (C. 2)) ;=> -1
(map #(.-x %) (sort [(C. 3) (C. 1) (C. 2)])) ;=> (1 2 3)
(compare (C. 1) 1) ;throws> IllegalArgumentException No matching field found: x for class java.lang.Long
(compare (E. 1) (E. 1)) ;throws> ClassCastException class user.E cannot be cast to class java.lang.Comparable
(= [1 2] (Q. [1 2])) ;=> true
(= (Q. [1 2]) [1 2]) ;=> true
(count (Q. [1 2])) ;=> 2
(hash (H. 1)) ;=> 42
(= (H. 1) (H. 2)) ;=> true
(get {(H. 1) :a} (H. 2)) ;=> :a
(= (M. {:a 1}) {:a 1}) ;=> true
(= {:a 1} (M. {:a 1})) ;=> false
(M. {:a 1}) ;=> {:a 1}
(map? (M. {})) ;=> true
(:a (M. {:a 1})) ;=> 1
@(D. 1) ;=> 1
((F.) 1) ;=> [:called 1]
(= (R. 1 2) (R. 1 2)) ;=> true
(= (R. 1 2) (assoc (R. 1 2) :c 1)) ;=> false
(= (R. 1 {:x [1]}) (R. 1N {:x '(1)})) ;=> true
(hash (R. 1 2)) ;=> 1318173134
(= (hash (R. 1 2)) (hash (R. 1N 2))) ;=> true
(get {(R. 1 2) :found} (R. 1 2)) ;=> :found
(= (with-meta (R. 1 2) {:m 1}) (R. 1 2)) ;=> true
(str (E. nil)) ;=> "E"
(= (java.util.ArrayList. [1 2]) [1 2]) ;=> true
(= [1 2] (java.util.ArrayList. [1 2])) ;=> true
(= {:a 1} (java.util.HashMap. {:a 1})) ;=> true
(= (java.util.HashMap. {:a 1}) {:a 1}) ;=> true
(= #{1} (java.util.HashSet. [1])) ;=> true
(java.util.ArrayList. [1 "a"]) ;=> [1 "a"]
(str (java.util.ArrayList. [1 "a"])) ;=> "[1, a]"
(java.util.HashMap. {:a "b"}) ;=> {:a "b"}
(str (java.util.HashMap. {:a "b"})) ;=> "{:a=b}"
(java.util.HashSet. [1]) ;=> #{1}
(java.util.LinkedList. [1 2]) ;=> (1 2)
(seq (conj clojure.lang.PersistentQueue/EMPTY 1 2)) ;=> (1 2)
(= (conj clojure.lang.PersistentQueue/EMPTY 1 2) [1 2]) ;=> true
(= [1 2] (conj clojure.lang.PersistentQueue/EMPTY 1 2)) ;=> true
(hash (conj clojure.lang.PersistentQueue/EMPTY 1 2)) ;=> 156247261
(str (StringBuilder. "x")) ;=> "x"
(.hashCode "abc") ;=> 96354
(.hashCode [1 2]) ;=> 994
(.hashCode {:a 1 "b" 2}) ;=> 1013910664
(.hashCode :a) ;=> 1013910569
(.hashCode 1.5) ;=> 1073217536
(.hashCode (R. 1 2)) ;=> 2027821078
(.equals [1] [1]) ;=> true
(.equals 1 1N) ;=> false
(.toString [1 "a"]) ;=> "[1 \"a\"]"
(.toString 1.0) ;=> "1.0"
(str (reify Object (toString [_] "hi"))) ;=> "hi"
(= (reify) (reify)) ;=> false
(sorted-map-by (comparator >) 1 :a 2 :b) ;=> {2 :b, 1 :a}
(sort (comparator >) [1 3 2]) ;=> (3 2 1)
(sort-by first > [[1] [3] [2]]) ;=> ([3] [2] [1])
(sort (reify java.util.Comparator (compare [_ a b] (- b a))) [1 3 2]) ;=> (3 2 1)
(instance? Comparable (C. 1)) ;=> true
(ifn? (F.)) ;=> true
(fn? (F.)) ;=> false
(sequential? (Q. [1])) ;=> true
(coll? (Q. [1])) ;=> false
(seqable? (Q. [1])) ;=> true
(class (Q. [1])) ;=> user.Q
(bases E) ;=> (java.lang.Object clojure.lang.IType)
(isa? R clojure.lang.IPersistentMap) ;=> true
(pr-str #'+ #'inc) ;=> "#'clojure.core/+ #'clojure.core/inc"
(hash (java.util.UUID/fromString "12345678-1234-1234-1234-123456789abc")) ;=> 1145883844
(= (java.util.Date. 0) (java.util.Date. 0)) ;=> true
(pr-str (java.util.Date. 0)) ;=> "#inst \"1970-01-01T00:00:00.000-00:00\""
(= 1.0 (float 1.0)) ;=> true
(= (byte 1) 1) ;=> true
(hash (byte 5)) ;=> 1740791543
(case (int 1) 1 :one :other) ;=> :one
(nth "abc" (int 1)) ;=> \b
(subs "hello" (int 1) (long 3)) ;=> "el"
(range (int 3)) ;=> (0 1 2)
(take (int 2) [1 2 3]) ;=> (1 2)
(= {(int 1) 1} {1 1}) ;=> true
(contains? #{1 2} (short 2)) ;=> true
(+ (float 0.1) 1) ;=> 1.1000000014901161
(str (float 0.1)) ;=> "0.1"
(double (float 0.1)) ;=> 0.10000000149011612
(float 3.4e38) ;=> 3.4E38
(class (max (int 1) 2)) ;=> java.lang.Long
(bit-and (int 6) 3) ;=> 2
(zero? (int 0)) ;=> true
(even? (int 2)) ;=> true
(Integer/MAX_VALUE) ;=> 2147483647
(int Integer/MAX_VALUE) ;=> 2147483647
(inc Integer/MAX_VALUE) ;=> 2147483648
(aget (int-array [1 2]) 0) ;=> 1
(class (aget (int-array [1 2]) 0)) ;=> java.lang.Integer
