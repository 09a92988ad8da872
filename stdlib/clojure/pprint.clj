(ns clojure.pprint
  "Pretty printing of data and code, tables, and formatted output by directives.

  Everything that is printed inside of a block, by `print` and `pr` as well as by the functions here, is collected as
  tokens in `*collected*` and laid out when the outermost block ends (see `clojure.pprint.layout`). How a value is
  cut into blocks is decided by a dispatch function: `simple-dispatch` for data, `code-dispatch` for code, or one of
  the program's own; both are multimethods on classes. `write` and `pprint` start it.

  Parts of this namespace are in the folder of its name: the dispatch of code and the formatter."
  (:require [clojure.pprint.layout :as layout]
            [clojure.pprint.numeral :as numeral]
            [clojure.string :as str]
            [clojure.walk :as walk]))

;; ---- Settings ---------------------------------------------------------------------------------------------

(def ^:dynamic *print-pretty*
  "When false, `write` prints as `pr` does.

  *print-pretty* ;=> true"
  true)

(def ^:dynamic *print-right-margin*
  "The number of columns that lines should not reach; nil for lines of any length.

  *print-right-margin* ;=> 72"
  72)

(def ^:dynamic *print-miser-width*
  "The width of a zone before the right margin; blocks that start in it are broken into lines more readily.
  nil turns that off.

  *print-miser-width* ;=> 40"
  40)

(def ^:dynamic *print-base*
  "The base for integers and ratios that `write` and `pprint` print.

  (binding [*print-base* 2] (write 5 :stream nil)) ;=> \"101\""
  10)

(def ^:dynamic *print-radix*
  "When true, integers and ratios are printed with a mark of their base.

  (binding [*print-radix* true *print-base* 16] (write 255 :stream nil)) ;=> \"#xff\""
  nil)

(def ^:dynamic *print-suppress-namespaces*
  "When true, symbols are printed without their namespaces.

  (binding [*print-suppress-namespaces* true] (write 'a/b :stream nil)) ;=> \"b\""
  nil)

(def ^:dynamic ^:private *level*
  "The number of blocks around what is being printed."
  0)

;; ---- Collecting -------------------------------------------------------------------------------------------

(def ^:dynamic ^:private *collected*
  "While something is pretty printed: a map of the :writer that output goes to and the :tokens, a volatile vector."
  nil)

(defn- collecting?
  "True if output at this place is being collected, not redirected elsewhere."
  []
  (and *collected* (identical? *out* (:writer *collected*))))

(defn- text-tokens
  "The tokens of a printed string."
  [s]
  (if (str/includes? s "\n")
    (rest (mapcat (fn [line] (if (= "" line) [[:break]] [[:break] [:text line]]))
                  (str/split s #"\n" -1)))
    [[:text s]]))

(defn- take-text
  "Turns what was printed since the last token into tokens."
  []
  (let [s (clutch.rt/writer-take! (:writer *collected*))]
    (when-not (= "" s)
      (vswap! (:tokens *collected*) into (text-tokens s)))))

(defn- add-token
  "Adds a token after everything printed so far. Outside of pretty printing there is no layout, and no effect."
  [token]
  (when (collecting?)
    (take-text)
    (vswap! (:tokens *collected*) conj token)
    nil))

(defn- collect
  "Calls f and gives what it printed, laid out. Output is collected anew, whether or not that was done before."
  [f]
  (let [writer (java.io.StringWriter.)
        tokens (volatile! [])]
    (binding [*out* writer
              *collected* {:writer writer :tokens tokens}]
      (f)
      (take-text))
    (layout/layout @tokens *print-right-margin* *print-miser-width*)))

(defn- pretty
  "Calls f so that blocks and newlines have effect: in the layout that is going on, or one of its own."
  [f]
  (if (collecting?)
    (f)
    (print (collect f)))
  nil)

(defn get-pretty-writer
  "Gives a writer for use with blocks. Any writer will do, so that is the writer itself.

  (identical? *out* (get-pretty-writer *out*)) ;=> true"
  [writer]
  writer)

(defn fresh-line
  "Ends the line, unless it is known to be empty: outside of pretty printing that is never known.

  (with-out-str (pprint-logical-block (print 1) (fresh-line) (fresh-line) (print 2))) ;=> \"1\\n2\""
  []
  (if (collecting?)
    (add-token [:fresh])
    (newline)))

;; ---- Blocks -----------------------------------------------------------------------------------------------

(defn ^:no-doc write-block
  "Prints a block whose contents are printed by f. `pprint-logical-block` expands into a call of this.

  (with-out-str (write-block \"(\" nil \")\" #(print 1))) ;=> \"(1)\""
  [prefix per-line-prefix suffix f]
  (if (and *print-level* (>= *level* *print-level*))
    (print "#")
    (pretty
     (fn []
       (binding [*level* (inc *level*)]
         (add-token [:start (or prefix "") (or per-line-prefix "") (or suffix "")])
         (f)
         (add-token [:end])))))
  nil)

(defmacro pprint-logical-block
  "Evaluates body, whose output is a block that is kept on one line if it fits.
  Options come first: :prefix and :suffix, strings around the block; :per-line-prefix, a string at the start of every
  further line of it. Newlines and indentation inside are made by `pprint-newline` and `pprint-indent`.

  (with-out-str (pprint-logical-block :prefix \"<\" :suffix \">\" (print 1 2))) ;=> \"<1 2>\""
  [& args]
  (loop [options {} [k v & others :as args] args]
    (if (#{:prefix :per-line-prefix :suffix} k)
      (recur (assoc options k v) others)
      `(write-block ~(:prefix options) ~(:per-line-prefix options) ~(:suffix options)
                    (fn [] ~@args)))))

(defn- check-argument
  "Throws unless x is one of the allowed arguments."
  [x allowed]
  (when-not (allowed x)
    (throw (IllegalArgumentException. (str "Bad argument: " x ". It must be one of " allowed)))))

(defn pprint-newline
  "Marks a place in a block where the line may end.
  Of kind :linear, it does if the block does not fit on one line; :fill, if what follows does not fit; :miser, as
  :linear but only near the right margin; :mandatory, always.

  (with-out-str (pprint-logical-block (print 1) (pprint-newline :mandatory) (print 2))) ;=> \"1\\n2\""
  [kind]
  (check-argument kind #{:linear :fill :miser :mandatory})
  (add-token [:newline kind]))

(defn pprint-indent
  "Sets the indentation of the further lines of a block.
  It is n columns from the start of the block, with relative-to :block, or from where the line has come to, with
  :current.

  (with-out-str (pprint-logical-block (pprint-indent :block 2) (pprint-newline :mandatory) (print 1))) ;=> \"\\n  1\""
  [relative-to n]
  (check-argument relative-to #{:block :current})
  (add-token [:indent relative-to n]))

(defn pprint-tab
  "Refuses: tabulation in blocks is not available.

  (try (pprint-tab :line 1 2) (catch UnsupportedOperationException _ :unsupported)) ;=> :unsupported"
  [kind colnum colinc]
  (check-argument kind #{:line :section :line-relative :section-relative})
  (throw (UnsupportedOperationException. "pprint-tab is not yet implemented")))

(defn- count-rounds
  "The forms with a count added to each call of recur that belongs to the loop around them."
  [counter forms]
  (map (fn walk [form]
         (cond
           (not (seq? form)) form
           (= 'recur (first form)) (list* 'recur `(inc ~counter) (rest form))
           (#{'loop 'fn 'fn* `loop `fn} (first form)) form
           :else (with-meta (apply list (map walk form)) (meta form))))
       forms))

(defmacro print-length-loop
  "A loop for printing elements, which ends with three dots after `*print-length*` rounds.
  bindings are as in `loop`; body goes on with recur.

  (with-out-str (binding [*print-length* 2] (print-length-loop [n 0] (print n \"\") (recur (inc n))))) ;=> \"0 1 ...\""
  [bindings & body]
  (let [counter (gensym "rounds")]
    `(loop [~counter 0 ~@bindings]
       (if (or (not *print-length*) (< ~counter *print-length*))
         (do ~@(count-rounds counter body))
         (print "...")))))

;; ---- Data -------------------------------------------------------------------------------------------------

(declare write-out)

(defn- write-elements
  "Prints a block of the elements of coll, between which come separator and a newline of the kind."
  [prefix suffix separator kind coll]
  (pprint-logical-block :prefix prefix :suffix suffix
    (print-length-loop [items (seq coll)]
      (when items
        (write-out (first items))
        (when-let [others (next items)]
          (print separator)
          (pprint-newline kind)
          (recur others))))))

(def ^:private reader-macros
  "What stands before a form in place of a list of this symbol and the form."
  {'quote "'", 'var "#'", `deref "@", `unquote "~"})

(defn- write-reader-macro
  "Prints the list by a reader macro, and gives true, if it is a form that has one."
  [items]
  (when-let [mark (and (= 2 (bounded-count 3 items)) (reader-macros (first items)))]
    (print mark)
    (write-out (second items))
    true))

(defn- write-list
  "Prints a list as data."
  [items]
  (when-not (write-reader-macro items)
    (write-elements "(" ")" " " :linear items)))

(defn- common-namespace
  "The namespace that all keys of the map share, if maps are printed so; else nil."
  [m]
  (when (and *print-namespace-maps* (seq m) (not (record? m)))
    (let [spaces (map (fn [k] (when (ident? k) (namespace k))) (keys m))]
      (when (and (first spaces) (apply = spaces))
        (first spaces)))))

(defn- write-map
  "Prints a map, each entry in a block of its own."
  [m]
  (let [space (common-namespace m)
        bare (fn [k]
               (cond
                 (nil? space) k
                 (keyword? k) (keyword (name k))
                 :else (symbol (name k))))]
    (pprint-logical-block :prefix (if space (str "#:" space "{") "{") :suffix "}"
      (print-length-loop [entries (seq m)]
        (when entries
          (let [[k v] (first entries)]
            (pprint-logical-block
              (write-out (bare k))
              (print " ")
              (pprint-newline :linear)
              (write-out v)))
          (when-let [others (next entries)]
            (print ", ")
            (pprint-newline :linear)
            (recur others)))))))

(defn- reference-name
  "A short name for the class of a reference: that of a function which made an anonymous one, if that is known."
  [reference]
  (let [class-name (.getName (class reference))
        [_ function] (re-find #"\$(future_call|promise)\$" (str class-name "$"))]
    (case function
      "future_call" "Future"
      "promise" "Promise"
      (.getSimpleName (class reference)))))

(defn- write-reference
  "Prints a reference with its class, identity and value."
  [reference]
  (let [pending? (and (instance? clojure.lang.IPending reference) (not (realized? reference)))
        failed? (and (instance? clojure.lang.Agent reference) (agent-error reference))
        prefix (str "#<" (reference-name reference) "@"
                    (format "%x" (System/identityHashCode reference))
                    (if failed? " FAILED: " ": "))]
    (pprint-logical-block :prefix prefix :suffix ">"
      (pprint-indent :block (- 2 (count prefix)))
      (pprint-newline :linear)
      (write-out (cond
                   (not pending?) @reference
                   (future? reference) :pending
                   :else :not-delivered)))))

(defn- digits
  "The integer n in the current base."
  [n]
  (loop [n n text ()]
    (let [digit (rem n *print-base*)
          text (conj text (nth "0123456789abcdefghijklmnopqrstuvwxyz" (if (neg? digit) (- digit) digit)))
          others (quot n *print-base*)]
      (cond
        (not (zero? others)) (recur others text)
        (neg? n) (str "-" (str/join text))
        :else (str/join text)))))

(defn- write-number
  "Prints an integer or a ratio in the current base."
  [n]
  (let [mark (when *print-radix*
               (case *print-base* 2 "#b" 8 "#o" 16 "#x" (str "#" *print-base* "r")))]
    (print (cond
             (ratio? n) (str mark (digits (numerator n)) "/" (digits (denominator n)))
             (and mark (= 10 *print-base*)) (str (digits n) ".")
             :else (str mark (digits n))))))

(defn- write-atomic
  "Prints a value that has no parts for the pretty printer, or an array."
  [x]
  (cond
    (and (or *print-radix* (not= 10 *print-base*)) (or (integer? x) (ratio? x))) (write-number x)
    (and *print-suppress-namespaces* (symbol? x)) (print (name x))
    (and (some? x) (.isArray (class x))) (write-elements "[" "]" ", " :linear x)
    :else (pr x)))

(defmulti simple-dispatch
  "The dispatch function for data. Methods, which are chosen by class, print their argument to `*out*`.

  (with-out-str (simple-dispatch [1 {:a 2}])) ;=> \"[1 {:a 2}]\""
  {:arglists '([object])}
  class)

(defmethod simple-dispatch :default [x] (write-atomic x))
(defmethod simple-dispatch nil [x] (pr x))
(defmethod simple-dispatch clojure.lang.ISeq [x] (write-list x))
(defmethod simple-dispatch clojure.lang.IPersistentVector [x] (write-elements "[" "]" " " :linear x))
(defmethod simple-dispatch clojure.lang.IPersistentMap [x] (write-map x))
(defmethod simple-dispatch clojure.lang.IPersistentSet [x] (write-elements "#{" "}" " " :linear x))
(defmethod simple-dispatch clojure.lang.PersistentQueue [x] (write-elements "<-(" ")-<" " " :linear x))
(defmethod simple-dispatch clojure.lang.Var [x] (pr x))
(defmethod simple-dispatch clojure.lang.IDeref [x] (write-reference x))

;; ---- Starting ---------------------------------------------------------------------------------------------

(def ^:dynamic *print-pprint-dispatch*
  "The function that prints a value by blocks; `simple-dispatch` unless set otherwise.

  (= simple-dispatch *print-pprint-dispatch*) ;=> true"
  simple-dispatch)

(defn write-out
  "Prints object by the current dispatch function, or as `pr` does if `*print-pretty*` is false.
  This is what dispatch functions call for the parts of a value.

  (with-out-str (write-out [1 2])) ;=> \"[1 2]\""
  [object]
  (if *print-pretty*
    (pretty
     (fn []
       (when-let [m (and *print-meta* (coll? object) (not-empty (meta object)))]
         (print "^")
         (write-out m)
         (print " "))
       (*print-pprint-dispatch* object)))
    (pr object)))

(defn write
  "Prints object with the settings that the keyword arguments say.

    :stream               a writer, true for `*out*`, nil to get a string; by default true
    :pretty               `*print-pretty*`
    :dispatch             `*print-pprint-dispatch*`
    :right-margin         `*print-right-margin*`
    :miser-width          `*print-miser-width*`
    :length, :level       `*print-length*`, `*print-level*`
    :base, :radix         `*print-base*`, `*print-radix*`
    :readably             `*print-readably*`
    :suppress-namespaces  `*print-suppress-namespaces*`

  (write [1 [2 [3]]] :stream nil :level 2) ;=> \"[1 [2 #]]\"
  (write '(a b) :stream nil :right-margin 3) ;=> \"(a\\n b)\""
  [object & kw-args]
  (let [options (merge {:stream true} (apply hash-map kw-args))
        target (:stream options)
        print-it (fn []
                   (binding [*print-pretty* (:pretty options *print-pretty*)
                             *print-pprint-dispatch* (:dispatch options *print-pprint-dispatch*)
                             *print-right-margin* (:right-margin options *print-right-margin*)
                             *print-miser-width* (:miser-width options *print-miser-width*)
                             *print-length* (:length options *print-length*)
                             *print-level* (:level options *print-level*)
                             *print-base* (:base options *print-base*)
                             *print-radix* (:radix options *print-radix*)
                             *print-readably* (:readably options *print-readably*)
                             *print-suppress-namespaces* (:suppress-namespaces options *print-suppress-namespaces*)]
                     (write-out object)))]
    (cond
      (nil? target) (with-out-str (print-it))
      (true? target) (print-it)
      :else (binding [*out* target] (print-it)))))

(defn pprint
  "Pretty prints object, and ends the line, to writer or `*out*`.

  (with-out-str (pprint {:a [1 2]})) ;=> \"{:a [1 2]}\\n\"
  (with-out-str (binding [*print-right-margin* 5] (pprint [1 2 3]))) ;=> \"[1\\n 2\\n 3]\\n\""
  ([object]
   (pretty
    (fn []
      (binding [*print-pretty* true]
        (write-out object))
      (fresh-line)))
   nil)
  ([object writer]
   (binding [*out* writer]
     (pprint object))))

(defmacro pp
  "Pretty prints the last result of the REPL.

  (with-out-str (binding [*1 [1 2]] (pp))) ;=> \"[1 2]\\n\""
  []
  `(pprint *1))

(defn set-pprint-dispatch
  "Makes function the dispatch function: in the binding of this thread if there is one, otherwise for good.

  (binding [*print-pprint-dispatch* nil] (set-pprint-dispatch pr) (write [1] :stream nil)) ;=> \"[1]\""
  [function]
  (if (thread-bound? #'*print-pprint-dispatch*)
    (set! *print-pprint-dispatch* function)
    (alter-var-root #'*print-pprint-dispatch* (constantly function)))
  nil)

(defmacro with-pprint-dispatch
  "Evaluates body with function as the dispatch function.

  (with-pprint-dispatch (fn [x] (print \"<\" x \">\")) (write 1 :stream nil)) ;=> \"< 1 >\""
  [function & body]
  `(binding [*print-pprint-dispatch* ~function]
     ~@body))

;; ---- Tables -----------------------------------------------------------------------------------------------

(defn- pad-left
  "The string s with spaces before it, up to the width."
  [s width]
  (str (str/join (repeat (- width (count s)) \space)) s))

(defn print-table
  "Prints rows, a collection of maps, as a table with a column for each of the keys ks, by default those of the first.

  (with-out-str (print-table [{:a 1 :b 22}])) ;=> \"\\n| :a | :b |\\n|----+----|\\n|  1 | 22 |\\n\""
  ([ks rows]
   (when (seq rows)
     (let [widths (map (fn [k] (apply max (count (str k)) (map (fn [row] (count (str (get row k)))) rows))) ks)
           line (fn [left separator right cells]
                  (str left (str/join separator (map pad-left cells widths)) right))]
       (println)
       (println (line "| " " | " " |" (map str ks)))
       (println (line "|-" "-+-" "-|" (map (fn [width] (str/join (repeat width \-))) widths)))
       (doseq [row rows]
         (println (line "| " " | " " |" (map (fn [k] (str (get row k))) ks)))))))
  ([rows] (print-table (keys (first rows)) rows)))
