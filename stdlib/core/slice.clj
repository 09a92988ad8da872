;; Parts of sequences: by position, by number, by predicate; and grouping into runs and windows.
;;
;; Everything lazy realises no more of its source than the result that was asked for needs.

(defn second
  "Returns the second element of coll, or nil.
  (second [1 2 3]) ;=> 2"
  [coll]
  (first (next coll)))

(defn ffirst
  "Returns the first element of the first element of coll.
  (ffirst [[1 2] [3]]) ;=> 1"
  [coll]
  (first (first coll)))

(defn nfirst
  "Returns the seq of the elements after the first one, of the first element of coll.
  (nfirst [[1 2 3] [4]]) ;=> (2 3)"
  [coll]
  (next (first coll)))

(defn fnext
  "Returns the second element of coll, as `second` does.
  (fnext [1 2 3]) ;=> 2"
  [coll]
  (first (next coll)))

(defn nnext
  "Returns the seq of the elements after the second one, or nil.
  (nnext [1 2 3]) ;=> (3)"
  [coll]
  (next (next coll)))

(defn nthnext
  "Returns the seq of coll without its first n elements, or nil when nothing is left.
  (nthnext [1 2 3] 2) ;=> (3)
  (nthnext [1 2 3] 3) ;=> nil"
  [coll n]
  (loop [n n s (seq coll)]
    (if (and s (pos? n))
      (recur (dec n) (next s))
      s)))

(defn nthrest
  "Returns coll without its first n elements, () when nothing is left; coll itself if n is not positive.
  (nthrest [1 2 3] 2) ;=> (3)
  (nthrest [1 2 3] 3) ;=> ()
  (nthrest [1 2 3] 0) ;=> [1 2 3]"
  [coll n]
  (if (pos? n)
    (loop [n n xs coll]
      (if-let [s (and (pos? n) (seq xs))]
        (recur (dec n) (rest s))
        (if (nil? xs) () xs)))
    coll))

(defn take
  "Returns a lazy seq of the first n elements of coll, or of all if there are fewer; without coll a transducer.
  (take 2 [1 2 3]) ;=> (1 2)
  (take 5 [1 2]) ;=> (1 2)
  (into [] (take 2) (range)) ;=> [0 1]"
  ([n]
   (fn [rf]
     (let [left (volatile! n)]
       (fn
         ([] (rf))
         ([acc] (rf acc))
         ([acc x]
          (let [n @left
                remaining (vreset! left (dec n))
                acc (if (pos? n) (rf acc x) acc)]
            (if (pos? remaining)
              acc
              (ensure-reduced acc))))))))
  ([n coll]
   (lazy-seq
     (when (pos? n)
       (when-let [s (seq coll)]
         (cons (first s) (take (dec n) (rest s))))))))

(defn drop
  "Returns a lazy seq of coll without its first n elements; without coll a transducer.
  (drop 2 [1 2 3]) ;=> (3)
  (drop 5 [1 2 3]) ;=> ()"
  ([n]
   (fn [rf]
     (let [left (volatile! n)]
       (fn
         ([] (rf))
         ([acc] (rf acc))
         ([acc x]
          (let [n @left]
            (vreset! left (dec n))
            (if (pos? n) acc (rf acc x))))))))
  ([n coll]
   (lazy-seq
     (loop [n n s (seq coll)]
       (if (and (pos? n) s)
         (recur (dec n) (seq (rest s)))
         s)))))

(defn take-while
  "Returns a lazy seq of the elements of coll before the first for which (pred x) is false; without coll a transducer.
  (take-while pos? [1 2 -1 3]) ;=> (1 2)"
  ([pred]
   (fn [rf]
     (fn
       ([] (rf))
       ([acc] (rf acc))
       ([acc x] (if (pred x) (rf acc x) (reduced acc))))))
  ([pred coll]
   (lazy-seq
     (when-let [s (seq coll)]
       (let [x (first s)]
         (when (pred x)
           (cons x (take-while pred (rest s)))))))))

(defn drop-while
  "Returns a lazy seq of coll from the first element for which (pred x) is false; without coll a transducer.
  (drop-while pos? [1 2 -1 3]) ;=> (-1 3)"
  ([pred]
   (fn [rf]
     (let [dropping (volatile! true)]
       (fn
         ([] (rf))
         ([acc] (rf acc))
         ([acc x]
          (if (and @dropping (pred x))
            acc
            (do (vreset! dropping false)
                (rf acc x))))))))
  ([pred coll]
   (lazy-seq
     (loop [s (seq coll)]
       (if (and s (pred (first s)))
         (recur (seq (rest s)))
         s)))))

(defn take-nth
  "Returns a lazy seq of every nth element of coll, beginning with the first; without coll a transducer.
  (take-nth 2 [1 2 3 4 5]) ;=> (1 3 5)"
  ([n]
   (fn [rf]
     (let [index (volatile! -1)]
       (fn
         ([] (rf))
         ([acc] (rf acc))
         ([acc x]
          (let [i (vreset! index (inc @index))]
            (if (zero? (rem i n))
              (rf acc x)
              acc)))))))
  ([n coll]
   (lazy-seq
     (when-let [s (seq coll)]
       (cons (first s) (take-nth n (drop n s)))))))

(defn take-last
  "Returns a seq of the last n elements of coll, or nil if there are none.
  (take-last 2 [1 2 3]) ;=> (2 3)
  (take-last 2 []) ;=> nil"
  [n coll]
  (loop [s (seq coll) ahead (seq (drop n coll))]
    (if ahead
      (recur (next s) (next ahead))
      s)))

(defn drop-last
  "Returns a lazy seq of coll without its last n elements, by default without the last one.
  (drop-last [1 2 3]) ;=> (1 2)
  (drop-last 2 [1 2 3]) ;=> (1)"
  ([coll] (drop-last 1 coll))
  ([n coll]
   (map (fn [x _] x) coll (drop n coll))))

(defn split-at
  "Returns the vector of (take n coll) and (drop n coll).
  (split-at 1 [1 2 3]) ;=> [(1) (2 3)]"
  [n coll]
  [(take n coll) (drop n coll)])

(defn split-with
  "Returns the vector of (take-while pred coll) and (drop-while pred coll).
  (split-with odd? [1 3 4 5]) ;=> [(1 3) (4 5)]"
  [pred coll]
  [(take-while pred coll) (drop-while pred coll)])

(defn partition
  "Returns a lazy seq of lists of n elements of coll, each beginning step (default n) after the one before.
  A last group that is too short is left out, unless pad gives elements to fill it with; then it
  may still be shorter than n if pad is.
  (partition 2 [1 2 3 4 5]) ;=> ((1 2) (3 4))
  (partition 2 1 [1 2 3]) ;=> ((1 2) (2 3))
  (partition 2 2 [:x] [1 2 3]) ;=> ((1 2) (3 :x))"
  ([n coll]
   (partition n n coll))
  ([n step coll]
   (lazy-seq
     (when-let [coll (seq coll)]
       (loop [size 0 group [] more coll]
         (if (< size n)
           (when-let [s (seq more)]
             (recur (inc size) (conj group (first s)) (rest s)))
           (when (= n size)
             (cons (sequence group)
                   (partition n step (if (= n step) more (nthrest coll step))))))))))
  ([n step pad coll]
   (lazy-seq
     (when-let [s (seq coll)]
       (let [group (doall (take n s))]
         (if (= n (count group))
           (cons group (partition n step pad (nthrest s step)))
           (list (take n (concat group pad)))))))))

(defn partition-all
  "Returns a lazy seq of groups of n elements of coll, as `partition` does, with shorter ones at the end.
  Without coll: a transducer, whose groups are vectors.
  (partition-all 2 [1 2 3]) ;=> ((1 2) (3))
  (partition-all 2 1 [1 2 3]) ;=> ((1 2) (2 3) (3))
  (into [] (partition-all 2) [1 2 3]) ;=> [[1 2] [3]]"
  ([n]
   (long n)
   (fn [rf]
     (let [group (volatile! [])]
       (fn
         ([] (rf))
         ([acc]
          (let [last-group @group
                acc (if (zero? (count last-group))
                      acc
                      (do (vreset! group [])
                          (unreduced (rf acc last-group))))]
            (rf acc)))
         ([acc x]
          (let [grown (conj (clutch.rt/vtake! group) x)]
            (if (= n (count grown))
              (do (vreset! group [])
                  (rf acc grown))
              (do (vreset! group grown)
                  acc))))))))
  ([n coll]
   (partition-all n n coll))
  ([n step coll]
   (lazy-seq
     (when-let [coll (seq coll)]
       (loop [size 0 group [] more coll]
         (if-let [s (when (< size n) (seq more))]
           (recur (inc size) (conj group (first s)) (rest s))
           (cons (sequence group)
                 (partition-all n step (if (= n step) more (nthrest coll step))))))))))

(defn partition-by
  "Returns a lazy seq of runs of consecutive elements of coll for which (f x) is equal.
  Without coll: a transducer, whose runs are vectors.
  (partition-by odd? [1 3 2 4 5]) ;=> ((1 3) (2 4) (5))
  (into [] (partition-by odd?) [1 3 2]) ;=> [[1 3] [2]]"
  ([f]
   (fn [rf]
     (let [run (volatile! [])
           run-value (volatile! nil)]
       (fn
         ([] (rf))
         ([acc]
          (let [last-run @run
                acc (if (zero? (count last-run))
                      acc
                      (do (vreset! run [])
                          (unreduced (rf acc last-run))))]
            (rf acc)))
         ([acc x]
          (let [value (f x)]
            (if (or (zero? (count @run)) (= value @run-value))
              (do (vreset! run-value value)
                  (vreset! run (conj (clutch.rt/vtake! run) x))
                  acc)
              (let [acc (rf acc (clutch.rt/vtake! run))]
                (vreset! run-value value)
                (vreset! run (if (reduced? acc) [] [x]))
                acc))))))))
  ([f coll]
   (lazy-seq
     (when-let [s (seq coll)]
       (let [x (first s)
             value (f x)
             run (cons x (take-while (fn [y] (= value (f y))) (next s)))]
         (cons run (partition-by f (lazy-seq (drop (count run) s)))))))))

(defn rand-nth
  "Returns a random element of a collection that has an `nth`.
  (rand-nth [1]) ;=> 1"
  [coll]
  (nth coll (rand-int (count coll))))
