;; Functions on maps, sets and nested collections: look-up and change along paths, merging, selecting.
;;
;; Before a value is handed to a user function it is taken out of its slot (`clutch.rt/vacate`), so
;; that a collection held only by its parent is updated in place.

(defn empty?
  "Has coll no elements? True for nil. (seq coll) is the idiom for the opposite.
  (empty? []) ;=> true
  (empty? \"a\") ;=> false"
  [coll]
  (not (seq coll)))

(defn not-empty
  "Returns coll, or nil if it has no elements.
  (not-empty []) ;=> nil
  (not-empty [1]) ;=> [1]"
  [coll]
  (when (seq coll)
    coll))

(defn get-in
  "Returns the value in nested collections under the path ks, or not-found (nil).
  (get-in {:a [{:b 1}]} [:a 0 :b]) ;=> 1
  (get-in {:a 1} [:b :c] :none) ;=> :none
  (get-in {:a 1} []) ;=> {:a 1}"
  ([m ks]
   (reduce get m ks))
  ([m ks not-found]
   (let [absent (clutch.rt/sentinel)]
     (reduce (fn [m k]
               (let [v (get m k absent)]
                 (if (identical? v absent)
                   (reduced not-found)
                   v)))
             m ks))))

(defn assoc-in
  "Returns nested maps or vectors with v under the path ks; missing levels become maps.
  (assoc-in {:a {:b 1}} [:a :c] 2) ;=> {:a {:b 1, :c 2}}
  (assoc-in nil [:a :b] 1) ;=> {:a {:b 1}}"
  [m [k & ks] v]
  (if ks
    (let [inner (get m k)
          m (clutch.rt/vacate m k)]
      (assoc m k (assoc-in inner ks v)))
    (assoc m k v)))

(defn update
  "Returns m with the value under k replaced by what f makes of it and the further arguments.
  A missing value is nil for f.
  (update {:a 1} :a inc) ;=> {:a 2}
  (update {} :a (fnil conj []) 1) ;=> {:a [1]}
  (update [1 2] 0 + 10) ;=> [11 2]"
  ([m k f]
   (let [v (get m k)
         m (clutch.rt/vacate m k)]
     (assoc m k (f v))))
  ([m k f a]
   (let [v (get m k)
         m (clutch.rt/vacate m k)]
     (assoc m k (f v a))))
  ([m k f a b]
   (let [v (get m k)
         m (clutch.rt/vacate m k)]
     (assoc m k (f v a b))))
  ([m k f a b c]
   (let [v (get m k)
         m (clutch.rt/vacate m k)]
     (assoc m k (f v a b c))))
  ([m k f a b c & more]
   (let [v (get m k)
         m (clutch.rt/vacate m k)]
     (assoc m k (apply f v a b c more)))))

(defn update-in
  "Returns nested maps or vectors with the value under the path ks replaced by (f value & args).
  Missing levels become maps.
  (update-in {:a {:b 1}} [:a :b] + 10) ;=> {:a {:b 11}}
  (update-in {} [:a :b] (fnil inc 0)) ;=> {:a {:b 1}}"
  [m ks f & args]
  (let [up (fn up [m [k & ks]]
             (let [v (get m k)
                   m (clutch.rt/vacate m k)]
               (assoc m k (if ks (up v ks) (apply f v args)))))]
    (up m ks)))

(defn select-keys
  "Returns a map of those entries of map whose key is in keyseq; metadata is kept.
  (select-keys {:a 1 :b 2} [:a :c]) ;=> {:a 1}"
  [map keyseq]
  (with-meta
    (reduce (fn [acc k]
              (if-let [entry (find map k)]
                (conj acc entry)
                acc))
            {} keyseq)
    (meta map)))

(defn merge
  "Returns the first map with the entries of the others added; for equal keys the last one wins.
  nil counts as an empty map; without any map the result is nil.
  (merge {:a 1 :b 2} {:b 3} nil) ;=> {:a 1, :b 3}
  (merge nil nil) ;=> nil"
  [& maps]
  (when (some identity maps)
    (reduce (fn [acc m] (conj (or acc {}) m)) maps)))

(defn merge-with
  "Merges maps like `merge`, with (f value-so-far new-value) as the value of a key that both have.
  (merge-with + {:a 1 :b 2} {:b 3}) ;=> {:a 1, :b 5}"
  [f & maps]
  (when (some identity maps)
    (let [add (fn [acc entry]
                (let [k (key entry) v (val entry)]
                  (if (contains? acc k)
                    (let [old (get acc k)
                          acc (clutch.rt/vacate acc k)]
                      (assoc acc k (f old v)))
                    (assoc acc k v))))]
      (reduce (fn [acc m] (reduce add (or acc {}) (seq m))) maps))))

(defn- map-to-fill
  "An empty target that keeps the keys' order of m where update-vals can reuse m itself."
  [m]
  (if (or (sorted? m) (record? m) (clutch.rt/user-type? m) (not (associative? m)))
    {}
    m))

(defn update-vals
  "Returns a map with the same keys as m and (f v) for each value; metadata is kept.
  (update-vals {:a 1 :b 2} inc) ;=> {:a 2, :b 3}"
  [m f]
  (with-meta
    (reduce-kv (fn [acc k v] (assoc acc k (f v))) (map-to-fill m) m)
    (meta m)))

(defn update-keys
  "Returns a map with (f k) for each key of m and the same values; metadata is kept.
  When f gives the same key twice, one of the values is left out.
  (update-keys {:a 1 :b 2} name) ;=> {\"a\" 1, \"b\" 2}"
  [m f]
  (with-meta
    (reduce-kv (fn [acc k v] (assoc acc (f k) v)) {} m)
    (meta m)))

(defn vary-meta
  "Returns obj with the metadata (f (meta obj) & args).
  (meta (vary-meta (with-meta [] {:a 1}) assoc :b 2)) ;=> {:a 1, :b 2}"
  [obj f & args]
  (with-meta obj (apply f (meta obj) args)))

(defn list*
  "Returns a seq of the leading arguments followed by the elements of the last argument.
  (list* 1 2 [3 4]) ;=> (1 2 3 4)
  (list* nil) ;=> nil"
  ([args] (seq args))
  ([a args] (cons a args))
  ([a b args] (cons a (cons b args)))
  ([a b c args] (cons a (cons b (cons c args))))
  ([a b c d & more]
   (let [leading (into [a b c d] (butlast more))]
     (reduce (fn [tail x] (cons x tail)) (last more) (rseq leading)))))

(defn seq-to-map-for-destructuring
  "Makes a map of the arguments that a map pattern after & binds: key, value, ... and perhaps a map last.
  (seq-to-map-for-destructuring '(:a 1 :b 2)) ;=> {:a 1, :b 2}
  (seq-to-map-for-destructuring '(:a 1 {:b 2})) ;=> {:a 1, :b 2}
  (seq-to-map-for-destructuring '({:b 2})) ;=> {:b 2}"
  [s]
  (if (next s)
    (loop [s (seq s) acc {}]
      (cond (nil? s) acc
            (next s) (recur (nnext s) (assoc acc (first s) (second s)))
            :else (conj acc (first s))))
    (if (seq s) (first s) {})))

(defn vector-of
  "Returns a vector of the arguments, each converted to the primitive type named by the keyword t.
  t is one of :int :long :float :double :byte :short :char :boolean. Later `conj` does not convert.
  (vector-of :double 1 2) ;=> [1.0 2.0]"
  [t & elements]
  (let [convert (case t
                  :int int
                  :long long
                  :float float
                  :double double
                  :byte byte
                  :short short
                  :char char
                  :boolean boolean
                  (throw (IllegalArgumentException. (str "Unrecognized type " t))))]
    (mapv convert elements)))

;; Struct maps: maps with a fixed set of leading keys. Here they are ordinary maps whose keys come
;; in the order of the structure; the structure itself is the vector of its keys.

(defn create-struct
  "Returns a structure for `struct` and `struct-map`: a description of maps with the given keys.
  (struct (create-struct :a :b) 1) ;=> {:a 1, :b nil}"
  [& keys]
  (if (seq keys)
    (vec keys)
    (throw (IllegalArgumentException. "Must supply keys"))))

(defmacro defstruct
  "Defines name as a structure with the given keys.
  (do (defstruct point :x :y) (struct point 1 2)) ;=> {:x 1, :y 2}"
  [name & keys]
  `(def ~name (create-struct ~@keys)))

(defn struct
  "Returns a map with the keys of structure s and the given values, in order; missing values are nil.
  (struct (create-struct :x :y) 1 2) ;=> {:x 1, :y 2}"
  [s & vals]
  (if (> (count vals) (count (clutch.rt/need clojure.lang.PersistentVector s)))
    (throw (IllegalArgumentException. "Too many arguments to struct constructor"))
    (apply array-map (interleave s (concat vals (repeat nil))))))

(defn struct-map
  "Returns a map with the keys of structure s and values given as key value pairs; further keys may follow.
  (struct-map (create-struct :x :y) :y 2 :z 3) ;=> {:x nil, :y 2, :z 3}"
  [s & keyvals]
  (reduce (fn [acc [k v]] (assoc acc k v))
          (struct s)
          (partition-all 2 keyvals)))

(defn accessor
  "Returns a function that looks up key k, one of the keys of structure s, in a map.
  ((accessor (create-struct :x :y) :y) {:x 1 :y 2}) ;=> 2"
  [s k]
  (if (some #{k} s)
    (fn [m] (get m k))
    (throw (IllegalArgumentException. "Not a key of struct"))))
