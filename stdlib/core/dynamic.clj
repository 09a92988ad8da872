;; The public dynamic vars of clojure.core that steer reading, compiling and printing, and hold what
;; the REPL remembers. The vars of the running context (*ns* *in* *out* *err*) are native.

(def ^:dynamic *print-length*
  "How many elements of a collection are printed before `...`; nil for all.
  (binding [*print-length* 2] (pr-str [1 2 3])) ;=> \"[1 2 ...]\""
  nil)

(def ^:dynamic *print-level*
  "How many levels of nested collections are printed before `#`; nil for all.
  (binding [*print-level* 1] (pr-str [1 [2]])) ;=> \"[1 #]\""
  nil)

(def ^:dynamic *print-meta*
  "Is metadata printed with objects that `pr` prints?
  (binding [*print-meta* true] (pr-str (with-meta [1] {:a 1}))) ;=> \"^{:a 1} [1]\""
  false)

(def ^:dynamic *print-dup*
  "Does printing keep types apart so that reading gives the same type again?
  *print-dup* ;=> false"
  false)

(def ^:dynamic *print-readably*
  "Are strings and characters printed with quotes and escapes?
  (binding [*print-readably* nil] (pr-str \"a\")) ;=> \"a\""
  true)

(def ^:dynamic *print-namespace-maps*
  "Are maps whose keys share a namespace printed with that in front, as #:a{:b 1}? The REPL says yes.
  (binding [*print-namespace-maps* false] (pr-str {:a/b 1})) ;=> \"{:a/b 1}\""
  false)

(def ^:dynamic *flush-on-newline*
  "Do `prn` and `println` flush the output?
  *flush-on-newline* ;=> true"
  true)

(def ^:dynamic *read-eval*
  "May the reader evaluate #=(...) forms? :unknown forbids reading until it is bound.
  *read-eval* ;=> true"
  true)

(def ^:dynamic *suppress-read*
  "Does the reader skip tagged elements instead of resolving them?
  *suppress-read* ;=> nil"
  nil)

(def ^:dynamic *reader-resolver*
  "An object that resolves namespaces and symbols in ::keywords and `forms, or nil for the usual way.
  *reader-resolver* ;=> nil"
  nil)

(def ^:dynamic *data-readers*
  "Map from tag symbols to the functions that make values of the reader's tagged elements.
  (map? *data-readers*) ;=> true"
  {})

(def ^:dynamic *default-data-reader-fn*
  "Function of tag and value that reads tagged elements without a reader of their own, or nil.
  (binding [*default-data-reader-fn* vector] (read-string \"#x 1\")) ;=> [x 1]"
  nil)

(def default-data-readers
  "The readers of the tags that the language defines, #inst and #uuid.
  (sort (keys default-data-readers)) ;=> (inst uuid)"
  {'inst clutch.rt/read-inst
   'uuid (fn [s] (java.util.UUID/fromString s))})

(def ^:dynamic *math-context*
  "The precision and rounding of decimal arithmetic as set by `with-precision`, or nil for exact results.
  *math-context* ;=> nil"
  nil)

(def ^:dynamic *unchecked-math*
  "Accepted for compatibility; integer arithmetic always checks for overflow.
  *unchecked-math* ;=> false"
  false)

(def ^:dynamic *warn-on-reflection*
  "Accepted for compatibility; there is no reflection to warn about.
  *warn-on-reflection* ;=> false"
  false)

(def ^:dynamic *assert*
  "Are `assert` and pre- and postconditions compiled?
  *assert* ;=> true"
  true)

(def ^:dynamic *allow-unresolved-vars*
  "Accepted for compatibility.
  *allow-unresolved-vars* ;=> false"
  false)

(def ^:dynamic *command-line-args*
  "The arguments of the script as a seq of strings, or nil.
  (or (nil? *command-line-args*) (seq? *command-line-args*)) ;=> true"
  nil)

(def ^:dynamic *file*
  "Name of the source that is being loaded, NO_SOURCE_PATH at the REPL.
  (string? *file*) ;=> true"
  "NO_SOURCE_PATH")

(def ^:dynamic *source-path*
  "Last part of the name of the source that is being loaded.
  (string? *source-path*) ;=> true"
  "NO_SOURCE_FILE")

(def ^:dynamic *compile-path*
  "Accepted for compatibility; nothing is compiled to files.
  *compile-path* ;=> \"classes\""
  "classes")

(def ^:dynamic *compile-files*
  "Is code being compiled to files? Always false here.
  *compile-files* ;=> false"
  false)

(def ^:dynamic *compiler-options*
  "Accepted for compatibility.
  *compiler-options* ;=> nil"
  nil)

(def ^:dynamic *fn-loader*
  "Accepted for compatibility.
  *fn-loader* ;=> nil"
  nil)

(def ^:dynamic *use-context-classloader*
  "Accepted for compatibility; there are no class loaders.
  *use-context-classloader* ;=> true"
  true)

(def ^:dynamic *verbose-defrecords*
  "Are records printed in full form under *print-dup*?
  *verbose-defrecords* ;=> false"
  false)

(def ^:dynamic *repl*
  "Is this code run by a REPL?
  (boolean? *repl*) ;=> true"
  false)

(def ^:dynamic *agent*
  "The agent whose action this thread runs, else nil.
  *agent* ;=> nil"
  nil)

(def ^:dynamic *1
  "The value of the last expression at the REPL.
  (+ 1 2) ;=> 3
  *1 ;=> 3"
  nil)

(def ^:dynamic *2
  "The value of the last expression but one at the REPL.
  *2 ;=> nil"
  nil)

(def ^:dynamic *3
  "The value of the last expression but two at the REPL.
  *3 ;=> nil"
  nil)

(def ^:dynamic *e
  "The last exception that the REPL caught.
  *e ;=> nil"
  nil)

(def ^:dynamic *clojure-version*
  "The version of Clojure whose behaviour the language follows, as a map.
  (:major *clojure-version*) ;=> 1"
  {:major 1 :minor 11 :incremental 1 :qualifier nil})

(defn clojure-version
  "Returns the version in *clojure-version* as a string.
  (clojure-version) ;=> \"1.11.1\""
  []
  (let [{:keys [major minor incremental qualifier]} *clojure-version*]
    (str major "." minor
         (when incremental (str "." incremental))
         (when qualifier (str "-" qualifier)))))
