; Transducers: the same steps for every way of collecting.
(into [] (map inc) [1 2 3]) ;=> [2 3 4]
(into [] (comp (filter odd?) (map inc)) (range 6)) ;=> [2 4 6]
(transduce (map inc) + [1 2 3]) ;=> 9
(transduce (map inc) + 100 [1 2 3]) ;=> 109
(transduce (comp (take 3) (map inc)) conj [] (range)) ;=> [1 2 3]
(sequence (map inc) [1 2]) ;=> (2 3)
(sequence (map +) [1 2] [10 20]) ;=> (11 22)
(eduction (map inc) (filter odd?) [1 2 3]) ;=> (3)
(into #{} (map #(quot % 2)) (range 5)) ;=> #{0 1 2}
(into {} (map (fn [x] [x x])) [1 2]) ;=> {1 1, 2 2}
(into [] (take 2) (range)) ;=> [0 1]
(into [] (drop 2) [1 2 3]) ;=> [3]
(into [] (take-while pos?) [1 2 0 3]) ;=> [1 2]
(into [] (drop-while pos?) [1 2 0 3]) ;=> [0 3]
(into [] (take-nth 2) (range 6)) ;=> [0 2 4]
(into [] (partition-all 2) (range 5)) ;=> [[0 1] [2 3] [4]]
(into [] (partition-by odd?) [1 3 2 4 5]) ;=> [[1 3] [2 4] [5]]
(into [] (dedupe) [1 1 2 2 1]) ;=> [1 2 1]
(into [] (distinct) [1 2 1]) ;=> [1 2]
(into [] (interpose :x) [1 2 3]) ;=> [1 :x 2 :x 3]
(into [] cat [[1 2] [3]]) ;=> [1 2 3]
(into [] (mapcat #(repeat % %)) [1 2 3]) ;=> [1 2 2 3 3 3]
(into [] (map-indexed vector) [:a :b]) ;=> [[0 :a] [1 :b]]
(into [] (keep #(when (odd? %) (* % %))) (range 5)) ;=> [1 9]
(into [] (keep-indexed #(when (odd? %1) %2)) [:a :b :c :d]) ;=> [:b :d]
(into [] (remove odd?) (range 5)) ;=> [0 2 4]
(into [] (replace {1 :one}) [1 2 1]) ;=> [:one 2 :one]
(into [] (random-sample 1.0) [1 2]) ;=> [1 2]
(into [] (halt-when neg?) [1 2]) ;=> [1 2]
(transduce (halt-when neg?) conj [] [1 -2 3]) ;=> -2
(transduce (halt-when neg? (fn [r x] [r x])) conj [] [1 -2 3]) ;=> [[1] -2]
(reduce (fn [a x] (if (> x 3) (reduced a) (+ a x))) 0 (range 10)) ;=> 6
(reduce (fn [a x] (reduced :now)) 0 [1]) ;=> :now
(reduce (fn [a x] (reduced :now)) 0 []) ;=> 0
(unreduced (reduced 1)) ;=> 1
(reduced? (reduced 1)) ;=> true
(deref (reduced 5)) ;=> 5
(transduce (comp (map inc) (partition-all 2) (take 2)) conj [] (range 100)) ;=> [[1 2] [3 4]]
(transduce (partition-all 3) (completing (fn [a x] (conj a (count x)))) [] (range 7)) ;=> [3 3 1]
(transduce (map inc) (completing + str) 0 [1 2]) ;=> "5"
(defn every-other [rf] (let [on (volatile! false)] (fn ([] (rf)) ([r] (rf r)) ([r x] (if (vswap! on not) (rf r x) r)))))
(into [] every-other (range 6)) ;=> [0 2 4]
(into [] (comp every-other every-other) (range 8)) ;=> [0 4]
(let [xf (comp (map inc) (filter even?))] [(into [] xf [1 2 3]) (transduce xf + [1 2 3]) (sequence xf [1 2 3])]) ;=> [[2 4] 6 (2 4)]
(def calls (atom 0))
(into [] (comp (map #(do (swap! calls inc) %)) (take 2)) (range 100)) ;=> [0 1]
@calls ;=> 2
(run! println (eduction (map inc) [1 2]))
;out> 2
;out> 3
(reduce + (eduction (map inc) [1 2])) ;=> 5
(let [e (eduction (map inc) [1 2])] [(seq e) (reduce + e)]) ;=> [(2 3) 5]
(cat) ;throws> ArityException Wrong number of args (0) passed to: clojure.core/cat
