;; Exceptions as data, and instants.

(defn StackTraceElement->vec
  "Returns the vector [class method file line] of a stack trace element.
  (StackTraceElement->vec (StackTraceElement. \"a.b\" \"m\" \"f.clj\" 1)) ;=> [a.b m \"f.clj\" 1]"
  [o]
  [(symbol (.getClassName o)) (symbol (.getMethodName o)) (.getFileName o) (.getLineNumber o)])

(defn Throwable->map
  "Returns an exception as data: :via the chain of causes, :cause and :data of the root, its :trace.
  Each link of :via has :type and, where there are such, :message, :data and :at.
  (:cause (Throwable->map (Exception. \"outer\" (Exception. \"inner\")))) ;=> \"inner\""
  [o]
  (let [o (clutch.rt/need Throwable o)
        chain (vec (take-while some? (iterate (fn [t] (.getCause t)) o)))
        link (fn [t]
               (let [message (.getMessage t)
                     data (ex-data t)
                     at (first (.getStackTrace t))]
                 (cond-> {:type (symbol (.getName (class t)))}
                   message (assoc :message message)
                   data (assoc :data data)
                   at (assoc :at (StackTraceElement->vec at)))))
        root (peek chain)
        message (.getMessage root)
        data (ex-data root)
        phase (:clojure.error/phase (ex-data o))]
    (cond-> {:via (mapv link chain)
             :trace (mapv StackTraceElement->vec (.getStackTrace root))}
      message (assoc :cause message)
      data (assoc :data data)
      phase (assoc :phase phase))))

(def Inst
  "Protocol of instants in time: `inst-ms*` gives the milliseconds since the epoch.
  (map? Inst) ;=> true"
  (clutch.rt/make-protocol!
    'clojure.core/Inst
    '{:inst-ms* {:name inst-ms* :arglists ([inst])}}
    {}))

(def ^{:arglists '([inst])} inst-ms*
  "Returns the milliseconds since the epoch of an instant of a type that extends `Inst`.
  (do (deftype Stamp [ms] Inst (inst-ms* [_] ms)) (inst-ms* (->Stamp 5))) ;=> 5"
  (clutch.rt/protocol-fn #'clojure.core/Inst :inst-ms*))

(defn inst-ms
  "Returns the milliseconds from the epoch, 1970-01-01T00:00:00Z, to the instant.
  (inst-ms #inst \"1970-01-01T00:00:01Z\") ;=> 1000"
  [inst]
  (cond (instance? java.util.Date inst) (.getTime inst)
        (instance? java.time.Instant inst) (.toEpochMilli inst)
        :else (inst-ms* inst)))
