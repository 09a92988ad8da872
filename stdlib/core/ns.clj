;; Namespace conveniences on top of the native require, refer and resolve.

(defmacro refer-clojure
  "Refers to the public vars of clojure.core, with the filters :exclude, :only and :rename of `refer`.
  (refer-clojure :only '[map]) ;=> nil"
  [& filters]
  `(refer '~'clojure.core ~@filters))

(defn requiring-resolve
  "Returns the var that the qualified symbol sym names, after loading its namespace if necessary.
  ((requiring-resolve 'clojure.string/upper-case) \"a\") ;=> \"A\""
  [sym]
  (if-not (qualified-symbol? sym)
    (throw (IllegalArgumentException. (str "Not a qualified symbol: " sym)))
    (or (resolve sym)
        (do (require (symbol (namespace sym)))
            (resolve sym)))))

(defn- use-libspecs
  "The libspecs [lib & options] of an argument of `use`, prefix lists taken apart."
  [arg]
  (cond
    (symbol? arg) [[arg]]
    (or (keyword? (second arg)) (and (vector? arg) (nil? (second arg)))) [(vec arg)]
    :else (let [prefix (first arg)]
            (map (fn [[lib & options]]
                   (into [(symbol (str prefix "." lib))] options))
                 (mapcat use-libspecs (rest arg))))))

(defn use
  "Loads libraries like `require` and refers to their public vars, with the filters of `refer` in a libspec.
  (use '[clojure.set :only [union]]) ;=> nil"
  [& args]
  (let [flags (filter keyword? args)]
    (doseq [[lib & options] (mapcat use-libspecs (remove keyword? args))]
      (let [options (apply hash-map options)
            alias-option (when-let [a (:as options)] [:as a])]
        (apply require (into [lib] alias-option) flags)
        (apply refer lib (mapcat identity (select-keys options [:only :exclude :rename])))))))

(defmacro import
  "Makes class names usable without their package: qualified symbols, or lists of a package and its classes.
  (do (import '(java.util UUID Date) 'java.io.File) (class? UUID)) ;=> true"
  [& specs]
  (let [unquoted (map (fn [spec] (if (and (seq? spec) (= 'quote (first spec))) (second spec) spec))
                      specs)
        names (mapcat (fn [spec]
                        (if (symbol? spec)
                          [(str spec)]
                          (map (fn [c] (str (first spec) "." c)) (rest spec))))
                      unquoted)]
    `(do ~@(map (fn [n] (list 'import* n)) names))))

(defn load-reader
  "Evaluates the forms that a reader gives, one after the other, and returns the value of the last.
  (load-reader (java.io.StringReader. \"(def lr 1) (inc lr)\")) ;=> 2"
  [rdr]
  (let [rdr (if (instance? java.io.PushbackReader rdr) rdr (java.io.PushbackReader. rdr))
        end (Object.)]
    (loop [value nil]
      (let [form (read rdr false end)]
        (if (identical? form end)
          value
          (recur (eval form)))))))
