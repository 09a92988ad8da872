; Only nil and false are false.
(if true :t :f) ;=> :t
(if false :t :f) ;=> :f
(if nil :t :f) ;=> :f
(if 0 :t :f) ;=> :t
(if "" :t :f) ;=> :t
(if () :t :f) ;=> :t
(if [] :t :f) ;=> :t
(if ##NaN :t :f) ;=> :t
(if nil :t) ;=> nil
(if 1 :t) ;=> :t
(if) ;rejects> compile/bad-if Too few arguments to if
(if 1) ;rejects> compile/bad-if Too few arguments to if
(if 1 2 3 4) ;rejects> compile/bad-if Too many arguments to if
(when 1 2 3) ;=> 3
(when nil 2) ;=> nil
(when 1) ;=> nil
(when-not nil 1 2) ;=> 2
(if-not false 1 2) ;=> 1
(not nil) ;=> true
(not 0) ;=> false
(boolean []) ;=> true
(and) ;=> true
(and 1 nil 2) ;=> nil
(and 1 2) ;=> 2
(or) ;=> nil
(or nil false) ;=> false
(or nil 0 1) ;=> 0
(let [n (atom 0)] (or 1 (swap! n inc)) @n) ;=> 0
(let [n (atom 0)] (and nil (swap! n inc)) @n) ;=> 0
(cond) ;=> nil
(cond false 1 nil 2) ;=> nil
(cond false 1 :else 2) ;=> 2
(cond nil 1 1 2 :else 3) ;=> 2
(cond 1) ;rejects> compile/odd-cond
(if-let [x 1] x :no) ;=> 1
(if-let [x nil] x :no) ;=> :no
(if-let [[a b] [1 2]] (+ a b) :no) ;=> 3
(if-some [x false] [x] :no) ;=> [false]
(if-some [x nil] [x] :no) ;=> :no
(when-let [x (seq [1 2])] x) ;=> (1 2)
(when-some [x nil] 1) ;=> nil
(when-first [x [nil 2]] [x]) ;=> [nil]
(when-first [x []] [x]) ;=> nil
(if-let [x 1 y 2] x) ;rejects> compile/one-binding
(condp = 2 1 :one 2 :two) ;=> :two
(condp = 3 1 :one :default) ;=> :default
(condp = 3 1 :one) ;throws> IllegalArgumentException No matching clause: 3
(condp some [1 2] #{5} :>> inc #{2} :>> #(* 10 %)) ;=> 20
(cond-> 1 true inc false (* 10) :then (+ 5)) ;=> 7
(cond->> [1 2] true (map inc) nil (map dec)) ;=> (2 3)
(case 3 1 :a) ;throws> IllegalArgumentException No matching clause: 3
