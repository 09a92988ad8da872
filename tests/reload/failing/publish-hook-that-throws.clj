;; S57: a hook that throws after the swap: the publish stands and the report says so, or it is rolled back if that was asked for
;file> s57.clj
;| (ns s57)
;| (defn f [] 1)
(require 's57)
;file> s57.clj
;| (ns s57)
;| (defn f [] 2)
;| (on-publish ::start (fn [] (throw (ex-info "port in use" {:port 80}))))
(require 's57 :reload)
(s57/f) ;=> 2
(mapv (juxt :key :message) (:hook-errors (last (history)))) ;=> [[:s57/start "port in use"]]
;file> s57.clj
;| (ns s57)
;| (defn f [] 3)
;| (on-publish ::start (fn [] (throw (ex-info "port in use" {:port 80}))))
(require 's57 :reload :on-hook-error :rollback) ;throws> ExceptionInfo The publish was rolled back, a hook failed: port in use
(s57/f) ;=> 2
