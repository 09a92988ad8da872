; Sizes that the reference implementation refuses (its methods are limited to 64 KB).
(count (eval (vec (range 10000)))) ;=> 10000
(eval (cons '+ (range 5000))) ;=> 12497500
(let [form (reduce (fn [f _] (list 'inc f)) 0 (range 20000))] (eval form)) ;=> 20000
