;; S89: code that makes instances of a type, or asks for it by class, is built anew when its fields change
;file> r.clj
;| (ns r)
;| (defrecord R [a b])
;| (deftype T [z])
;file> i.clj
;| (ns i (:require r) (:import [r R T]))
;| (defn make [] [(:a (R. 1 2)) (.-z (T. 5))])
;| (defn r? [x] (instance? R x))
(require 'i)
[(i/make) (i/r? (r/->R 1 2))] ;=> [[1 5] true]
;file> r.clj
;| (ns r)
;| (defrecord R [b a])
;| (deftype T [z])
(require 'r :reload)
[(i/make) (i/r? (r/->R 1 2))] ;=> [[2 5] true]
(:rebuilt (peek (history))) ;=> [i]
;; The same fields are the same type: nothing to build.
;file> r.clj
;| (ns r)
;| (defrecord R [b a] Object (toString [_] "R!"))
;| (deftype T [z])
(require 'r :reload)
[(:rebuilt (peek (history))) (str (r/->R 1 2))] ;=> [[] "R!"]
;; A type that is gone cannot be imported any more.
;file> r.clj
;| (ns r)
;| (defrecord R [b a])
(def before (atom nil))
(reset! before (generation))
(require 'r :reload) ;throws> ClassNotFoundException r.T
(= @before (generation)) ;=> true
