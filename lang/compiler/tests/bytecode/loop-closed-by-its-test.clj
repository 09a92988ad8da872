(fn* [n] (loop* [i 0 acc 0] (if (< i n) (recur (+ i 1) (+ acc i)) acc)))
