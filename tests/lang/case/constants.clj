; `case` compares with constants: not evaluated, found by value.
(case 1 1 :one 2 :two) ;=> :one
(case 3 1 :one :default) ;=> :default
(case 3 1 :one) ;throws> IllegalArgumentException No matching clause: 3
(case "a" "a" :str) ;=> :str
(case :k :j 1 :k 2) ;=> 2
(case 'sym sym :symbol) ;=> :symbol
(case \a \a :char) ;=> :char
(case nil nil :nil) ;=> :nil
(case true true :yes false :no) ;=> :yes
(case [1 2] [1 2] :vec) ;=> :vec
(case '(1 2) [1 2] :vec-or-list) ;=> :vec-or-list
(case {:a 1} {:a 1} :map) ;=> :map
(case #{1} #{1} :set) ;=> :set
(case 5 (1 2 3) :low (4 5 6) :mid :high) ;=> :mid
(case 'b (a b c) :letter) ;=> :letter
(case :x (:x :y) 1 2) ;=> 1
(case 1.5 1.5 :float) ;=> :float
(case 1.0 1 :int :other) ;=> :other
(case 1N 1 :same :other) ;=> :same
(case 1/2 1/2 :half) ;=> :half
(case (+ 1 1) 2 :two) ;=> :two
(case 1 1 (do (println "once") :r) 2 (println "never")) ;=> :r
;out> once
(case 1 1 :a 1 :b) ;rejects> compile/duplicate-case
(case 1 x :sym :other) ;=> :other
(case 'x x :sym) ;=> :sym
(case nil (nil 1) :n) ;=> :n
(case -1 -1 :minus :other) ;=> :minus
(case 100000000000 100000000000 :big :other) ;=> :big
(let [f (fn [x] (case x (\a \e \i \o \u) :vowel :consonant))] (map f "abcde")) ;=> (:vowel :consonant :consonant :consonant :vowel)
(map #(case % 0 :zero 1 :one 2 :two 3 :three 4 :four 5 :five 6 :six 7 :seven :many) (range 10)) ;=> (:zero :one :two :three :four :five :six :seven :many :many)
(case :a) ;throws> IllegalArgumentException No matching clause: :a
(case (println "evaluated") nil 1) ;=> 1
;out> evaluated
(case "Aa" "Aa" 1 "BB" 2) ;=> 1
(case "BB" "Aa" 1 "BB" 2) ;=> 2
(map #(case % (:a "a") 1 ([1] {:k [2]}) 2 nil 3 4) [:a "a" [1] {:k [2]} nil 0]) ;=> (1 1 2 2 3 4)
