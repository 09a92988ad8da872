;; Applying transducers: to a reduction, to a lazy seq, to a reducible that waits; and paged sources.
;;
;; A transducer maps a reducing function (arities 0: start, 1: finish, 2: step) to another one.

(defn completing
  "Makes a reducing function of f by giving it a one-argument arity, by default `identity`.
  ((completing +) 5) ;=> 5
  (transduce (map inc) (completing + -) 0 [1 2]) ;=> -5"
  ([f] (completing f identity))
  ([f finish]
   (fn
     ([] (f))
     ([acc] (finish acc))
     ([acc x] (f acc x)))))

(defn transduce
  "Reduces coll with the reducing function f transformed by xform, then finishes with its one-argument arity.
  Without init the start value is (f).
  (transduce (filter odd?) + [1 2 3]) ;=> 4
  (transduce (map inc) conj [] [1 2]) ;=> [2 3]"
  ([xform f coll]
   (transduce xform f (f) coll))
  ([xform f init coll]
   (let [rf (xform f)]
     (rf (reduce rf init coll)))))

(defn- keep-reduced
  "A step function that keeps a `reduced` value reduced through an inner reduce."
  [rf]
  (fn [acc x]
    (let [acc (rf acc x)]
      (if (reduced? acc)
        (reduced acc)
        acc))))

(defn cat
  "A transducer that passes on the elements of each input, which must be a collection.
  (into [] cat [[1 2] [3]]) ;=> [1 2 3]"
  [rf]
  (let [step (keep-reduced rf)]
    (fn
      ([] (rf))
      ([acc] (rf acc))
      ([acc coll] (reduce step acc coll)))))

(defn halt-when
  "Returns a transducer that ends the whole process when (pred x) is true, with x as the result.
  With finish the result is (finish completed-result-so-far x).
  (transduce (halt-when neg?) conj [1 -2 3]) ;=> -2
  (transduce (halt-when neg? (fn [acc x] (conj acc [:stopped x]))) conj [1 -2 3]) ;=> [1 [:stopped -2]]"
  ([pred] (halt-when pred nil))
  ([pred finish]
   (fn [rf]
     (fn
       ([] (rf))
       ([acc]
        (if (and (map? acc) (contains? acc ::halt))
          (::halt acc)
          (rf acc)))
       ([acc x]
        (if (pred x)
          (reduced {::halt (if finish (finish (rf acc) x) x)})
          (rf acc x)))))))

(defn- chunk-of
  "The first n elements of the vector v as a chunk."
  [v n]
  (loop [i 0 out (chunk-buffer n)]
    (if (< i n)
      (do (chunk-append out (nth v i))
          (recur (inc i) out))
      (chunk out))))

(defn- transformed-chunks
  "The lazy seq of what rf, a transformed `conj`, adds to vectors for the inputs that pull gives.
  (pull rf acc) makes one step and returns its result, or nil when there is no more input.
  As much is realised as by an iterator read in chunks: a first element at once, then 32 at a time
  and the one after them."
  [rf pull]
  (let [fill (fn [out finished wanted]
               ;; Steps until out has as many elements as wanted: [out finished].
               (loop [out out finished finished]
                 (if (or finished (>= (count out) wanted))
                   [out finished]
                   (let [acc (pull rf out)]
                     (cond (nil? acc) (recur (rf out) true)
                           ;; What `halt-when` stops with is no vector, and is not looked at.
                           (reduced? acc) (recur (rf (if (vector? @acc) @acc out)) true)
                           :else (recur acc false))))))
        more (fn more [ready finished]
               (lazy-seq
                 (let [[ready finished] (fill ready finished 33)
                       n (count ready)]
                   (if (<= n 32)
                     (chunk-cons (chunk-of ready n) nil)
                     (let [left (subvec ready 32)
                           left (if (<= n 64) (into [] left) left)]
                       (chunk-cons (chunk-of ready 32) (more left finished)))))))
        [ready finished] (fill [] false 1)]
    (if (zero? (count ready))
      ()
      (more ready finished))))

(defn sequence
  "Returns coll as a seq, () if it is empty; with a transducer the lazy seq of what that makes of coll.
  With several collections the transducer's step gets one element of each at a time.
  (sequence [1 2]) ;=> (1 2)
  (sequence nil) ;=> ()
  (sequence (map inc) [1 2]) ;=> (2 3)
  (sequence (map +) [1 2] [10 20]) ;=> (11 22)"
  ([coll]
   (if (seq? coll)
     coll
     (or (seq coll) ())))
  ([xform coll]
   (let [source (volatile! (or (seq coll) ()))]
     (transformed-chunks
       (xform conj)
       (fn [rf out]
         (when-let [s (seq @source)]
           (vreset! source (rest s))
           (rf out (first s)))))))
  ([xform coll & colls]
   (let [sources (volatile! (mapv seq (cons coll colls)))]
     (transformed-chunks
       (xform conj)
       (fn [rf out]
         (let [seqs (mapv seq @sources)]
           (when (every? identity seqs)
             (vreset! sources (mapv rest seqs))
             (apply rf out (mapv first seqs)))))))))

(defn ->Eduction
  "Returns the `eduction` of coll by one transducer.
  (vec (->Eduction (map inc) [1 2])) ;=> [2 3]"
  [xform coll]
  (reify
    clojure.lang.Sequential
    clojure.lang.IReduceInit
    (reduce [_ f init]
      (transduce xform (completing f) init coll))
    clojure.lang.Seqable
    (seq [_]
      (seq (sequence xform coll)))
    java.lang.Iterable
    (iterator [_]
      (.iterator (sequence xform coll)))))

(defn eduction
  "Returns a collection that stands for coll transformed by the transducers, done anew at every use.
  (reduce + (eduction (map inc) (filter odd?) [1 2 3 4])) ;=> 8
  (vec (eduction (map inc) [1 2])) ;=> [2 3]"
  [& xforms-and-coll]
  (->Eduction (apply comp (butlast xforms-and-coll))
              (last xforms-and-coll)))

(defn iteration
  "Returns a seqable and reducible of the values gathered by calling step with one token after the other.
  step takes a token (first :initk) and returns a page. Options, with their defaults:
  :somef (some?) does the page hold a value, :vf (identity) the value of a page,
  :kf (identity) the next token or nil at the end, :initk (nil) the first token.
  (vec (iteration (fn [k] (when (< k 3) {:v k :next (inc k)})) :initk 0 :vf :v :kf :next)) ;=> [0 1 2]"
  [step & {:keys [somef vf kf initk]
           :or {vf identity kf identity somef some? initk nil}}]
  (reify
    clojure.lang.Seqable
    (seq [_]
      ((fn pages [page]
         (when (somef page)
           (cons (vf page)
                 (when-some [k (kf page)]
                   (lazy-seq (pages (step k)))))))
       (step initk)))
    clojure.lang.IReduceInit
    (reduce [_ f init]
      (loop [acc init page (step initk)]
        (if (somef page)
          (let [acc (f acc (vf page))]
            (if (reduced? acc)
              @acc
              (if-some [k (kf page)]
                (recur acc (step k))
                acc)))
          acc)))))
