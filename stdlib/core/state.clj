;; Threads and shared state: dynamic bindings, transactions, futures, parallel maps, taps.
;;
;; The primitives (atoms, refs, agents, promises, future-call) are native; this is what is made of them.

(defn with-bindings*
  "Calls f with args while the dynamic vars that are keys of binding-map have its values.
  (with-bindings* {#'*print-length* 1} (fn [] *print-length*)) ;=> 1"
  [binding-map f & args]
  (push-thread-bindings binding-map)
  (try
    (apply f args)
    (finally
      (pop-thread-bindings))))

(defmacro with-bindings
  "Evaluates body while the dynamic vars that are keys of binding-map have its values.
  (with-bindings {#'*print-length* 2} *print-length*) ;=> 2"
  [binding-map & body]
  `(with-bindings* ~binding-map (fn [] ~@body)))

(defn bound-fn*
  "Returns a function that calls f under the dynamic bindings in force now, in whatever thread it is called.
  ((binding [*print-length* 3] (bound-fn* (fn [] *print-length*)))) ;=> 3"
  [f]
  (let [bindings (get-thread-bindings)]
    (fn [& args]
      (apply with-bindings* bindings f args))))

(defmacro bound-fn
  "Returns a function with the given tail, as for `fn`, that runs under the dynamic bindings in force now.
  ((binding [*print-length* 3] (bound-fn [] *print-length*))) ;=> 3"
  [& fntail]
  `(bound-fn* (fn ~@fntail)))

(defmacro sync
  "Runs body in a transaction, like `dosync`; the first argument is ignored.
  (let [r (ref 1)] (sync nil (alter r inc))) ;=> 2"
  [flags-ignored-for-now & body]
  `(clutch.rt/run-in-transaction (fn [] ~@body)))

(defmacro dosync
  "Runs exprs in a transaction: changes of refs happen together or, after an exception, not at all.
  The body may run several times and should have no other effects. An enclosing transaction is joined.
  (let [a (ref 1) b (ref 2)] (dosync (alter a inc) (alter b dec)) [@a @b]) ;=> [2 1]"
  [& exprs]
  `(sync nil ~@exprs))

(defmacro io!
  "Evaluates body, but throws IllegalStateException in a transaction; a string first is the message.
  (io! 1) ;=> 1"
  [& body]
  (let [[message body] (if (string? (first body))
                         [(first body) (next body)]
                         ["I/O in transaction" body])]
    `(if (clutch.rt/in-transaction?)
       (throw (IllegalStateException. ~message))
       (do ~@body))))

(defmacro future
  "Evaluates body in another thread and returns a future at once: `deref` or @ waits for the value.
  @(future (+ 1 2)) ;=> 3"
  [& body]
  `(future-call (fn [] ~@body)))

(defn pmap
  "Maps like `map`, with f running in parallel a little ahead of the elements asked for.
  Worth it only where f takes much longer than starting a thread's task.
  (pmap inc [1 2 3]) ;=> (2 3 4)"
  ([f coll]
   (let [started (map (fn [x] (future (f x))) coll)
         ahead (+ 2 (clutch.rt/processor-count))
         values (fn values [futures ahead]
                  (lazy-seq
                    (when-let [s (seq futures)]
                      (cons (deref (first s))
                            (values (rest s) (next ahead))))))]
     (values started (drop ahead started))))
  ([f coll & colls]
   (pmap (fn [args] (apply f args))
         (apply map list coll colls))))

(defn pcalls
  "Calls functions without arguments in parallel and returns a lazy seq of their results.
  (pcalls (constantly 1) (constantly 2)) ;=> (1 2)"
  [& fns]
  (pmap (fn [f] (f)) fns))

(defmacro pvalues
  "Evaluates expressions in parallel and returns a lazy seq of their values.
  (pvalues (+ 1 2) (* 3 4)) ;=> (3 12)"
  [& exprs]
  `(pcalls ~@(map (fn [expr] `(fn [] ~expr)) exprs)))

(defn seque
  "Returns the seq s while a background thread realises it up to n (100) elements ahead of the reader.
  (seque [1 2 3]) ;=> (1 2 3)"
  ([s] (seque 100 s))
  ([n s]
   (let [step (fn [ahead]
                ;; An error in s is met again, and thrown, by the reader.
                (try (next ahead) (catch Throwable _ nil)))
         runner (agent s)
         hand-out (fn hand-out [s]
                    (lazy-seq
                      (when-let [s (seq s)]
                        (send-off runner step)
                        (cons (first s) (hand-out (rest s))))))]
     (dotimes [_ n]
       (send-off runner step))
     (hand-out s))))

;; Taps: functions that get every value given to tap>, on a thread of their own.

(def ^:private taps
  ;; By the var of the function, so that a function of after a reload replaces that of before.
  (atom {}))

(def ^:private tap-queue (agent 0))

(def ^:private tapped (atom 0))

(defn add-tap
  "Makes f receive every value given to `tap>`, until `remove-tap`; f may block, its exceptions are dropped.
  A function defined by `defn` is known by its name: that of after a reload takes the place of that of before.
  (add-tap identity) ;=> nil"
  [f]
  (swap! taps assoc (clutch.rt/code-name f) f)
  nil)

(defn remove-tap
  "Stops f from receiving the values given to `tap>`.
  (remove-tap identity) ;=> nil"
  [f]
  (swap! taps dissoc (clutch.rt/code-name f))
  nil)

(defn tap>
  "Gives x to all taps and returns true, or false if more than a thousand values are waiting.
  (tap> :x) ;=> true"
  [x]
  (if (>= (- @tapped @tap-queue) 1024)
    false
    (do
      (swap! tapped inc)
      (send-off tap-queue
                (fn [done]
                  (doseq [f (vals @taps)]
                    (try (f x) (catch Throwable _ nil)))
                  (inc done)))
      true)))
