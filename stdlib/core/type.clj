;; Named types: deftype, defrecord, reify, definterface.
;;
;; The macros check their arguments and add the factory functions; the special forms `deftype*` and
;; `reify*` make the types.

(defn- split-options
  "Splits leading keyword options from specs: [options-map specs]."
  [specs]
  (loop [options {} specs specs]
    (if (keyword? (first specs))
      (recur (assoc options (first specs) (second specs)) (nnext specs))
      [options specs])))

(defn- check-type-arguments [kind type-name fields]
  (when-not (vector? fields)
    (throw (IllegalArgumentException.
             (str "No fields vector given."))))
  (when-not (symbol? type-name)
    (throw (IllegalArgumentException. (str kind " expects a symbol as name, got: " (pr-str type-name)))))
  (when-let [wrong (seq (remove symbol? fields))]
    (throw (IllegalArgumentException.
             (str kind " fields must be symbols, " *ns* "." type-name " had: "
                  (apply str (interpose ", " (map pr-str wrong)))))))
  (when-let [reserved (and (= kind "defrecord")
                           (seq (filter '#{__meta __extmap __hash __hasheq} fields)))]
    (throw (IllegalArgumentException.
             (str "The names in " (pr-str '#{__meta __hash __hasheq __extmap}) " are reserved"))))
  (when-let [repeated (seq (keep (fn [[field n]] (when (> n 1) field)) (frequencies fields)))]
    (throw (IllegalArgumentException.
             (str "Duplicate field names: " (pr-str repeated))))))

(defn- class-symbol [type-name]
  (symbol (str (namespace-munge (ns-name *ns*)) "." type-name)))

(defn- positional-factory
  "The form of ->Name. Functions take at most 20 parameters by name, further fields come as rest."
  [type-name fields]
  (let [params (mapv (fn [field] (symbol (name field))) fields)
        [named others] (split-at 20 params)]
    `(defn ~(symbol (str "->" type-name))
       ~(str "Makes an instance of " type-name " from the values of its fields, in order.")
       ~(if (seq others)
          (conj (vec named) '& (vec others))
          params)
       (new ~type-name ~@params))))

(defn- map-factory
  "The form of map->Name. Entries that are no fields are kept as further entries of the record."
  [type-name fields]
  (let [ks (map (fn [field] (keyword (name field))) fields)]
    `(defn ~(symbol (str "map->" type-name))
       ~(str "Makes a record of type " type-name " from a map of keywords to values.")
       [~'m]
       (reduce-kv assoc
                  (new ~type-name ~@(map (fn [k] `(get ~'m ~k)) ks))
                  (dissoc ~'m ~@ks)))))

(defmacro deftype
  "Defines a type with the given fields and the methods of the interfaces and protocols that follow.
  ->Name makes instances. Fields are locals in the methods; with ^:unsynchronized-mutable or
  ^:volatile-mutable metadata they can be set there with `set!`.
  (do (deftype Point [x y]) (.x (->Point 1 2))) ;=> 1
  (do (deftype Box [v] clojure.lang.IDeref (deref [_] v)) @(->Box 7)) ;=> 7"
  {:arglists '([name [& fields] & opts+specs])}
  [type-name fields & opts+specs]
  (check-type-arguments "deftype" type-name fields)
  (let [[options specs] (split-options opts+specs)]
    `(do
       (declare ~(symbol (str "->" type-name)))
       (deftype* ~type-name ~fields
         ~(assoc options :record? false :name (class-symbol type-name))
         ~@specs)
       ~(positional-factory type-name fields)
       ~type-name)))

(defmacro defrecord
  "Defines a record: a type with the given fields that is also a map from their keywords to their values.
  ->Name makes instances from values, map->Name from a map. Interfaces and protocols follow with
  their methods. `assoc` of other keys keeps the type, `dissoc` of a field gives a plain map.
  (do (defrecord Point [x y]) (:x (->Point 1 2))) ;=> 1
  (do (defrecord Pair [a b]) (= (map->Pair {:a 1 :b 2}) (->Pair 1 2))) ;=> true"
  {:arglists '([name [& fields] & opts+specs])}
  [type-name fields & opts+specs]
  (check-type-arguments "defrecord" type-name fields)
  (let [[options specs] (split-options opts+specs)]
    `(do
       (declare ~(symbol (str "->" type-name)) ~(symbol (str "map->" type-name)))
       (deftype* ~type-name ~fields
         ~(assoc options :record? true :name (class-symbol type-name))
         ~@specs)
       ~(positional-factory type-name fields)
       ~(map-factory type-name fields)
       ~type-name)))

(defmacro reify
  "Makes an object that implements interfaces and protocols with the methods given; they close over locals.
  (let [n 5] @(reify clojure.lang.IDeref (deref [_] n))) ;=> 5
  (str (reify Object (toString [_] \"me\"))) ;=> \"me\""
  {:arglists '([& opts+specs])}
  [& opts+specs]
  (let [[_ specs] (split-options opts+specs)]
    (with-meta
      `(reify* ~(vec (remove seq? specs)) ~@(filter seq? specs))
      (meta &form))))

(defn- proxy-methods
  "Makes of the method definitions of a proxy those of a `reify*`, which name the object."
  [fs]
  (mapcat (fn [[method & tail]]
            (map (fn [[params & body]] `(~method [~'this ~@params] ~@body))
                 (if (vector? (first tail)) [tail] tail)))
          fs))

(defmacro proxy
  "Makes an object that implements interfaces with the methods given as (name [params] ..), in which
  `this` is the object. Of classes there may be Object, java.io.Writer, java.io.Reader and, with
  the method initialValue, ThreadLocal; `reify` says the same.
  (str (proxy [Object] [] (toString [] \"me\"))) ;=> \"me\""
  {:arglists '([class-and-interfaces args & fs])}
  [class-and-interfaces args & fs]
  (let [classes (mapv (fn [c] (or (resolve c) (throw (ClassNotFoundException. (str c)))))
                      class-and-interfaces)
        base (first (remove (fn [c] (.isInterface c)) classes))]
    (when (or (seq args) (not (contains? #{nil Object ThreadLocal java.io.Writer java.io.Reader} base)))
      (throw (UnsupportedOperationException.
               (str "(proxy " (pr-str class-and-interfaces) " " (pr-str args)
                    " ...) is not available in Clutch: there are no classes to derive from"))))
    (if (= base ThreadLocal)
      `(ThreadLocal/withInitial (fn [] ~@(nnext (first (filter (fn [[method]] (= method 'initialValue)) fs)))))
      `(reify* ~class-and-interfaces ~@(proxy-methods fs)))))

(defmacro definterface
  "Defines an interface with methods given as (name [args]), for `deftype` and `reify`; `.name` calls them.
  (do (definterface Area (area [])) (.area (reify Area (area [_] 4)))) ;=> 4"
  [interface-name & sigs]
  `(clutch.rt/make-interface! '~(class-symbol interface-name)
                              '~(mapv (fn [[method args]] [method (count args)]) sigs)))

(defmacro definline
  "Defines a function like `defn`; here it is compiled as any other function.
  (do (definline twice [x] `(* 2 ~x)) (twice 4)) ;=> 8"
  [name & decl]
  (let [[doc decl] (if (string? (first decl)) [(first decl) (next decl)] [nil decl])
        [params & body] (if (map? (first decl)) (next decl) decl)
        expand (eval (list* `fn params body))]
    `(defn ~name ~@(when doc [doc]) ~params
       ~(apply expand params))))
