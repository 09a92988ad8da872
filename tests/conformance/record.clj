; Asks the reference implementation the forms of corpus files and writes its answers behind them.
;
;   java -cp … clojure.main tests/conformance/record.clj FILE.tsv…
;
; Needed when forms are added: a line may be a form alone. Forms without one answer (they run too long,
; or their answer holds an address or a made-up name) are dropped and named. The format is described in
; tests/harness/src/corpus.rs.

(ns record
  (:require [clojure.string :as str] clojure.set clojure.walk clojure.edn clojure.zip clojure.data clojure.pprint
            clojure.math clojure.template clojure.repl clojure.stacktrace clojure.instant clojure.uuid
            clojure.datafy clojure.core.protocols clojure.core.reducers clojure.test clojure.java.io))

(def seconds-for-a-form 5)

(defn fresh-namespace []
  (remove-ns 'user)
  (let [n (create-ns 'user)]
    (binding [*ns* n] (refer 'clojure.core))
    n))

(defn cause-of
  "What the program threw, without what the compiler and the reader put around it."
  [^Throwable t]
  (if (and (or (instance? clojure.lang.Compiler$CompilerException t)
               (instance? clojure.lang.LispReader$ReaderException t))
           (.getCause t))
    (recur (.getCause t))
    t))

(defn host-message?
  "Whether a message speaks of the JVM, or of names that are made up."
  [^Throwable t text]
  (or (instance? NullPointerException t)
      (instance? StackOverflowError t)
      (re-find #"eval\d|__\d|No matching (method|field|ctor)|No (method|field)|0x|Mismatched argument count|@[0-9a-f]{5,}" text)))

(defn describe [^Throwable t compiling?]
  (let [cause (cause-of t)
        text (str (.getMessage cause))
        text (if (str/includes? text "cannot be cast to class") (first (str/split text #" \(")) text)
        text (str/replace text #"--\d+" "")
        name (last (str/split (.getName (class cause)) #"\."))]
    (cond
      compiling? "!rejected"
      (or (empty? text) (host-message? cause text)) (str "!" name)
      :else (str "!" name " " text))))

(defn evaluate [text]
  (let [w (java.io.StringWriter.)]
    (binding [*out* w *err* w]
      (try
        (let [form (read {:read-cond :allow :features #{:clj}}
                         (clojure.lang.LineNumberingPushbackReader. (java.io.StringReader. text)))]
          (try
            (let [value (eval form)]
              (binding [*print-length* 100] (pr-str value)))
            (catch clojure.lang.Compiler$CompilerException t (describe t true))
            (catch Throwable t (describe t false))))
        (catch Throwable t (describe t true))))))

(defn escape [s] (-> s (str/replace "\n" "␤") (str/replace "\t" "␉")))

(defn in-time
  "The answer, or nil if it takes too long."
  [user text]
  (let [answer (promise)
        run #(binding [*ns* user *print-length* nil *print-level* nil *unchecked-math* false *warn-on-reflection* false
                       *1 nil *2 nil *3 nil *e nil *print-meta* false *assert* true
                       *print-namespace-maps* false *data-readers* *data-readers* *math-context* nil]
               (deliver answer (evaluate text)))
        thread (doto (Thread. nil run "form" 64000000) (.setDaemon true) (.start))
        result (deref answer (* 1000 seconds-for-a-form) nil)]
    (when (nil? result) (.stop thread))
    result))

(defn unsteady? [answer]
  (or (nil? answer)
      (re-find #"#object\[|__\d+|eval\d+|reify|@[0-9a-f]{6,}|#'user/G|proxy" answer)))

(defn record [file]
  (let [user (fresh-namespace)
        lines (str/split-lines (slurp file))
        dropped (atom 0)
        out (java.io.StringWriter.)]
    (doseq [line lines]
      (if (or (str/blank? line) (str/starts-with? line ";"))
        (.write out (str line "\n"))
        (let [form (first (str/split line #"\t" 2))
              answer (in-time user form)]
          (if (or (unsteady? answer) (> (count answer) 1500))
            (do (swap! dropped inc)
                (binding [*out* *err*] (println "dropped:" form (if answer "" "(too slow)"))))
            (.write out (str form "\t" (escape answer) "\n"))))))
    (spit file (str out))
    (println file (count lines) "lines," @dropped "dropped")))

(run! record *command-line-args*)
(shutdown-agents)
(System/exit 0)
