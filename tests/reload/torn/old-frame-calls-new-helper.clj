;; S36: a frame that goes on after a publish and calls a helper of another arity gets both generations told; a turn does not
;spec> RELOAD-67
;file> s36.clj
;| (ns s36)
;| (defn helper [x] [:v1 x])
;| (defn run [begun go-on] (deliver begun true) @go-on (helper 1))
(require 's36)
(defn start [f] (let [begun (promise) go-on (promise) running (future (try (f begun go-on) (catch Exception e e)))] @begun {:go-on go-on :running running}))
(def live (start (fn [b g] (s36/run b g))))
(def pinned (start (fn [b g] (turn (s36/run b g)))))
(def old (generation-of 's36/run))
;file> s36.clj
;| (ns s36)
;| (defn helper [x y] [:v2 x y])
;| (defn run [begun go-on] (deliver begun true) @go-on (helper 1 2))
(require 's36 :reload)
(deliver (:go-on live) true)
(deliver (:go-on pinned) true)
@(:running pinned) ;=> [:v1 1]
(def thrown @(:running live))
[(class thrown) (ex-message thrown)] ;=> [clojure.lang.ArityException "Wrong number of args (1) passed to: s36/helper"]
(= (ex-data thrown) {:caller "s36/run" :caller-generation old :callee "s36/helper" :callee-generation (generation-of 's36/helper)}) ;=> true
;; Code of one generation has no such data.
(ex-data (try (s36/helper 1) (catch Exception e e))) ;=> nil
