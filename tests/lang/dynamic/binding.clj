; Dynamic vars: a binding holds for what is called while it is in force.
(def ^:dynamic *x* 1)
(def ^:dynamic *y* 10)
(defn read-x [] *x*)
(binding [*x* 2] (read-x)) ;=> 2
(read-x) ;=> 1
(binding [*x* 2] (binding [*x* 3] (read-x))) ;=> 3
(binding [*x* 2 *y* *x*] *y*) ;=> 1
(binding [*x* 2] (set! *x* 5) (read-x)) ;=> 5
*x* ;=> 1
(set! *x* 1) ;throws> IllegalStateException Can't change/establish root binding of: *x* with set
(try (binding [*x* 2] (throw (Exception. "x"))) (catch Exception e *x*)) ;=> 1
(def not-dynamic 1)
(binding [not-dynamic 2] not-dynamic) ;throws> IllegalStateException Can't dynamically bind non-dynamic var: user/not-dynamic
(binding [*x* 2] (map (fn [_] *x*) [1])) ;=> (1)
(binding [*x* 2] (doall (map (fn [_] *x*) [1]))) ;=> (2)
(binding [*x* 2] @(future *x*)) ;=> 2
(let [f (binding [*x* 2] (bound-fn [] *x*))] (f)) ;=> 2
(let [f (binding [*x* 2] (fn [] *x*))] (f)) ;=> 1
(with-bindings {#'*x* 7} *x*) ;=> 7
(with-bindings* {#'*x* 7} (fn [a] [a *x*]) 1) ;=> [1 7]
(binding [] 1) ;=> 1
(thread-bound? #'*x*) ;=> false
(binding [*x* 1] (thread-bound? #'*x*)) ;=> true
(get (get-thread-bindings) #'*x*) ;=> nil
(binding [*x* 3] (get (get-thread-bindings) #'*x*)) ;=> 3
(binding [*x* 2] (.start (Thread. (fn [] *x*))) *x*) ;=> 2
(binding [*x* 2] @#'*x*) ;=> 2
(binding [*x* 2] (var-get #'*x*)) ;=> 2
(binding [*x* 2] (alter-var-root #'*x* inc) [*x* (deref #'*x*)]) ;=> [2 2]
*x* ;=> 2
(with-redefs [not-dynamic 5] not-dynamic) ;=> 5
not-dynamic ;=> 1
(with-redefs [read-x (fn [] :fake)] (read-x)) ;=> :fake
(with-out-str (binding [*out* *out*] (print "p"))) ;=> "p"
(binding [*x*] 1) ;rejects> compile/odd-bindings
(binding [nope 1] 1) ;rejects> compile/unresolved-var Unable to resolve var: nope in this context
