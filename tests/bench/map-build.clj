;; A large hash map: built, looked up, half of it removed.
(defn key-of [i] (rem (* i 48271) 2147483647))
(defn bench []
  (let [n 500000
        m (loop [i 0 m {}]
            (if (< i n) (recur (inc i) (assoc m (key-of i) i)) m))
        found (loop [i 0 sum 0]
                (if (< i n) (recur (inc i) (+ sum (get m (key-of (* 2 i)) 1))) sum))
        half (loop [i 0 m m]
               (if (< i n) (recur (+ i 2) (dissoc m (key-of i))) m))]
    [(count m) found (count half)]))
(println (bench))
;out> [500000 62500000000 250000]
