;; S80: the state of mutable fields is that of the migrated instance from its first use on; code of before reads what was and cannot write.
;file> app.clj
;| (ns app)
;| (defprotocol C (tick [c]) (look [c]))
;| (deftype Counter [^:unsynchronized-mutable n]
;|   C (tick [_] (set! n (inc n))) (look [_] n))
;| (deftype Same [^:unsynchronized-mutable n]
;|   C (tick [_] (set! n (inc n))) (look [_] n))
(require 'app)
(def c (app/->Counter 5))
(def same (app/->Same 5))
(app/tick c) ;=> 6
(def g (atom nil))
(def in-a-turn (promise))
(def go-on (promise))
(def pinned
  (future
    (turn
      (app/tick c)
      (deliver in-a-turn true)
      @go-on
      [(app/look c)
       (try (app/tick c) (catch IllegalStateException e (ex-message e)))
       (app/tick same)])))
@in-a-turn ;=> true
(reset! g (generation))
;file> app.clj
;| (ns app)
;| (defprotocol C (tick [c]) (look [c]))
;| (deftype Counter [^:unsynchronized-mutable n step]
;|   C (tick [_] (set! n (+ n step))) (look [_] n))
;| (migrate Counter {:from 1 :to 2} (fn [old] (->Counter (.n old) 10)))
;| (deftype Same [^:unsynchronized-mutable n]
;|   C (tick [_] (set! n (inc n))) (look [_] n)
;|   clojure.lang.IDeref (deref [_] [:now n]))
(require 'app :reload)
[(app/tick c) (app/tick c)] ;=> [17 27]
;; A type that gains an interface is the same version: the state is shared.
[(app/tick same) @same] ;=> [6 [:now 6]]
(deliver go-on true)
@pinned ;=> [7 "This instance of app.Counter was migrated to a newer version, which has its state now; code of before cannot change it any more" 7]
[(app/look c) @same] ;=> [27 [:now 7]]
;; After a rollback it is written as before.
(rollback! @g)
[(app/look c) (app/tick c)] ;=> [7 8]
