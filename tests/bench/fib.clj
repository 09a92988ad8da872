;; Calls: naive Fibonacci numbers.
(defn fib [n]
  (if (<= n 1)
    n
    (+ (fib (dec n)) (fib (- n 2)))))
(defn bench [] (fib 31))
(println (bench))
;out> 1346269
