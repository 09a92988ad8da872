;; Functions as values: composed, partially applied, variadic.
(defn make-step [k]
  (comp (partial + k) #(rem % 99991) (fn [x] (* 3 x))))
(defn spread [a b & more]
  (reduce + (- a b) more))
(defn bench []
  (let [steps (mapv make-step [1 2 3 5])
        both  (juxt inc dec)]
    (loop [i 0 x 1]
      (if (= i 400000)
        x
        (let [[up down] (both i)]
          (recur (inc i) ((nth steps (rem i 4)) (+ x (apply spread [up down 1 i])))))))))
(println (bench))
;out> 57613
