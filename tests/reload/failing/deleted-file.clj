;; S49: a file that is gone cannot be reloaded, what was loaded stays and (drift) says so; (unload) takes a namespace away, if nobody uses it
;file> s49/lib.clj
;| (ns s49.lib)
;| (defn f [] 1)
;file> s49/app.clj
;| (ns s49.app (:require [s49.lib :as lib]))
;| (defn g [] (lib/f))
(require 's49.app)
;rm> s49/lib.clj
(require 's49.lib :reload) ;throws> FileNotFoundException Could not locate s49/lib__init.class, s49/lib.clj
(s49.app/g) ;=> 1
(get (drift) 's49.lib) ;=> :no-file
(unload 's49.lib) ;throws> ExceptionInfo s49.app/g uses s49.lib/f, which is removed
(s49.app/g) ;=> 1
(:namespaces-removed (unload 's49.app 's49.lib)) ;=> [s49.app s49.lib]
[(find-ns 's49.app) (find-ns 's49.lib) (contains? (loaded-libs) 's49.lib)] ;=> [nil nil false]
(unload 's49.lib) ;throws> ExceptionInfo s49.lib is not loaded
