;; Allocation: binary trees of two-element vectors, built and counted.
(defn tree [depth]
  (when (pos? depth)
    [(tree (dec depth)) (tree (dec depth))]))
(defn size [t]
  (if t
    (let [[l r] t] (+ 1 (size l) (size r)))
    0))
(defn bench []
  (let [kept (tree 16)]
    (+ (size kept)
       (reduce + (map (fn [depth] (* depth (size (tree depth)))) (take 40 (cycle [6 8 10 12 14])))))))
(println (bench))
;out> 2394735
