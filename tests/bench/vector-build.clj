;; A large vector: grown, changed at scattered places, shrunk.
(defn bench []
  (let [n 700000
        v (reduce conj [] (range n))
        w (loop [i 0 at 17 w v]
            (if (< i n)
              (let [at (rem (* at 48271) 2147483647)]
                (recur (inc i) at (update w (rem at n) inc)))
              w))
        x (loop [x w sum 0]
            (if (= 1000 (count x)) sum (recur (pop x) (+ sum (peek x)))))]
    [(count w) (reduce + w) x]))
(println (bench))
;out> [700000 245000350000 244999849522]
