(ns clutch.core
  "Worlds: turns that see one world, worlds as values, stages, history.

  The names are seen in every namespace that sees clojure.core, unless something else has that name there.")

(defmacro turn
  "Evaluates body in a turn: every name in it, and in all that it calls, means what it means in one world, the
  newest when the turn began. Lazy seqs, delays and futures made in it stay in that world. In a turn it joins.

  (turn (+ 1 2)) ;=> 3"
  [& body]
  `(turn* (fn [] ~@body)))

(defmacro live-seq
  "A lazy sequence of body, as with `lazy-seq`, that stays out of turns: whoever realises a cell computes it in the
  world that he sees, also if the sequence is made in a turn, and what a cell makes is such a sequence again. For
  streams that outlive the turn that makes them and shall neither keep its world nor its code.

  (take 3 ((fn from [n] (live-seq (cons n (from (inc n))))) 1)) ;=> (1 2 3)"
  [& body]
  `(clutch.rt/live-seq* (^{:once true} fn* [] ~@body)))

(defmacro in-world
  "Evaluates body in world, which may also be a candidate or the number of a generation. What body defines is seen
  by body alone.

  (in-world (world) (+ 1 2)) ;=> 3"
  [world & body]
  `(in-world* ~world (fn [] ~@body)))

(defn shadow
  "Calls f with args in a turn and gives what it gives; then calls it again in candidate, with state of its own and
  without output, and notes for `differences` if that answers something else. f is best a var, which means in each
  world what it is there. The candidate takes over first what others have published; a conflict is a difference.

  (shadow (stage 'clojure.set) #'+ 1 2) ;=> 3"
  [candidate f & args]
  (let [call (fn []
               (try
                 {:value (apply f args)}
                 (catch Throwable e {:threw (class e), :error e})))
        answer (turn (call))
        again (try
                (clutch.rt/in-trial candidate
                  (fn []
                    (let [sink (java.io.StringWriter.)]
                      (binding [*out* sink, *err* sink]
                        (call)))))
                ;; What others have published conflicts with the candidate.
                (catch Throwable e {:conflict (ex-message e)}))]
    (when-not (= (dissoc answer :error) (dissoc again :error))
      (clutch.rt/note-difference!
        candidate
        {:call (cons f args), :current (dissoc answer :error), :candidate (dissoc again :error)}))
    (if-let [e (:error answer)]
      (throw e)
      (:value answer))))

(defmacro defworker
  "Defines name as f, a function of no arguments, and declares a worker: a thread that calls f again and again, each
  time in a turn of its own. A reload replaces it: the new one starts after the publish, the old one ends after the
  round that it is at. It starts with the publish and never if the load fails.

  (do (defworker beat (fn [] (Thread/sleep 1))) (fn? beat)) ;=> true"
  [name f]
  (let [full (symbol (str (ns-name *ns*)) (str name))]
    `(do (def ~name ~f)
         (defworker* '~full ~name))))

(defmacro migrate
  "Declares how the state of reference, an atom, ref or agent that `defonce` keeps, gets the shape that this code
  wants: its value becomes (f value), just before the publish. Any other value that `defonce` keeps becomes (f value)
  at once in the candidate. With versions it is due if the state is of version :from;
  `(defonce ^{:version 2} state …)` says which version the code wants. Without, it is done once for its text.

  Of a record or deftype: what code sees of instances of version :from, as (f instance), which is a map or instance
  for the migration from version :to, or an instance as it is now. f is called at the first use of an instance, maybe
  more than once, and what it gives is kept; :revision n, above 0, corrects a migration whose results are in use.

  (do (def total (atom 1)) (migrate total inc) @total) ;=> 2"
  ([reference f]
   `(migrate* '~reference ~reference nil ~f))
  ([reference versions f]
   `(migrate* '~reference ~reference ~versions ~f)))

(defn watch-sources
  "Watches the files of the loaded namespaces: when some have changed, and then kept still for a while, all of them
  are reloaded in one publish; those whose file was deleted are unloaded in it. Gives a function of no arguments that ends it. Options: :every, milliseconds between
  looks (100); :settle, milliseconds without a change (200); :report, a function of the publish's report or of the
  exception that refused it, which by default prints a line. A text that was refused is tried again when it changes.

  ((watch-sources {:every 1})) ;=> nil"
  ([] (watch-sources {}))
  ([{:keys [every settle report]
     :or {every 100
          settle 200
          report (fn [r]
                   (println (if (instance? Throwable r)
                              (str "not reloaded: " (ex-message r))
                              (str "reloaded " (apply str (interpose " " (:loaded r)))))))}}]
   (let [stopped (promise)
         now (fn [] (quot (System/nanoTime) 1000000))
         reload (fn []
                  (try
                    (publish! (stage :changed))
                    (catch Exception e e)))
         watch (fn []
                 (loop [seen {} since 0 tried {}]
                   (when (= :go-on (deref stopped every :go-on))
                     (let [changed (clutch.rt/changed-sources)]
                       (cond
                         (or (empty? changed) (= changed tried)) (recur {} 0 tried)
                         (not= changed seen) (recur changed (now) tried)
                         (< (- (now) since) settle) (recur seen since tried)
                         :else (do
                                 (when-some [r (reload)]
                                   (report r))
                                 (recur {} 0 changed)))))))]
     (doto (Thread. watch)
       (.setDaemon true)
       (.start))
     (fn []
       (deliver stopped true)
       nil))))
