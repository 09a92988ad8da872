;; S49: a namespace whose file is gone goes when nothing requires it any more; a new text may not require it
;file> old.clj
;| (ns old)
;| (def k 1)
;| (defmacro m [] `(inc k))
;file> deep.clj
;| (ns deep)
;| (def only-for-old 1)
;file> u.clj
;| (ns u (:require [old :as o]))
;| (defn f [] (o/m))
;file> top.clj
;| (ns top (:require [u :as u] [old :as o]))
;| (defn run [] (+ (u/f) o/k))
(require 'top)
(top/run) ;=> 3
;rm> old.clj
;file> new.clj
;| (ns new)
;| (def k 5)
;| (defmacro m [] `(inc k))
;file> u.clj
;| (ns u (:require [new :as o]))
;| (defn f [] (o/m))
(require 'top :reload)
[(top/run) (some? (find-ns 'old)) (:missing (peek (history)))] ;=> [7 true [old]]
;file> top.clj
;| (ns top (:require [u :as u] [old :as o]))
;| (defn run [] (+ 1 (u/f) o/k))
(require 'top :reload) ;throws> FileNotFoundException top requires old, whose file is gone
(top/run) ;=> 7
;file> top.clj
;| (ns top (:require [u :as u] [new :as o]))
;| (defn run [] (+ (u/f) o/k))
(require 'top :reload)
[(top/run) (find-ns 'old) (:namespaces-removed (peek (history)))] ;=> [11 nil [old]]
;; What somebody at the prompt requires stays.
(require 'new)
;rm> new.clj
;file> u.clj
;| (ns u)
;| (defn f [] 0)
;file> top.clj
;| (ns top (:require [u :as u]))
;| (defn run [] (u/f))
(require 'top :reload)
[(top/run) (some? (find-ns 'new))] ;=> [0 true]
;; A namespace that has a file stays, and is listed.
;file> methods.clj
;| (ns methods (:require [u :as u]))
;| (defmethod print-method ::special [_ _])
;file> top.clj
;| (ns top (:require methods [u :as u]))
;| (defn run [] (u/f))
(require 'top :reload)
;file> top.clj
;| (ns top (:require [u :as u]))
;| (defn run [] (u/f))
(require 'top :reload)
[(:unused (peek (history))) (some? (find-ns 'methods))] ;=> [[methods] true]
(:namespaces-removed (unload 'methods)) ;=> [methods]
