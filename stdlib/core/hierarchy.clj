;; Hierarchies: which tag (keyword, symbol or class) is a kind of which other.
;;
;; A hierarchy is a map {:parents {tag #{..}} :ancestors {tag #{..}} :descendants {tag #{..}}}, the
;; last two being transitive; it is an error if one of the maps is missing. Explicit hierarchies are plain values. The global one belongs to the
;; world: each pair in it is owned by the namespace that derived it and goes when that goes.

(defn make-hierarchy
  "Returns an empty hierarchy for `derive`, `isa?` and multimethods.
  (make-hierarchy) ;=> {:parents {}, :descendants {}, :ancestors {}}"
  []
  {:parents {} :descendants {} :ancestors {}})

(defn isa?
  "Is child equal to parent, a subclass of it, or derived from it in hierarchy h, by default the global one?
  Vectors of equal length are compared element by element.
  (isa? :a :a) ;=> true
  (isa? (derive (make-hierarchy) :square :shape) :square :shape) ;=> true
  (isa? (derive (make-hierarchy) :b :a) [:b :x] [:a :x]) ;=> true"
  ([child parent]
   (isa? (clutch.rt/global-hierarchy) child parent))
  ([h child parent]
   (or (= child parent)
       (contains? (get (:ancestors h) child) parent)
       (and (class? child)
            (or (and (class? parent) (clutch.rt/subclass? child parent))
                (some (fn [c] (contains? (get (:ancestors h) c) parent))
                      (clutch.rt/class-supers child))))
       (and (vector? parent) (vector? child)
            (= (count parent) (count child))
            (loop [i 0]
              (cond (= i (count parent)) true
                    (isa? h (nth child i) (nth parent i)) (recur (inc i))
                    :else false))))))

(defn bases
  "Returns a seq of the direct super types of a class, or nil.
  (bases nil) ;=> nil"
  [c]
  (when c
    (seq (clutch.rt/class-bases c))))

(defn supers
  "Returns the set of all super types of a class, or nil.
  (supers nil) ;=> nil"
  [c]
  (when c
    (not-empty (set (clutch.rt/class-supers c)))))

(defn parents
  "Returns the set of the direct parents of tag in h, by default the global hierarchy, or nil.
  Those of a class include its super types.
  (parents (derive (make-hierarchy) :b :a) :b) ;=> #{:a}"
  ([tag]
   (parents (clutch.rt/global-hierarchy) tag))
  ([h tag]
   (not-empty
     (let [derived (get (:parents h) tag)]
       (if (class? tag)
         (into (set (bases tag)) derived)
         derived)))))

(defn ancestors
  "Returns the set of the direct and indirect parents of tag in h, by default the global hierarchy, or nil.
  (ancestors (derive (derive (make-hierarchy) :b :a) :c :b) :c) ;=> #{:a :b}"
  ([tag]
   (ancestors (clutch.rt/global-hierarchy) tag))
  ([h tag]
   (not-empty
     (let [of-tag (fn [t] (get (:ancestors h) t))]
       (if (class? tag)
         (let [classes (set (supers tag))]
           (reduce into classes (cons (of-tag tag) (map of-tag classes))))
         (of-tag tag))))))

(defn descendants
  "Returns the set of the tags directly or indirectly derived from tag in h, by default the global hierarchy, or nil.
  (descendants (derive (make-hierarchy) :b :a) :a) ;=> #{:b}"
  ([tag]
   (descendants (clutch.rt/global-hierarchy) tag))
  ([h tag]
   (if (class? tag)
     (throw (UnsupportedOperationException. "Can't get descendants of classes"))
     (not-empty (get (:descendants h) tag)))))

(defn- add-all-relations
  "Adds to relation (map tag -> set) for tag and everything under it in downward what is reached from target upward."
  [relation tag downward target upward]
  (let [reached (conj (upward target #{}) target)]
    (reduce (fn [relation t]
              (assoc relation t (into (get relation t #{}) reached)))
            relation
            (cons tag (downward tag)))))

(defn derive
  "Makes tag a child of parent: in hierarchy h, returning the new one, or in the global hierarchy, returning nil.
  In the global hierarchy the tags must have a namespace, unless tag is a class.
  (isa? (derive (make-hierarchy) :b :a) :b :a) ;=> true
  (do (derive ::dog ::animal) (isa? ::dog ::animal)) ;=> true"
  ([tag parent]
   (assert (namespace parent))
   (assert (or (class? tag) (and (instance? clojure.lang.Named tag) (namespace tag))))
   (derive (clutch.rt/global-hierarchy) tag parent)
   (clutch.rt/derive! tag parent)
   nil)
  ([h tag parent]
   (assert (not= tag parent))
   (assert (or (class? tag) (instance? clojure.lang.Named tag)))
   (assert (instance? clojure.lang.Named parent))
   (let [{:keys [parents ancestors descendants]} h]
     (cond
       (contains? (parents tag) parent)
       h

       (contains? (ancestors tag) parent)
       (throw (Exception. (print-str tag "already has" parent "as ancestor")))

       (contains? (ancestors parent) tag)
       (throw (Exception. (print-str "Cyclic derivation:" parent "has" tag "as ancestor")))

       :else
       {:parents (assoc parents tag (conj (get parents tag #{}) parent))
        :ancestors (add-all-relations ancestors tag descendants parent ancestors)
        :descendants (add-all-relations descendants parent ancestors tag descendants)}))))

(defn underive
  "Takes the direct relation between tag and parent out of h, returning the new hierarchy, or of the global one.
  (isa? (underive (derive (make-hierarchy) :b :a) :b :a) :b :a) ;=> false"
  ([tag parent]
   (clutch.rt/underive! tag parent)
   nil)
  ([h tag parent]
   (if (contains? ((:parents h) tag) parent)
     (reduce-kv (fn [acc child parents]
                  (reduce (fn [acc p]
                            (if (and (= child tag) (= p parent))
                              acc
                              (derive acc child p)))
                          acc parents))
                (make-hierarchy)
                (:parents h))
     h)))
