;; S05: of a chunked seq that was begun before a reload, `generations` tells two when live, one in a turn.
;file> app.clj
;| (ns app)
;| (defn foo [_] :v1)
(require 'app)
(def first-load (generation))
(defn hundred [] (let [s (map #(app/foo %) (vec (range 100)))] (first s) s))
(def live (hundred))
(def pinned (turn (hundred)))
;file> app.clj
;| (ns app)
;| (defn foo [_] :v2)
(require 'app :reload)
(frequencies live) ;=> {:v1 32, :v2 68}
(frequencies pinned) ;=> {:v1 100}
(count (generations live)) ;=> 2
(count (generations pinned)) ;=> 1
