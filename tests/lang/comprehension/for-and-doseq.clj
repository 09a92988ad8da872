; `for` and `doseq`: nested, filtered, cut off.
(for [x [1 2 3]] (* x x)) ;=> (1 4 9)
(for [x [1 2] y [:a :b]] [x y]) ;=> ([1 :a] [1 :b] [2 :a] [2 :b])
(for [x (range 5) :when (odd? x)] x) ;=> (1 3)
(for [x (range) :while (< x 3)] x) ;=> (0 1 2)
(for [x (range 3) :let [y (* x 10)]] [x y]) ;=> ([0 0] [1 10] [2 20])
(for [x (range 4) y (range x) :when (even? (+ x y))] [x y]) ;=> ([2 0] [3 1])
(for [x (range 3) :when (pos? x) y (range 3) :while (< y x)] [x y]) ;=> ([1 0] [2 0] [2 1])
(for [[k v] {:a 1 :b 2} :let [w (inc v)]] [k w]) ;=> ([:a 2] [:b 3])
(for [x [1 2] :let [f (fn [] x)]] (f)) ;=> (1 2)
(for [] 1) ;rejects> compile/bad-bindings
(for [x nil] x) ;=> ()
(for [x []] x) ;=> ()
(for [x [1] y []] [x y]) ;=> ()
(for [x [1 2 3] :while (odd? x)] x) ;=> (1)
(for [x (range 10) :when (even? x) :while (< x 6)] x) ;=> (0 2 4)
(for [x (range 10) :while (< x 6) :when (even? x)] x) ;=> (0 2 4)
(take 3 (for [x (range) y [:a :b]] [x y])) ;=> ([0 :a] [0 :b] [1 :a])
(doseq [x [1 2] y [:a]] (println x y))
;out> 1 :a
;out> 2 :a
(doseq [x (range 5) :when (odd? x) :let [y (* x x)]] (println y))
;out> 1
;out> 9
(doseq [x []] (println x)) ;=> nil
(doseq [[a b] {:k 1}] (println a b))
;out> :k 1
(doseq [x (range 10) :while (< x 2)] (println x))
;out> 0
;out> 1
(let [a (atom [])] (doseq [x [1 2] y [3 4]] (swap! a conj (* x y))) @a) ;=> [3 4 6 8]
(for [x 5] x) ;throws> IllegalArgumentException Don't know how to create ISeq from: java.lang.Long
(for [x [1 2] :bad 1] x) ;rejects> compile/bad-modifier
(for [x "ab" y "cd"] (str x y)) ;=> ("ac" "ad" "bc" "bd")
(count (for [a (range 10) b (range 10) c (range 10)] 1)) ;=> 1000
(for [x (range 70) :when (= 69 x)] x) ;=> (69)
