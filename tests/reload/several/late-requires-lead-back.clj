;; S51: what a file requires behind its `ns` form may lead back to it, at a reload as at the start
;file> a.clj
;| (ns a)
;| (defn fa [n] (if (zero? n) :a ((resolve 'b/fb) (dec n))))
;| (require 'b)
;| (defn more [] (b/fb 2))
;file> b.clj
;| (ns b (:require [a :as a]))
;| (defn fb [n] (a/fa n))
(require 'a)
(defn state [] [(a/fa 3) (a/more)])
(state) ;=> [:a :a]
;file> b.clj
;| (ns b (:require [a :as a]))
;| (defn fb [n] [(a/fa n)])
(require 'a :reload)
(state) ;=> [[[[:a]]] [[[:a]]]]
;file> a.clj
;| (ns a)
;| (defn fa [n] (if (zero? n) :aa ((resolve 'b/fb) (dec n))))
;| (require 'b)
;| (defn more [] (b/fb 1))
;file> b.clj
;| (ns b (:require [a :as a]))
;| (defn fb [n] (list (a/fa n)))
(require 'b :reload)
(state) ;=> [(((:aa))) ((:aa))]
;; A circle of `ns` forms is one.
;file> a.clj
;| (ns a (:require b))
;| (defn fa [n] n)
(require 'a :reload) ;throws> Exception Cyclic load dependency: [ /a ]->/b->[ /a ]
(state) ;=> [(((:aa))) ((:aa))]
