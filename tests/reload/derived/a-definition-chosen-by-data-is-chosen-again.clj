;; S94: which definition a form makes depends on data elsewhere: the form is evaluated again when that changes.
;file> flags.clj
;| (ns flags)
;| (def new-way? false)
;file> app.clj
;| (ns app (:require [flags :as f]))
;| (if f/new-way? (defn run [] :new) (defn run [] :old))
;| (when f/new-way? (def extra 1))
(require 'app)
[(app/run) (resolve 'app/extra)] ;=> [:old nil]
;file> flags.clj
;| (ns flags)
;| (def new-way? true)
(require 'flags :reload)
[(app/run) app/extra] ;=> [:new 1]
