;; Strings: joined, grown, replaced, searched.
(require '[clojure.string :as str])
(defn bench []
  (let [joined   (str/join ";" (map #(str "item-" %) (range 200000)))
        grown    (reduce str (map #(rem % 10) (range 15000)))
        replaced (str/replace joined #"item-(\d)(\d*)" "$2$1")
        parts    (str/split replaced #";")
        found    (count (re-seq #"77" joined))]
    [(count joined) (count grown) (count (str/upper-case replaced)) (count parts) found]))
(println (bench))
;out> [2288889 15000 1288889 200000 7438]
