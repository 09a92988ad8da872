;; Protocols: named sets of functions that dispatch on the type of their first argument.
;;
;; A protocol is a map that names its var and its functions; which types implement it is kept in
;; the world's registry under (protocol, type), each entry owned by the namespace that made it.

(defn- parse-signature
  "Makes of (name [this ..] .. \"doc\") the map {:name :arglists :doc} of one protocol function."
  [protocol [method & parts]]
  (let [arglists (take-while vector? parts)
        doc (first (drop-while vector? parts))]
    (when (some empty? arglists)
      (throw (IllegalArgumentException.
               (str "Definition of function " method " in protocol " protocol
                    " must take at least one arg."))))
    {:name method :arglists arglists :doc doc}))

(defmacro defprotocol
  "Defines a protocol: name, docstring and options, then signatures (method [this a] [this a b] \"doc\").
  Each method becomes a function of the current namespace that dispatches on the type of its first
  argument. Types implement protocols in `deftype`, `defrecord`, `reify` and `extend`. The option
  :extend-via-metadata true lets values bring functions in their metadata.
  (do (defprotocol Sized (size [x])) (extend-protocol Sized String (size [s] (count s))) (size \"abc\")) ;=> 3"
  {:arglists '([name & opts+sigs])}
  [protocol & opts+sigs]
  (let [[doc opts+sigs] (if (string? (first opts+sigs))
                          [(first opts+sigs) (next opts+sigs)]
                          [nil opts+sigs])
        options (apply hash-map (take-while (complement seq?) opts+sigs))
        signatures (map (fn [form] (parse-signature protocol form))
                        (drop-while (complement seq?) opts+sigs))
        repeated (some (fn [[method n]] (when (> n 1) method))
                       (frequencies (map :name signatures)))
        ns-part (name (ns-name *ns*))
        full-name (symbol ns-part (name protocol))
        sigs (reduce (fn [acc {:keys [name] :as sig}]
                       (assoc acc (keyword name)
                              (assoc sig :name (with-meta name (dissoc (meta name) :line :column)))))
                     {} signatures)]
    (when repeated
      (throw (IllegalArgumentException.
               (str "Function " repeated " in protocol " protocol
                    " was redefined. Specify all arities in single definition."))))
    `(do
       (def ~(if doc (vary-meta protocol assoc :doc doc) protocol)
         (clutch.rt/make-protocol! '~full-name '~sigs ~(if doc (assoc options :doc doc) options)))
       ~@(map (fn [{:keys [name arglists doc]}]
                `(def ~(vary-meta name assoc :doc doc :arglists (list 'quote arglists)
                                  :protocol (list 'var full-name))
                   (clutch.rt/protocol-fn (var ~full-name) ~(keyword name) '~arglists)))
              signatures)
       '~protocol)))

(defn extend
  "Makes a type (a class or nil) implement protocols, given as protocol, map of method keywords to functions, ...
  (do (defprotocol Twice (twice [x])) (extend Long Twice {:twice (fn [x] (* 2 x))}) (twice 4)) ;=> 8"
  [atype & proto+mmaps]
  (doseq [[protocol mmap] (partition 2 proto+mmaps)]
    (when-not (and (map? protocol) (:var protocol))
      (throw (IllegalArgumentException. (str protocol " is not a protocol"))))
    (clutch.rt/extend! atype protocol mmap)))

(defn- implementations
  "Makes of (Name (method ..) .. Name2 (method ..)) the ordered seq of [Name methods]."
  [specs]
  (lazy-seq
    (when-let [s (seq specs)]
      (cons [(first s) (take-while seq? (next s))]
            (implementations (drop-while seq? (next s)))))))

(defn- method-map-form
  "The map form {:method (fn ..)} of method definitions whose first parameter gets the hint tag."
  [tag methods]
  (let [hinted (fn [[params & body]]
                 (cons (if (and tag (symbol? tag) (not (:tag (meta (first params)))))
                         (assoc params 0 (vary-meta (first params) assoc :tag tag))
                         params)
                       body))]
    (reduce (fn [acc [method & tail]]
              (assoc acc (keyword (name method))
                     (cons `fn (if (vector? (first tail))
                                 (hinted tail)
                                 (map hinted tail)))))
            {} methods)))

(defmacro extend-type
  "Makes a type implement protocols: each protocol's name is followed by its methods, as in `deftype`.
  Unlike there the methods have no access to fields and get the instance as first argument.
  (do (defprotocol Half (half [x])) (extend-type Long Half (half [x] (/ x 2))) (half 4)) ;=> 2"
  [t & specs]
  `(extend ~t
     ~@(mapcat (fn [[protocol methods]] [protocol (method-map-form t methods)])
               (implementations specs))))

(defmacro extend-protocol
  "Makes several types implement one protocol: each type (or nil) is followed by its methods.
  (do (defprotocol Show (show [x])) (extend-protocol Show nil (show [_] \"nil\") Long (show [x] (str x))) (show nil)) ;=> \"nil\""
  [p & specs]
  `(do
     ~@(map (fn [[t methods]] `(extend-type ~t ~p ~@methods))
            (implementations specs))))

(defn satisfies?
  "Does the type of x implement the protocol?
  (do (defprotocol Marked (mark [x])) (satisfies? Marked 1)) ;=> false"
  [protocol x]
  (clutch.rt/satisfies? protocol x))

(defn extends?
  "Was the protocol extended to the type, or does the type implement it directly?
  (do (defprotocol Named2 (name2 [x])) (extends? Named2 String)) ;=> false"
  [protocol atype]
  (clutch.rt/extends? protocol atype))

(defn extenders
  "Returns a seq of the types to which the protocol was extended, or nil.
  (do (defprotocol Unused (unused [x])) (extenders Unused)) ;=> nil"
  [protocol]
  (clutch.rt/extenders protocol))

(defn find-protocol-impl
  "Returns the map from method keywords to functions that implements the protocol for x, or nil.
  (do (defprotocol Unused2 (unused2 [x])) (find-protocol-impl Unused2 1)) ;=> nil"
  [protocol x]
  (clutch.rt/protocol-impl protocol x))

(defn find-protocol-method
  "Returns the function that implements one method (a keyword) of the protocol for x, or nil.
  (do (defprotocol Unused3 (unused3 [x])) (find-protocol-method Unused3 :unused3 1)) ;=> nil"
  [protocol methodk x]
  (get (clutch.rt/protocol-impl protocol x) methodk))
