; Writes vars.txt: the public vars of the reference's namespaces with what they are and how many arguments they
; take, which spec/vars.md compares ours with. Run it with the reference implementation.

(require '[clojure.string :as str])

(def namespaces
  '[clojure.core clojure.string clojure.set clojure.walk clojure.edn clojure.zip clojure.data clojure.test clojure.pprint
    clojure.math clojure.template clojure.repl clojure.stacktrace clojure.instant clojure.uuid clojure.datafy
    clojure.core.protocols clojure.core.reducers clojure.java.io clojure.java.shell])

(defn arity
  "2 for [a b], 2+ for [a b & more]."
  [arglist]
  (let [fixed (count (take-while (complement #{'&}) arglist))]
    (if (some #{'&} arglist) (str fixed "+") (str fixed))))

(defn describe [v]
  (let [m (meta v)]
    (cond
      (:macro m) "macro"
      (:arglists m) "fn"
      (:dynamic m) "dynamic"
      :else "value")))

(spit (str (.getParent (java.io.File. ^String *file*)) "/vars.txt")
      (str/join
        (for [n namespaces
              :let [_ (require n)]
              [s v] (sort-by key (ns-publics n))]
          (str n "\t" s "\t" (describe v) "\t" (str/join " " (sort (distinct (map arity (:arglists (meta v)))))) "\n"))))
(System/exit 0)
