;; S88: generations that nobody holds are freed; `generations` lists those that are alive, with their sizes.
;file> app.clj
;| (ns app)
;| (defn f [] 1)
(require 'app)
(def held (atom (turn (map (fn [_] (app/f)) [1 2 3]))))
(def holding (first (generations @held)))
(defn reload-200 [] (dotimes [i 200] (intern 'app 'g i)))
(reload-200)
(def alive (generations))
[(< (count alive) 40) (contains? (set (map :generation alive)) holding)] ;=> [true true]
(every? #(pos? (:definitions %)) alive) ;=> true
(mapv #(dissoc % :age-ms) (who-holds holding)) ;=> [{:holder user/held, :path [deref], :kind :lazy-seq, :count 1}]
(deref held) ;=> (1 1 1)
(who-holds holding) ;=> []
(contains? (set (map :generation (generations))) holding) ;=> false
