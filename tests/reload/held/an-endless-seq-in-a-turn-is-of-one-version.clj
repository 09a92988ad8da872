;; S06: as with chunks, elements of an unchunked endless seq that was begun in a turn are of one version.
;file> app.clj
;| (ns app)
;| (defn foo [_] :v1)
(require 'app)
(defn endless [] (let [s (map #(app/foo %) (iterate inc 0))] (first s) s))
(def live (endless))
(def pinned (turn (endless)))
(def stepped (turn (iterate (fn [n] [(app/foo n)]) 0)))
;file> app.clj
;| (ns app)
;| (defn foo [_] :v2)
(require 'app :reload)
(frequencies (take 100 live)) ;=> {:v1 1, :v2 99}
(frequencies (take 100 pinned)) ;=> {:v1 100}
(count (generations live)) ;=> 2
(count (generations pinned)) ;=> 1
(second stepped) ;=> [:v1]
