;; Multimethods: functions that choose a method by the value of a dispatch function.
;;
;; A multimethod value holds its name, dispatch function, default value and hierarchy. Methods and
;; preferences are entries of the world's registry under that name, owned by the namespace that
;; added them; so they survive a new `defmulti` and leave with their own file.

(defn- check-multi-options [options]
  (when-let [wrong (seq (remove #{:default :hierarchy} (keys options)))]
    (throw (IllegalArgumentException.
             (str "Only these options are valid: :default, :hierarchy")))))

(defmacro defmulti
  "Defines name as a multimethod: a function that calls the method added for (dispatch-fn & args).
  A method fits when its dispatch value is what the dispatch function gave or, by `isa?`, an
  ancestor of it. Options: :default, the dispatch value of the method for all else (:default);
  :hierarchy, a reference such as #'h to the hierarchy to use (the global one).
  (do (defmulti area :shape) (defmethod area :square [s] (* (:side s) (:side s))) (area {:shape :square :side 3})) ;=> 9"
  {:arglists '([name docstring? attr-map? dispatch-fn & options])}
  [mm-name & more]
  (let [[doc more] (if (string? (first more)) [(first more) (next more)] [nil more])
        [attrs more] (if (map? (first more)) [(first more) (next more)] [nil more])
        [dispatch-fn & options] more]
    (when (= 1 (count options))
      (throw (IllegalArgumentException.
               "The syntax for defmulti has changed. Example: (defmulti name dispatch-fn :default dispatch-value)")))
    (let [options (apply hash-map options)
          mm-name (vary-meta mm-name merge (when doc {:doc doc}) attrs)
          full-name (symbol (name (ns-name *ns*)) (name mm-name))]
      (check-multi-options options)
      `(def ~mm-name
         (clutch.rt/make-multi '~full-name ~dispatch-fn ~(get options :default :default)
                               ~(:hierarchy options) nil)))))

(defmacro defmethod
  "Adds a method to a multimethod for a dispatch value; the rest is a function's name (optional), parameters and body.
  (do (defmulti kind class) (defmethod kind :default [x] :other) (kind 1)) ;=> :other"
  [multifn dispatch-val & fn-tail]
  `(clutch.rt/add-method! ~multifn ~dispatch-val (fn ~@fn-tail)))

(defn remove-method
  "Removes the method of multifn for dispatch-val and returns multifn.
  (do (defmulti m1 identity) (defmethod m1 1 [_] :one) (remove-method m1 1) (methods m1)) ;=> {}"
  [multifn dispatch-val]
  (clutch.rt/remove-method! multifn dispatch-val))

(defn remove-all-methods
  "Removes all methods of multifn and returns it.
  (do (defmulti m2 identity) (defmethod m2 1 [_] :one) (remove-all-methods m2) (methods m2)) ;=> {}"
  [multifn]
  (clutch.rt/remove-all-methods! multifn))

(defn prefer-method
  "Makes multifn choose the method for dispatch-val-x over that for dispatch-val-y where both fit.
  (do (defmulti m3 identity) (prefer-method m3 ::a ::b) (contains? (prefers m3) ::a)) ;=> true"
  [multifn dispatch-val-x dispatch-val-y]
  (clutch.rt/prefer-method! multifn dispatch-val-x dispatch-val-y))

(defn methods
  "Returns the map from dispatch values to the methods of multifn.
  (do (defmulti m4 identity) (defmethod m4 1 [_] :one) (keys (methods m4))) ;=> (1)"
  [multifn]
  (clutch.rt/methods-of multifn))

(defn get-method
  "Returns the method that multifn calls for dispatch-val, the default one if no other fits, or nil.
  (do (defmulti m5 identity) (defmethod m5 :default [_] :else) ((get-method m5 7) 7)) ;=> :else"
  [multifn dispatch-val]
  (clutch.rt/method-for multifn dispatch-val))

(defn prefers
  "Returns the map from preferred dispatch values to the sets of those they are preferred to.
  (do (defmulti m6 identity) (prefers m6)) ;=> {}"
  [multifn]
  (clutch.rt/prefers-of multifn))
