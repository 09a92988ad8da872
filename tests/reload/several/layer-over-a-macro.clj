;; S124: a layer over a macro or a constant changes what code is compiled to: its users are built anew, with the layer and without
;file> mac.clj
;| (ns mac)
;| (defmacro check [x] [:checked x])
;| (def ^:const limit 10)
;file> u.clj
;| (ns u (:require [mac :as m]))
;| (defn f [] (m/check 1))
;| (defn g [] m/limit)
;file> other.clj
;| (ns other (:require mac))
;| (defn f [] 1)
(require 'u 'other)
[(u/f) (u/g)] ;=> [[:checked 1] 10]
(layer :loud {#'mac/check (fn [check form env x] `(vector :loud ~(check form env x))) #'mac/limit 99}) ;=> :loud
[(u/f) (u/g)] ;=> [[:loud [:checked 1]] 99]
(select-keys (peek (history)) [:what :loaded :rebuilt]) ;=> {:what "layer :loud", :loaded [u], :rebuilt [u]}
;; A new macro comes below it, and code that is loaded later is compiled with it.
;file> mac.clj
;| (ns mac)
;| (defmacro check [x] [:checked-again x])
;| (def ^:const limit 20)
;file> late.clj
;| (ns late (:require [mac :as m]))
;| (defn f [] (m/check 2))
(require 'mac :reload)
(require 'late)
[(u/f) (late/f) (u/g)] ;=> [[:loud [:checked-again 1]] [:loud [:checked-again 2]] 99]
(unlayer :loud) ;=> true
[(u/f) (late/f) (u/g)] ;=> [[:checked-again 1] [:checked-again 2] 20]
;; It is laid with all its users or not at all.
(def before (atom nil))
(reset! before (generation))
(layer :bad {#'mac/check (fn [& _] (throw (ex-info "cannot expand" {})))}) ;rejects> compile/macro-threw cannot expand
[(u/f) (layers) (= @before (generation))] ;=> [[:checked-again 1] [] true]
(layer :bad {#'mac/check 5}) ;throws> IllegalArgumentException only a function can lie
(layer :bad {#'when (fn [m & _] nil)}) ;throws> IllegalArgumentException a layer cannot lie over the macro #'clojure.core/when
