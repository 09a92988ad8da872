; Futures, promises, delays: computed elsewhere, later, once.
@(future (+ 1 2)) ;=> 3
(let [f (future 1)] @f [(future? f) (future-done? f) (realized? f)]) ;=> [true true true]
(try @(future (throw (ex-info "inside" {:a 1}))) (catch java.util.concurrent.ExecutionException e (ex-data (ex-cause e)))) ;=> {:a 1}
(deref (future (Thread/sleep 1000) 1) 5 :timeout) ;=> :timeout
(def p (promise))
(realized? p) ;=> false
(deref p 1 :not-yet) ;=> :not-yet
(do (deliver p 1) @p) ;=> 1
(deliver p 2) ;=> nil
@p ;=> 1
(realized? p) ;=> true
(def calls (atom 0))
(def d (delay (swap! calls inc) :value))
@calls ;=> 0
[@d (force d) @calls] ;=> [:value :value 1]
(delay? d) ;=> true
(force 5) ;=> 5
(def failing (delay (swap! calls inc) (throw (ex-info "delayed" {}))))
@failing ;throws> ExceptionInfo delayed
@failing ;throws> ExceptionInfo delayed
@calls ;=> 2
(let [f (future (Thread/sleep 10000))] [(future-cancel f) (future-cancelled? f)]) ;=> [true true]
(try (let [f (future (Thread/sleep 10000))] (future-cancel f) @f) (catch java.util.concurrent.CancellationException e :cancelled)) ;=> :cancelled
(pmap inc [1 2 3]) ;=> (2 3 4)
(pcalls (fn [] 1) (fn [] 2)) ;=> (1 2)
(pvalues (+ 1 1) (+ 2 2)) ;=> (2 4)
(let [p (promise)] (future (deliver p :from-elsewhere)) @p) ;=> :from-elsewhere
(let [a (promise) b (promise)] (future (deliver b (inc @a))) (deliver a 1) @b) ;=> 2
(let [t (Thread. (fn [] (swap! calls inc)))] (.start t) (.join t) @calls) ;=> 3
(let [x 1 f (future (let [x (inc x)] x))] [@f x]) ;=> [2 1]
(deref (promise) 1 nil) ;=> nil
(map deref (doall (map #(future (* % %)) (range 5)))) ;=> (0 1 4 9 16)
(locking (Object.) 1) ;=> 1
(let [o (Object.) n (atom 0) fs (doall (for [_ (range 4)] (future (dotimes [_ 100] (locking o (reset! n (inc @n)))))))] (run! deref fs) @n) ;=> 400
