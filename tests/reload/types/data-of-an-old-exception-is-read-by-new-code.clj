;; S87: an exception thrown by old code is caught by new code, with records in its data.
;file> app.clj
;| (ns app)
;| (defprotocol P (m [x]))
;| (defrecord Failure [why] P (m [_] [:v1 why]))
;| (defn fail [gate] (throw (ex-info "failed" {:failure (->Failure @gate)})))
(require 'app)
(def gate (promise))
(def held app/fail)
;file> app.clj
;| (ns app)
;| (defprotocol P (m [x]))
;| (defrecord Failure [why] P (m [_] [:v2 why]))
;| (defn fail [gate] nil)
(def made-before (try (app/fail (atom :early)) (catch Exception e e)))
(require 'app :reload)
(def made-after (try (held (atom :late)) (catch Exception e e)))
(mapv (comp app/m :failure ex-data) [made-before made-after]) ;=> [[:v2 :early] [:v2 :late]]
