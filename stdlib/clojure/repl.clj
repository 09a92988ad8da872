(ns clojure.repl
  "Helpers for work at the REPL: documentation, source, names, the last exception.
  All of them print; the functions with -fn in their names give data instead."
  (:require [clojure.string :as str]))

;; ---- Documentation ----------------------------------------------------------------------------------------

(def ^:private special-forms
  "What `doc` shows for special forms, which are no vars: the shapes they have and a text."
  '{def    {:forms [(def symbol doc-string? init?)]
            :doc "Defines a var of the current namespace, with the value of init if that is given.
  Metadata of the symbol is evaluated and becomes metadata of the var."}
    if     {:forms [(if test then else?)]
            :doc "Evaluates test, then only one of the others: else if test gave nil or false, otherwise then.
  A missing else gives nil."}
    do     {:forms [(do exprs*)]
            :doc "Evaluates the expressions in order and gives the value of the last, nil if there is none."}
    quote  {:forms [(quote form)]
            :doc "Gives the form as it is, not evaluated."}
    var    {:forms [(var symbol)]
            :doc "Gives the var that the symbol names, not its value. #'symbol is short for it."}
    recur  {:forms [(recur exprs*)]
            :doc "Evaluates the expressions, then goes on at the innermost loop or function with these values.
  Only possible as the last thing that the loop or function does."}
    throw  {:forms [(throw expr)]
            :doc "Throws the value of expr, which must be an exception."}
    try    {:forms [(try expr* catch-clause* finally-clause?)]
            :doc "catch-clause => (catch class-name name expr*)
  finally-clause => (finally expr*)

  Evaluates the expressions. If one throws, the first catch clause for its class is evaluated, with name bound to
  the exception, and gives the value. The finally clause is evaluated in any case, for its effects."}
    set!   {:forms [(set! var-symbol expr) (set! field-symbol expr)]
            :doc "Changes the thread's binding of a dynamic var, or a mutable field inside of its type."}
    new    {:forms [(Classname. args*) (new Classname args*)]
            :doc "Makes an instance of the class with the arguments of one of its constructors."}
    .      {:forms [(.method object args*) (.-field object) (Classname/method args*) Classname/field]
            :doc "Calls a method or reads a field of an object or of a class."}})

(def ^:private special-parts
  "Symbols that are documented with the form in which they occur."
  '{& fn, catch try, finally try})

(defn- special-form-doc
  "The description of the special form called name, or nil."
  [name]
  (when-let [description (special-forms name)]
    (assoc description :name name :special-form true)))

(defn- print-doc
  "Prints a description: the metadata of a var or of a namespace, or an entry of `special-forms`."
  [{:keys [ns name forms arglists macro special-form doc]}]
  (println "-------------------------")
  (println (str (when ns (str (ns-name ns) "/")) name))
  (doseq [form forms]
    (print "  ")
    (prn form))
  (when arglists (prn arglists))
  (cond
    special-form (println "Special Form")
    macro (println "Macro"))
  (when doc (println (str "  " doc))))

(defn- namespace-doc
  "The description of the namespace object ns."
  [ns]
  (assoc (meta ns) :name (ns-name ns)))

(defmacro doc
  "Prints the documentation of what name, a symbol, stands for: a var, a special form or a namespace.

  (with-out-str (doc no-such-name)) ;=> \"\"
  (doc map) ; prints the name, the argument lists and the text"
  [name]
  (let [symbol (get special-parts name name)]
    (cond
      (special-forms symbol) `(#'print-doc (#'special-form-doc '~symbol))
      (not (symbol? symbol)) nil
      (find-ns symbol) `(#'print-doc (#'namespace-doc (find-ns '~symbol)))
      (var? (resolve symbol)) `(#'print-doc (meta (var ~symbol))))))

(defn find-doc
  "Prints the documentation of everything whose name or text the pattern or string occurs in, ordered by name.

  (clojure.string/includes? (with-out-str (find-doc \"postwalk-demo\")) \"postwalk-demo\") ;=> true"
  [re-string-or-pattern]
  (let [re (re-pattern re-string-or-pattern)
        vars (for [ns (sort-by ns-name (all-ns))
                   [_ v] (sort-by key (ns-publics ns))]
               (meta v))
        descriptions (concat vars
                             (map namespace-doc (all-ns))
                             (map special-form-doc (keys special-forms)))]
    (doseq [description descriptions
            :when (and (:doc description)
                       (or (re-find re (:doc description))
                           (re-find re (str (:name description)))))]
      (print-doc description))))

;; ---- Names ------------------------------------------------------------------------------------------------

(defn apropos
  "Finds the public names, in all loaded namespaces, in which a string or symbol occurs or a pattern matches.
  Gives them as sorted qualified symbols.

  (apropos #\"^reduce-kv$\") ;=> (clojure.core/reduce-kv)
  (apropos \"no such name\") ;=> ()"
  [str-or-pattern]
  (let [matches? (if (instance? java.util.regex.Pattern str-or-pattern)
                   (fn [name] (re-find str-or-pattern name))
                   (fn [name] (str/includes? name (str str-or-pattern))))]
    (sort (for [ns (all-ns)
                name (keys (ns-publics ns))
                :when (matches? (str name))]
            (symbol (str (ns-name ns)) (str name))))))

(defn dir-fn
  "Gives the sorted public names of a namespace, which may be named by an alias.

  (take 2 (dir-fn 'clojure.string)) ;=> (blank? capitalize)"
  [ns]
  (sort (keys (ns-publics (the-ns (get (ns-aliases *ns*) ns ns))))))

(defmacro dir
  "Prints the sorted public names of the namespace nsname, a symbol, one on each line.

  (subs (with-out-str (dir clojure.string)) 0 7) ;=> \"blank?\\n\""
  [nsname]
  `(doseq [name# (dir-fn '~nsname)]
     (println name#)))

;; ---- Source -----------------------------------------------------------------------------------------------

(defn source-fn
  "Gives the text of the definition that the symbol x names, or nil if it is not known.

  (source-fn 'no-such-name) ;=> nil"
  [x]
  (let [v (resolve x)]
    (when (var? v)
      (clutch.rt/var-source v))))

(defmacro source
  "Prints the text of the definition that n, a symbol, names.

  (with-out-str (source no-such-name)) ;=> \"Source not found\\n\""
  [n]
  `(println (or (source-fn '~n) "Source not found")))

;; ---- Exceptions -------------------------------------------------------------------------------------------

(def ^:private munged
  "The characters that stand for themselves in names, by the words for them in names of host classes."
  {"BANG" "!", "COLON" ":", "PLUS" "+", "GT" ">", "LT" "<", "EQ" "=", "TILDE" "~", "CIRCA" "@", "SHARP" "#",
   "SINGLEQUOTE" "'", "DOUBLEQUOTE" "\"", "PERCENT" "%", "CARET" "^", "AMPERSAND" "&", "STAR" "*", "BAR" "|",
   "LBRACE" "{", "RBRACE" "}", "LBRACK" "[", "RBRACK" "]", "SLASH" "/", "BSLASH" "\\", "QMARK" "?"})

(defn demunge
  "Turns the class name of a function, as found in a stack trace, into the name of the function.

  (demunge \"app.core$valid_QMARK_\") ;=> \"app.core/valid?\"
  (demunge \"app.core$run_all$fn__12\") ;=> \"app.core/run-all/fn--12\""
  [fn-name]
  (str/replace fn-name #"_([A-Z]+)_|_|\$"
               (fn [[found word]]
                 (cond
                   (= "$" found) "/"
                   word (get munged word (str "-" word "-"))
                   :else "-"))))

(defn root-cause
  "Gives the innermost cause of the exception t, or t itself if it has none.

  (ex-message (root-cause (Exception. \"outer\" (Exception. \"inner\")))) ;=> \"inner\""
  [t]
  (if-let [cause (ex-cause t)]
    (recur cause)
    t))

(defn stack-element-str
  "Describes an element of a stack trace: what was running, the file and the line.

  (stack-element-str (StackTraceElement. \"app.core$run_all\" \"invoke\" \"core.clj\" 3)) ;=> \"app.core/run-all (core.clj:3)\""
  [el]
  (let [file (.getFileName el)
        ours? (and file (re-find #"\.cljc?$|^NO_SOURCE_FILE$" file))]
    (str (if ours?
           (demunge (.getClassName el))
           (str (.getClassName el) "." (.getMethodName el)))
         " (" file ":" (.getLineNumber el) ")")))

(defn pst
  "Prints an exception, up to depth elements of its stack trace, and the same of its causes, to `*err*`.
  The exception defaults to the root cause of the last one of the REPL, depth to 12.

  (clojure.string/includes? (with-out-str (binding [*err* *out*] (pst (Exception. \"lost\") 1))) \"lost\") ;=> true"
  ([] (pst 12))
  ([e-or-depth]
   (if (instance? Throwable e-or-depth)
     (pst e-or-depth 12)
     (when-let [e *e]
       (pst (root-cause e) e-or-depth))))
  ([e depth]
   (binding [*out* *err*]
     (loop [e e]
       (println (str (.getSimpleName (class e)) " " (ex-message e)
                     (when-let [data (ex-data e)] (str " " (pr-str data)))))
       (doseq [element (take depth (remove (fn [element] (#{"clojure.lang.RestFn" "clojure.lang.AFn"} (.getClassName element)))
                                           (.getStackTrace e)))]
         (println (str \tab (stack-element-str element))))
       (when-let [cause (ex-cause e)]
         (println "Caused by:")
         (recur cause))))))
