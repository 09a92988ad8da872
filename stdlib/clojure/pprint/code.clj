;; Pretty printing of code: the layout of calls and of the forms that have one of their own.
;;
;; A form is laid out by its first symbol, `code-styles`; all others are calls: the arguments below each other,
;; two columns in, unless everything fits on one line.

(declare code-dispatch)

(defn- write-on
  "Prints the forms, each after a space and a newline of the kind."
  [kind forms]
  (print-length-loop [forms (seq forms)]
    (when forms
      (print " ")
      (pprint-newline kind)
      (write-out (first forms))
      (recur (next forms)))))

(defn- write-call
  "Prints a list as a call."
  [form]
  (pprint-logical-block :prefix "(" :suffix ")"
    (pprint-indent :block 1)
    (when (seq form)
      (write-out (first form))
      (write-on :linear (rest form)))))

(defn- write-pairs
  "Prints forms in pairs, each pair in a block, with a linear newline before every pair but the first."
  [forms]
  (print-length-loop [pairs (seq (partition-all 2 forms))]
    (when pairs
      (pprint-logical-block
        (write-out (ffirst pairs))
        (write-on :miser (rest (first pairs))))
      (when-let [others (next pairs)]
        (print " ")
        (pprint-newline :linear)
        (recur others)))))

(defn- write-held
  "Prints a form whose first argument stays beside the symbol; indent columns are for the others."
  [indent [head & args]]
  (pprint-logical-block :prefix "(" :suffix ")"
    (pprint-indent :block indent)
    (write-out head)
    (write-on :miser (take 1 args))
    (write-on :linear (rest args))))

(defn- write-with-bindings
  "Prints a form with a vector of bindings and a body."
  [[head bindings & body :as form]]
  (if-not (vector? bindings)
    (write-call form)
    (pprint-logical-block :prefix "(" :suffix ")"
      (write-out head)
      (print " ")
      (pprint-indent :block 1)
      (pprint-newline :miser)
      (pprint-logical-block :prefix "[" :suffix "]"
        (write-pairs bindings))
      (write-on :linear body))))

(defn- write-arity
  "Prints the parameters and the body of one of several arities."
  [form]
  (if-not (seq? form)
    (write-out form)
    (write-call form)))

(defn- write-function
  "Prints a definition of a function or macro, or a function with or without a name."
  [[head & parts :as form]]
  (let [[name parts] (if (symbol? (first parts)) [(first parts) (rest parts)] [nil parts])
        [doc parts] (if (and name (string? (first parts))) [(first parts) (rest parts)] [nil parts])
        [attributes parts] (if (map? (first parts)) [(first parts) (rest parts)] [nil parts])
        on-first-line (and (not doc) (not attributes) (or (not name) (vector? (first parts))))]
    (if (empty? parts)
      (write-call form)
      (pprint-logical-block :prefix "(" :suffix ")"
        (write-out head)
        (print " ")
        (pprint-indent :block 1)
        (pprint-newline :miser)
        (when name (write-out name))
        (write-on :linear (remove nil? [doc attributes]))
        (when (and on-first-line name)
          (print " ")
          (pprint-newline :miser))
        (when on-first-line
          (write-arity (first parts)))
        (doseq [part (if on-first-line (rest parts) parts)]
          (print " ")
          (pprint-newline :linear)
          (if (vector? (first parts))
            (write-out part)
            (write-arity part)))))))

(defn- write-cond
  "Prints a form whose arguments are pairs."
  [[head & clauses :as form]]
  (if (empty? clauses)
    (write-call form)
    (pprint-logical-block :prefix "(" :suffix ")"
      (pprint-indent :block 1)
      (write-out head)
      (print " ")
      (pprint-newline :linear)
      (write-pairs clauses))))

(defn- write-condp
  "Prints a form with two arguments and then pairs."
  [[head & args :as form]]
  (if (< (count args) 3)
    (write-call form)
    (pprint-logical-block :prefix "(" :suffix ")"
      (pprint-indent :block 1)
      (write-out head)
      (write-on :miser (take 2 args))
      (print " ")
      (pprint-newline :linear)
      (write-pairs (drop 2 args)))))

(defn- write-filled
  "Prints the list or vector items: the first, then groups of others, with as many on a line as fit, below each other."
  [items groups write-item]
  (pprint-logical-block :prefix (if (vector? items) "[" "(") :suffix (if (vector? items) "]" ")")
    (write-out (first items))
    (print-length-loop [groups (seq groups)
                        first-group true]
      (when groups
        (print " ")
        (if first-group
          (pprint-indent :current 0)
          (pprint-newline :fill))
        (write-item (ffirst groups))
        (doseq [item (rest (first groups))]
          (print " ")
          (write-item item))
        (recur (next groups) false)))))

(defn- write-libspec
  "Prints the name of a library with its options, or a prefix with names."
  [spec]
  (if (and (sequential? spec) (seq spec))
    (write-filled spec
                  (if (keyword? (second spec))
                    (partition-all 2 (rest spec))
                    (map list (rest spec)))
                  write-out)
    (write-out spec)))

(defn- write-reference-clause
  "Prints a clause of a namespace form."
  [clause]
  (if (and (seq? clause) (seq clause))
    (write-filled clause (map list (rest clause)) write-libspec)
    (write-out clause)))

(defn- write-namespace
  "Prints a namespace form."
  [[head name & parts :as form]]
  (if-not name
    (write-call form)
    (pprint-logical-block :prefix "(" :suffix ")"
      (write-out head)
      (print " ")
      (pprint-indent :block 1)
      (pprint-newline :miser)
      (write-out name)
      (doseq [part parts]
        (print " ")
        (pprint-newline (if (seq? part) :mandatory :linear))
        (write-reference-clause part)))))

(defn- short-names
  "What the parameters of a function are called in the short notation, by their names."
  [params]
  (let [[positional [_ rest-param]] (split-with (fn [param] (not= '& param)) params)]
    (cond-> (zipmap positional
                    (if (and (= 1 (count positional)) (not rest-param))
                      ['%]
                      (map (fn [n] (symbol (str "%" n))) (iterate inc 1))))
      rest-param (assoc rest-param '%&))))

(defn- write-short-function
  "Prints a function as the reader makes it of the short notation in that notation."
  [[_ params body & others :as form]]
  (if (and (vector? params) (seq? body) (empty? others))
    (write-elements "#(" ")" " " :linear (walk/postwalk-replace (short-names params) body))
    (write-call form)))

(def ^:private code-styles
  "Functions that print the forms which begin with these symbols."
  (let [held-flush (fn [form] (write-held 0 form))
        held (fn [form] (write-held 1 form))]
    {'def held-flush, 'defonce held-flush, '. held-flush, '.. held-flush, '-> held-flush, 'locking held-flush,
     'struct held-flush, 'struct-map held-flush,
     'if held, 'if-not held, 'when held, 'when-not held,
     'let write-with-bindings, 'loop write-with-bindings, 'doseq write-with-bindings, 'dotimes write-with-bindings,
     'binding write-with-bindings, 'with-open write-with-bindings, 'with-local-vars write-with-bindings,
     'when-let write-with-bindings, 'if-let write-with-bindings, 'when-first write-with-bindings,
     'defn write-function, 'defn- write-function, 'defmacro write-function, 'fn write-function,
     'cond write-cond, 'condp write-condp, 'ns write-namespace, 'fn* write-short-function}))

(defn- style-of
  "The function that prints forms which begin with head, also when it is qualified with clojure.core; or nil."
  [head]
  (when (symbol? head)
    (code-styles (if (= "clojure.core" (namespace head))
                   (symbol (name head))
                   head))))

(defn- write-code-list
  "Prints a list as code."
  [form]
  (when-not (write-reader-macro form)
    ((or (style-of (first form)) write-call) form)))

(defmulti code-dispatch
  "The dispatch function for code. Methods, which are chosen by class, print their argument to `*out*`.

  (write '(when a b c) :dispatch code-dispatch :right-margin 8 :stream nil) ;=> \"(when\\n  a\\n  b\\n  c)\""
  {:arglists '([object])}
  class)

(defmethod code-dispatch :default [x] (write-atomic x))
(defmethod code-dispatch nil [x] (pr x))
(defmethod code-dispatch clojure.lang.ISeq [x] (write-code-list x))
(defmethod code-dispatch clojure.lang.Symbol [x] (write-atomic x))
(defmethod code-dispatch clojure.lang.IPersistentVector [x] (write-elements "[" "]" " " :linear x))
(defmethod code-dispatch clojure.lang.IPersistentMap [x] (write-map x))
(defmethod code-dispatch clojure.lang.IPersistentSet [x] (write-elements "#{" "}" " " :linear x))
(defmethod code-dispatch clojure.lang.PersistentQueue [x] (write-elements "<-(" ")-<" " " :linear x))
(defmethod code-dispatch clojure.lang.IDeref [x] (write-reference x))
(defmethod code-dispatch clojure.lang.Var [x] (pr x))
