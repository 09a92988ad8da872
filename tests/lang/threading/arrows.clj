; The arrow macros.
(-> 5 inc (- 3) str) ;=> "3"
(->> [1 2 3] (map inc) (filter even?) (reduce +)) ;=> 6
(-> {:a {:b 1}} :a :b) ;=> 1
(-> 1) ;=> 1
(->> 1) ;=> 1
(some-> {:a {:b 1}} :a :b inc) ;=> 2
(some-> {:a nil} :a :b inc) ;=> nil
(some-> nil inc) ;=> nil
(some->> [1 2] (map inc) first) ;=> 2
(some->> nil (map inc)) ;=> nil
(as-> 5 x (+ x 1) [x x]) ;=> [6 6]
@(doto (atom 1) (swap! inc) (reset! 5)) ;=> 5
(-> [1 2] (conj 3) (conj 4)) ;=> [1 2 3 4]
(-> 'x (list 'y) quote) ;=> (list (quote x) (quote y))
(macroexpand-1 '(-> a (b c) d)) ;=> (d (b a c))
(macroexpand-1 '(->> a (b c) d)) ;=> (d (b c a))
(-> "a b" (.toUpperCase) (.split " ") first) ;=> "A"
(-> 10 (->> (- 3))) ;=> -7
(cond-> {} true (assoc :a 1) (= 1 2) (assoc :b 2)) ;=> {:a 1}
(-> 3 (as-> n (repeat n n))) ;=> (3 3 3)
(.. "abc" toUpperCase (concat "d")) ;=> "ABCd"
