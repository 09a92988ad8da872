;; S53: a compiler flag that a failing file set is what it was before
;file> s53.clj
;| (ns s53)
;| (set! *warn-on-reflection* true)
;| (throw (ex-info "x" {}))
*warn-on-reflection* ;=> false
(require 's53) ;throws> ExceptionInfo x
*warn-on-reflection* ;=> false
