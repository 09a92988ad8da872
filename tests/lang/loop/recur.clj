; `recur` goes back to the nearest `loop` or function; all new values are computed before any is bound.
(loop [i 0] (if (< i 5) (recur (inc i)) i)) ;=> 5
(loop [a 1 b 2 n 0] (if (< n 3) (recur b a (inc n)) [a b])) ;=> [2 1]
(loop [i 100000 acc 0] (if (zero? i) acc (recur (dec i) (+ acc i)))) ;=> 5000050000
((fn [n acc] (if (zero? n) acc (recur (dec n) (* acc 2)))) 10 1) ;=> 1024
((fn [x & more] (if more (recur (+ x (first more)) (next more)) x)) 1 2 3 4) ;=> 10
(loop [] :once) ;=> :once
(loop [x 1] (let [y (inc x)] (if (> y 5) y (recur y)))) ;=> 6
(loop [x 0] (cond (> x 3) x :else (recur (inc x)))) ;=> 4
(loop [x 0] (when (< x 3) (recur (inc x)))) ;=> nil
(loop [x 0] (case x 3 :three (recur (inc x)))) ;=> :three
(loop [x 0] (if-let [y (when (< x 3) (inc x))] (recur y) x)) ;=> 3
(loop [xs [1 2 3] fs []] (if (seq xs) (recur (rest xs) (conj fs (fn [] (first xs)))) (map #(%) fs))) ;=> (1 2 3)
(loop [x 1] (recur 1 2)) ;rejects> compile/recur-arity Mismatched argument count to recur, expected: 1 args, got: 2
(loop [x 1] (inc (recur 2))) ;rejects> compile/recur-not-tail Can only recur from tail position
(loop [x 1] (try (recur 2) (catch Exception e 1))) ;rejects> compile/recur-not-tail
(fn [x] (do (recur 1) 2)) ;rejects> compile/recur-not-tail Can only recur from tail position
(loop [x 3] (try (throw (Exception. "x")) (catch Exception e (inc x)))) ;=> 4
(loop [n 0] (if (< n 3) (do (try (inc n) (finally nil)) (recur (inc n))) n)) ;=> 3
(loop [a 0 f nil] (if (< a 3) (recur (inc a) (or f (fn [] a))) (f))) ;=> 0
(let [r (atom [])] (dotimes [i 3] (swap! r conj i)) @r) ;=> [0 1 2]
(dotimes [i 0] (println i)) ;=> nil
(let [n (atom 0)] (while (< @n 5) (swap! n inc)) @n) ;=> 5
(loop [[a b] [1 2] n 0] (if (< n 1) (recur [b a] (inc n)) [a b])) ;=> [2 1]
(loop [x 1 y (inc x)] y) ;=> 2
