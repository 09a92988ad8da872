;; S118: a thread that a load starts runs after the publish, and sees what is defined below it; a failed load starts none
(def seen (promise))
(def started (atom 0))
;file> s118.clj
;| (ns s118)
;| (.start (Thread. (fn [] (deliver user/seen ((resolve 's118/below))))))
;| (defn below [] :ok)
(require 's118)
(deref seen 5000 :never) ;=> :ok
;file> s118b.clj
;| (ns s118b)
;| (.start (Thread. (fn [] (swap! user/started inc))))
;| (future (swap! user/started inc))
;| (throw (ex-info "no" {}))
(require 's118b) ;throws> ExceptionInfo no
(Thread/sleep 30)
@started ;=> 0
