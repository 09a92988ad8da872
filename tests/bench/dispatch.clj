;; Dispatch: protocols, multimethods, keywords as functions.
(defprotocol Shape (area [s]) (scaled [s k]))
(defrecord Square [side] Shape (area [_] (* side side)) (scaled [_ k] (->Square (* k side))))
(defrecord Rect [w h] Shape (area [_] (* w h)) (scaled [_ k] (->Rect (* k w) (* k h))))
(extend-protocol Shape Long (area [n] n) (scaled [n k] (* n k)))
(defmulti corners :kind)
(defmethod corners :tri [_] 3)
(defmethod corners :quad [_] 4)
(defmethod corners :default [_] 0)
(defn bench []
  (let [shapes [(->Square 3) (->Rect 2 5) 7 (->Square 1)]
        kinds  [{:kind :tri} {:kind :quad} {:kind :none}]]
    (loop [i 0 sum 0]
      (if (= i 500000)
        sum
        (let [s (nth shapes (rem i 4))]
          (recur (inc i) (+ sum (area (scaled s 2)) (corners (nth kinds (rem i 3))))))))))
(println (bench))
;out> 12916669
