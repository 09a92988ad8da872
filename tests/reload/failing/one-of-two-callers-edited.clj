;; S44: callers in two namespaces of which one is edited: refused, with the place of the caller that was left
;file> s44b/lib.clj
;| (ns s44b.lib)
;| (defn area [w h] (* w h))
;file> s44b/one.clj
;| (ns s44b.one (:require [s44b.lib :as l]))
;| (defn f [] (l/area 2 3))
;file> s44b/two.clj
;| (ns s44b.two (:require [s44b.lib :refer [area]]))
;|
;| (defn g [] (area 4 5))
;file> s44b/top.clj
;| (ns s44b.top (:require [s44b.one :as one] [s44b.two :as two]))
;| (defn run [] [(one/f) (two/g)])
(require 's44b.top)
(def before (atom nil))
(def message (atom nil))
(reset! before (generation))
;file> s44b/lib.clj
;| (ns s44b.lib)
;| (defn area [{:keys [w h]}] (* w h))
;file> s44b/one.clj
;| (ns s44b.one (:require [s44b.lib :as l]))
;| (defn f [] (l/area {:w 2 :h 3}))
(reset! message (try (require 's44b.top :reload) (catch Exception e (ex-message e))))
(re-find #"s44b.two/g calls s44b.lib/area with 2 arguments, which takes 1 now \(before: 2\)" @message) ;=> "s44b.two/g calls s44b.lib/area with 2 arguments, which takes 1 now (before: 2)"
(re-find #"s44b/two.clj:\d+" @message) ;=> "s44b/two.clj:3"
[(= @before (generation)) (s44b.top/run)] ;=> [true [6 20]]
;file> s44b/two.clj
;| (ns s44b.two (:require [s44b.lib :refer [area]]))
;|
;| (defn g [] (area {:w 4 :h 5}))
(require 's44b.top :reload)
(s44b.top/run) ;=> [6 20]
