; Printed forms, texts and kinds of values; hashes; classes.

(defrecord R [a b])
(defrecord R2 [a b])
(deftype T [x])
(defprotocol P (pm [this]))
(defmulti mm identity)
(defn f [x] x)

(->R 1 "x") ;=> #user.R{:a 1, :b "x"}
(assoc (->R 1 2) :c 3) ;=> #user.R{:a 1, :b 2, :c 3}
(print-str (->R 1 "x")) ;=> "#user.R{:a 1, :b x}"
#'f ;=> #'user/f
(str #'f) ;=> "#'user/f"
(str *ns*) ;=> "user"
(str (ex-info "m" {:a 1})) ;=> "clojure.lang.ExceptionInfo: m {:a 1}"
(str (Exception. "x")) ;=> "java.lang.Exception: x"
#"a\d\"" ;=> #"a\d\""
(str #"a\d") ;=> "a\\d"
#uuid "00000000-0000-0000-0000-000000000001" ;=> #uuid "00000000-0000-0000-0000-000000000001"
(str #uuid "00000000-0000-0000-0000-000000000001") ;=> "00000000-0000-0000-0000-000000000001"
#inst "2020-01-01" ;=> #inst "2020-01-01T00:00:00.000-00:00"
(str #inst "2020-01-01") ;=> "Wed Jan 01 00:00:00 UTC 2020"
(print-str #inst "2020-01-01") ;=> "#inst \"2020-01-01T00:00:00.000-00:00\""
"a\"b\\c\n\t\r\b\fé" ;=> "a\"b\\c\n\t\r\b\fé"
[\a \space \newline \tab \return \backspace \formfeed \é \" \\] ;=> [\a \space \newline \tab \return \backspace \formfeed \é \" \\]
(print-str \a \space "x") ;=> "a   x"
['a/b :a/b :c] ;=> [a/b :a/b :c]
{:a 1 :b 2} ;=> {:a 1, :b 2}
#{1} ;=> #{1}
'(1 2) ;=> (1 2)
() ;=> ()
[] ;=> []
{} ;=> {}
#{} ;=> #{}
[1 [2 {:a [3]}]] ;=> [1 [2 {:a [3]}]]
(range 3) ;=> (0 1 2)
(map inc [1 2]) ;=> (2 3)
(lazy-seq nil) ;=> ()
(str (lazy-seq nil)) ;=> "clojure.lang.LazySeq@1"
(str (map inc [1 2])) ;=> "clojure.lang.LazySeq@402"
(str (concat [1 2] [3])) ;=> "clojure.lang.LazySeq@7861"
(str '(1 "a" \b)) ;=> "(1 \"a\" \\b)"
(str ["a" \b nil]) ;=> "[\"a\" \\b nil]"
(str {:a "b"}) ;=> "{:a \"b\"}"
(str nil) ;=> ""
(str 1.0) ;=> "1.0"
(str 1N) ;=> "1"
(str 1M) ;=> "1"
(str 1/2) ;=> "1/2"
(str ##Inf) ;=> "Infinity"
[##Inf ##-Inf ##NaN] ;=> [##Inf ##-Inf ##NaN]
(print-str ##Inf 1N 1M) ;=> "##Inf 1N 1M"
(str [1N 1M ##NaN]) ;=> "[1N 1M ##NaN]"
(str "a" 1 nil :b) ;=> "a1:b"
(first {:a 1}) ;=> [:a 1]
(seq {:a 1}) ;=> ([:a 1])
(keys {:a 1}) ;=> (:a)
(sorted-map 2 1 1 2) ;=> {1 2, 2 1}
(sorted-set 2 1) ;=> #{1 2}
String ;=> java.lang.String
(str String) ;=> "class java.lang.String"
(class 1) ;=> java.lang.Long
(binding [*print-length* 2] (pr-str (range 5) [1 2 3] {:a 1 :b 2 :c 3} #{1 2 3} [1 2])) ;=> "(0 1 ...) [1 2 ...] {:a 1, :b 2, ...} #{1 3 ...} [1 2]"
(binding [*print-length* 0] (pr-str [1] [] {} {:a 1})) ;=> "[...] [] {} {...}"
(binding [*print-level* 1] (pr-str [1 [2]] {:a {:b 1}} '(1 (2)) #{#{1}} (->R [1] 2))) ;=> "[1 #] {:a #} (1 #) #{#} #user.R{:a #, :b 2}"
(binding [*print-level* 0] (pr-str [1] 1 (->R 1 2))) ;=> "# 1 #user.R#"
(binding [*print-level* 2] (pr-str {:a {:b {:c 1}}})) ;=> "{:a {:b #}}"
(binding [*print-meta* true] (pr-str (with-meta [1] {:a 1}) (with-meta 'x {:tag 'String}) (with-meta {:a 1} {:b 2}) (with-meta 'y {:tag String :z 1}) ^:a [1] (with-meta () {:a 1}) (with-meta (map inc [1]) {:a 1}))) ;=> "^{:a 1} [1] ^String x ^{:b 2} {:a 1} ^{:tag java.lang.String, :z 1} y ^{:a true} [1] ^{:a 1} () ^{:a 1} (2)"
(binding [*print-readably* false] (pr-str "a" \b ["c"])) ;=> "a b [c]"
(binding [*print-namespace-maps* true] (pr-str {:a/b 1 :a/c 2} {:a/b 1 :c 2} {:a/b 1 'a/c 2} {:a/b {:a/c 1}} {} {"x" 1})) ;=> "#:a{:b 1, :c 2} {:a/b 1, :c 2} #:a{:b 1, c 2} #:a{:b #:a{:c 1}} {} {\"x\" 1}"
(binding [*print-namespace-maps* true] (pr-str (sorted-map :a/b 1) (map->R {:a 1 :x/y 2}))) ;=> "#:a{:b 1} #user.R{:a 1, :b nil, :x/y 2}"
(binding [*print-dup* true] (pr-str [1 "a" :b 'c 1.5 1N 1M \a nil true {:a 1} #{1} (sorted-map 1 2) String #'f #"a" (->R 1 2) 1/2 *ns*])) ;=> "[1 \"a\" :b c 1.5 1N 1M \\a nil true #=(clojure.lang.PersistentArrayMap/create {:a 1}) #{1} #=(clojure.lang.PersistentTreeMap/create {1 2}) #=java.lang.String #=(var user/f) #\"a\" #user.R[1, 2] 1/2 #=(find-ns user)]"
(pr-str (with-meta [1] {:a 1})) ;=> "[1]"
(prn-str 1 "a") ;=> "1 \"a\"\n"
(print-str "a" 1) ;=> "a 1"
(println-str "a" 1) ;=> "a 1\n"
(pr-str) ;=> ""
(prn-str) ;=> "\n"
(print-str nil) ;=> "nil"
(tagged-literal 'foo [1]) ;=> #foo [1]
(reader-conditional '(:clj 1) false) ;=> #?(:clj 1)
(= (tagged-literal 'foo [1]) (tagged-literal 'foo '(1))) ;=> true
(:tag (tagged-literal 'foo [1])) ;=> foo
(eduction (map inc) [1 2]) ;=> (2 3)
(binding [*print-length* 3] (pr-str (iterate inc 1) (cycle [1]) (repeat 1) (range))) ;=> "(1 2 3 ...) (1 1 1 ...) (1 1 1 ...) (0 1 2 ...)"
(symbol "a b") ;=> a b
(keyword "a b") ;=> :a b
(hash (->R 1 2)) ;=> 1318173134
(hash (assoc (->R 1 2) :c 3)) ;=> 591931739
(.hashCode [1 2]) ;=> 994
(= (->R 1 2) (->R 1 2)) ;=> true
(= (->R 1 2) (->R2 1 2)) ;=> false
(= (->R 1 2) {:a 1 :b 2}) ;=> false
(= {:a 1 :b 2} (->R 1 2)) ;=> false
(= (first {:a 1}) [:a 1]) ;=> true
(hash (first {:a 1})) ;=> -1809393901
(hash (sorted-map :a 1)) ;=> 1772842048
(hash (seq "ab")) ;=> -338459411
(hash (into {} (map (fn [i] [i (* i i)]) (range 20)))) ;=> -922018372
(into {} (map (fn [i] [i (* i i)]) (range 20))) ;=> {0 0, 7 49, 1 1, 4 16, 15 225, 13 169, 6 36, 17 289, 3 9, 12 144, 2 4, 19 361, 11 121, 9 81, 5 25, 14 196, 16 256, 10 100, 18 324, 8 64}
(set (range 40)) ;=> #{0 7 20 27 1 24 39 4 15 21 31 32 33 13 22 36 29 6 28 25 34 17 3 12 2 23 35 19 11 9 5 14 26 16 38 30 10 18 37 8}
(class #{}) ;=> clojure.lang.PersistentHashSet
(class (sorted-set)) ;=> clojure.lang.PersistentTreeSet
(class (range 3)) ;=> clojure.lang.LongRange
(class (seq [1])) ;=> clojure.lang.PersistentVector$ChunkedSeq
(class (rest '(1 2))) ;=> clojure.lang.PersistentList
(class (rest '(1))) ;=> clojure.lang.PersistentList$EmptyList
(class (cons 1 [2])) ;=> clojure.lang.Cons
(class (map inc [1])) ;=> clojure.lang.LazySeq
(class (seq (map inc [1]))) ;=> clojure.lang.ChunkedCons
(class (seq "a")) ;=> clojure.lang.StringSeq
(class (hash-map 1 2)) ;=> clojure.lang.PersistentHashMap
(class {}) ;=> clojure.lang.PersistentArrayMap
(class (into {} (map vector (range 9) (range 9)))) ;=> clojure.lang.PersistentHashMap
(class (atom 1)) ;=> clojure.lang.Atom
(class map) ;=> clojure.core$map
(class #'map) ;=> clojure.lang.Var
(class *ns*) ;=> clojure.lang.Namespace
(class 1/2) ;=> clojure.lang.Ratio
(class nil) ;=> nil
(class (first {:a 1})) ;=> clojure.lang.MapEntry
(class (transient [])) ;=> clojure.lang.PersistentVector$TransientVector
(class (transient {})) ;=> clojure.lang.PersistentArrayMap$TransientArrayMap
(class (transient #{})) ;=> clojure.lang.PersistentHashSet$TransientHashSet
(class (int-array 1)) ;=> [I
(class (into-array ["a"])) ;=> [Ljava.lang.String;
(class (ex-info "a" {})) ;=> clojure.lang.ExceptionInfo
(class (->R 1 2)) ;=> user.R
(class (lazy-seq)) ;=> clojure.lang.LazySeq
(class (reduced 1)) ;=> clojure.lang.Reduced
(class #"a") ;=> java.util.regex.Pattern
(class (delay 1)) ;=> clojure.lang.Delay
(isa? Long Number) ;=> true
(isa? Long Object) ;=> true
(isa? java.util.List Object) ;=> true
(instance? Comparable 1) ;=> true
(instance? java.util.List [1]) ;=> true
(instance? clojure.lang.IFn :a) ;=> true
(instance? Object nil) ;=> false
(bases clojure.lang.PersistentVector) ;=> (clojure.lang.APersistentVector clojure.lang.IObj clojure.lang.IEditableCollection clojure.lang.IReduce clojure.lang.IKVReduce)
(map? (->R 1 2)) ;=> true
(record? (->R 1 2)) ;=> true
(ifn? (->R 1 2)) ;=> false
(coll? (->R 1 2)) ;=> true
(instance? clojure.lang.IObj (->R 1 2)) ;=> true
(map (juxt number? integer? int? float? double? ratio? rational? decimal?) [1 1N 1.0 1/2 1M (int 1) (float 1) nil "a"]) ;=> ([true true true false false false true false] [true true false false false false true false] [true false false true true false false false] [true false false false false true true false] [true false false false false false true true] [true true true false false false true false] [true false false true false false false false] [false false false false false false false false] [false false false false false false false false])
(map (juxt string? char? keyword? symbol? ident? simple-ident? qualified-ident?) ["a" \a :a :a/b 'a 'a/b nil]) ;=> ([true false false false false false false] [false true false false false false false] [false false true false true true false] [false false true false true false true] [false false false true true true false] [false false false true true false true] [false false false false false false false])
(map (juxt map? vector? set? list? seq? coll? sequential? associative? counted? sorted? indexed? reversible?) [{} [] #{} () '(1) (seq [1]) (range 3) (map inc [1]) (lazy-seq nil) "a" nil (sorted-map) (sorted-set) (first {:a 1}) (->R 1 2) (cons 1 nil) (range)]) ;=> ([true false false false false true false true true false false false] [false true false false false true true true true false true true] [false false true false false true false false true false false false] [false false false true true true true false true false false false] [false false false true true true true false true false false false] [false false false false true true true false true false false false] [false false false false true true true false true false false false] [false false false false true true true false false false false false] [false false false false true true true false false false false false] [false false false false false false false false false false false false] [false false false false false false false false false false false false] [true false false false false true false true true true false true] [false false true false false true false false true true false true] [false true false false false true true true true false true true] [true false false false false true false true true false false false] [false false false true true true true false true false false false] [false false false false true true true false false false false false])
(map seqable? [nil "a" [] {} 1 :a (int-array 1) (range 1)]) ;=> (true true true true false false true true)
(map fn? [inc :a {} #'inc (fn []) mm]) ;=> (true false false false true false)
(map ifn? [inc :a {} #'inc (fn []) mm 1 'a [] #{} "a"]) ;=> (true true true true true true false true true true false)
(type (with-meta [] {:type :x})) ;=> :x
(special-symbol? 'if) ;=> true
(munge "a-b?") ;=> "a_b_QMARK_"
(class (Object.)) ;=> java.lang.Object
(boolean 0) ;=> true
(cast Number 1) ;=> 1
(cast String 1) ;throws> ClassCastException Cannot cast java.lang.Long to java.lang.String
(cast String nil) ;=> nil
