;; S121: a strict engine refuses to reload a namespace with definitions that are not in its file, until told what to do with them
;strict>
;file> s121s.clj
;| (ns s121s)
;| (defn f [] :file)
(require 's121s)
(in-ns 's121s)
(defn f [] :fixed)
(in-ns 'user)
;file> s121s.clj
;| (ns s121s)
;| (defn f [] :file-2)
(require 's121s :reload) ;throws> ExceptionInfo live differs from its source: s121s/f
(s121s/f) ;=> :fixed
(require 's121s :reload :discard-live)
(s121s/f) ;=> :file-2
