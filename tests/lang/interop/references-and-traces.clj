; References of the collector, streams of the process, traces, classes as objects.
(import '(java.lang.ref SoftReference WeakReference ReferenceQueue))
(.get (SoftReference. :a)) ;=> :a
(let [q (ReferenceQueue.) r (WeakReference. :a q)]
  [(.get r) (.poll q) (.enqueue r) (identical? r (.poll q)) (.poll q) (.enqueue r)]) ;=> [:a nil true true nil false]
(let [r (SoftReference. [1])] (.clear r) (.get r)) ;=> nil
(.getName String) ;=> "java.lang.String"
(.getSimpleName java.util.Map) ;=> "Map"
(.isInstance String "a") ;=> true
(contains? (set (keys clojure.lang.Compiler/specials)) 'if) ;=> true
(.hasNext (clojure.lang.SeqIterator. (seq [1]))) ;=> true
(pos? (count (.getStackTrace (Exception.)))) ;=> true
(pos? (count (.getStackTrace (Thread/currentThread)))) ;=> true
(contains? (first (:via (Throwable->map (ex-info "a" {})))) :at) ;=> true
(let [m (re-matcher #"(a)(b)?" "xa")] (.find m) [(nth m 0) (nth m 1) (nth m 2) (nth m 7 :none)]) ;=> ["a" "a" nil :none]
(let [p (promise)] [(identical? p (p 5)) @p (p 6) @p]) ;=> [true 5 nil 5]
(.applyTo + '(1 2)) ;=> 3
(.applyTo :a '({:a 1})) ;=> 1
(Character/codePointAt "ab" 1) ;=> 98
(.seqFrom (sorted-set 1 2 3) 2 true) ;=> (2 3)
(.entryKey (sorted-map :a 1) (first {:a 1})) ;=> :a
(slurp (apply str (repeat 300 "x"))) ;throws> java.io.FileNotFoundException
((clojure.lang.LispReader$StringReader.) (java.io.PushbackReader. (java.io.StringReader. "a\\tb\" rest")) \" {} (java.util.LinkedList.)) ;=> "a\tb"
