; Names of clojure.lang and the host that libraries reach for.
(clojure.lang.Numbers/lt 1 2) ;=> true
(clojure.lang.Numbers/divide 1 2) ;=> 1/2
(clojure.lang.Numbers/reduceBigInt 5N) ;=> 5
(clojure.lang.RT/list 1 2) ;=> (1 2)
(clojure.lang.RT/contains {:a 1} :a) ;=> true
(clojure.lang.RT/map (to-array [:a 1 :b 2])) ;=> {:a 1, :b 2}
(clojure.lang.RT/classForName "java.lang.String") ;=> java.lang.String
(< (clojure.lang.RT/nextID) (clojure.lang.RT/nextID)) ;=> true
(clojure.lang.Util/isInteger 5) ;=> true
(clojure.lang.LazilyPersistentVector/createOwning (to-array [1 2])) ;=> [1 2]
(clojure.lang.PersistentHashSet/createWithCheck [1 2]) ;=> #{1 2}
(clojure.lang.PersistentHashSet/createWithCheck [1 1]) ;throws> IllegalArgumentException Duplicate key: 1
(clojure.lang.PersistentArrayMap/createWithCheck (to-array [:a 1])) ;=> {:a 1}
(take 2 (clojure.lang.Cycle/create (seq [1]))) ;=> (1 1)
(.getMapping (the-ns 'clojure.core) 'inc) ;=> #'clojure.core/inc
(get clojure.lang.Compiler/CHAR_MAP \-) ;=> "_"
(get clojure.lang.Compiler/CHAR_MAP \?) ;=> "_QMARK_"
(Math/scalb 1.5 (int 4)) ;=> 24.0
(Math/getExponent 1024.0) ;=> 10
(Math/nextUp 1.0) ;=> 1.0000000000000002
(Math/IEEEremainder 5.0 3.0) ;=> -1.0
(let [target (char-array 4)] (.getChars "abcd" 1 3 target 1) (map int target)) ;=> (0 98 99 0)
(let [r (java.io.PushbackReader. (java.io.StringReader. "c") 8)] (.unread r (char-array "xab") 1 2) (slurp r)) ;=> "abc"
(.size (doto (java.util.concurrent.ConcurrentLinkedQueue.) (.add 1) (.add 2))) ;=> 2
(vec (java.util.concurrent.CopyOnWriteArrayList. [1 2])) ;=> [1 2]
(let [t (java.util.concurrent.FutureTask. (fn [] 5))] [(.isDone t) (do (.run t) (.get t)) (.isDone t)]) ;=> [false 5 true]
(let [t (java.util.concurrent.FutureTask. (fn [] :in-thread))] (.start (Thread. t)) (.get t 5 java.util.concurrent.TimeUnit/SECONDS)) ;=> :in-thread
(.get (java.util.concurrent.FutureTask. (fn [] 5)) 1 java.util.concurrent.TimeUnit/MILLISECONDS) ;throws> java.util.concurrent.TimeoutException
(.format java.time.format.DateTimeFormatter/ISO_INSTANT (java.time.Instant/ofEpochMilli 0)) ;=> "1970-01-01T00:00:00Z"
(java.lang.reflect.Array/getLength (long-array 3)) ;=> 3
(class? java.sql.Date) ;=> true
