(ns clojure.core.reducers
  "Reducers: collections with a changed way of being reduced, and `fold`, a reduction in pieces.

  A reducer holds a collection and a function that changes the reducing function; nothing is built until somebody
  reduces. A folder can also be folded: cut into pieces, the pieces reduced and their results combined. Pieces are
  worked on one after the other here, which no caller can tell as long as combinef is associative.
  New code may prefer transducers."
  (:refer-clojure :exclude [reduce map mapcat filter remove take take-while drop flatten cat])
  (:require [clojure.core.protocols :as p]))

(defprotocol CollFold
  "Collections that can be reduced in pieces."
  (coll-fold [coll n combinef reducef]
    "Folds coll in pieces of about n elements. Call `fold` instead.

  (coll-fold [1 2 3] 2 + +) ;=> 6"))

(defn reduce
  "Reduces coll with f from init, or from the result of f without arguments.
  Maps are reduced as by `reduce-kv`.

  (reduce + [1 2 3]) ;=> 6
  (reduce (fn [sum k v] (+ sum v)) 0 {:a 1 :b 2}) ;=> 3"
  ([f coll] (reduce f (f) coll))
  ([f init coll]
   (if (map? coll)
     (p/kv-reduce coll f init)
     (p/coll-reduce coll f init))))

(defn fold
  "Reduces coll with reducef in pieces of about n elements, by default 512, and combines the results with combinef.
  combinef, by default reducef, must be associative and give its neutral element when called without arguments,
  which is where each piece starts.

  (fold + (range 10)) ;=> 45
  (fold 2 + (fn [n x] (inc n)) [:a :b :c]) ;=> 3"
  ([reducef coll] (fold reducef reducef coll))
  ([combinef reducef coll] (fold 512 combinef reducef coll))
  ([n combinef reducef coll] (coll-fold coll n combinef reducef)))

(defn reducer
  "Makes a collection that is reduced as coll is, with the reducing function changed by xf, a function of a function.

  (reduce + (reducer [1 2 3] (fn [f] (fn [result x] (f result (* 10 x)))))) ;=> 60"
  [coll xf]
  (reify p/CollReduce
    (coll-reduce [this f] (p/coll-reduce this f (f)))
    (coll-reduce [_ f init] (p/coll-reduce coll (xf f) init))))

(defn folder
  "Makes a collection like `reducer` does, which can also be folded. xf must treat each element by itself.

  (fold + (folder [1 2 3] (fn [f] (fn ([] (f)) ([result x] (f result (* 10 x))))))) ;=> 60"
  [coll xf]
  (reify
    p/CollReduce
    (coll-reduce [this f] (p/coll-reduce this f (f)))
    (coll-reduce [_ f init]
      (if (map? coll)
        (p/kv-reduce coll (xf f) init)
        (p/coll-reduce coll (xf f) init)))
    CollFold
    (coll-fold [_ n combinef reducef] (coll-fold coll n combinef (xf reducef)))))

(defn- with-kv
  "The reducing function of two arguments f, extended to start values and to key and value as two arguments."
  [f f0]
  (fn
    ([] (f0))
    ([result x] (f result x))
    ([result k v] (f result [k v]))))

(defn map
  "Applies f to every element of coll, when it is reduced. Without coll: a function of coll.

  (into [] (map inc [1 2])) ;=> [2 3]"
  ([f] (fn [coll] (map f coll)))
  ([f coll]
   (folder coll (fn [f1]
                  (fn
                    ([] (f1))
                    ([result x] (f1 result (f x)))
                    ([result k v] (f1 result (f k v))))))))

(defn mapcat
  "Applies f, which gives collections, to every element of coll and joins the results, when it is reduced.
  Without coll: a function of coll.

  (into [] (mapcat range [1 2 3])) ;=> [0 0 1 0 1 2]"
  ([f] (fn [coll] (mapcat f coll)))
  ([f coll]
   (folder coll (fn [f1]
                  (let [step (fn [result x]
                               (let [x (f1 result x)]
                                 (if (reduced? x) (reduced x) x)))]
                    (fn
                      ([] (f1))
                      ([result x] (p/coll-reduce (f x) step result))
                      ([result k v] (p/coll-reduce (f k v) step result))))))))

(defn filter
  "Leaves those elements of coll that satisfy pred, when it is reduced. Without coll: a function of coll.

  (into [] (filter even? [1 2 3 4])) ;=> [2 4]"
  ([pred] (fn [coll] (filter pred coll)))
  ([pred coll]
   (folder coll (fn [f1]
                  (fn
                    ([] (f1))
                    ([result x] (if (pred x) (f1 result x) result))
                    ([result k v] (if (pred k v) (f1 result k v) result)))))))

(defn remove
  "Leaves those elements of coll that do not satisfy pred, when it is reduced. Without coll: a function of coll.

  (into [] (remove even? [1 2 3 4])) ;=> [1 3]"
  ([pred] (fn [coll] (remove pred coll)))
  ([pred coll] (filter (complement pred) coll)))

(defn flatten
  "Joins nested sequential things in coll into one flat collection, when it is reduced.
  Without coll: a function of coll.

  (into [] (flatten [1 [2 [3]] '(4)])) ;=> [1 2 3 4]"
  ([] (fn [coll] (flatten coll)))
  ([coll]
   (folder coll (fn [f1]
                  (let [step (fn [result x]
                               (let [x (f1 result x)]
                                 (if (reduced? x) (reduced x) x)))]
                    (fn
                      ([] (f1))
                      ([result x]
                       (if (sequential? x)
                         (p/coll-reduce (flatten x) step result)
                         (f1 result x)))))))))

(defn take-while
  "Ends the reduction of coll at the first element that does not satisfy pred. Without coll: a function of coll.

  (into [] (take-while pos? [1 2 -1 3])) ;=> [1 2]"
  ([pred] (fn [coll] (take-while pred coll)))
  ([pred coll]
   (reducer coll (fn [f1]
                   (fn
                     ([] (f1))
                     ([result x] (if (pred x) (f1 result x) (reduced result)))
                     ([result k v] (if (pred k v) (f1 result k v) (reduced result))))))))

(defn take
  "Ends the reduction of coll after n elements. Without coll: a function of coll.

  (into [] (take 2 [1 2 3])) ;=> [1 2]"
  ([n] (fn [coll] (take n coll)))
  ([n coll]
   (reducer coll (fn [f1]
                   (let [left (volatile! n)]
                     (with-kv (fn [result x]
                                (if (neg? (vswap! left dec))
                                  (reduced result)
                                  (f1 result x)))
                              f1))))))

(defn drop
  "Leaves out the first n elements in a reduction of coll. Without coll: a function of coll.

  (into [] (drop 2 [1 2 3])) ;=> [3]"
  ([n] (fn [coll] (drop n coll)))
  ([n coll]
   (reducer coll (fn [f1]
                   (let [left (volatile! n)]
                     (with-kv (fn [result x]
                                (if (neg? (vswap! left dec))
                                  (f1 result x)
                                  result))
                              f1))))))

;; ---- Combining --------------------------------------------------------------------------------------------

(defn monoid
  "Makes a function to combine with: op of two arguments, and ctor for none, the neutral element.

  ((monoid + (constantly 0))) ;=> 0
  ((monoid conj vector) [1] 2) ;=> [1 2]"
  [op ctor]
  (fn
    ([] (ctor))
    ([a b] (op a b))))

(deftype Cat [cnt left right]
  clojure.lang.Counted
  (count [_] cnt)
  clojure.lang.Seqable
  (seq [_] (concat (seq left) (seq right)))
  p/CollReduce
  (coll-reduce [this f] (p/coll-reduce this f (f)))
  (coll-reduce [_ f init]
    (let [result (p/coll-reduce left (fn [result x]
                                       (let [x (f result x)]
                                         (if (reduced? x) (reduced x) x)))
                                init)]
      (if (reduced? result)
        (unreduced result)
        (p/coll-reduce right f result))))
  CollFold
  (coll-fold [_ n combinef reducef]
    (combinef (coll-fold left n combinef reducef)
              (coll-fold right n combinef reducef))))

(defn cat
  "Joins two counted collections without copying. Without arguments gives an empty collection, with one, a function
  ctor that makes an empty collection, a function for `fold` that uses it.

  (into [] (cat [1 2] [3])) ;=> [1 2 3]
  (count (cat [1 2] [3])) ;=> 3"
  ([] [])
  ([ctor]
   (fn
     ([] (ctor))
     ([left right] (cat left right))))
  ([left right]
   (cond
     (zero? (count left)) right
     (zero? (count right)) left
     :else (Cat. (+ (count left) (count right)) left right))))

(defn append!
  "Adds x at the end of the collection acc, for use in `fold` together with `cat`.

  (append! [1] 2) ;=> [1 2]"
  [acc x]
  (conj acc x))

(defn foldcat
  "Collects the elements of coll, as they come out of a fold, in one collection.

  (into [] (foldcat (map inc [1 2 3]))) ;=> [2 3 4]"
  [coll]
  (fold cat append! coll))

(defn- fold-vector
  "Folds the vector v by halves."
  [v n combinef reducef]
  (cond
    (empty? v) (combinef)
    (<= (count v) n) (reduce reducef (combinef) v)
    :else (let [middle (quot (count v) 2)]
            (combinef (fold-vector (subvec v 0 middle) n combinef reducef)
                      (fold-vector (subvec v middle) n combinef reducef)))))

(extend-protocol CollFold
  nil
  (coll-fold [_ n combinef reducef] (combinef))
  Object
  (coll-fold [coll n combinef reducef]
    (if (vector? coll)
      (fold-vector coll n combinef reducef)
      (reduce reducef (combinef) coll))))
