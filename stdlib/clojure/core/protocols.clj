(ns clojure.core.protocols
  "Protocols behind functions of the core: reduction, and data about things that are not data.

  `clojure.core/reduce` and `reduce-kv` know the collections of the language without these; a type of a program joins
  by implementing `CollReduce` or `IKVReduce`. The implementations for Object here only walk a seq, so they serve
  for any type and never call back into `reduce`.")

(defprotocol CollReduce
  "Collections that know how to reduce themselves."
  (coll-reduce [coll f] [coll f val]
    "Reduces coll with f, from val if it is given. Call `reduce` instead.

  (coll-reduce [1 2 3] + 10) ;=> 16
  (coll-reduce [] +) ;=> 0"))

(defprotocol InternalReduce
  "Seqs that know a fast way to reduce what is left of them."
  (internal-reduce [seq f start]
    "Reduces seq with f from start. Call `reduce` instead.

  (internal-reduce '(1 2 3) + 10) ;=> 16"))

(defprotocol IKVReduce
  "Collections that know how to reduce themselves with key and value as two arguments."
  (kv-reduce [amap f init]
    "Reduces amap from init with f, a function of the result so far, a key and its value. Call `reduce-kv` instead.

  (kv-reduce {:a 1 :b 2} (fn [sum k v] (+ sum v)) 0) ;=> 3"))

(defprotocol Datafiable
  "Things that have a description as data. May be implemented by metadata."
  :extend-via-metadata true
  (datafy [o]
    "Gives the description of o as data. Call `clojure.datafy/datafy` instead.

  (datafy 1) ;=> 1"))

(defprotocol Navigable
  "Data from which one may go on to the things it stands for. May be implemented by metadata."
  :extend-via-metadata true
  (nav [coll k v]
    "Gives what the value v at k in coll stands for. Call `clojure.datafy/nav` instead.

  (nav {:a 1} :a 1) ;=> 1"))

(defn- reduce-seq
  "Reduces the seqable coll with f from start, by first and next alone."
  [coll f start]
  (loop [result start
         items (seq coll)]
    (cond
      (reduced? result) (unreduced result)
      items (recur (f result (first items)) (next items))
      :else result)))

(defn- reduce-entries
  "Reduces the map or vector coll with f, a function of three arguments, from start."
  [coll f start]
  (if (vector? coll)
    (loop [result start
           index 0]
      (cond
        (reduced? result) (unreduced result)
        (< index (count coll)) (recur (f result index (nth coll index)) (inc index))
        :else result))
    (reduce-seq coll (fn [result [k v]] (f result k v)) start)))

(extend-protocol CollReduce
  nil
  (coll-reduce
    ([_ f] (f))
    ([_ f val] val))
  Object
  (coll-reduce
    ([coll f]
     (if-let [items (seq coll)]
       (reduce-seq (next items) f (first items))
       (f)))
    ([coll f val] (reduce-seq coll f val))))

(extend-protocol InternalReduce
  nil
  (internal-reduce [_ f start] start)
  Object
  (internal-reduce [seq f start] (reduce-seq seq f start)))

(extend-protocol IKVReduce
  nil
  (kv-reduce [_ f init] init)
  Object
  (kv-reduce [amap f init] (reduce-entries amap f init)))

(extend-protocol Datafiable
  nil
  (datafy [_] nil)
  Object
  (datafy [o] o))

(extend-protocol Navigable
  nil
  (nav [_ _ v] v)
  Object
  (nav [_ _ v] v))
