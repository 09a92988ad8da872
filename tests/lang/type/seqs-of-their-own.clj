; What a type says about itself as a seq counts, whatever its `seq` gives.
(deftype Digits [items]
  clojure.lang.Sequential
  clojure.lang.ISeq
  (first [_] [:first (first items)])
  (more [_] (Digits. (rest items)))
  (next [_] (when (next items) (Digits. (next items))))
  (seq [_] (seq items))
  (cons [_ x] (Digits. (cons x items)))
  (count [_] (count items))
  (empty [_] ())
  (equiv [this o] (identical? this o)))
(first (Digits. [1 2])) ;=> [:first 1]
(instance? Digits (rest (Digits. [1 2]))) ;=> true
(first (rest (Digits. [1 2]))) ;=> [:first 2]
(seq (Digits. [1 2])) ;=> (1 2)
(map identity (Digits. [1 2])) ;=> (1 2)
(deftype Part [_ ^:unsynchronized-mutable n] clojure.lang.IDeref (deref [_] n))
@(Part. 1 2) ;=> 2
(defmacro def-first [name] `(deftype ~name [items#] clojure.lang.Indexed (nth [_ i#] i#) (nth [_ i# not-found#] i#) (count [_] 7)))
(def-first Seven)
(count (Seven. [])) ;=> 7
(nth (Seven. []) 3) ;=> 3
