; A closure keeps the values its names had when it was made.
(defn adder [n] (fn [x] (+ x n)))
((adder 3) 4) ;=> 7
(map #(% 1) (map adder [1 2 3])) ;=> (2 3 4)
(let [a 1 f (fn [] a) a 2] [(f) a]) ;=> [1 2]
(def fs (for [i (range 3)] (fn [] i)))
(map #(%) fs) ;=> (0 1 2)
(def gs (loop [i 0 acc []] (if (< i 3) (recur (inc i) (conj acc (fn [] i))) acc)))
(map #(%) gs) ;=> (0 1 2)
(let [counter (let [n (atom 0)] (fn [] (swap! n inc)))] (counter) (counter) (counter)) ;=> 3
(fn? (((fn [a] (fn [b] (fn [c] [a b c]))) 1) 2)) ;=> true
((((fn [a] (fn [b] (fn [c] [a b c]))) 1) 2) 3) ;=> [1 2 3]
(let [f (fn me [n] (if (zero? n) :done (me (dec n))))] (f 5)) ;=> :done
((fn fact [n] (if (< n 2) 1 (* n (fact (dec n))))) 10) ;=> 3628800
(let [x 1] ((fn [x] x) 2)) ;=> 2
(let [x 1 f (fn [] (let [x (inc x)] x))] [(f) (f) x]) ;=> [2 2 1]
(let [[a b] [1 2]] ((fn [c] [a b c]) 3)) ;=> [1 2 3]
(defn compose [& fs] (reduce (fn [f g] (fn [x] (f (g x)))) fs))
((compose inc #(* 2 %) dec) 10) ;=> 19
(let [v (atom 1) f #(deref v)] (reset! v 2) (f)) ;=> 2
(let [name-is-local (fn self [] (fn [] self))] (= ((name-is-local)) ((name-is-local)))) ;=> true
(fn? (fn [])) ;=> true
(ifn? :a) ;=> true
(fn? :a) ;=> false
(= (fn [] 1) (fn [] 1)) ;=> false
(let [f (fn [])] (= f f)) ;=> true
((fn ([] :zero) ([x] :one) ([x & _] :more)) 1 2) ;=> :more
((fn [a b c d e f g h i j k l m n o p q r s t] [a t]) 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20) ;=> [1 20]
((fn [a b c d e f g h i j k l m n o p q r s t & u] [t u]) 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22) ;=> [20 (21 22)]
(fn [a b c d e f g h i j k l m n o p q r s t u] 1) ;rejects> compile/too-many-params Can't specify more than 20 params
((fn [x])) ;throws> ArityException Wrong number of args (0) passed to
(apply (fn [& xs] (count xs)) (range 100)) ;=> 100
(apply + 1 2 [3 4]) ;=> 10
(apply max [3 1 2]) ;=> 3
(apply (fn [a & b] [a (take 2 b)]) (range)) ;=> [0 (1 2)]
