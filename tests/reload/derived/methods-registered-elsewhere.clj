;; S91: a value computed by a multimethod or a protocol is computed again when a third namespace changes the method
;file> shape.clj
;| (ns shape)
;| (defmulti area :kind)
;| (defmethod area :default [_] 0)
;| (defprotocol Named (title [x]))
;file> square.clj
;| (ns square (:require [shape :as s]))
;| (defmethod s/area :square [x] (* (:a x) (:a x)))
;| (extend-protocol s/Named
;|   String (title [x] [:text x])
;|   Long (title [x] [:number x]))
;file> page.clj
;| (ns page (:require [shape :as s] square))
;| (def sum (+ (s/area {:kind :square :a 2}) (s/area {:kind :circle})))
;| (def head (s/title "a"))
;file> top.clj
;| (ns top (:require [page :as p]))
;| (def shown [p/sum p/head])
(require 'top)
top/shown ;=> [4 [:text "a"]]
;file> square.clj
;| (ns square (:require [shape :as s]))
;| (defmethod s/area :square [x] (* 10 (:a x) (:a x)))
;| (extend-protocol s/Named
;|   String (title [x] [:text x])
;|   Long (title [x] [:number x]))
(require 'top :reload)
top/shown ;=> [40 [:text "a"]]
(:rebuilt (peek (history))) ;=> [page top]
;; A method that is new counts as well, one that is the same again does not.
;file> square.clj
;| (ns square (:require [shape :as s]))
;| (defmethod s/area :square [x] (* 10 (:a x) (:a x)))
;| (defmethod s/area :circle [x] 1)
;| (extend-protocol s/Named
;|   String (title [x] [:words x])
;|   Long (title [x] [:number x]))
(require 'square :reload)
top/shown ;=> [41 [:words "a"]]
;file> square.clj
;| (ns square (:require [shape :as s]))
;| ;; a comment
;| (defmethod s/area :square [x] (* 10 (:a x) (:a x)))
;| (defmethod s/area :circle [x] 1)
;| (extend-protocol s/Named
;|   String (title [x] [:words x])
;|   Long (title [x] [:number x]))
(require 'square :reload)
(:rebuilt (peek (history))) ;=> []
