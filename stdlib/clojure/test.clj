(ns clojure.test
  "Unit tests: assertions with `is`, tests with `deftest`, runners, fixtures and reports.

  A test is a function in the `:test` metadata of a var. `is` expands, through the multimethod `assert-expr`, into
  code that evaluates an expression and calls `do-report` with a map; `do-report` adds the position and calls the
  multimethod `report`, which counts and prints. New kinds of assertion are methods of `assert-expr`, other output
  formats are methods or bindings of `report`. Counters, contexts and the current vars are dynamic, so a run may
  be nested in another."
  (:require [clojure.stacktrace :as stack]
            [clojure.string :as str]
            [clojure.template :as template]))

;; ---- Settings and the state of a run ----------------------------------------------------------------------

(def ^:dynamic *load-tests*
  "When false, `deftest`, `deftest-`, `set-test` and `with-test` define no tests.
  Bind it while code is compiled for production.

  *load-tests* ;=> true"
  true)

(def ^:dynamic *stack-trace-depth*
  "The number of stack frames to print with an unexpected exception; nil means all.

  *stack-trace-depth* ;=> nil"
  nil)

(def ^:dynamic *report-counters*
  "A ref with the map of counts of the running `test-ns` or `run-test-var`, nil outside of a run.

  *report-counters* ;=> nil"
  nil)

(def ^:dynamic *initial-report-counters*
  "The counts at the start of a run.

  *initial-report-counters* ;=> {:test 0, :pass 0, :fail 0, :error 0}"
  {:test 0, :pass 0, :fail 0, :error 0})

(def ^:dynamic *testing-vars*
  "The test vars that are being run, innermost first.

  *testing-vars* ;=> ()"
  (list))

(def ^:dynamic *testing-contexts*
  "The strings of the enclosing `testing` forms, innermost first.

  *testing-contexts* ;=> ()"
  (list))

;; A definition inside of `do` is evaluated when the namespace is loaded, not at its first use: it is the writer of that
;; moment that counts, not one to which the first report happens to be redirected.
(do
  (def ^:dynamic *test-out*
    "The writer that reports go to: the standard output at the time this namespace was loaded.

  (nil? *test-out*) ;=> false"
    *out*))

(defmacro with-test-out
  "Evaluates body with `*out*` bound to `*test-out*`.

  (with-out-str (binding [*test-out* *out*] (with-test-out (print 1)))) ;=> \"1\""
  [& body]
  `(binding [*out* *test-out*] ~@body))

;; ---- Reporting --------------------------------------------------------------------------------------------

(defn- base-name
  "The part of the file name after the last slash."
  [file]
  (when file
    (subs file (inc (or (str/last-index-of file "/") -1)))))

(defn- position
  "A map of :file and :line for a stack element; both nil when there is none."
  [element]
  (if element
    {:file (base-name (.getFileName element)) :line (.getLineNumber element)}
    {:file nil :line nil}))

(defn ^{:deprecated "1.2"} file-position
  "Gives a vector of the file name and the line of the caller, n frames up the stack.
  `do-report` finds positions by itself; this is for code that was written before it did.

  (count (file-position 1)) ;=> 2"
  [n]
  (let [{:keys [file line]} (position (nth (.getStackTrace (Thread/currentThread)) n nil))]
    [file line]))

(defn testing-vars-str
  "Describes the running tests and a position, for the head line of a report.
  m is a map with :file and :line.

  (testing-vars-str {:file \"core_test.clj\" :line 7}) ;=> \"() (core_test.clj:7)\""
  [m]
  (str (apply list (reverse (map (fn [v] (:name (meta v))) *testing-vars*)))
       " (" (:file m) ":" (:line m) ")"))

(defn testing-contexts-str
  "Joins the strings of the enclosing `testing` forms, outermost first.

  (testing \"math\" (testing \"sum\" (testing-contexts-str))) ;=> \"math sum\""
  []
  (str/join " " (reverse *testing-contexts*)))

(defn inc-report-counter
  "Adds one to the counter called name of the current run. Does nothing outside of a run.

  (binding [*report-counters* (ref {})] (inc-report-counter :pass) @*report-counters*) ;=> {:pass 1}
  (inc-report-counter :pass) ;=> nil"
  [name]
  (when *report-counters*
    (dosync (commute *report-counters* update name (fnil inc 0)))))

(defmulti ^:dynamic report
  "Handles one event of a test run: counts and prints it.
  The map m has a :type, on which methods are chosen: :pass, :fail, :error for assertions, :begin-test-ns,
  :end-test-ns, :begin-test-var, :end-test-var and :summary for the course of a run. Assertions carry :expected,
  :actual, :message, :file and :line. Assertions call `do-report` rather than this. Bind or extend it to change
  the output.

  (with-out-str (binding [*test-out* *out*] (report {:type :begin-test-ns :ns 'user}))) ;=> \"\\nTesting user\\n\""
  :type)

(defn- print-assertion
  "Prints head and everything of the report m except for the actual value."
  [head m]
  (println (str "\n" head " in") (testing-vars-str m))
  (when (seq *testing-contexts*) (println (testing-contexts-str)))
  (when-let [message (:message m)] (println message))
  (println "expected:" (pr-str (:expected m))))

(defmethod report :default [m]
  (with-test-out (prn m)))

(defmethod report :pass [_]
  (with-test-out (inc-report-counter :pass)))

(defmethod report :fail [m]
  (with-test-out
    (inc-report-counter :fail)
    (print-assertion "FAIL" m)
    (println "  actual:" (pr-str (:actual m)))))

(defmethod report :error [m]
  (with-test-out
    (inc-report-counter :error)
    (print-assertion "ERROR" m)
    (print "  actual: ")
    (let [actual (:actual m)]
      (if (instance? Throwable actual)
        (stack/print-cause-trace actual *stack-trace-depth*)
        (prn actual)))))

(defmethod report :summary [m]
  (with-test-out
    (println "\nRan" (:test m) "tests containing" (+ (:pass m) (:fail m) (:error m)) "assertions.")
    (println (str (:fail m) " failures, " (:error m) " errors."))))

(defmethod report :begin-test-ns [m]
  (with-test-out
    (println "\nTesting" (ns-name (:ns m)))))

(defmethod report :end-test-ns [_])
(defmethod report :begin-test-var [_])
(defmethod report :end-test-var [_])

(defn- own-frame?
  "True if the stack element belongs to the machinery of testing, not to the code under test."
  [element]
  (let [owner (.getClassName element)]
    (or (zero? (.getLineNumber element))
        (str/starts-with? owner "java.lang.")
        (str/starts-with? owner "clojure.test$")
        (str/starts-with? owner "clojure.test/")
        (str/starts-with? owner "clojure.core$ex_info"))))

(defn do-report
  "Adds :file and :line to a failure or an error and passes the map m on to `report`.
  Methods of `assert-expr` call this with the outcome of an assertion.

  (binding [report :type] (do-report {:type :pass})) ;=> :pass"
  [m]
  (report
   (case (:type m)
     :fail (merge (position (first (drop-while own-frame? (.getStackTrace (Thread/currentThread))))) m)
     :error (if (instance? Throwable (:actual m))
              (merge (position (first (drop-while own-frame? (.getStackTrace (:actual m))))) m)
              m)
     m)))

;; ---- Assertions -------------------------------------------------------------------------------------------

(defn function?
  "True if x is a function, or a symbol that names one and not a macro.

  (function? 'inc) ;=> true
  (function? 'when) ;=> false
  (function? 5) ;=> false"
  [x]
  (if (symbol? x)
    (let [v (resolve x)]
      (boolean (and (var? v)
                    (bound? v)
                    (fn? (var-get v))
                    (not (:macro (meta v))))))
    (fn? x)))

(defn get-possibly-unbound-var
  "Gives the value of the var v, or nil if it has none.

  (get-possibly-unbound-var (var *testing-vars*)) ;=> ()"
  [v]
  (when (bound? v)
    (var-get v)))

(defn assert-predicate
  "Makes the code of an assertion on a call of a function: the arguments are evaluated once and shown on failure.

  (eval (assert-predicate \"sum\" '(= 3 (+ 1 2)))) ;=> true"
  [msg form]
  (let [[pred & args] form]
    `(let [args# (list ~@args)
           result# (apply ~pred args#)]
       (if result#
         (do-report {:type :pass, :message ~msg, :expected '~form, :actual (cons '~pred args#)})
         (do-report {:type :fail, :message ~msg, :expected '~form, :actual (list '~'not (cons '~pred args#))}))
       result#)))

(defn assert-any
  "Makes the code of an assertion on any expression: its value must not be nil or false.

  (eval (assert-any \"some\" '(or nil 5))) ;=> 5"
  [msg form]
  `(let [value# ~form]
     (if value#
       (do-report {:type :pass, :message ~msg, :expected '~form, :actual value#})
       (do-report {:type :fail, :message ~msg, :expected '~form, :actual value#}))
     value#))

(defmulti assert-expr
  "Makes the code that checks the asserted form and reports the outcome with `do-report`.
  Methods are chosen by the first symbol of the form exactly as it was written. A method gets the message and the
  form and returns code; with new methods `is` learns new kinds of assertion.

  (eval (assert-expr nil '(instance? String \"a\"))) ;=> true"
  (fn [msg form]
    (cond
      (nil? form) :always-fail
      (seq? form) (first form)
      :else :default)))

(defmethod assert-expr :always-fail [msg form]
  `(do-report {:type :fail, :message ~msg}))

(defmethod assert-expr :default [msg form]
  (if (and (sequential? form) (function? (first form)))
    (assert-predicate msg form)
    (assert-any msg form)))

(defmethod assert-expr 'instance? [msg form]
  (let [[_ class-form object-form] form]
    `(let [class# ~class-form
           object# ~object-form
           result# (instance? class# object#)]
       (do-report {:type (if result# :pass :fail)
                   :message ~msg, :expected '~form, :actual (class object#)})
       result#)))

(defmethod assert-expr 'thrown? [msg form]
  (let [[_ class-name & body] form]
    `(try
       ~@body
       (do-report {:type :fail, :message ~msg, :expected '~form, :actual nil})
       (catch ~class-name e#
         (do-report {:type :pass, :message ~msg, :expected '~form, :actual e#})
         e#))))

(defmethod assert-expr 'thrown-with-msg? [msg form]
  (let [[_ class-name pattern & body] form]
    `(try
       ~@body
       (do-report {:type :fail, :message ~msg, :expected '~form, :actual nil})
       (catch ~class-name e#
         (do-report {:type (if (re-find ~pattern (str (ex-message e#))) :pass :fail)
                     :message ~msg, :expected '~form, :actual e#})
         e#))))

(defmacro try-expr
  "Evaluates the assertion form and reports an exception as an error. `is` is this with an optional message.

  (try-expr \"sum\" (= 3 (+ 1 2))) ;=> true"
  [msg form]
  `(try
     ~(assert-expr msg form)
     (catch Throwable t#
       (do-report {:type :error, :message ~msg, :expected '~form, :actual t#}))))

(defmacro is
  "Asserts that form is true and reports the outcome; gives the value of form.
  Two forms are special: (is (thrown? Class body...)) asserts that body throws an exception of that class, and
  (is (thrown-with-msg? Class pattern body...)) that moreover `re-find` finds the pattern in its message.
  msg is printed with a failure.

  (is (= 4 (+ 2 2)) \"two and two\") ;=> true
  (ex-message (is (thrown? ArithmeticException (/ 1 0)))) ;=> \"Divide by zero\""
  ([form] `(is ~form nil))
  ([form msg] `(try-expr ~msg ~form)))

(defmacro are
  "Asserts expr once for each group of args, the symbols of argv replaced by the group.
  See `clojure.template/do-template` for the way the symbols are replaced.

  (are [sum a b] (= sum (+ a b)) 3 1 2, 7 3 4) ;=> true"
  [argv expr & args]
  (if (if (empty? argv)
        (empty? args)
        (and (seq args) (zero? (mod (count args) (count argv)))))
    `(template/do-template ~argv (is ~expr) ~@args)
    (throw (IllegalArgumentException. "The number of args doesn't match are's argv."))))

(defmacro testing
  "Evaluates body, with string added to the contexts that are printed with a failure.

  (testing \"contexts\" (first *testing-contexts*)) ;=> \"contexts\""
  [string & body]
  `(binding [*testing-contexts* (conj *testing-contexts* ~string)]
     ~@body))

;; ---- Definition of tests ----------------------------------------------------------------------------------

(defmacro with-test
  "Evaluates the definition, as of `defn`, and makes body the test of the var it defines.

  (:name (meta (with-test (defn twice [x] (* 2 x)) (is (= 4 (twice 2)))))) ;=> twice"
  [definition & body]
  (if *load-tests*
    `(doto ~definition (alter-meta! assoc :test (fn [] ~@body)))
    definition))

(defmacro deftest
  "Defines a test: a function of no arguments with the assertions in body.
  Calling the function runs the test and reports. Runners find tests by the metadata of their vars.

  (:name (meta (deftest addition (is (= 4 (+ 2 2)))))) ;=> addition"
  [name & body]
  (when *load-tests*
    `(def ~(vary-meta name assoc :test `(fn [] ~@body))
       (fn [] (test-var (var ~name))))))

(defmacro deftest-
  "Defines a test in a private var, otherwise as `deftest`.

  (:private (meta (deftest- subtraction (is (= 0 (- 2 2)))))) ;=> true"
  [name & body]
  (when *load-tests*
    `(def ~(vary-meta name assoc :test `(fn [] ~@body) :private true)
       (fn [] (test-var (var ~name))))))

(defmacro set-test
  "Makes body the test of the existing var called name, in place of the one it may have.

  (do (def answer 42) (set-test answer (is (= 42 answer))) (fn? (:test (meta (var answer))))) ;=> true"
  [name & body]
  (when *load-tests*
    `(alter-meta! (var ~name) assoc :test (fn [] ~@body))))

;; ---- Fixtures ---------------------------------------------------------------------------------------------

(defn- set-fixtures!
  "Stores the fixtures in the metadata of the current namespace, from where they go with it on a reload."
  [kind fixtures]
  (alter-meta! *ns* assoc kind fixtures))

(defmulti use-fixtures
  "Wraps the tests of the current namespace in fixture functions.
  A fixture gets a function of no arguments, which it has to call, and may do things before and after. The first
  argument is :each for fixtures around every test, or :once for fixtures around all of them.

  (contains? (methods use-fixtures) :each) ;=> true"
  (fn [fixture-type & fixtures] fixture-type))

(defmethod use-fixtures :each [_ & fixtures]
  (set-fixtures! ::each-fixtures fixtures))

(defmethod use-fixtures :once [_ & fixtures]
  (set-fixtures! ::once-fixtures fixtures))

(defn compose-fixtures
  "Combines two fixtures into one; f1 is the outer.

  ((compose-fixtures (fn [f] [:outer (f)]) (fn [f] [:inner (f)])) (fn [] :test)) ;=> [:outer [:inner :test]]"
  [f1 f2]
  (fn [test] (f1 (fn [] (f2 test)))))

(defn- no-fixture
  "The fixture that adds nothing."
  [test]
  (test))

(defn join-fixtures
  "Combines a collection of fixtures into one; the first is the outermost.

  ((join-fixtures [(fn [f] [1 (f)]) (fn [f] [2 (f)])]) (fn [] 3)) ;=> [1 [2 3]]
  ((join-fixtures []) (fn [] 3)) ;=> 3"
  [fixtures]
  (reduce compose-fixtures no-fixture fixtures))

;; ---- Running ----------------------------------------------------------------------------------------------

(defn ^:dynamic test-var
  "Runs the test of the var v, if it has one, without fixtures.
  An exception that leaves the test is reported as an error.

  (test-var (var testing)) ;=> nil"
  [v]
  (when-let [test (:test (meta v))]
    (binding [*testing-vars* (conj *testing-vars* v)]
      (do-report {:type :begin-test-var, :var v})
      (inc-report-counter :test)
      (try
        (test)
        (catch Throwable t
          (do-report {:type :error, :message "Uncaught exception, not in assertion.", :expected nil, :actual t})))
      (do-report {:type :end-test-var, :var v}))))

(defn test-vars
  "Runs the tests of those vars that have one, with the fixtures of their namespaces.

  (test-vars [(var testing)]) ;=> nil"
  [vars]
  (doseq [[ns-of-vars vars] (group-by (fn [v] (:ns (meta v))) vars)]
    (let [fixtures (meta ns-of-vars)
          once (join-fixtures (::once-fixtures fixtures))
          each (join-fixtures (::each-fixtures fixtures))]
      (once
       (fn []
         (doseq [v vars :when (:test (meta v))]
           (each (fn [] (test-var v)))))))))

(defn test-all-vars
  "Runs the tests of all vars of the namespace ns, with its fixtures.

  (test-all-vars 'clojure.template) ;=> nil"
  [ns]
  (test-vars (vals (ns-interns ns))))

(defn test-ns
  "Runs the tests of the namespace ns, an object or a symbol, and gives the map of counts.
  A function called test-ns-hook in that namespace is called in place of its tests.

  (with-out-str (test-ns 'clojure.template)) ;=> \"\"
  (binding [report (fn [m])] (test-ns 'clojure.template)) ;=> {:test 0, :pass 0, :fail 0, :error 0}"
  [ns]
  (binding [*report-counters* (ref *initial-report-counters*)]
    (let [ns-object (the-ns ns)]
      (do-report {:type :begin-test-ns, :ns ns-object})
      (if-let [hook (find-var (symbol (name (ns-name ns-object)) "test-ns-hook"))]
        (hook)
        (test-all-vars ns-object))
      (do-report {:type :end-test-ns, :ns ns-object}))
    @*report-counters*))

(defn- report-summary
  "Reports the counts as the end of a run and gives them with the :type :summary."
  [counts]
  (let [summary (assoc counts :type :summary)]
    (do-report summary)
    summary))

(defn run-tests
  "Runs the tests of the namespaces, by default the current one, prints the results and gives the summed counts.

  (binding [report (fn [m])] (run-tests 'clojure.template)) ;=> {:test 0, :pass 0, :fail 0, :error 0, :type :summary}"
  ([] (run-tests *ns*))
  ([& namespaces]
   (report-summary (apply merge-with + (map test-ns namespaces)))))

(defn run-all-tests
  "Runs the tests of all loaded namespaces, or of those with a name that re matches as a whole.

  (binding [report (fn [m])] (:type (run-all-tests #\"clojure[.]template\"))) ;=> :summary"
  ([] (apply run-tests (all-ns)))
  ([re] (apply run-tests (filter (fn [ns] (re-matches re (name (ns-name ns)))) (all-ns)))))

(defn run-test-var
  "Runs the test of one var with the fixtures of its namespace, prints the results and gives the counts.

  (binding [report (fn [m])] (:test (run-test-var (var testing)))) ;=> 0"
  [v]
  (binding [*report-counters* (ref *initial-report-counters*)]
    (let [ns-object (:ns (meta v))]
      (do-report {:type :begin-test-ns, :ns ns-object})
      (test-vars [v])
      (do-report {:type :end-test-ns, :ns ns-object}))
    (report-summary @*report-counters*)))

(defmacro run-test
  "Runs the one test that test-symbol names, with fixtures, prints the results and gives the counts.

  (with-out-str (binding [*err* *out*] (eval '(clojure.test/run-test when)))) ;=> \"when is not a test.\\n\""
  [test-symbol]
  (let [v (resolve test-symbol)
        refuse (fn [& words] (binding [*out* *err*] (apply println words)))]
    (cond
      (nil? v) (refuse "Unable to resolve" test-symbol "to a test function.")
      (not (:test (meta v))) (refuse test-symbol "is not a test.")
      :else `(run-test-var (var ~test-symbol)))))

(defn successful?
  "True if the summary, a result of `run-tests` or another runner, has no failures and no errors.

  (successful? {:test 1, :pass 2, :fail 0, :error 0}) ;=> true
  (successful? {:test 1, :pass 0, :fail 1, :error 0}) ;=> false"
  [summary]
  (and (zero? (:fail summary 0))
       (zero? (:error summary 0))))
