; Depth and size: what is deep must not break, what is too deep must say so.
(count (reduce (fn [acc _] (list acc)) nil (range 10))) ;=> 1
(def deep (reduce (fn [acc _] [acc]) [] (range 100000)))
(count deep) ;=> 1
(def deep-list (reduce (fn [acc _] (list acc)) nil (range 100000)))
(count deep-list) ;=> 1
(defn down [n] (if (zero? n) 0 (inc (down (dec n)))))
(down 5000) ;=> 5000
(try (down 100000000) (catch StackOverflowError e :overflow)) ;=> :overflow
(let [f (fn f [] (f))] (try (inc (f)) (catch StackOverflowError e :overflow))) ;=> :overflow
(trampoline (fn bounce ([] (bounce 100000)) ([n] (if (zero? n) :done #(bounce (dec n)))))) ;=> :done
(apply + (range 100000)) ;=> 4999950000
(count (apply vector (range 100000))) ;=> 100000
(count (apply hash-map (range 20000))) ;=> 10000
(count (reduce conj () (range 1000000))) ;=> 1000000
(reduce (fn [m i] (assoc m i i)) {} (range 0)) ;=> {}
(count (into {} (map (juxt identity inc)) (range 100000))) ;=> 100000
(nth (iterate inc 0) 1000000) ;=> 1000000
(count (str (reduce * (map bigint (range 1 1001))))) ;=> 2568
(count (apply str (repeat 100000 "ab"))) ;=> 200000
(let [s (reduce (fn [s _] (map inc s)) [1] (range 100))] (first s)) ;=> 101
(let [m (zipmap (range 33) (range))] (count (dissoc m 32))) ;=> 32
(eval (cons '+ (range 500))) ;=> 124750
(count (eval (zipmap (range 1000) (range)))) ;=> 1000
(let [form (reduce (fn [f _] (list 'inc f)) 0 (range 1000))] (eval form)) ;=> 1000
(count (pr-str (vec (range 100000)))) ;=> 588891
(count (read-string (pr-str (vec (range 100000))))) ;=> 100000
((apply comp (repeat 100 inc)) 0) ;=> 100
(count (set (map #(mod % 1000) (range 100000)))) ;=> 1000
