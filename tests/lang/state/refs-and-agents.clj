; Refs change together; agents change later.
(def a (ref 1))
(def b (ref 2))
@a ;=> 1
(dosync (alter a inc) (alter b + 10)) ;=> 12
[@a @b] ;=> [2 12]
(dosync (ref-set a 100) @a) ;=> 100
(alter a inc) ;throws> IllegalStateException No transaction running
(ref-set a 1) ;throws> IllegalStateException No transaction running
(try (dosync (ref-set a 5) (throw (ex-info "abort" {}))) (catch Exception e @a)) ;=> 100
(dosync (commute a inc)) ;=> 101
(dosync (ensure b)) ;=> 12
(dosync (dosync (alter a inc)) @a) ;=> 102
(def transfers (fn [n] (dosync (alter a - n) (alter b + n))))
(transfers 5) ;=> 17
(+ @a @b) ;=> 114
(let [x (ref 0) fs (doall (for [_ (range 4)] (future (dotimes [_ 50] (dosync (alter x inc))))))] (run! deref fs) @x) ;=> 200
(let [x (ref 0) y (ref 0) fs (doall (for [_ (range 4)] (future (dotimes [_ 25] (dosync (alter x inc) (alter y dec))))))] (run! deref fs) [@x @y]) ;=> [100 -100]
(def r (ref 1 :validator pos?))
(dosync (ref-set r -1)) ;throws> IllegalStateException Invalid reference state
@r ;=> 1
(dosync (io! 1)) ;throws> IllegalStateException I/O in transaction
(io! 1) ;=> 1
(def ag (agent 0))
(do (send ag inc) (await ag) @ag) ;=> 1
(do (send-off ag + 10) (await ag) @ag) ;=> 11
(do (dotimes [_ 100] (send ag inc)) (await ag) @ag) ;=> 111
(def failing (agent 0))
(do (send failing (fn [_] (throw (ex-info "in agent" {})))) (Thread/sleep 100) (ex-message (agent-error failing))) ;=> "in agent"
(send failing inc) ;throws> RuntimeException Agent is failed, needs restart
(do (restart-agent failing 5) @failing) ;=> 5
(do (send failing inc) (await failing) @failing) ;=> 6
(def cont (agent 0 :error-mode :continue))
(do (send cont (fn [_] (throw (Exception. "x")))) (send cont inc) (await cont) @cont) ;=> 1
(let [ag (agent 0) r (ref 0)] (dosync (alter r inc) (send ag inc)) (await ag) @ag) ;=> 1
(let [ag (agent 0)] (try (dosync (send ag inc) (throw (Exception. "x"))) (catch Exception _)) (Thread/sleep 20) @ag) ;=> 0
(def w (ref 1))
(add-watch w :k (fn [_ _ o n] (println o n))) ;=> #object[clojure.lang.Ref 0x0 {:status :ready, :val 1}]
(dosync (ref-set w 2) (ref-set w 3)) ;=> 3
;out> 1 3
(def conveyed (agent nil))
(def ^:dynamic *d* 1)
(do (binding [*d* 2] (send conveyed (fn [_] *d*))) (await conveyed) @conveyed) ;=> 2
*agent* ;=> nil
