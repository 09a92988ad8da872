;; S130: tests run in a candidate before it is published, with state of their own
;spec> RELOAD-62
;file> s130/app.clj
;| (ns s130.app)
;| (defonce orders (atom []))
;| (defonce log (ref []))
;| (defonce worker (agent 0))
;| (defn order [x] (swap! orders conj x) (dosync (alter log conj x)) (send worker inc) (count @orders))
;file> s130/app_test.clj
;| (ns s130.app-test (:require s130.app [clojure.test :refer [deftest is]]))
;| (deftest orders-count
;|   (let [n (s130.app/order :test)]
;|     (await s130.app/worker)
;|     (is (= [n n n] [(count @s130.app/orders) (count @s130.app/log) @s130.app/worker]))))
(require 's130.app-test)
(s130.app/order :real) ;=> 1
(await s130.app/worker)
;file> s130/app.clj
;| (ns s130.app)
;| (defonce orders (atom []))
;| (defonce log (ref []))
;| (defonce worker (agent 0))
;| (defn order [x] (swap! orders conj x x) (dosync (alter log conj x)) (send worker inc) (count @orders))
(def bad (stage 's130.app))
(def refused (try (binding [*out* (java.io.StringWriter.)]
                    (binding [clojure.test/*test-out* *out*] (publish! bad :test true)))
                  (catch Exception e e)))
(ex-message refused) ;=> "The publish is refused, tests of the candidate do not pass: 1 failures and 0 errors in 1 tests"
(select-keys (:counts (ex-data refused)) [:test :fail]) ;=> {:test 1, :fail 1}
;; Nothing was published, and the state is what it was.
[@s130.app/orders @s130.app/log @s130.app/worker] ;=> [[:real] [:real] 1]
(s130.app/order :more) ;=> 2
(await s130.app/worker)
;; A good one goes through, and its tests leave no trace either.
;file> s130/app.clj
;| (ns s130.app)
;| (defonce orders (atom []))
;| (defonce log (ref []))
;| (defonce worker (agent 0))
;| (defn order [x] (swap! orders conj x) (dosync (alter log conj x)) (send worker inc) (count (deref orders)))
(map? (binding [clojure.test/*test-out* (java.io.StringWriter.)] (publish! (stage 's130.app) :test true))) ;=> true
[@s130.app/orders @s130.app/log @s130.app/worker] ;=> [[:real :more] [:real :more] 2]
;; Without tests there is nothing to fail.
;file> s130/other.clj
;| (ns s130.other)
;| (defn f [] 1)
(map? (publish! (stage 's130.other) :test true)) ;=> true
;; Staged, looked at, thrown away.
;file> s130/other.clj
;| (ns s130.other)
;| (defn f [] 2)
(def c (stage 's130.other))
(in-world c (s130.other/f)) ;=> 2
(discard! c)
(publish! c) ;throws> IllegalStateException published or discarded already
(s130.other/f) ;=> 1
