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
;; `:changed` takes the files as they are now: what was deleted goes in the same publish, with those that stopped using it.
;file> s49/old.clj
;| (ns s49.old)
;| (defn f [] 1)
;file> s49/user.clj
;| (ns s49.user (:require [s49.old :as old]))
;| (defn g [] (old/f))
(require 's49.user)
;rm> s49/old.clj
(require :changed) ;throws> ExceptionInfo s49.user/g uses s49.old/f, which is removed
(s49.user/g) ;=> 1
;file> s49/user.clj
;| (ns s49.user)
;| (defn g [] 2)
(require :changed)
[(s49.user/g) (find-ns 's49.old) (:namespaces-removed (last (history)))] ;=> [2 nil [s49.old]]
