;; Functions that make, combine and inspect functions.
;; Nothing here touches collections beyond argument lists.

(defn identity
  "Returns its argument unchanged.
  (identity 7) ;=> 7"
  [x]
  x)

(defn constantly
  "Returns a function that takes any arguments and always returns x.
  ((constantly 1) :a :b) ;=> 1
  (mapv (constantly 0) [1 2 3]) ;=> [0 0 0]"
  [x]
  (fn [& _] x))

(defn complement
  "Returns a function with the opposite truth value of f for the same arguments.
  ((complement even?) 3) ;=> true
  ((complement <) 1 2) ;=> false"
  [f]
  (fn
    ([] (not (f)))
    ([x] (not (f x)))
    ([x y] (not (f x y)))
    ([x y & more] (not (apply f x y more)))))

(defn comp
  "Composes functions from right to left.
  The rightmost one takes any arguments, each other one the result of its right neighbour;
  without functions the result is `identity`.
  ((comp inc count) [1 2 3]) ;=> 4
  ((comp str +) 1 2) ;=> \"3\"
  ((comp) 5) ;=> 5"
  ([] identity)
  ([f] f)
  ([f g]
   (fn
     ([] (f (g)))
     ([x] (f (g x)))
     ([x y] (f (g x y)))
     ([x y z] (f (g x y z)))
     ([x y z & more] (f (apply g x y z more)))))
  ([f g h]
   (fn
     ([] (f (g (h))))
     ([x] (f (g (h x))))
     ([x y] (f (g (h x y))))
     ([x y z] (f (g (h x y z))))
     ([x y z & more] (f (g (apply h x y z more))))))
  ([f g h & fs]
   (reduce comp (comp f g h) fs)))

(defn partial
  "Returns a function that calls f with the given arguments followed by its own.
  ((partial + 1 2) 3) ;=> 6
  (map (partial * 10) [1 2]) ;=> (10 20)"
  ([f] f)
  ([f a]
   (fn
     ([] (f a))
     ([x] (f a x))
     ([x y] (f a x y))
     ([x y z] (f a x y z))
     ([x y z & more] (apply f a x y z more))))
  ([f a b]
   (fn
     ([] (f a b))
     ([x] (f a b x))
     ([x y] (f a b x y))
     ([x y z] (f a b x y z))
     ([x y z & more] (apply f a b x y z more))))
  ([f a b c]
   (fn
     ([] (f a b c))
     ([x] (f a b c x))
     ([x y] (f a b c x y))
     ([x y z] (f a b c x y z))
     ([x y z & more] (apply f a b c x y z more))))
  ([f a b c & more]
   (fn [& args] (apply f a b c (concat more args)))))

(defn juxt
  "Returns a function that gives the vector of what each function returns for the same arguments.
  ((juxt inc dec) 10) ;=> [11 9]
  ((juxt :a :b count) {:a 1}) ;=> [1 nil 1]"
  ([f]
   (fn
     ([] [(f)])
     ([x] [(f x)])
     ([x y] [(f x y)])
     ([x y & more] [(apply f x y more)])))
  ([f g]
   (fn
     ([] [(f) (g)])
     ([x] [(f x) (g x)])
     ([x y] [(f x y) (g x y)])
     ([x y & more] [(apply f x y more) (apply g x y more)])))
  ([f g h]
   (fn
     ([] [(f) (g) (h)])
     ([x] [(f x) (g x) (h x)])
     ([x y] [(f x y) (g x y) (h x y)])
     ([x y & more] [(apply f x y more) (apply g x y more) (apply h x y more)])))
  ([f g h & fs]
   (let [fs (into [f g h] fs)]
     (fn
       ([] (mapv (fn [f] (f)) fs))
       ([x] (mapv (fn [f] (f x)) fs))
       ([x y] (mapv (fn [f] (f x y)) fs))
       ([x y & more] (mapv (fn [f] (apply f x y more)) fs))))))

(defn fnil
  "Returns a function like f, with nil in one of the first arguments replaced by its default.
  Up to three defaults for the first one, two or three arguments.
  ((fnil inc 0) nil) ;=> 1
  ((fnil conj []) nil :a) ;=> [:a]
  ((fnil + 1 2) nil nil) ;=> 3"
  ([f a]
   (fn
     ([x] (f (if (nil? x) a x)))
     ([x y] (f (if (nil? x) a x) y))
     ([x y z] (f (if (nil? x) a x) y z))
     ([x y z & more] (apply f (if (nil? x) a x) y z more))))
  ([f a b]
   (fn
     ([x y] (f (if (nil? x) a x) (if (nil? y) b y)))
     ([x y z] (f (if (nil? x) a x) (if (nil? y) b y) z))
     ([x y z & more] (apply f (if (nil? x) a x) (if (nil? y) b y) z more))))
  ([f a b c]
   (fn
     ([x y] (f (if (nil? x) a x) (if (nil? y) b y)))
     ([x y z] (f (if (nil? x) a x) (if (nil? y) b y) (if (nil? z) c z)))
     ([x y z & more]
      (apply f (if (nil? x) a x) (if (nil? y) b y) (if (nil? z) c z) more)))))

(defn every-pred
  "Returns a function that is true when all predicates hold for all of its arguments, else false.
  It stops at the first predicate that fails; without arguments it is true.
  ((every-pred pos? even?) 2 4) ;=> true
  ((every-pred pos? even?) 2 3) ;=> false"
  ([p]
   (fn
     ([] true)
     ([x] (boolean (p x)))
     ([x y] (boolean (and (p x) (p y))))
     ([x y & more] (boolean (and (p x) (p y) (every? p more))))))
  ([p q]
   (fn
     ([] true)
     ([x] (boolean (and (p x) (q x))))
     ([x y] (boolean (and (p x) (p y) (q x) (q y))))
     ([x y & more]
      (let [xs (list* x y more)]
        (and (every? p xs) (every? q xs))))))
  ([p q & ps]
   (let [ps (list* p q ps)]
     (fn
       ([] true)
       ([x] (every? (fn [p] (p x)) ps))
       ([x & more]
        (let [xs (cons x more)]
          (every? (fn [p] (every? p xs)) ps)))))))

(defn some-fn
  "Returns a function that gives the first true value of any predicate for any of its arguments.
  When there is none, the result is nil or false.
  ((some-fn :a :b) {:b 2}) ;=> 2
  ((some-fn even? neg?) 1 3) ;=> false
  ((some-fn even?)) ;=> nil"
  ([p]
   (fn
     ([] nil)
     ([x] (p x))
     ([x y] (or (p x) (p y)))
     ([x y z] (or (p x) (p y) (p z)))
     ([x y z & more] (or (p x) (p y) (p z) (some p more)))))
  ([p q]
   (fn
     ([] nil)
     ([x] (or (p x) (q x)))
     ([x y] (or (p x) (p y) (q x) (q y)))
     ([x y z] (or (p x) (p y) (p z) (q x) (q y) (q z)))
     ([x y z & more]
      (or (p x) (p y) (p z) (q x) (q y) (q z)
          (some (fn [x] (or (p x) (q x))) more)))))
  ([p q r]
   (fn
     ([] nil)
     ([x] (or (p x) (q x) (r x)))
     ([x y] (or (p x) (p y) (q x) (q y) (r x) (r y)))
     ([x y z] (or (p x) (p y) (p z) (q x) (q y) (q z) (r x) (r y) (r z)))
     ([x y z & more]
      (or (p x) (p y) (p z) (q x) (q y) (q z) (r x) (r y) (r z)
          (some (fn [x] (or (p x) (q x) (r x))) more)))))
  ([p q r & ps]
   (let [ps (list* p q r ps)]
     (fn [& xs]
       (some (fn [p] (some p xs)) ps)))))

(defn memoize
  "Returns a function that remembers the results of f by its arguments.
  f should be free of side effects; the results are kept as long as the returned function and, if f is a var or
  a function with ^:forward, until its definition is another one.
  ((memoize (fn [x] (* x x))) 3) ;=> 9
  (let [f (memoize gensym)] (= (f \"a\") (f \"a\"))) ;=> true"
  [f]
  (let [memory (atom [nil {}])]
    (fn [& args]
      (let [version (clutch.rt/code-version f)
            [of results] @memory
            entry (when (= of version) (find results args))]
        (if entry
          (val entry)
          (let [result (apply f args)]
            ;; A publish during the call: the result may be of either version.
            (when (= version (clutch.rt/code-version f))
              (swap! memory (fn [[of results]]
                              [version (assoc (if (= of version) results {}) args result)])))
            result))))))

(defn trampoline
  "Calls f with the arguments, and as long as the result is a function calls that without arguments.
  So mutually recursive functions run in constant stack space: they return a function in place
  of a tail call. To return a function as the final value wrap it in a collection.
  (trampoline (fn down [n] (if (zero? n) :done (fn [] (down (dec n))))) 10000) ;=> :done"
  ([f]
   (loop [result (f)]
     (if (fn? result)
       (recur (result))
       result)))
  ([f & args]
   (trampoline (fn [] (apply f args)))))

(defn comparator
  "Returns a comparator (-1, 0 or 1) made from a predicate that says whether x comes before y.
  ((comparator <) 1 2) ;=> -1
  (sort (comparator >) [1 3 2]) ;=> (3 2 1)"
  [pred]
  (fn [x y]
    (cond (pred x y) -1
          (pred y x) 1
          :else 0)))
