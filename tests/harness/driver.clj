; Runs the steps of test scripts in a process of the reference implementation (or of clutch).
; Arguments: file of steps, file for outcomes, folder of source files. See src/process.rs.

(ns clutch-tests.driver)

(def standard
  '[clojure.string clojure.set clojure.walk clojure.edn clojure.test clojure.zip clojure.data clojure.pprint
    clojure.math clojure.template clojure.repl clojure.stacktrace clojure.java.io])
(apply require standard)

(def namespaces-before (set (map ns-name (all-ns))))
(def libs-before @@#'clojure.core/*loaded-libs*)

(defn fresh-user
  "Everything that earlier scripts defined is gone; gives a new namespace user."
  []
  (doseq [n (map ns-name (all-ns)) :when (or (= n 'user) (not (namespaces-before n)))]
    (remove-ns n))
  (dosync (ref-set @#'clojure.core/*loaded-libs* libs-before))
  (let [n (create-ns 'user)]
    (binding [*ns* n] (clojure.core/refer 'clojure.core))
    n))

(defn clear-folder [^java.io.File f]
  (doseq [c (.listFiles f)] (when (.isDirectory c) (clear-folder c)) (.delete c)))

(defn failure [phase ^Throwable t]
  (let [wrapper? #(or (instance? clojure.lang.Compiler$CompilerException %)
                      (instance? clojure.lang.LispReader$ReaderException %))
        t (if (and (wrapper? t) (.getCause t)) (.getCause t) t)
        t (if (and (wrapper? t) (.getCause t)) (.getCause t) t)]
    [:failed phase (.getName (class t)) (str (.getMessage t))]))

(defn evaluate [text line]
  (let [reader (doto (clojure.lang.LineNumberingPushbackReader. (java.io.StringReader. text)) (.setLineNumber line))
        form (try [(read {:read-cond :allow :features #{:clj}} reader)]
                  (catch Throwable t (failure :reject t)))]
    (if (= :failed (first form))
      form
      (try
        (let [value (eval (first form))]
          [:ok (binding [*print-length* nil *print-level* nil] (pr-str value))])
        (catch clojure.lang.Compiler$CompilerException t (failure :reject t))
        (catch Throwable t (failure :run t))))))

(defn run-step [[kind a b] folder]
  (case kind
    :eval (let [w (java.io.StringWriter.)
                r (binding [*out* w] (evaluate a b))]
            (conj r (str w)))
    :write (let [f (java.io.File. (str folder "/" a))]
             (.mkdirs (.getParentFile f))
             (spit f b)
             [:ok "nil" ""])
    :rm (do (.delete (java.io.File. (str folder "/" a))) [:ok "nil" ""])))

(let [[steps-file outcome-file folder] *command-line-args*]
  (with-open [w (java.io.FileWriter. ^String outcome-file)]
    (doseq [[i steps] (map-indexed vector (read-string (slurp steps-file)))]
      (clear-folder (java.io.File. ^String folder))
      (let [user (fresh-user)
            run (fn []
                  (binding [*ns* user *1 nil *2 nil *3 nil *e nil *warn-on-reflection* false *print-meta* false
                            *unchecked-math* false *print-length* nil *print-level* nil *assert* true
                            *print-namespace-maps* false *data-readers* *data-readers* *math-context* nil]
                    (doseq [[j step] (map-indexed vector steps)]
                      (let [r (run-step step folder)]
                        (locking w
                          (.write w (str (pr-str (into [i j] r)) "\n"))
                          (.flush w))))))
            t (doto (Thread. nil run "script" 256000000) (.setDaemon true) (.start))]
        (.join t 60000)))))
(System/exit 0)
