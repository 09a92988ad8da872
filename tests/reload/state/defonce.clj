;; S96: defonce keeps its value through reloads, clean ones too, and its initial value is not computed again
(def log (atom []))
;file> s96.clj
;| (ns s96)
;| (defonce st (do (swap! user/log conj :init) (atom 0)))
(require 's96)
(swap! s96/st + 5)
;file> s96.clj
;| (ns s96)
;| (defonce st (do (swap! user/log conj :init) (atom 0)))
;| (def version 2)
(require 's96 :reload)
@s96/st ;=> 5
(require 's96 :clean)
@s96/st ;=> 5
(require 's96 :reload :force)
[@s96/st @log] ;=> [5 [:init]]
;; remove-ns takes the state away.
(remove-ns 's96)
(require 's96)
[@s96/st @log] ;=> [0 [:init :init]]
