;; S121: a reload of the same text takes back what was changed live: names taken away, methods, derivations and aliases
;file> s121e/lib.clj
;| (ns s121e.lib)
;| (defmulti area :shape)
;| (defmethod area :square [s] (* (:side s) (:side s)))
;| (defn f [] 1)
;file> s121e/other.clj
;| (ns s121e.other (:require [s121e.lib :as lib]))
;| (defmethod lib/area :point [_] 0)
(require 's121e.other)
(in-ns 's121e.lib)
(ns-unmap 's121e.lib 'f)
(defmethod area :line [_] 0)
(remove-method area :square)
(derive ::a ::b)
(alias 'str 'clojure.string)
(in-ns 'user)
[(resolve 's121e.lib/f) (sort (keys (methods s121e.lib/area)))] ;=> [nil (:line :point)]
(require 's121e.lib :reload)
[(s121e.lib/f) (sort (keys (methods s121e.lib/area))) (isa? :s121e.lib/a :s121e.lib/b) (ns-aliases 's121e.lib)] ;=> [1 (:point :square) false {}]
;; What belongs to another namespace is its own.
(defmethod s121e.lib/area :circle [_] 3)
(require 's121e.lib 's121e.other :reload)
(sort (keys (methods s121e.lib/area))) ;=> (:circle :point :square)
