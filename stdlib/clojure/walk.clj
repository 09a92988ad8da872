(ns clojure.walk
  "Generic traversal of data: rebuild a form while a function is applied to its parts.

  `walk` goes one level deep and keeps the kind of collection; everything else is made of it. Maps are walked
  by entries, so a function also sees map entries, which are vectors of two.")

(defn walk
  "Applies inner to each element of form, builds a collection of the same kind of the results, and applies outer to it.
  A form that is no collection goes to outer as it is.

  (walk inc reverse [1 2 3]) ;=> (4 3 2)
  (walk (fn [[k v]] [v k]) identity {:a 1}) ;=> {1 :a}
  (walk inc str 5) ;=> \"5\""
  [inner outer form]
  (cond
    (list? form) (outer (with-meta (apply list (map inner form)) (meta form)))
    (map-entry? form) (outer (clojure.lang.MapEntry/create (inner (key form)) (inner (val form))))
    (seq? form) (outer (with-meta (doall (map inner form)) (meta form)))
    (record? form) (outer (reduce (fn [r entry] (conj r (inner entry))) form form))
    (coll? form) (outer (into (empty form) (map inner form)))
    :else (outer form)))

(defn postwalk
  "Rebuilds form depth first: f is applied to each part after the parts inside of it.

  (postwalk #(if (number? %) (inc %) %) [1 {:a 2} '(3)]) ;=> [2 {:a 3} (4)]
  (postwalk #(if (sequential? %) (count %) %) [[1 2] [3]]) ;=> 2"
  [f form]
  (walk (partial postwalk f) f form))

(defn prewalk
  "Rebuilds form from the top: f is applied to each part before the parts of its result are walked.

  (prewalk #(if (number? %) (inc %) %) [1 {:a 2} '(3)]) ;=> [2 {:a 3} (4)]
  (prewalk #(if (= % :seq) [1 2] %) [:seq]) ;=> [[1 2]]"
  [f form]
  (walk (partial prewalk f) identity (f form)))

(defn- show-step
  "Prints the part of a form that a walk has come to, and gives it back."
  [form]
  (print "Walked: ")
  (prn form)
  form)

(defn postwalk-demo
  "Prints each part of form in the order in which `postwalk` visits it.

  (with-out-str (postwalk-demo [1 [2]])) ;=> \"Walked: 1\\nWalked: 2\\nWalked: [2]\\nWalked: [1 [2]]\\n\""
  [form]
  (postwalk show-step form))

(defn prewalk-demo
  "Prints each part of form in the order in which `prewalk` visits it.

  (with-out-str (prewalk-demo [1 [2]])) ;=> \"Walked: [1 [2]]\\nWalked: 1\\nWalked: [2]\\nWalked: 2\\n\""
  [form]
  (prewalk show-step form))

(defn- change-keys
  "Applies f to all keys of all maps in form."
  [f form]
  (postwalk (fn [part]
              (if (map? part)
                (into {} (map (fn [[k v]] [(f k) v])) part)
                part))
            form))

(defn keywordize-keys
  "Turns every string that is a key of a map in m, at any depth, into a keyword.

  (keywordize-keys {\"a\" [{\"b\" \"c\"}] 1 2}) ;=> {:a [{:b \"c\"}], 1 2}"
  [m]
  (change-keys (fn [k] (if (string? k) (keyword k) k)) m))

(defn stringify-keys
  "Turns every keyword that is a key of a map in m, at any depth, into a string of its name.

  (stringify-keys {:a [{:b :c}] 1 2}) ;=> {\"a\" [{\"b\" :c}], 1 2}"
  [m]
  (change-keys (fn [k] (if (keyword? k) (name k) k)) m))

(defn prewalk-replace
  "Replaces parts of form that are keys of smap by their values, from the top down.
  What was put in is walked as well.

  (prewalk-replace {:a [:b] :b 1} [:a :b]) ;=> [[1] 1]"
  [smap form]
  (prewalk (fn [part] (if-let [found (find smap part)] (val found) part)) form))

(defn postwalk-replace
  "Replaces parts of form that are keys of smap by their values, innermost first.

  (postwalk-replace {:a 1 [1] :one} [:a [:a]]) ;=> [1 :one]
  (postwalk-replace {:a nil} [:a]) ;=> [nil]"
  [smap form]
  (postwalk (fn [part] (if-let [found (find smap part)] (val found) part)) form))

(defn macroexpand-all
  "Expands all macro calls in form, at any depth.
  It knows nothing of quoting or of local names that hide a macro.

  (macroexpand-all '(when a (when b c))) ;=> (if a (do (if b (do c))))"
  [form]
  (prewalk (fn [part] (if (seq? part) (macroexpand part) part)) form))
