;; Functions that consume a whole collection in one loop: reduce and its relatives.
;;
;; They walk the hidden iterator of `clutch.rt` (`iter`, `next!`, `done?`), which exists for every
;; seqable value and allocates no seq cells. Accumulators are moved through `recur`, so a
;; collection that only the loop holds is updated in place: plain `conj` and `assoc` are enough.
;; Instances of user types may bring their own reduction; they take the `-foreign` functions.

(defn- reduce-foreign
  "Reduces an instance of a user type: by its own `reduce` if it has one, else as a seq."
  [f init coll]
  (if (instance? clojure.lang.IReduceInit coll)
    (.reduce coll f init)
    (if-let [coll-reduce (clutch.rt/coll-reduce-impl coll)]
      (coll-reduce coll f init)
      (reduce f init (seq coll)))))

(defn reduce
  "Combines the elements of coll with f, from left to right, into one value.
  With init the first call is (f init first-element), without it (f first second); an empty coll
  gives init, or (f) without init. When f returns a `reduced` value, that value is the result and
  the rest of coll is not looked at.
  (reduce + [1 2 3 4]) ;=> 10
  (reduce conj () [1 2 3]) ;=> (3 2 1)
  (reduce + []) ;=> 0
  (reduce (fn [acc x] (if (> x 3) (reduced acc) (+ acc x))) 0 (range)) ;=> 6"
  ([f coll]
   (if (clutch.rt/user-type? coll)
     (if (instance? clojure.lang.IReduce coll)
       (.reduce coll f)
       (if-let [coll-reduce (clutch.rt/coll-reduce-impl coll)]
         (coll-reduce coll f)
         (if-let [s (seq coll)]
           (reduce f (first s) (rest s))
           (f))))
     (let [it (clutch.rt/iter coll)
           x (clutch.rt/next! it)]
       (if (clutch.rt/done? x)
         (f)
         (loop [it it acc x]
           (let [x (clutch.rt/next! it)]
             (if (clutch.rt/done? x)
               acc
               (let [acc (f acc x)]
                 (if (reduced? acc)
                   (unreduced acc)
                   (recur it acc))))))))))
  ([f init coll]
   (if (clutch.rt/user-type? coll)
     (reduce-foreign f init coll)
     (loop [it (clutch.rt/iter coll) acc init]
       (let [x (clutch.rt/next! it)]
         (if (clutch.rt/done? x)
           acc
           (let [acc (f acc x)]
             (if (reduced? acc)
               (unreduced acc)
               (recur it acc)))))))))

(defn reduce-kv
  "Combines the entries of a map, or the indices and elements of a vector, with (f acc key value).
  An empty or nil coll gives init; a `reduced` value ends the walk.
  (reduce-kv (fn [acc k v] (assoc acc v k)) {} {:a 1 :b 2}) ;=> {1 :a, 2 :b}
  (reduce-kv (fn [acc i x] (+ acc (* i x))) 0 [10 20 30]) ;=> 80"
  [f init coll]
  (if (and (clutch.rt/user-type? coll) (instance? clojure.lang.IKVReduce coll))
    (.kvreduce coll f init)
    (loop [it (clutch.rt/kv-iter coll) acc init]
      (let [k (clutch.rt/next! it)]
        (if (clutch.rt/done? k)
          acc
          (let [acc (f acc k (clutch.rt/val! it))]
            (if (reduced? acc)
              (unreduced acc)
              (recur it acc))))))))

(defn run!
  "Calls f with each element of coll for its side effects and returns nil.
  (run! identity [1 2]) ;=> nil"
  [f coll]
  (reduce (fn [_ x] (f x)) nil coll)
  nil)

(defn into
  "Adds all elements of from to the collection to with `conj`, through the transducer xform if given.
  Metadata and kind of to are kept.
  (into [] '(1 2)) ;=> [1 2]
  (into {:a 1} [[:b 2]]) ;=> {:a 1, :b 2}
  (into #{} (map inc) [1 2]) ;=> #{2 3}"
  ([] [])
  ([to] to)
  ([to from]
   (if (clutch.rt/user-type? from)
     (reduce conj to from)
     (loop [it (clutch.rt/iter from) acc to]
       (let [x (clutch.rt/next! it)]
         (if (clutch.rt/done? x)
           acc
           (recur it (conj acc x)))))))
  ([to xform from]
   (transduce xform conj to from)))

(defn mapv
  "Returns the vector of (f x) for each element of coll, or of (f x y ...) for several collections.
  With several collections it ends with the shortest.
  (mapv inc [1 2 3]) ;=> [2 3 4]
  (mapv + [1 2] [10 20 30]) ;=> [11 22]"
  ([f coll]
   (if (clutch.rt/user-type? coll)
     (reduce (fn [acc x] (conj acc (f x))) [] coll)
     (loop [it (clutch.rt/iter coll) acc []]
       (let [x (clutch.rt/next! it)]
         (if (clutch.rt/done? x)
           acc
           (recur it (conj acc (f x))))))))
  ([f c1 c2]
   (into [] (map f c1 c2)))
  ([f c1 c2 c3]
   (into [] (map f c1 c2 c3)))
  ([f c1 c2 c3 & colls]
   (into [] (apply map f c1 c2 c3 colls))))

(defn filterv
  "Returns the vector of the elements of coll for which (pred x) is true.
  (filterv odd? [1 2 3]) ;=> [1 3]"
  [pred coll]
  (reduce (fn [acc x] (if (pred x) (conj acc x) acc)) [] coll))

(defn every?
  "Is (pred x) true for every element of coll? Stops at the first for which it is not.
  (every? even? [2 4]) ;=> true
  (every? even? []) ;=> true
  (every? #{1 2} [1 3]) ;=> false"
  [pred coll]
  (loop [it (clutch.rt/iter coll)]
    (let [x (clutch.rt/next! it)]
      (cond (clutch.rt/done? x) true
            (pred x) (recur it)
            :else false))))

(defn not-every?
  "Is (pred x) false for at least one element of coll?
  (not-every? even? [2 3]) ;=> true
  (not-every? even? []) ;=> false"
  [pred coll]
  (not (every? pred coll)))

(defn some
  "Returns the first true value of (pred x) for the elements of coll, or nil if there is none.
  With a set as pred it finds the first element that is in the set.
  (some even? [1 2 3]) ;=> true
  (some #{:b :c} [:a :b]) ;=> :b
  (some even? [1 3]) ;=> nil"
  [pred coll]
  (loop [it (clutch.rt/iter coll)]
    (let [x (clutch.rt/next! it)]
      (when-not (clutch.rt/done? x)
        (or (pred x) (recur it))))))

(defn not-any?
  "Is (pred x) false for every element of coll?
  (not-any? even? [1 3]) ;=> true"
  [pred coll]
  (not (some pred coll)))

(defn last
  "Returns the last element of coll, or nil if it is empty; takes time in proportion to its length.
  For vectors `peek` says the same and both are fast.
  (last '(1 2 3)) ;=> 3
  (last []) ;=> nil"
  [coll]
  (if (and (vector? coll) (not (clutch.rt/user-type? coll)))
    (peek coll)
    (loop [it (clutch.rt/iter coll) result nil]
      (let [x (clutch.rt/next! it)]
        (if (clutch.rt/done? x)
          result
          (recur it x))))))

(defn butlast
  "Returns a seq of all elements of coll but the last, or nil when none is left.
  (butlast [1 2 3]) ;=> (1 2)
  (butlast [1]) ;=> nil"
  [coll]
  (let [all (into [] coll)]
    (when (next all)
      (seq (pop all)))))

(defn reverse
  "Returns a list of the elements of coll in reverse order.
  (reverse [1 2 3]) ;=> (3 2 1)
  (reverse nil) ;=> ()"
  [coll]
  (into () coll))

(defn group-by
  "Returns a map from each value of (f x) to the vector of the elements that gave it, in order.
  (group-by odd? [1 2 3]) ;=> {true [1 3], false [2]}"
  [f coll]
  (reduce (fn [acc x]
            (let [k (f x)
                  group (get acc k)
                  acc (clutch.rt/vacate acc k)]
              (assoc acc k (if (nil? group) [x] (conj group x)))))
          {} coll))

(defn frequencies
  "Returns a map from each distinct element of coll to the number of times it occurs.
  (frequencies \"abca\") ;=> {\\a 2, \\b 1, \\c 1}"
  [coll]
  (reduce (fn [acc x] (assoc acc x (inc (get acc x 0)))) {} coll))

(defn zipmap
  "Returns a map from each of ks to the element of vs at the same position, as far as both reach.
  (zipmap [:a :b :c] [1 2]) ;=> {:a 1, :b 2}"
  [ks vs]
  (loop [ki (clutch.rt/iter ks) vi (clutch.rt/iter vs) acc {}]
    (let [k (clutch.rt/next! ki)]
      (if (clutch.rt/done? k)
        acc
        (let [v (clutch.rt/next! vi)]
          (if (clutch.rt/done? v)
            acc
            (recur ki vi (assoc acc k v))))))))

(defn distinct?
  "Are all arguments different from each other?
  (distinct? 1 2 3) ;=> true
  (distinct? 1 2 1) ;=> false"
  ([x] true)
  ([x y] (not= x y))
  ([x y & more]
   (if (= x y)
     false
     (loop [it (clutch.rt/iter more) seen #{x y}]
       (let [z (clutch.rt/next! it)]
         (cond (clutch.rt/done? z) true
               (contains? seen z) false
               :else (recur it (conj seen z))))))))

(defn max-key
  "Returns the argument for which the number (k x) is greatest; the last one of equals.
  (max-key count \"a\" \"abc\" \"ab\") ;=> \"abc\""
  ([k x] x)
  ([k x y] (if (> (k x) (k y)) x y))
  ([k x y & more]
   (let [kx (k x) ky (k y)
         best (if (> kx ky) x y)
         kbest (if (> kx ky) kx ky)]
     (loop [it (clutch.rt/iter more) best best kbest kbest]
       (let [z (clutch.rt/next! it)]
         (if (clutch.rt/done? z)
           best
           (let [kz (k z)]
             (if (>= kz kbest)
               (recur it z kz)
               (recur it best kbest)))))))))

(defn min-key
  "Returns the argument for which the number (k x) is least; the last one of equals.
  (min-key count \"abc\" \"a\" \"ab\") ;=> \"a\""
  ([k x] x)
  ([k x y] (if (< (k x) (k y)) x y))
  ([k x y & more]
   (let [kx (k x) ky (k y)
         best (if (< kx ky) x y)
         kbest (if (< kx ky) kx ky)]
     (loop [it (clutch.rt/iter more) best best kbest kbest]
       (let [z (clutch.rt/next! it)]
         (if (clutch.rt/done? z)
           best
           (let [kz (k z)]
             (if (<= kz kbest)
               (recur it z kz)
               (recur it best kbest)))))))))

(defn sort-by
  "Returns a sorted seq of the elements of coll, in the order of (keyfn x), stable for equal keys.
  Keys are compared with `compare` or with the comparator given; keyfn is called once per element.
  (sort-by count [\"ccc\" \"a\" \"bb\"]) ;=> (\"a\" \"bb\" \"ccc\")
  (sort-by first > [[1 :a] [2 :b]]) ;=> ([2 :b] [1 :a])"
  ([keyfn coll]
   (sort-by keyfn compare coll))
  ([keyfn comp coll]
   (let [xs (into [] coll)]
     (if (< (count xs) 2)
       (sequence xs)
       (clutch.rt/sort-keyed comp (mapv keyfn xs) xs)))))

(defn dorun
  "Walks coll for the side effects of realising it and returns nil; with n at most about n elements.
  (dorun (map identity [1 2])) ;=> nil"
  ([coll]
   (loop [it (clutch.rt/iter coll)]
     (when-not (clutch.rt/done? (clutch.rt/next! it))
       (recur it))))
  ([n coll]
   (loop [n n s (seq coll)]
     (when (and s (pos? n))
       (recur (dec n) (next s))))))

(defn doall
  "Walks coll like `dorun`, so that a lazy seq is realised, and returns it.
  (doall (map inc [1 2])) ;=> (2 3)"
  ([coll]
   (dorun coll)
   coll)
  ([n coll]
   (dorun n coll)
   coll))

(defn bounded-count
  "Returns (count coll) if that is known without walking, else counts at most n elements.
  (bounded-count 5 (range)) ;=> 5
  (bounded-count 2 [1 2 3]) ;=> 3"
  [n coll]
  (if (counted? coll)
    (count coll)
    (loop [i 0 s (seq coll)]
      (if (and s (< i n))
        (recur (inc i) (next s))
        i))))
