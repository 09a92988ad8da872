;; S116: what a candidate was compiled with may not change under it, though the names are not those that it defines
;file> mac.clj
;| (ns mac)
;| (defmacro m [] 1)
;| (defn f [] 1)
(require 'mac)
;file> fresh.clj
;| (ns fresh (:require [mac :as m]))
;| (defn g [] [(m/m) (m/f)])
(def c (stage 'fresh))
;file> mac.clj
;| (ns mac)
;| (defmacro m [] 2)
;| (defn f [] 1)
(require 'mac :reload)
(publish! c) ;throws> ExceptionInfo somebody else has published meanwhile
(find-ns 'fresh) ;=> nil
(require 'fresh)
(fresh/g) ;=> [2 1]
;; A function that is only called may.
;file> later.clj
;| (ns later (:require [mac :as m]))
;| (defn g [] [(m/m) (m/f)])
(def d (stage 'later))
;file> mac.clj
;| (ns mac)
;| (defmacro m [] 2)
;| (defn f [] 22)
(require 'mac :reload)
(:added (publish! d)) ;=> [later/g]
(later/g) ;=> [2 22]
