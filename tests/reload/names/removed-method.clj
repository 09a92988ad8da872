;; S60: a method that left the file no longer answers
;file> s60.clj
;| (ns s60)
;| (defmulti area :shape)
;| (defmethod area :square [{:keys [side]}] (* side side))
;| (defmethod area :circle [_] 3)
;| (defmethod area :default [_] :unknown)
(require 's60)
(map s60/area [{:shape :square :side 2} {:shape :circle}]) ;=> (4 3)
;file> s60.clj
;| (ns s60)
;| (defmulti area :shape)
;| (defmethod area :square [{:keys [side]}] (* side side))
;| (defmethod area :default [_] :unknown)
(require 's60 :reload)
(map s60/area [{:shape :square :side 2} {:shape :circle}]) ;=> (4 :unknown)
(sort-by str (keys (methods s60/area))) ;=> (:default :square)
