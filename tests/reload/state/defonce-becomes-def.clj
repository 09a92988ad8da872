;; S98: defonce that becomes def is evaluated, def that becomes defonce keeps the value, and both are reported
;file> s98.clj
;| (ns s98)
;| (defonce a 1)
;| (def b 1)
(require 's98)
;file> s98.clj
;| (ns s98)
;| (def a 2)
;| (defonce b 2)
(require 's98 :reload)
[s98/a s98/b] ;=> [2 1]
(select-keys (last (history)) [:changed :kept :init-changed]) ;=> {:changed [s98/a s98/b], :kept [s98/b], :init-changed [s98/b]}
