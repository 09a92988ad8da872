;; S52: of loads that fail, declared effects happen never, and what was done otherwise is reported with its place
(def log (atom []))
;file> s52.clj
;| (ns s52)
;| (on-publish ::started (fn [] (swap! user/log conj :declared)))
;| (swap! user/log conj :undeclared)
;| (throw (ex-info "later" {}))
(dotimes [_ 3] (try (require 's52) (catch Exception _ nil)))
@log ;=> [:undeclared :undeclared :undeclared]
;file> s52.clj
;| (ns s52)
;| (on-publish ::started (fn [] (swap! user/log conj :declared)))
;| (swap! user/log conj :undeclared)
(require 's52)
(take-last 2 @log) ;=> (:undeclared :declared)
(mapv (juxt :what :line) (:effects (last (history)))) ;=> [["swap! of a reference that was made before this load" 3]]
