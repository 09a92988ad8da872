; Functions of `letfn` see each other, whatever their order.
(letfn [(ev? [n] (if (zero? n) true (od? (dec n)))) (od? [n] (if (zero? n) false (ev? (dec n))))] [(ev? 10) (od? 7) (ev? 7)]) ;=> [true true false]
(letfn [(f ([] (f 1)) ([x] (inc x)))] (f)) ;=> 2
(letfn [] 1) ;=> 1
(letfn [(f [x] (g x)) (g [x] (h x)) (h [x] [:h x])] (f 1)) ;=> [:h 1]
(let [fs (letfn [(a [] b) (b [] a)] [a b])] (identical? ((first fs)) (second fs))) ;=> true
(map (letfn [(sq [x] (* x x))] sq) [1 2 3]) ;=> (1 4 9)
(letfn [(count-down [n acc] (if (zero? n) acc (recur (dec n) (conj acc n))))] (count-down 3 [])) ;=> [3 2 1]
