;; The hooks of printing, and output to and input from strings.
;;
;; The printer is native. It asks print-method (or print-dup) only for values for which a program
;; has added a method; called directly, both fall back on the native printer.

(def print-method
  "Multimethod of value and writer that prints values: add methods to change how a type prints.
  It dispatches on the keyword under :type in the metadata, else on the class.
  (with-out-str (print-method [1 \"a\"] *out*)) ;=> \"[1 \\\"a\\\"]\""
  (clutch.rt/make-multi
    'clojure.core/print-method
    (fn [x _]
      (let [t (:type (meta x))]
        (if (keyword? t) t (class x))))
    :default nil {:clutch.rt/fallback clutch.rt/print-default}))

(def print-dup
  "Multimethod of value and writer that prints values when *print-dup* is true.
  (with-out-str (print-dup 1 *out*)) ;=> \"1\""
  (clutch.rt/make-multi
    'clojure.core/print-dup
    (fn [x _] (class x))
    :default nil {:clutch.rt/fallback clutch.rt/print-dup-default}))

(defn print-simple
  "Prints x to the writer as its string, with metadata in front if *print-meta* is true.
  (with-out-str (print-simple 'a *out*)) ;=> \"a\""
  [x w]
  (when-let [m (and *print-meta* (not-empty (meta x)))]
    (.write w "^")
    (print-method m w)
    (.write w " "))
  (.write (clutch.rt/need java.io.Writer w) (str x))
  nil)

(def char-escape-string
  "Map from characters to their escapes in printed strings, nil for characters without one.
  (char-escape-string \\newline) ;=> \"\\\\n\""
  {\newline "\\n"
   \tab "\\t"
   \return "\\r"
   \" "\\\""
   \\ "\\\\"
   \formfeed "\\f"
   \backspace "\\b"})

(def char-name-string
  "Map from characters to their names in printed characters, nil for characters without one.
  (char-name-string \\space) ;=> \"space\""
  {\newline "newline"
   \tab "tab"
   \space "space"
   \backspace "backspace"
   \formfeed "formfeed"
   \return "return"})

(defmacro with-out-str
  "Evaluates body and returns what it printed to *out*.
  (with-out-str (print 1 2)) ;=> \"1 2\""
  [& body]
  `(let [w# (java.io.StringWriter.)]
     (binding [*out* w#]
       ~@body
       (str w#))))

(defmacro with-in-str
  "Evaluates body with *in* reading from the string s.
  (with-in-str \"a b\" (read-line)) ;=> \"a b\""
  [s & body]
  `(with-open [r# (clojure.lang.LineNumberingPushbackReader. (java.io.StringReader. ~s))]
     (binding [*in* r#]
       ~@body)))

(defn line-seq
  "Returns a lazy seq of the lines that a reader gives; the reader must stay open while it is read.
  (line-seq (java.io.BufferedReader. (java.io.StringReader. \"a\\nb\"))) ;=> (\"a\" \"b\")"
  [rdr]
  (when-let [line (.readLine
                           (if (or (nil? rdr) (instance? clojure.lang.LineNumberingPushbackReader rdr))
                             rdr
                             (clutch.rt/need java.io.BufferedReader rdr)))]
    (cons line (lazy-seq (line-seq rdr)))))

(defn file-seq
  "Returns a lazy seq of the file dir and, if it is a directory, everything under it.
  (count (file-seq (java.io.File. \"no-such-file\"))) ;=> 1"
  [dir]
  (tree-seq (fn [f] (.isDirectory (clutch.rt/need java.io.File f)))
            (fn [d] (seq (.listFiles d)))
            dir))

(defn read+string
  "Reads one form like `read` and returns the vector of it and the text it was read from.
  The reader must be a clojure.lang.LineNumberingPushbackReader.
  (with-in-str \" (+ 1  2)\" (read+string)) ;=> [(+ 1 2) \"(+ 1  2)\"]"
  ([] (read+string *in*))
  ([stream] (read+string stream true nil))
  ([stream eof-error? eof-value] (read+string stream eof-error? eof-value false))
  ([stream eof-error? eof-value recursive?]
   (try
     (.captureString stream)
     (let [form (read stream eof-error? eof-value recursive?)]
       [form (.trim (.getString stream))])
     (catch Throwable e
       (.getString stream)
       (throw e))))
  ([opts stream]
   (try
     (.captureString stream)
     (let [form (read opts stream)]
       [form (.trim (.getString stream))])
     (catch Throwable e
       (.getString stream)
       (throw e)))))
