;; S52: hooks belong to the namespace that declared them: a reload runs the new ones after the swap and then retires the old
(def log (atom []))
;file> hooked.clj
;| (ns hooked)
;| (def version 1)
;| (on-publish ::h (fn [] (swap! user/log conj [:up version])))
;| (on-retire ::h (fn [] (swap! user/log conj [:down version])))
(require 'hooked)
@log ;=> [[:up 1]]
;file> hooked.clj
;| (ns hooked)
;| (def version 2)
;| (on-publish ::h (fn [] (swap! user/log conj [:up version])))
;| (on-retire ::h (fn [] (swap! user/log conj [:down version])))
(require 'hooked :reload)
@log ;=> [[:up 1] [:up 2] [:down 1]]
;; Other namespaces' publishes do not run them.
(def something 1)
(count @log) ;=> 3
;; A file without them: only the old one is retired.
;file> hooked.clj
;| (ns hooked)
;| (def version 3)
(require 'hooked :reload)
(last @log) ;=> [:down 2]
(count @log) ;=> 4
