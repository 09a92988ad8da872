;; S124: what a file does to definitions of others by alter-var-root is done again when those are built anew, and only once
;file> lib.clj
;| (ns lib)
;| (defn f [x] [:f x])
;| (defn g [x] [:g x])
;file> patch.clj
;| (ns patch (:require [lib :as l]))
;| (alter-var-root #'l/f (fn [f] (fn [x] [:patched (f x)])))
;file> top.clj
;| (ns top (:require [lib :as l] patch))
;| (def at-load (l/f 0))
;| (defn run [] [(l/f 1) (l/g 1)])
(require 'top)
[(top/run) top/at-load] ;=> [[[:patched [:f 1]] [:g 1]] [:patched [:f 0]]]
;file> lib.clj
;| (ns lib)
;| (defn f [x] [:f2 x])
;| (defn g [x] [:g x])
(require 'top :reload)
[(top/run) top/at-load] ;=> [[[:patched [:f2 1]] [:g 1]] [:patched [:f2 0]]]
;file> patch.clj
;| (ns patch (:require [lib :as l]))
;| (alter-var-root #'l/f (fn [f] (fn [x] [:patched-anew (f x)])))
(require 'top :reload)
[(top/run) top/at-load] ;=> [[[:patched-anew [:f2 1]] [:g 1]] [:patched-anew [:f2 0]]]
;file> patch.clj
;| (ns patch (:require [lib :as l]))
(require 'top :reload)
[(top/run) top/at-load] ;=> [[[:f2 1] [:g 1]] [:f2 0]]
