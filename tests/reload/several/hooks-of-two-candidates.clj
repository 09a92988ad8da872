;; S116: declared effects of two namespaces are no conflict: both candidates are published, each with its hooks
(def log (atom []))
;file> s116a.clj
;| (ns s116a)
;| (def v 1)
;file> s116b.clj
;| (ns s116b)
;| (def v 1)
(require 's116a 's116b)
;file> s116a.clj
;| (ns s116a)
;| (on-publish ::k (fn [] (swap! user/log conj :a)))
;| (defworker w (fn [] (Thread/sleep 1)))
;file> s116b.clj
;| (ns s116b)
;| (on-publish ::k (fn [] (swap! user/log conj :b)))
;| (on-publish :shared (fn [] (swap! user/log conj :b-shared)))
(def a (stage 's116a))
(def b (stage 's116b))
(:hooks (publish! a)) ;=> [:s116a/k s116a/w]
(:hooks (publish! b)) ;=> [:s116b/k :shared]
@log ;=> [:a :b :b-shared]
(unload 's116a 's116b)
