;; Conway's game of life on an endless board: a world is the set of its living cells.
;;
;;   clutch life.clj [GENERATIONS]

(require '[clojure.string :as str])

(defn neighbours [[x y]]
  (for [dx [-1 0 1] dy [-1 0 1] :when (not= 0 dx dy)]
    [(+ x dx) (+ y dy)]))

(defn step [living]
  (set (for [[cell n] (frequencies (mapcat neighbours living))
             :when (or (= n 3) (and (= n 2) (living cell)))]
         cell)))

(defn parse [& rows]
  (set (for [[y row] (map-indexed vector rows)
             [x c]   (map-indexed vector row)
             :when (= c \#)]
         [x y])))

(defn show [living width height]
  (str/join "\n" (for [y (range height)]
                   (apply str (for [x (range width)] (if (living [x y]) "#" "."))))))

(def glider-and-blinker
  (parse ".#......"
         "..#....."
         "###....."
         "........"
         "......#."
         "......#."
         "......#."))

(let [generations (parse-long (or (first *command-line-args*) "4"))]
  (doseq [[i world] (map-indexed vector (take (inc generations) (iterate step glider-and-blinker)))]
    (println (str "generation " i ", " (count world) " cells"))
    (println (show world 8 8))
    (println))
  ;; A glider alone comes back after four generations, one cell further down and right.
  (let [glider (parse ".#." "..#" "###")]
    (println "glider moved:" (= (nth (iterate step glider) 4)
                                (set (map (fn [[x y]] [(inc x) (inc y)]) glider))))))
