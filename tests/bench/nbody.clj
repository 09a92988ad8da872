;; Floating point in small vectors: bodies that attract each other, with a softened force.
(def start
  [[0.0 0.0 0.0 0.0 1000.0]
   [50.0 0.0 0.0 4.0 1.0]
   [0.0 -80.0 3.5 0.0 2.0]
   [-120.0 10.0 0.0 -2.5 0.5]
   [30.0 160.0 -2.0 0.5 3.0]])
(defn pull [[x y vx vy m] others dt]
  (loop [others others ax 0.0 ay 0.0]
    (if-let [[[ox oy _ _ om] & more] (seq others)]
      (let [dx (- ox x) dy (- oy y)
            d2 (+ 1.0 (* dx dx) (* dy dy))
            f  (/ om (* d2 (Math/sqrt d2)))]
        (recur more (+ ax (* f dx)) (+ ay (* f dy))))
      (let [vx (+ vx (* dt ax)) vy (+ vy (* dt ay))]
        [(+ x (* dt vx)) (+ y (* dt vy)) vx vy m]))))
(defn bench []
  (loop [n 10000 bodies start]
    (if (zero? n)
      (mapv (fn [[x y]] [(long (* 1000 x)) (long (* 1000 y))]) bodies)
      (recur (dec n) (mapv #(pull % bodies 0.01) bodies)))))
(println (bench))
;out> [[606 663] [40116 -26619] [-77128 7296] [62842 47869] [-114747 25009]]
