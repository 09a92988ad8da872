; What is nested deeply by laziness gives a result or a clean error; what is nested deeply as data gives a result.
(defmacro outcome [form] `(try ~form (catch StackOverflowError _# :too-deep)))
(contains? #{0 :too-deep} (outcome (first (reduce concat (map list (range 100000)))))) ;=> true
(contains? #{1 :too-deep} (outcome (first (nth (iterate (fn [s] (concat s [1])) [1]) 100000)))) ;=> true
(contains? #{1 :too-deep} (outcome (first (nth (iterate (fn [s] (mapcat list s)) [1]) 100000)))) ;=> true
(contains? #{100001 :too-deep} (outcome (first (nth (iterate #(map inc %) [1]) 100000)))) ;=> true
(contains? #{1 :too-deep} (outcome (first (nth (iterate #(filter odd? %) [1]) 100000)))) ;=> true
(count (reduce concat (map list (range 500)))) ;=> 500
(first (nth (iterate (fn [s] (mapcat list s)) [1]) 1000)) ;=> 1
; The machine works after an overflow as before.
(reduce + (map inc (range 10))) ;=> 55
(count (reduce #(concat %2 %1) (map list (range 100000)))) ;=> 100000
(count (mapcat list (range 100000))) ;=> 100000
(count (apply concat (map list (range 100000)))) ;=> 100000
(count (into {} (map (fn [i] [i i])) (range 1000000))) ;=> 1000000
(def deep (reduce (fn [acc _] (list acc)) nil (range 1000000)))
(count (pr-str deep)) ;=> 2000003
(= deep (list (first deep))) ;=> true
(hash deep) ;=> -1651632605
(def deep nil)
(count (pr-str (reduce (fn [m i] {i m}) nil (range 100000)))) ;=> 788893
(count (read-string (apply str (concat (repeat 100000 "(") (repeat 100000 ")"))))) ;=> 1
(count (flatten (reduce (fn [acc _] [acc]) 1 (range 10000)))) ;=> 1
((apply comp (repeat 100000 inc)) 0) ;=> 100000
