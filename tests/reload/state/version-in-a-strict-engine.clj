;; S99: a strict engine refuses code whose state has another version and no migration
;strict>
;file> s99s.clj
;| (ns s99s)
;| (defonce ^{:version 1} st (atom {:n 1}))
(require 's99s)
;file> s99s.clj
;| (ns s99s)
;| (defonce ^{:version 2} st (atom [1]))
(require 's99s :reload) ;throws> ExceptionInfo the state of s99s/st is of version 1, the code wants version 2, and no migration leads there
