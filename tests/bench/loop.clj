;; A loop over small integers with one remainder each.
(defn bench []
  (loop [n 30000000 acc 0]
    (if (zero? n)
      acc
      (recur (dec n) (+ acc (rem n 7))))))
(println (bench))
;out> 89999997
