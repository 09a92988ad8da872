;; S08: `sequence` with a stateful transducer, begun in a turn, goes on in the turn's world.
;file> app.clj
;| (ns app)
;| (defn foo [_] :v1)
(require 'app)
(defn pairs []
  (let [s (sequence (comp (map #(app/foo %)) (partition-all 2)) (range 100))] (first s) s))
(def pinned (turn (pairs)))
;file> app.clj
;| (ns app)
;| (defn foo [_] :v2)
(require 'app :reload)
(count pinned) ;=> 50
(frequencies (apply concat pinned)) ;=> {:v1 100}
(frequencies (apply concat (pairs))) ;=> {:v2 100}
