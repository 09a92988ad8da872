(ns clojure.main
  "Building blocks of a REPL, and how errors are told to its user.

  The REPL of the language itself is not made of these. They serve programs that bring their own: `repl` is a whole
  one, of which each step may be replaced."
  (:refer-clojure :exclude [with-bindings])
  (:require [clojure.repl :as repl]
            [clojure.string :as str]))

(def repl-requires
  "What a REPL requires in its first namespace, as arguments for `require`.

  (map first repl-requires) ;=> (clojure.repl clojure.pprint)"
  '[[clojure.repl :refer (source apropos dir pst doc find-doc)]
    [clojure.pprint :refer (pp pprint)]])

(defmacro with-bindings
  "Evaluates body with bindings of its own for the vars that a REPL sets: the namespace, results, printing, arguments.

  (with-bindings (set! *print-length* 3) (pr-str (range 9))) ;=> \"(0 1 2 ...)\""
  [& body]
  `(binding [*ns* *ns*
             *warn-on-reflection* *warn-on-reflection*
             *print-meta* *print-meta*
             *print-length* *print-length*
             *print-level* *print-level*
             *print-namespace-maps* true
             *data-readers* *data-readers*
             *default-data-reader-fn* *default-data-reader-fn*
             *command-line-args* *command-line-args*
             *unchecked-math* *unchecked-math*
             *assert* *assert*
             *1 nil
             *2 nil
             *3 nil
             *e nil]
     ~@body))

;; ---- Errors -----------------------------------------------------------------------------------------------

(defn demunge
  "Turns the class name of a function, as found in a stack trace, into the name of the function.

  (demunge \"app.core$valid_QMARK_\") ;=> \"app.core/valid?\""
  [fn-name]
  (repl/demunge fn-name))

(defn root-cause
  "Gives the innermost cause of the exception t, or t itself if it has none.

  (ex-message (root-cause (Exception. \"outer\" (Exception. \"inner\")))) ;=> \"inner\""
  [t]
  (repl/root-cause t))

(defn stack-element-str
  "Describes an element of a stack trace: what was running, the file and the line.

  (stack-element-str (StackTraceElement. \"app.core$run_all\" \"invoke\" \"core.clj\" 3)) ;=> \"app.core/run-all (core.clj:3)\""
  [el]
  (repl/stack-element-str el))

(defn repl-exception
  "Gives the exception that matters to the user of a REPL: the root cause.

  (ex-message (repl-exception (Exception. \"outer\" (Exception. \"inner\")))) ;=> \"inner\""
  [throwable]
  (root-cause throwable))

(defn ex-triage
  "Finds in an exception as data, a result of `Throwable->map`, what to tell a user.
  Gives a map with keys of :clojure.error, among them the :phase in which it happened, the :class and message (:cause)
  and the place.

  (:clojure.error/cause (ex-triage (Throwable->map (Exception. \"lost\")))) ;=> \"lost\""
  [datafied-throwable]
  (let [{:keys [via trace phase] :or {phase :execution}} datafied-throwable
        {:keys [type message data]} (peek (vec via))
        {:clojure.error/keys [phase source line column symbol] :or {phase phase}} (:data (first via))
        [class-name method file-name line-number] (first trace)]
    (into {}
          (remove (comp nil? val))
          {:clojure.error/phase phase
           :clojure.error/class type
           :clojure.error/cause message
           :clojure.error/source (if (= :execution phase) file-name source)
           :clojure.error/line (if (= :execution phase) line-number line)
           :clojure.error/column column
           :clojure.error/symbol (or symbol
                                     (when class-name
                                       (clojure.core/symbol (demunge (str class-name)))))})))

(defn ex-str
  "Tells in words what a result of `ex-triage` says.

  (clojure.string/includes? (ex-str (ex-triage (Throwable->map (Exception. \"lost\")))) \"lost\") ;=> true"
  [{:clojure.error/keys [phase source path line column symbol class cause spec] :as triage-data}]
  (let [place (str (or path source "REPL") ":" (or line 1) (when column (str ":" column)))
        short-class (when class (str "(" (last (str/split (str class) #"\.")) ")"))
        subject (when symbol (str symbol " "))]
    (str (case phase
           :read-source (str "Syntax error reading source at (" place ").")
           (:macro-syntax-check :compile-syntax-check) (str "Syntax error " short-class " compiling " subject "at (" place ").")
           :macroexpansion (str "Unexpected error " short-class " macroexpanding " subject "at (" place ").")
           :compilation (str "Unexpected error " short-class " compiling " subject "at (" place ").")
           :read-eval-result (str "Error reading eval result " short-class " at " subject "(" place ").")
           :print-eval-result (str "Error printing return value " short-class " at " subject "(" place ").")
           (str "Execution error " short-class " at " subject "(" place ")."))
         "\n" cause "\n")))

(defn err->msg
  "Tells in words what went wrong with the exception e.

  (clojure.string/includes? (err->msg (Exception. \"lost\")) \"lost\") ;=> true"
  [e]
  (ex-str (ex-triage (Throwable->map e))))

(defn repl-caught
  "Tells the user about the exception e, on `*err*`. This is what `repl` does by default.

  (clojure.string/includes? (with-out-str (binding [*err* *out*] (repl-caught (Exception. \"lost\")))) \"lost\") ;=> true"
  [e]
  (binding [*out* *err*]
    (print (err->msg e))
    (flush)))

;; ---- Reading ----------------------------------------------------------------------------------------------

(defn skip-whitespace
  "Reads blanks and comments from the stream s; tells what is next: :line-start, :stream-end or :body.

  (skip-whitespace (java.io.PushbackReader. (java.io.StringReader. \"  x\"))) ;=> :body"
  [s]
  (loop [c (.read s)]
    (cond
      (= c (int \newline)) :line-start
      (= c -1) :stream-end
      (= c (int \;)) (do (loop [c (.read s)]
                           (if (or (= c -1) (= c (int \newline)))
                             nil
                             (recur (.read s))))
                         :line-start)
      (or (Character/isWhitespace (char c)) (= c (int \,))) (recur (.read s))
      :else (do (.unread s c) :body))))

(defn skip-if-eol
  "Reads a newline from the stream s if one is next; tells what is next then, as `skip-whitespace`.

  (skip-if-eol (java.io.PushbackReader. (java.io.StringReader. \"\\nx\"))) ;=> :line-start
  (skip-if-eol (java.io.PushbackReader. (java.io.StringReader. \"x\"))) ;=> :body"
  [s]
  (let [c (.read s)]
    (cond
      (= c (int \newline)) :line-start
      (= c -1) :stream-end
      :else (do (.unread s c) :body))))

(defmacro with-read-known
  "Evaluates body with `*read-eval*` true if it was :unknown.

  (with-read-known *read-eval*) ;=> true"
  [& body]
  `(binding [*read-eval* (if (= :unknown *read-eval*) true *read-eval*)]
     ~@body))

(defn renumbering-read
  "Reads a form from reader with the options opts. Line numbers are those of the reader; line-number is ignored.

  (renumbering-read {} (java.io.PushbackReader. (java.io.StringReader. \"[1]\")) 1) ;=> [1]"
  [opts reader line-number]
  (read opts reader))

(defn repl-prompt
  "Prints the prompt of a REPL: the current namespace.

  (with-out-str (binding [*ns* (create-ns 'app)] (repl-prompt))) ;=> \"app=> \""
  []
  (print (str (ns-name *ns*) "=> ")))

(defn repl-read
  "Reads a form from `*in*`; gives request-prompt at the start of a line and request-exit at the end of input.

  (with-in-str \"[1]\" (repl-read :prompt :exit)) ;=> [1]
  (with-in-str \"\" (repl-read :prompt :exit)) ;=> :exit"
  [request-prompt request-exit]
  (case (skip-whitespace *in*)
    :line-start request-prompt
    :stream-end request-exit
    (let [form (read {:read-cond :allow} *in*)]
      (skip-if-eol *in*)
      form)))

(defn repl
  "Reads, evaluates and prints until the end of input. Options are keyword arguments, functions for the steps:

    :init         called first
    :need-prompt  whether a prompt is wanted, as far as reading does not say
    :prompt       prints the prompt; `repl-prompt`
    :flush        called after output
    :read         reads a form, see `repl-read`
    :eval         evaluates a form
    :print        prints a result
    :caught       called with an exception of these; `repl-caught`

  (with-out-str (with-in-str \"(+ 1 2)\" (repl :prompt (fn [])))) ;=> \"3\\n\""
  [& options]
  (let [{:keys [init need-prompt prompt flush read eval print caught]
         :or {init (fn [])
              need-prompt (fn [] true)
              prompt repl-prompt
              flush flush
              read repl-read
              eval eval
              print prn
              caught repl-caught}} (apply hash-map options)
        request-prompt (Object.)
        request-exit (Object.)
        remember (fn [value]
                   (set! *3 *2)
                   (set! *2 *1)
                   (set! *1 value))
        step (fn []
               (try
                 (let [input (with-read-known (read request-prompt request-exit))]
                   (if (or (identical? request-prompt input) (identical? request-exit input))
                     input
                     (let [value (eval input)]
                       (remember value)
                       (print value)
                       nil)))
                 (catch Throwable e
                   (caught e)
                   (set! *e e)
                   nil)))]
    (with-bindings
      (try
        (init)
        (catch Throwable e
          (caught e)
          (set! *e e)))
      (prompt)
      (flush)
      (loop []
        (let [result (step)]
          (when-not (identical? request-exit result)
            (when (need-prompt)
              (prompt))
            (flush)
            (recur)))))))

(defn load-script
  "Loads the program in the file path, or on `*in*` if path is \"-\".

  (load-script \"program.clj\") ; evaluates the file"
  [path]
  (if (= "-" path)
    (load-reader *in*)
    (load-file path)))

(defn report-error
  "Tells about the exception t, on `*err*`. Options, such as a target, are ignored.

  (clojure.string/includes? (with-out-str (binding [*err* *out*] (report-error (Exception. \"lost\")))) \"lost\") ;=> true"
  [t & {:keys [target] :or {target "file"} :as opts}]
  (repl-caught t))

(defn main
  "Runs the program in the file that the first argument names, or a REPL if there is none.
  The other arguments are in `*command-line-args*` meanwhile.

  (main \"program.clj\" \"argument\") ; evaluates the file"
  [& args]
  (let [[path & others] args]
    (if path
      (binding [*command-line-args* others]
        (load-script path))
      (repl)))
  (flush))
