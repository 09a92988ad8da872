;; Macros around control flow, resources and host calls, as far as they are not expanded in Rust.

(defn- check-bindings
  "Throws unless bindings is a vector of pairs; the message names the macro and the place of form."
  [form bindings]
  (let [complain (fn [what]
                   (throw (IllegalArgumentException.
                            (str (first form) " requires " what " in " *ns* ":" (:line (meta form))))))]
    (when-not (vector? bindings)
      (complain "a vector for its binding"))
    (when-not (even? (count bindings))
      (complain "an even number of forms in binding vector"))))

(defmacro with-open
  "Evaluates body with names bound to resources and closes them in reverse order, whatever happens.
  (with-open [r (java.io.StringReader. \"a\")] (char (.read r))) ;=> \\a"
  [bindings & body]
  (check-bindings &form bindings)
  (if (zero? (count bindings))
    `(do ~@body)
    (let [[local init] bindings]
      (when-not (symbol? local)
        (throw (IllegalArgumentException. "with-open only allows Symbols in bindings")))
      `(let [~local ~init]
         (try
           (with-open ~(subvec bindings 2) ~@body)
           (finally
             (. ~local ~(quote close))))))))

(defmacro with-local-vars
  "Evaluates body with names bound to fresh vars, read with `var-get` or @ and changed with `var-set`.
  (with-local-vars [n 1] (var-set n (inc @n)) @n) ;=> 2"
  [bindings & body]
  (check-bindings &form bindings)
  (let [names (take-nth 2 bindings)
        inits (take-nth 2 (rest bindings))]
    `(let [~@(mapcat (fn [n] [n `(clutch.rt/local-var)]) names)]
       (push-thread-bindings (hash-map ~@(interleave names inits)))
       (try
         ~@body
         (finally
           (pop-thread-bindings))))))

(defmacro with-redefs
  "Evaluates body in a turn in which the named vars have other root values. Futures, lazy seqs and delays made in
  it see them too; other threads do not, and what is published meanwhile stays.
  (with-redefs [clojure.core/rand-int (constantly 7)] (rand-int 10)) ;=> 7"
  [bindings & body]
  `(with-redefs-fn ~(zipmap (map (fn [n] `(var ~n)) (take-nth 2 bindings))
                            (take-nth 2 (rest bindings)))
     (fn [] ~@body)))

(defmacro locking
  "Evaluates body while this thread holds the lock of the object x.
  (locking (Object.) 1) ;=> 1"
  [x & body]
  `(let [lock# ~x]
     (clutch.rt/monitor-enter lock#)
     (try
       ~@body
       (finally
         (clutch.rt/monitor-exit lock#)))))

(defmacro memfn
  "Makes a function of a host method: its first argument is the target, args name the others.
  (map (memfn length) [\"a\" \"bcd\"]) ;=> (1 3)"
  [name & args]
  (let [target (with-meta `target# (meta name))]
    `(fn [~target ~@args]
       (. ~target (~name ~@args)))))

(defmacro vswap!
  "Sets the volatile vol to (f current-value & args) and returns that; not atomic.
  (let [v (volatile! 1)] (vswap! v + 2) @v) ;=> 3"
  [vol f & args]
  `(let [vol# ~vol]
     (vreset! vol# (~f (deref vol#) ~@args))))

(defmacro amap
  "Returns a copy of array a with each element replaced by expr, which sees the index idx and the copy ret.
  (vec (amap (long-array [1 2]) i ret (* 10 (aget ret i)))) ;=> [10 20]"
  [a idx ret expr]
  `(let [a# ~a
         n# (alength a#)
         ~ret (aclone a#)]
     (loop [~idx 0]
       (if (< ~idx n#)
         (do (aset ~ret ~idx ~expr)
             (recur (inc ~idx)))
         ~ret))))

(defmacro areduce
  "Reduces array a: ret starts as init and becomes expr, which sees the index idx and ret, for each index.
  (let [a (long-array [1 2 3])] (areduce a i sum 0 (+ sum (aget a i)))) ;=> 6"
  [a idx ret init expr]
  `(let [a# ~a
         n# (alength a#)]
     (loop [~idx 0 ~ret ~init]
       (if (< ~idx n#)
         (recur (inc ~idx) ~expr)
         ~ret))))

(defmacro with-precision
  "Evaluates exprs with decimal results rounded to precision digits; `:rounding MODE` may come first.
  (with-precision 3 (/ 1M 3)) ;=> 0.333M
  (with-precision 1 :rounding FLOOR (* 1M 1.19M)) ;=> 1M"
  [precision & exprs]
  (let [[rounding body] (if (= (first exprs) :rounding)
                          [(second exprs) (nnext exprs)]
                          [nil exprs])]
    `(binding [*math-context* (clutch.rt/math-context ~precision '~rounding)]
       ~@body)))

(defmacro with-loading-context
  "Evaluates body; loading needs no context of its own here.
  (with-loading-context 1) ;=> 1"
  [& body]
  `(do ~@body))

(defn test
  "Calls the function under :test in the metadata of v: :ok if it returns, :no-test if there is none.
  (test (with-meta [] {:test (fn [] true)})) ;=> :ok"
  [v]
  (if-let [f (:test (meta v))]
    (do (f) :ok)
    :no-test))

(def
  ^{:doc "Marks the forms that syntax quote evaluates; it has no value outside of one.
  (resolve 'unquote) ;=> #'clojure.core/unquote"}
  unquote)

(def
  ^{:doc "Marks the forms that syntax quote evaluates and splices; it has no value outside of one.
  (resolve 'unquote-splicing) ;=> #'clojure.core/unquote-splicing"}
  unquote-splicing)
