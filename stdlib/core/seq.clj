;; Lazy sequences made from other sequences, element by element: map, filter, concat and relatives.
;;
;; Laziness is part of the contract: a chunked source is realised 32 elements at a time and its
;; chunks are kept chunks; other sources one element at a time. One-argument forms are transducers.

;; The loops over a chunk: functions written in Rust are called from there, others from here.

(defn- map-chunk [f c]
  (or (clutch.rt/map-chunk f c)
      (let [n (count c)]
        (loop [i 0 out (clutch.rt/vector-for n)]
          (if (< i n)
            (recur (inc i) (conj out (f (nth c i))))
            (clutch.rt/chunk-of out))))))

(defn- filter-chunk [pred c]
  (or (clutch.rt/filter-chunk pred c)
      (let [n (count c)]
        (loop [i 0 out (clutch.rt/vector-for n)]
          (if (< i n)
            (let [x (nth c i)]
              (recur (inc i) (if (pred x) (conj out x) out)))
            (clutch.rt/chunk-of out))))))

(defn- keep-chunk [f c]
  (let [n (count c)]
    (loop [i 0 out (clutch.rt/vector-for n)]
      (if (< i n)
        (let [y (f (nth c i))]
          (recur (inc i) (if (nil? y) out (conj out y))))
        (clutch.rt/chunk-of out)))))

(defn- firsts [seqs] (mapv first seqs))

(defn- all-seqs
  "The vector of the seqs of colls, or nil if one of them is empty."
  [colls]
  (loop [it (clutch.rt/iter colls) seqs []]
    (let [coll (clutch.rt/next! it)]
      (if (clutch.rt/done? coll)
        seqs
        (when-let [s (seq coll)]
          (recur it (conj seqs s)))))))

(defn map
  "Returns a lazy seq of (f x) for each element of coll, or of (f x y ...) for several collections.
  With several collections it ends with the shortest. Without a collection: a transducer.
  (map inc [1 2 3]) ;=> (2 3 4)
  (map vector [1 2] [:a :b :c]) ;=> ([1 :a] [2 :b])
  (into [] (map inc) [1 2]) ;=> [2 3]"
  ([f]
   (fn [rf]
     (fn
       ([] (rf))
       ([acc] (rf acc))
       ([acc x] (rf acc (f x)))
       ([acc x & xs] (rf acc (apply f x xs))))))
  ([f coll]
   (lazy-seq
     (when-let [s (seq coll)]
       (if (chunked-seq? s)
         (chunk-cons (map-chunk f (chunk-first s)) (map f (chunk-rest s)))
         (cons (f (first s)) (map f (rest s)))))))
  ([f c1 c2]
   (lazy-seq
     (let [s1 (seq c1) s2 (seq c2)]
       (when (and s1 s2)
         (cons (f (first s1) (first s2))
               (map f (rest s1) (rest s2)))))))
  ([f c1 c2 c3]
   (lazy-seq
     (let [s1 (seq c1) s2 (seq c2) s3 (seq c3)]
       (when (and s1 s2 s3)
         (cons (f (first s1) (first s2) (first s3))
               (map f (rest s1) (rest s2) (rest s3)))))))
  ([f c1 c2 c3 & colls]
   (let [tuples (fn tuples [colls]
                  (lazy-seq
                    (when-let [seqs (all-seqs colls)]
                      (cons (firsts seqs) (tuples (mapv rest seqs))))))]
     (map (fn [args] (apply f args))
          (tuples (list* c1 c2 c3 colls))))))

(defn filter
  "Returns a lazy seq of the elements of coll for which (pred x) is true; without coll a transducer.
  (filter odd? [1 2 3]) ;=> (1 3)
  (into [] (filter odd?) [1 2 3]) ;=> [1 3]"
  ([pred]
   (fn [rf]
     (fn
       ([] (rf))
       ([acc] (rf acc))
       ([acc x] (if (pred x) (rf acc x) acc)))))
  ([pred coll]
   (lazy-seq
     (loop [s (seq coll)]
       (when s
         (if (chunked-seq? s)
           (chunk-cons (filter-chunk pred (chunk-first s)) (filter pred (chunk-rest s)))
           (let [x (first s)]
             (if (pred x)
               (cons x (filter pred (rest s)))
               (recur (next s))))))))))

(defn remove
  "Returns a lazy seq of the elements of coll for which (pred x) is false; without coll a transducer.
  (remove odd? [1 2 3]) ;=> (2)"
  ([pred] (filter (complement pred)))
  ([pred coll] (filter (complement pred) coll)))

(defn keep
  "Returns a lazy seq of the results of (f x) that are not nil; false is kept. Without coll a transducer.
  (keep :a [{:a 1} {} {:a false}]) ;=> (1 false)"
  ([f]
   (fn [rf]
     (fn
       ([] (rf))
       ([acc] (rf acc))
       ([acc x]
        (let [y (f x)]
          (if (nil? y) acc (rf acc y)))))))
  ([f coll]
   (lazy-seq
     (loop [s (seq coll)]
       (when s
         (if (chunked-seq? s)
           (chunk-cons (keep-chunk f (chunk-first s)) (keep f (chunk-rest s)))
           (let [y (f (first s))]
             (if (nil? y)
               (recur (next s))
               (cons y (keep f (rest s)))))))))))

(defn- indexing-transducer
  "A transducer that hands (f index x) to step, a function of rf, acc and that value."
  [f step]
  (fn [rf]
    (let [index (volatile! -1)]
      (fn
        ([] (rf))
        ([acc] (rf acc))
        ([acc x] (step rf acc (f (vreset! index (inc @index)) x)))))))

(defn map-indexed
  "Returns a lazy seq of (f index x) for each element of coll, counting from 0; without coll a transducer.
  (map-indexed vector [:a :b]) ;=> ([0 :a] [1 :b])"
  ([f]
   (indexing-transducer f (fn [rf acc y] (rf acc y))))
  ([f coll]
   (let [from (fn from [start coll]
                (lazy-seq
                  (when-let [s (seq coll)]
                    (if (chunked-seq? s)
                      (let [c (chunk-first s) n (count c)]
                        (loop [i 0 out (chunk-buffer n)]
                          (if (< i n)
                            (do (chunk-append out (f (+ start i) (nth c i)))
                                (recur (inc i) out))
                            (chunk-cons (chunk out) (from (+ start n) (chunk-rest s))))))
                      (cons (f start (first s)) (from (inc start) (rest s)))))))]
     (from 0 coll))))

(defn keep-indexed
  "Returns a lazy seq of the results of (f index x) that are not nil; without coll a transducer.
  (keep-indexed (fn [i x] (when (odd? i) x)) [:a :b :c :d]) ;=> (:b :d)"
  ([f]
   (indexing-transducer f (fn [rf acc y] (if (nil? y) acc (rf acc y)))))
  ([f coll]
   (let [from (fn from [start coll]
                (lazy-seq
                  (loop [start start s (seq coll)]
                    (when s
                      (if (chunked-seq? s)
                        (let [c (chunk-first s) n (count c)]
                          (loop [i 0 out (chunk-buffer n)]
                            (if (< i n)
                              (let [y (f (+ start i) (nth c i))]
                                (when-not (nil? y)
                                  (chunk-append out y))
                                (recur (inc i) out))
                              (chunk-cons (chunk out) (from (+ start n) (chunk-rest s))))))
                        (let [y (f start (first s))]
                          (if (nil? y)
                            (recur (inc start) (next s))
                            (cons y (from (inc start) (rest s))))))))))]
     (from 0 coll))))

(defn- concat-seqs
  "Concatenates first with the collections in the seq more, which is looked at only when first is done."
  [coll more]
  (lazy-seq
    (if-let [s (seq coll)]
      (if (chunked-seq? s)
        (chunk-cons (chunk-first s) (concat-seqs (chunk-rest s) more))
        (cons (first s) (concat-seqs (rest s) more)))
      (when more
        (concat-seqs (first more) (next more))))))

(defn concat
  "Returns a lazy seq of the elements of all collections, one after the other.
  (concat [1 2] nil '(3) \"a\") ;=> (1 2 3 \\a)
  (concat) ;=> ()"
  ([] (lazy-seq nil))
  ([x] (lazy-seq x))
  ([x y]
   (lazy-seq
     (if-let [s (seq x)]
       (if (chunked-seq? s)
         (chunk-cons (chunk-first s) (concat (chunk-rest s) y))
         (cons (first s) (concat (rest s) y)))
       y)))
  ([x y & more]
   (concat-seqs (concat x y) more)))

(defmacro lazy-cat
  "Concatenates collections lazily: each expression is evaluated only when its elements are needed.
  (lazy-cat [1] [2 3]) ;=> (1 2 3)
  (take 2 (lazy-cat [1 2] (throw (Exception.)))) ;=> (1 2)"
  [& colls]
  `(concat ~@(map (fn [coll] `(lazy-seq ~coll)) colls)))

(defn mapcat
  "Maps f over the collections and concatenates the results, which must be collections.
  Without a collection: a transducer.
  (mapcat reverse [[1 2] [3 4]]) ;=> (2 1 4 3)
  (into [] (mapcat range) [2 3]) ;=> [0 1 0 1 2]"
  ([f] (comp (map f) cat))
  ([f & colls]
   (apply concat (apply map f colls))))

(defn interleave
  "Returns a lazy seq of the first element of each collection, then the second of each, and so on.
  It ends with the shortest collection.
  (interleave [:a :b] [1 2 3]) ;=> (:a 1 :b 2)"
  ([] ())
  ([c1] (lazy-seq c1))
  ([c1 c2]
   (lazy-seq
     (let [s1 (seq c1) s2 (seq c2)]
       (when (and s1 s2)
         (list* (first s1) (first s2)
                (interleave (rest s1) (rest s2)))))))
  ([c1 c2 & colls]
   (lazy-seq
     (when-let [seqs (all-seqs (list* c1 c2 colls))]
       (concat (firsts seqs) (apply interleave (mapv rest seqs)))))))

(defn interpose
  "Returns a lazy seq of the elements of coll with separator between them; without coll a transducer.
  (interpose :x [1 2 3]) ;=> (1 :x 2 :x 3)
  (apply str (interpose \", \" [1 2])) ;=> \"1, 2\""
  ([separator]
   (fn [rf]
     (let [started (volatile! false)]
       (fn
         ([] (rf))
         ([acc] (rf acc))
         ([acc x]
          (if @started
            (let [acc (rf acc separator)]
              (if (reduced? acc)
                acc
                (rf acc x)))
            (do (vreset! started true)
                (rf acc x))))))))
  ([separator coll]
   (drop 1 (interleave (repeat separator) coll))))

(defn distinct
  "Returns a lazy seq of the elements of coll without repetitions, the first of each; without coll a transducer.
  (distinct [1 2 1 3 2]) ;=> (1 2 3)"
  ([]
   (fn [rf]
     (let [seen (volatile! #{})]
       (fn
         ([] (rf))
         ([acc] (rf acc))
         ([acc x]
          (if (contains? @seen x)
            acc
            (do (vreset! seen (conj (clutch.rt/vtake! seen) x))
                (rf acc x))))))))
  ([coll]
   ;; The cells of the result are realised in order and each is done when it adds to seen, so they
   ;; can share one set that is changed in place.
   (let [seen (volatile! #{})
         unseen (fn unseen [coll]
                  (lazy-seq
                    (loop [s (seq coll)]
                      (when s
                        (let [x (first s)]
                          (if (contains? @seen x)
                            (recur (next s))
                            (do (vreset! seen (conj (clutch.rt/vtake! seen) x))
                                (cons x (unseen (rest s))))))))))]
     (unseen coll))))

(defn dedupe
  "Returns a lazy seq of coll without elements equal to the one before; without coll a transducer.
  (dedupe [1 1 2 2 1]) ;=> (1 2 1)"
  ([]
   (fn [rf]
     (let [previous (volatile! ::none)]
       (fn
         ([] (rf))
         ([acc] (rf acc))
         ([acc x]
          (let [before @previous]
            (vreset! previous x)
            (if (= before x)
              acc
              (rf acc x))))))))
  ([coll]
   (sequence (dedupe) coll)))

(defn replace
  "Replaces the elements of coll that are keys of smap (a map or vector) by the values found there.
  A vector stays a vector, other collections give a lazy seq; without coll a transducer.
  (replace {1 :one} [1 2 1]) ;=> [:one 2 :one]
  (replace [:zero :one] '(1 0)) ;=> (:one :zero)"
  ([smap]
   (map (fn [x] (if-let [entry (find smap x)] (val entry) x))))
  ([smap coll]
   (if (vector? coll)
     (reduce-kv (fn [acc i x]
                  (if-let [entry (find smap x)]
                    (assoc acc i (val entry))
                    acc))
                coll coll)
     (map (fn [x] (if-let [entry (find smap x)] (val entry) x)) coll))))

(defn reductions
  "Returns a lazy seq of the intermediate values of reducing coll with f, starting with init.
  (reductions + [1 2 3]) ;=> (1 3 6)
  (reductions conj [] [1 2]) ;=> ([] [1] [1 2])"
  ([f coll]
   (lazy-seq
     (if-let [s (seq coll)]
       (reductions f (first s) (rest s))
       (list (f)))))
  ([f init coll]
   (if (reduced? init)
     (list @init)
     (cons init
           (lazy-seq
             (when-let [s (seq coll)]
               (reductions f (f init (first s)) (rest s))))))))

(defn tree-seq
  "Returns a lazy seq of the nodes of a tree, parents before children.
  (branch? node) says whether a node can have children, (children node) gives them.
  (tree-seq vector? seq [1 [2]]) ;=> ([1 [2]] 1 [2] 2)"
  [branch? children root]
  (let [walk (fn walk [node]
               (lazy-seq
                 (cons node
                       (when (branch? node)
                         (mapcat walk (children node))))))]
    (walk root)))

(defn flatten
  "Returns a lazy seq of the elements of nested sequential collections, without the nesting.
  Anything that is not sequential gives ().
  (flatten [1 [2 '(3 [4])]]) ;=> (1 2 3 4)
  (flatten nil) ;=> ()"
  [x]
  (remove sequential? (rest (tree-seq sequential? seq x))))

(defn xml-seq
  "Returns the seq of the elements of a parsed XML tree, parents before children.
  (map :tag (xml-seq {:tag :a :content [{:tag :b}]})) ;=> (:a :b)"
  [root]
  (tree-seq (complement string?) (fn [element] (seq (:content element))) root))

(defn iterate
  "Returns an infinite lazy seq of x, (f x), (f (f x)) and so on.
  (take 4 (iterate inc 0)) ;=> (0 1 2 3)"
  [f x]
  (cons x (lazy-seq (iterate f (f x)))))

(defn cycle
  "Returns an infinite lazy seq that repeats the elements of coll; () if coll is empty.
  (take 5 (cycle [1 2])) ;=> (1 2 1 2 1)"
  [coll]
  (if-let [all (seq coll)]
    (let [from (fn from [s]
                 (lazy-seq
                   (let [s (or (seq s) all)]
                     (cons (first s) (from (rest s))))))]
      (from all))
    ()))

(defn repeat
  "Returns a lazy seq of x over and over: infinite, or n times.
  (repeat 3 :x) ;=> (:x :x :x)
  (take 2 (repeat 1)) ;=> (1 1)"
  ([x]
   (cons x (lazy-seq (repeat x))))
  ([n x]
   (let [n (long n)]
     (if (pos? n)
       (cons x (take (dec n) (repeat x)))
       ()))))

(defn replicate
  "Returns a lazy seq of n times x; an old name for `repeat`.
  (replicate 2 :x) ;=> (:x :x)"
  [n x]
  (take n (repeat x)))

(defn repeatedly
  "Returns a lazy seq of the results of calling f without arguments: infinite, or n of them.
  (repeatedly 2 (constantly 1)) ;=> (1 1)"
  ([f]
   (lazy-seq (cons (f) (repeatedly f))))
  ([n f]
   (take n (repeatedly f))))

(defn random-sample
  "Keeps each element of coll with probability prob, from 0 to 1; without coll a transducer.
  (random-sample 1 [1 2]) ;=> (1 2)
  (random-sample 0 [1 2]) ;=> ()"
  ([prob]
   (filter (fn [_] (< (rand) prob))))
  ([prob coll]
   (filter (fn [_] (< (rand) prob)) coll)))

(defn iterator-seq
  "Returns a lazy seq of the elements that an iterator object gives, or nil if it has none.
  (iterator-seq (.iterator [1 2])) ;=> (1 2)"
  [iterator]
  (when (.hasNext (if (nil? iterator) iterator (clutch.rt/need java.util.Iterator iterator)))
    (lazy-seq
      (loop [n 0 out (chunk-buffer 32)]
        (if (and (< n 32) (.hasNext iterator))
          (do (chunk-append out (.next iterator))
              (recur (inc n) out))
          (chunk-cons (chunk out) (iterator-seq iterator)))))))
