; Map destructuring: keys of every kind, defaults, whole.
(let [{a :a} {:a 1}] a) ;=> 1
(let [{:keys [a b]} {:a 1 :b 2}] [a b]) ;=> [1 2]
(let [{:keys [a b] :or {b 5}} {:a 1}] [a b]) ;=> [1 5]
(let [{:keys [a] :or {a 5}} {:a nil}] a) ;=> nil
(let [{:keys [a] :or {a 5}} {:a false}] a) ;=> false
(let [{:strs [a b]} {"a" 1 "b" 2}] [a b]) ;=> [1 2]
(let [{:syms [a b]} '{a 1 b 2}] [a b]) ;=> [1 2]
(let [{:keys [x/a :y/b :c]} {:x/a 1 :y/b 2 :c 3}] [a b c]) ;=> [1 2 3]
(let [{:x/keys [a b]} {:x/a 1 :x/b 2}] [a b]) ;=> [1 2]
(let [{:x/syms [a]} '{x/a 1}] a) ;=> 1
(let [{::keys [a]} {::a 1}] a) ;=> 1
(let [{:keys [a] :as m} {:a 1 :z 2}] [a m]) ;=> [1 {:a 1, :z 2}]
(let [{{:keys [b]} :a} {:a {:b 1}}] b) ;=> 1
(let [{[x y] :pos} {:pos [1 2]}] [x y]) ;=> [1 2]
(let [{a "k" b 'k c 1 d nil} {"k" 1 'k 2 1 3 nil 4}] [a b c d]) ;=> [1 2 3 4]
(let [{:keys [a]} nil] a) ;=> nil
(let [{:keys [a]} '(:a 1)] a) ;=> 1
(let [{:keys [a]} '(:a 1 :b)] a) ;throws> IllegalArgumentException Don't know how to create ISeq from: clojure.lang.Keyword
(let [{:keys [a]} '({:a 1})] a) ;=> 1
(let [{:keys [a]} [:a 1]] a) ;=> nil
(let [{:keys [a] :or {a (do (println "run early") 1)}} {:a 2}] a) ;=> 2
;out> run early
(let [x 1 {:keys [y] :or {y (inc x)}} {}] y) ;=> 2
(let [{a 0 b 2} [10 20 30]] [a b]) ;=> [10 30]
(let [{a 0} "xyz"] a) ;=> \x
(let [{:keys [:a :b]} {:a 1 :b 2}] [a b]) ;=> [1 2]
(defn opts [a & {:keys [b c] :or {c 3} :as m}] [a b c m])
(opts 1) ;=> [1 nil 3 nil]
(opts 1 :b 2) ;=> [1 2 3 {:b 2}]
(opts 1 :b 2 :c 4) ;=> [1 2 4 {:b 2, :c 4}]
(opts 1 {:b 2}) ;=> [1 2 3 {:b 2}]
(opts 1 :b 2 {:c 5}) ;=> [1 2 5 {:b 2, :c 5}]
((fn [{:keys [a]} {:keys [b]}] [a b]) {:a 1} {:b 2}) ;=> [1 2]
(let [{:keys [a]} {:a 1} {:keys [b]} {:b a}] b) ;=> 1
(let [{f :f} {:f inc}] (f 1)) ;=> 2
(let [m {:keys 1} {:keys [keys]} m] keys) ;=> 1
(let [{:keys [a] :or [a 1]} {}] a) ;rejects> compile/bad-pattern
