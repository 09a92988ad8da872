;; S24: a tap is known by the name of its function, so that the function of after a reload replaces or removes it.
(def seen (atom []))
;file> app.clj
;| (ns app)
;| (defn tapped [x] (swap! user/seen conj [:v1 x]))
(require 'app)
(defn settle [] (tap> ::done) (loop [n 0] (when (and (not-any? #{::done} (map second @seen)) (< n 400)) (Thread/sleep 5) (recur (inc n)))))
(add-tap app/tapped)
(defn marker [x] (swap! seen conj [:marker x]))
(add-tap marker)
;file> app.clj
;| (ns app)
;| (defn tapped [x] (swap! user/seen conj [:v2 x]))
(require 'app :reload)
(add-tap app/tapped)
(tap> 1)
(settle)
(set (remove #(= ::done (second %)) @seen)) ;=> #{[:v2 1] [:marker 1]}
(remove-tap app/tapped)
(reset! seen [])
(tap> 2)
(settle)
(vec (remove #(= ::done (second %)) @seen)) ;=> [[:marker 2]]
