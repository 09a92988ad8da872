;; Makes a maze by walking at random, and finds the shortest way through it.
;;
;;   clutch maze.clj [WIDTH HEIGHT SEED]
;;
;; The random numbers come from the seed, so a maze can be had again.

(require '[clojure.string :as str])

(defn random-stream
  "Endless numbers from 0 to 2^31 - 2, by the minimal standard generator."
  [seed]
  (rest (iterate #(rem (* 16807 %) 2147483647) seed)))

(defn neighbours [width height [x y]]
  (for [[dx dy] [[0 -1] [1 0] [0 1] [-1 0]]
        :let [nx (+ x dx) ny (+ y dy)]
        :when (and (< -1 nx width) (< -1 ny height))]
    [nx ny]))

(defn carve
  "The set of passages, each a set of two cells, that connect all cells without a circle."
  [width height seed]
  (loop [path [[0 0]] seen #{[0 0]} passages #{} random (random-stream seed)]
    (if-let [here (peek path)]
      (let [free (vec (remove seen (neighbours width height here)))]
        (if (empty? free)
          (recur (pop path) seen passages random)
          (let [there (free (rem (first random) (count free)))]
            (recur (conj path there)
                   (conj seen there)
                   (conj passages #{here there})
                   (rest random)))))
      passages)))

(defn solve
  "The shortest way between two cells, both included."
  [passages width height from to]
  (loop [queue (conj clojure.lang.PersistentQueue/EMPTY from) came-from {from nil}]
    (let [here (peek queue)]
      (if (= here to)
        (reverse (take-while some? (iterate came-from here)))
        (let [next-cells (for [there (neighbours width height here)
                               :when (and (passages #{here there}) (not (contains? came-from there)))]
                           there)]
          (recur (into (pop queue) next-cells)
                 (into came-from (map #(vector % here)) next-cells)))))))

(defn show [passages way width height]
  (let [way   (set way)
        open? (fn [a b] (passages #{a b}))]
    (str/join
     "\n"
     (concat
      [(str "+" (str/join (repeat width "--+")))]
      (mapcat (fn [y]
                [(apply str "|" (for [x (range width)]
                                  (str (if (way [x y]) "()" "  ")
                                       (if (open? [x y] [(inc x) y]) " " "|"))))
                 (apply str "+" (for [x (range width)]
                                  (str (if (open? [x y] [x (inc y)]) "  " "--") "+")))])
              (range height))))))

(let [[width height seed] (map parse-long *command-line-args*)
      width    (or width 12)
      height   (or height 6)
      passages (carve width height (or seed 2009))
      way      (solve passages width height [0 0] [(dec width) (dec height)])]
  (println (show passages way width height))
  (println (count passages) "passages; the way through has" (count way) "cells"))
