;; S126: a function that reloads its own namespace finishes its old body; in a turn its world is old plus its own publish
;file> s126.clj
;| (ns s126)
;| (defn version [] 1)
;| (defn restart []
;|   (let [before (version)]
;|     (require 's126 :reload)
;|     [:old-body before (version)]))
(require 's126)
;file> s126.clj
;| (ns s126)
;| (defn version [] 2)
;| (defn restart [] [:new-body (version)])
(turn (s126/restart)) ;=> [:old-body 1 2]
(s126/restart) ;=> [:new-body 2]
;; Live it is the same: the frame goes on, its calls are the new ones.
;file> s126.clj
;| (ns s126)
;| (defn version [] 3)
;| (defn restart [] (let [before (version)] (require 's126 :reload) [:third-body before (version)]))
(require 's126 :reload)
;file> s126.clj
;| (ns s126)
;| (defn version [] 4)
;| (defn restart [] [:fourth-body (version)])
(s126/restart) ;=> [:third-body 3 4]
(s126/restart) ;=> [:fourth-body 4]
