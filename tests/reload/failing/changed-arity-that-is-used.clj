;; S44: a changed number of arguments is refused with the caller and both counts; all broken links come in one report
;file> s44/lib.clj
;| (ns s44.lib)
;| (defn area [w h] (* w h))
;| (defn name-of [x] (str x))
;file> s44/app.clj
;| (ns s44.app (:require [s44.lib :as lib]))
;| (defn square [x] (lib/area x x))
;| (defn label [x] (lib/name-of x))
(require 's44.app)
;file> s44/lib.clj
;| (ns s44.lib)
;| (defn area [{:keys [w h]}] (* w h))
(def failure (try (require 's44.lib :reload) (catch Exception e e)))
(:type (ex-data failure)) ;=> :clutch/broken-links
(mapv (juxt :caller :callee) (:links (ex-data failure))) ;=> [[s44.app/square s44.lib/area] [s44.app/label s44.lib/name-of]]
(:problem (first (:links (ex-data failure)))) ;=> "s44.app/square calls s44.lib/area with 2 arguments, which takes 1 now (before: 2)"
(map (comp :line :at) (:links (ex-data failure))) ;=> (2 3)
(every? #(.endsWith (:file (:at %)) "s44/app.clj") (:links (ex-data failure))) ;=> true
(s44.app/square 3) ;=> 9
;; A caller that is changed with it is no problem.
;file> s44/app.clj
;| (ns s44.app (:require [s44.lib :as lib]))
;| (defn square [x] (lib/area {:w x :h x}))
;| (defn label [x] (str x))
(require 's44.lib :reload)
(s44.app/square 3) ;=> 9
