;; Sorting: numbers, with a comparator, by a key, and a sorted map.
(defn numbers [n]
  (take n (iterate #(rem (* % 48271) 2147483647) 5)))
(defn digest [xs]
  (reduce (fn [h x] (rem (+ (* 131 h) x) 998244353)) 0 xs))
(defn bench []
  (let [xs (vec (numbers 250000))]
    [(digest (sort xs))
     (digest (sort > xs))
     (digest (map :n (sort-by (fn [{:keys [n]}] (rem n 1009)) (map #(hash-map :n %) (take 80000 xs)))))
     (digest (keys (into (sorted-map) (map (fn [x] [(rem x 50021) x])) xs)))]))
(println (bench))
;out> [154206495 572722891 935528261 691278176]
