;; S58: the namespace that one is in can be reloaded from inside of it, also the one of the prompt
;file> here.clj
;| (ns here (:refer-clojure :exclude [map]))
;| (defn map [] 1)
(require 'here)
(in-ns 'here)
;file> here.clj
;| (ns here (:refer-clojure :exclude [map]))
;| (defn map [] 2)
(clojure.core/require 'here :reload)
(map) ;=> 2
(in-ns 'user)
;file> user.clj
;| (ns user)
;| (def x 1)
(require 'user :reload)
(def own 1)
[own (inc 1)] ;=> [1 2]
