;; Text: made, split, counted, sorted.
(require '[clojure.string :as str])
(defn text [n]
  (->> (iterate #(rem (* % 48271) 2147483647) 11)
       (take n)
       (map #(str "w" (rem (* (rem % 89) (rem % 97)) 4999)))
       (str/join " ")))
(defn bench []
  (let [counted (frequencies (str/split (text 300000) #" "))
        top     (sort-by (juxt (comp - val) key) counted)]
    [(count counted) (first top) (last top)]))
(println (bench))
;out> [2428 [w0 6562] [w2645 18]]
