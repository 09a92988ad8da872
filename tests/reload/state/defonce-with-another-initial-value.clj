;; S97: a defonce whose initial value was edited keeps the old value, and the report says so
;file> s97.clj
;| (ns s97)
;| (defonce limits {:max 10})
;| (defonce other (atom 1))
(require 's97)
;file> s97.clj
;| (ns s97)
;| (defonce limits {:max 20})
;| (defonce other (atom 1))
(require 's97 :reload)
s97/limits ;=> {:max 10}
(select-keys (last (history)) [:kept :init-changed]) ;=> {:kept [s97/limits s97/other], :init-changed [s97/limits]}
