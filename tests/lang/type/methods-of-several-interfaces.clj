; Methods with one name: from several interfaces, with different parameters, told apart by hints.
(deftype Items [items]
  clojure.lang.Seqable (seq [_] (seq items))
  clojure.lang.Sorted
  (comparator [_] compare)
  (entryKey [_ e] e)
  (seq [_ ascending] (if ascending (seq items) (rseq items)))
  (seqFrom [_ k ascending] (filter #(if ascending (>= % k) (<= % k)) (if ascending items (rseq items)))))
(seq (Items. [1 2 3])) ;=> (1 2 3)
(subseq (Items. [1 2 3]) >= 2) ;=> (2 3)
(rsubseq (Items. [1 2 3]) <= 2) ;=> (2 1)
(definterface Typed (describe [^long x]) (describe [^Object x]) (describe [^String x]))
(deftype Describer []
  Typed
  (describe [_ ^long x] [:long x])
  (describe [_ ^String x] [:string x])
  (describe [_ ^Object x] [:object x]))
(let [d (Describer.)] [(.describe d 1) (.describe d "a") (.describe d :k)]) ;=> [[:long 1] [:string "a"] [:object :k]]
(deftype Noted [v m]
  clojure.lang.IObj (withMeta [_ m] (Noted. v m))
  clojure.lang.IMeta (meta [_] m))
(meta (with-meta (Noted. 1 nil) {:a 1})) ;=> {:a 1}
(meta (vary-meta (Noted. 1 {:a 1}) assoc :b 2)) ;=> {:a 1, :b 2}
(deftype Text [s]
  CharSequence
  (length [_] (count s))
  (charAt [_ i] (nth s i))
  (subSequence [_ start end] (Text. (subs s start end)))
  (toString [_] s))
(count (Text. "abc")) ;=> 3
(nth (Text. "abc") 1) ;=> \b
(seq (Text. "abc")) ;=> (\a \b \c)
(re-find #"\d+" (Text. "ab12c")) ;=> "12"
(re-seq #"." (Text. "ab")) ;=> ("a" "b")
(.lookingAt (re-matcher #"a" (Text. "ab"))) ;=> true
(str (proxy [Object] [] (toString [] "from a proxy"))) ;=> "from a proxy"
(compare-and-set! (atom 1) 1 2) ;=> true
(.compare (proxy [java.util.Comparator] [] (compare [a b] (- b a))) 1 2) ;=> 1
(let [p (proxy [clojure.lang.IFn] [] (invoke ([] :none) ([x] [this x])))] [(p) (identical? p (first (p 1)))]) ;=> [:none true]
(try (.equals (proxy [Object] [] (equals [o] (throw (ex-info "asked" {:o o})))) 7) (catch clojure.lang.ExceptionInfo e (ex-data e))) ;=> {:o 7}
(deftype Wide [] clojure.lang.IFn (invoke [_ a b c d e f g h i j k l m n o p q r s t] (+ a t)))
((Wide.) 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20) ;=> 21
