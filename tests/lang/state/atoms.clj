; Atoms: swapping, comparing, validating, watching.
(def a (atom 0))
@a ;=> 0
(swap! a inc) ;=> 1
(swap! a + 1 2 3) ;=> 7
(reset! a 10) ;=> 10
(swap-vals! a inc) ;=> [10 11]
(reset-vals! a 0) ;=> [11 0]
(compare-and-set! a 0 5) ;=> true
(compare-and-set! a 0 6) ;=> false
@a ;=> 5
(def v (atom 1 :validator pos?))
(reset! v -1) ;throws> IllegalStateException Invalid reference state
@v ;=> 1
(swap! v -) ;throws> IllegalStateException Invalid reference state
@v ;=> 1
(set-validator! v nil) ;=> nil
(reset! v -1) ;=> -1
(set-validator! v pos?) ;throws> IllegalStateException Invalid reference state
(get-validator v) ;=> nil
(add-watch a :log (fn [k r o n] (println k (= r a) o n))) ;=> #object[clojure.lang.Atom 0x0 {:status :ready, :val 5}]
(swap! a inc) ;=> 6
;out> :log true 5 6
(reset! a 6) ;=> 6
;out> :log true 6 6
(remove-watch a :log) ;=> #object[clojure.lang.Atom 0x0 {:status :ready, :val 6}]
(swap! a inc) ;=> 7
(add-watch a :bad (fn [& _] (throw (ex-info "watch" {})))) ;=> #object[clojure.lang.Atom 0x0 {:status :ready, :val 7}]
(swap! a inc) ;throws> ExceptionInfo watch
@a ;=> 8
(do (remove-watch a :bad) nil) ;=> nil
(instance? clojure.lang.IDeref a) ;=> true
(deref (atom nil)) ;=> nil
(def counter (atom 0))
(do (dorun (pmap (fn [_] (swap! counter inc)) (range 100))) @counter) ;=> 100
(let [fs (doall (for [_ (range 4)] (future (dotimes [_ 250] (swap! counter inc)))))] (run! deref fs) @counter) ;=> 1100
(swap! (atom {}) assoc :a 1) ;=> {:a 1}
(swap! (atom {:a {:b 1}}) update-in [:a :b] inc) ;=> {:a {:b 2}}
(swap! 5 inc) ;throws> ClassCastException
(swap! a (fn [x] (throw (ex-info "f" {:x x})))) ;throws> ExceptionInfo f
@a ;=> 8
(def vol (volatile! 1))
(vswap! vol inc) ;=> 2
(vreset! vol 5) ;=> 5
@vol ;=> 5
(volatile? vol) ;=> true
(let [m (atom {})] (dotimes [i 100] (swap! m assoc i i)) (count @m)) ;=> 100
