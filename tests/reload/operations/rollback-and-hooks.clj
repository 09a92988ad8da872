;; S133: a rollback retires what it takes away and starts what it brings back
(def log (atom []))
;file> s133h.clj
;| (ns s133h)
;| (on-publish ::k (fn [] (swap! user/log conj :up-1)))
;| (on-retire ::k (fn [] (swap! user/log conj :down-1)))
(require 's133h)
(def good (generation))
;file> s133h.clj
;| (ns s133h)
;| (on-publish ::k (fn [] (swap! user/log conj :up-2)))
;| (on-retire ::k (fn [] (swap! user/log conj :down-2)))
(require 's133h :reload)
(rollback! good)
@log ;=> [:up-1 :up-2 :down-1 :up-1 :down-2]
