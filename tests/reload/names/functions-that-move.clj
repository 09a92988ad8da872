;; S65: moving, splitting, merging and turning round: functions change their namespace together with their callers
;file> lib.clj
;| (ns lib)
;| (defn area [w h] (* w h))
;| (defn peri [w h] (* 2 (+ w h)))
;file> one.clj
;| (ns one (:require [lib :as l]))
;| (defn f [] (l/area 2 3))
;file> two.clj
;| (ns two (:require [lib :refer [area peri]]))
;| (defn g [] [(area 4 5) (peri 1 1)])
;file> top.clj
;| (ns top (:require [one :as one] [two :as two]))
;| (defn run [] [(one/f) (two/g)])
(require 'top)
(top/run) ;=> [6 [20 4]]
;; Moved, one caller forgotten.
;file> geo.clj
;| (ns geo)
;| (defn area [w h] (* w h))
;file> lib.clj
;| (ns lib)
;| (defn peri [w h] (* 2 (+ w h)))
;file> one.clj
;| (ns one (:require [geo :as l]))
;| (defn f [] (l/area 2 3))
(require 'top :reload) ;throws> ExceptionInfo it would break 2 links: two (top level) refers to lib/area, which is removed
[(top/run) (find-ns 'geo)] ;=> [[6 [20 4]] nil]
;file> two.clj
;| (ns two (:require [lib :refer [peri]] [geo :refer [area]]))
;| (defn g [] [(area 4 5) (peri 1 1)])
(require 'top :reload)
[(top/run) (:removed (peek (history))) (:added (peek (history)))] ;=> [[6 [20 4]] [lib/area] [geo/area]]
;; Split in two, one of which requires the other.
;file> peri.clj
;| (ns peri (:require geo))
;| (defn peri [w h] (* 2 (geo/area w h)))
;file> lib.clj
;| (ns lib)
;file> two.clj
;| (ns two (:require [peri :refer [peri]] [geo :refer [area]]))
;| (defn g [] [(area 4 5) (peri 1 1)])
(require 'top :reload)
(top/run) ;=> [6 [20 2]]
;; Merged again, with the arrow the other way round.
;file> geo.clj
;| (ns geo (:require peri))
;| (defn area [w h] (peri/area w h))
;file> peri.clj
;| (ns peri)
;| (defn area [w h] (* 7 w h))
;| (defn peri [w h] :merged)
(require 'top :reload)
(top/run) ;=> [42 [140 :merged]]
;; A function that becomes a macro takes its callers along.
;file> peri.clj
;| (ns peri)
;| (defmacro area [w h] `(* ~w ~h))
;| (defn peri [w h] :merged)
(require 'top :reload)
[(top/run) (:loaded (last (history)))] ;=> [[6 [20 :merged]] [peri geo]]
;file> geo.clj
;| (ns geo (:require peri))
;| (defn area [w h] (peri/area (inc w) h))
(require 'top :reload)
(top/run) ;=> [9 [25 :merged]]
