(ns clojure.stacktrace
  "Prints exceptions and their stack traces to `*out*`, in the form that reports of `clojure.test` have.
  See `clojure.repl/pst` for a shorter form on `*err*`.")

(defn root-cause
  "Gives the innermost cause of the exception tr, or tr itself if it has none.

  (ex-message (root-cause (Exception. \"outer\" (Exception. \"inner\")))) ;=> \"inner\""
  [tr]
  (if-let [cause (ex-cause tr)]
    (recur cause)
    tr))

(defn print-trace-element
  "Prints one element of a stack trace: what was running, the file and the line.
  A function of the language is shown as its namespace and name, anything else as class and method.

  (with-out-str (print-trace-element (StackTraceElement. \"a.b$c\" \"run\" \"b.clj\" 3))) ;=> \"a.b$c.run (b.clj:3)\""
  [e]
  (let [class-name (.getClassName e)
        method (.getMethodName e)
        [_ space function] (re-matches #"([\w.-]+)\$(\w+)__\d+" class-name)]
    (if (and space (= "invoke" method))
      (print (str space "/" function))
      (print (str class-name "." method)))
    (print (str " (" (.getFileName e) ":" (.getLineNumber e) ")"))))

(defn print-throwable
  "Prints class and message of the exception tr, and on a second line its data if it is an `ex-info`.

  (with-out-str (print-throwable (Exception. \"lost\"))) ;=> \"java.lang.Exception: lost\"
  (with-out-str (print-throwable (ex-info \"lost\" {:a 1}))) ;=> \"clojure.lang.ExceptionInfo: lost\\n{:a 1}\""
  [tr]
  (print (str (.getName (class tr)) ": " (or (ex-message tr) "null")))
  (when-let [data (ex-data tr)]
    (newline)
    (pr data)))

(defn print-stack-trace
  "Prints the exception tr and its stack trace, of which at most n elements if n is given. Causes are left out.

  (first (clojure.string/split-lines (with-out-str (print-stack-trace (Exception. \"lost\") 1)))) ;=> \"java.lang.Exception: lost\""
  ([tr] (print-stack-trace tr nil))
  ([tr n]
   (let [[top & others] (.getStackTrace tr)]
     (print-throwable tr)
     (newline)
     (print " at ")
     (if top
       (print-trace-element top)
       (print "[empty stack trace]"))
     (newline)
     (doseq [element (if n (take (dec n) others) others)]
       (print "    ")
       (print-trace-element element)
       (newline)))))

(defn print-cause-trace
  "Prints the exception tr as `print-stack-trace` does, and then each of its causes.

  (first (clojure.string/split-lines (with-out-str (print-cause-trace (Exception. \"lost\") 1)))) ;=> \"java.lang.Exception: lost\""
  ([tr] (print-cause-trace tr nil))
  ([tr n]
   (print-stack-trace tr n)
   (when-let [cause (ex-cause tr)]
     (print "Caused by: ")
     (recur cause n))))

(defn e
  "Prints the root cause of the last exception of the REPL with the top of its stack trace.

  (first (clojure.string/split-lines (with-out-str (binding [*e (Exception. \"lost\")] (e))))) ;=> \"java.lang.Exception: lost\""
  []
  (print-stack-trace (root-cause *e) 8))
