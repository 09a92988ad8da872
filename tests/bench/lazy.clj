;; Lazy sequences on top of each other.
(defn bench []
  (->> (range)
       (map #(* % %))
       (remove even?)
       (partition-all 3)
       (mapcat (fn [part] (map inc part)))
       (take-while #(< % 400000000000))
       (filter #(zero? (rem % 5)))
       (reduce +)))
(println (bench))
;out> 16865438291783910
