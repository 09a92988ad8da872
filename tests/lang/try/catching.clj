; `try`: the first clause whose class fits catches; `finally` runs always and gives nothing.
(try 1) ;=> 1
(try) ;=> nil
(try 1 2 3) ;=> 3
(try (throw (Exception. "x")) (catch Exception e (.getMessage e))) ;=> "x"
(try (/ 1 0) (catch ArithmeticException e (ex-message e))) ;=> "Divide by zero"
(try (/ 1 0) (catch RuntimeException e :runtime) (catch Exception e :exception)) ;=> :runtime
(try (/ 1 0) (catch NullPointerException e :npe) (catch ArithmeticException e :arith)) ;=> :arith
(try (/ 1 0) (catch NullPointerException e :npe)) ;throws> ArithmeticException Divide by zero
(try (throw (Error. "e")) (catch Exception e :exception) (catch Throwable t :throwable)) ;=> :throwable
(try (throw (ex-info "m" {:a 1})) (catch clojure.lang.ExceptionInfo e (ex-data e))) ;=> {:a 1}
(try 1 (finally (println "f"))) ;=> 1
;out> f
(try (/ 1 0) (catch Exception e :c) (finally (println "f"))) ;=> :c
;out> f
(try (try (/ 1 0) (finally (println "inner"))) (catch Exception e :outer)) ;=> :outer
;out> inner
(try (try (/ 1 0) (catch Exception e (throw (ex-info "second" {})))) (catch Exception e (ex-message e))) ;=> "second"
(try (try 1 (finally (throw (Exception. "from finally")))) (catch Exception e (ex-message e))) ;=> "from finally"
(try (try (throw (Exception. "a")) (finally (throw (Exception. "b")))) (catch Exception e (ex-message e))) ;=> "b"
(try (try (throw (Exception. "a")) (catch Exception e (throw e))) (catch Exception e (ex-message e))) ;=> "a"
(let [log (atom [])] (try (swap! log conj 1) (finally (swap! log conj 2))) @log) ;=> [1 2]
(let [log (atom [])] [(try (swap! log conj :body) (finally (swap! log conj :fin))) @log]) ;=> [[:body] [:body :fin]]
(let [x 1] (try (let [x 2] (throw (Exception. (str x)))) (catch Exception e [x (ex-message e)]))) ;=> [1 "2"]
(try (throw nil) (catch NullPointerException e :npe)) ;=> :npe
(throw (ex-info "uncaught" {})) ;throws> ExceptionInfo uncaught
(throw (IllegalArgumentException. "bad")) ;throws> IllegalArgumentException bad
(throw "string") ;throws> ClassCastException class java.lang.String cannot be cast to class java.lang.Throwable
(defn thrower [n] (if (zero? n) (throw (ex-info "deep" {:n n})) (inc (thrower (dec n)))))
(try (thrower 100) (catch Exception e (ex-data e))) ;=> {:n 0}
(try (map (fn [x] (throw (Exception. "lazy"))) [1]) (catch Exception e :caught)) ;throws> Exception lazy
(try (doall (map (fn [x] (throw (Exception. "lazy"))) [1])) (catch Exception e :caught)) ;=> :caught
(try (eval '(/ 1 0)) (catch ArithmeticException e :arith)) ;=> :arith
(catch Exception e 1) ;rejects> compile/stray-clause
(try 1 (catch Nope e 2)) ;rejects> compile/unknown-class Unable to resolve classname: Nope
(try 1 (finally 2) 3) ;rejects> compile/bad-try
(try 1 (catch Exception e 2) 3) ;rejects> compile/bad-try
(try (assert (= 1 2)) (catch AssertionError e (ex-message e))) ;=> "Assert failed: (= 1 2)"
(try (assert false "why") (catch AssertionError e (ex-message e))) ;=> "Assert failed: why\nfalse"
(assert true) ;=> nil
(for [x [1 0 2]] (try (quot 10 x) (catch ArithmeticException _ :inf))) ;=> (10 :inf 5)
