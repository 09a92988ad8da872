; `reify`: anonymous implementations that see the locals around them.
(defprotocol P (a [_]) (b [_ x] [_ x y]))
(let [k 10 o (reify P (a [_] k) (b [_ x] (+ k x)) (b [_ x y] [k x y]))] [(a o) (b o 1) (b o 1 2)]) ;=> [10 11 [10 1 2]]
(try (a (reify P (b [_ x] 1))) (catch Throwable t :no-such-method)) ;=> :no-such-method
(str (reify Object (toString [_] "me"))) ;=> "me"
(let [o (reify P (a [this] this))] (identical? o (a o))) ;=> true
(seq (reify clojure.lang.Seqable (seq [_] '(1 2)))) ;=> (1 2)
@(reify clojure.lang.IDeref (deref [_] :d)) ;=> :d
((reify clojure.lang.IFn (invoke [_ x] (inc x))) 1) ;=> 2
(:m (meta ^{:m 1} (reify P))) ;=> 1
(meta (with-meta (reify P) {:m 2})) ;=> {:m 2}
(satisfies? P (reify P)) ;=> true
(let [o (reify P)] (= o o)) ;=> true
(= (reify P) (reify P)) ;=> false
(.compare (reify java.util.Comparator (compare [_ x y] (- y x))) 1 2) ;=> 1
(sort (reify java.util.Comparator (compare [_ x y] (- y x))) [1 3 2]) ;=> (3 2 1)
(get {(reify P) 1} :no) ;=> nil
(let [state (atom 0) r (reify Runnable (run [_] (swap! state inc)))] (.run r) (.run r) @state) ;=> 2
(reify Nope) ;rejects> compile/unresolved-symbol
