; Lazy seqs compute what is asked for, once, in chunks where the source is chunked.
;spec> LAZY-1
(def log (atom []))
(defn note [x] (swap! log conj x) x)
(defn noted [] (let [l @log] (reset! log []) l))
(def s (map note (range 3)))
(noted) ;=> []
(realized? s) ;=> false
(first s) ;=> 0
(noted) ;=> [0 1 2]
(realized? s) ;=> true
(vec s) ;=> [0 1 2]
(noted) ;=> []
(def chunked (map note (range 100)))
(first chunked) ;=> 0
(count (noted)) ;=> 32
(nth chunked 31) ;=> 31
(count (noted)) ;=> 0
(nth chunked 32) ;=> 32
(count (noted)) ;=> 32
(def one-by-one (map note (iterate inc 0)))
(first one-by-one) ;=> 0
(noted) ;=> [0]
(nth one-by-one 3) ;=> 3
(noted) ;=> [1 2 3]
(def over-list (map note '(1 2 3)))
(first over-list) ;=> 1
(noted) ;=> [1]
(def over-vector (map note [1 2 3]))
(first over-vector) ;=> 1
(noted) ;=> [1 2 3]
(take 3 (filter even? (map note (range 100)))) ;=> (0 2 4)
(count (noted)) ;=> 32
(do (take 3 (map note (range))) nil) ;=> nil
(noted) ;=> []
(doall (take 2 (map note (iterate inc 10)))) ;=> (10 11)
(noted) ;=> [10 11]
(dorun (map note [1 2])) ;=> nil
(noted) ;=> [1 2]
(def ls (lazy-seq (note :made) [1 2]))
(noted) ;=> []
(first ls) ;=> 1
(first ls) ;=> 1
(noted) ;=> [:made]
(take 5 (cycle [1 2])) ;=> (1 2 1 2 1)
(take 3 (repeat :x)) ;=> (:x :x :x)
(take 3 (repeatedly (fn [] 1))) ;=> (1 1 1)
(take 5 (iterate #(* 2 %) 1)) ;=> (1 2 4 8 16)
(defn fib-seq [a b] (lazy-seq (cons a (fib-seq b (+ a b)))))
(take 10 (fib-seq 0 1)) ;=> (0 1 1 2 3 5 8 13 21 34)
(def fibs (lazy-cat [0 1] (map + fibs (rest fibs))))
(nth fibs 50) ;=> 12586269025
(take 5 (remove even? (range))) ;=> (1 3 5 7 9)
(first (drop 1000 (range))) ;=> 1000
(nth (range) 100000) ;=> 100000
(seq (lazy-seq nil)) ;=> nil
(rest (lazy-seq nil)) ;=> ()
(empty? (lazy-seq nil)) ;=> true
(def failing (map (fn [x] (if (= x 2) (throw (ex-info "two" {})) x)) (iterate inc 0)))
(take 2 failing) ;=> (0 1)
(nth failing 3) ;throws> ExceptionInfo two
(first failing) ;=> 0
(def tries (atom 0))
(def flaky (lazy-seq (if (< (swap! tries inc) 2) (throw (ex-info "first time" {})) [1])))
(first flaky) ;throws> ExceptionInfo first time
(first flaky) ;=> 1
@tries ;=> 2
(chunked-seq? (seq (range 10))) ;=> true
(chunked-seq? (seq [1])) ;=> true
(chunked-seq? (seq '(1))) ;=> false
(chunked-seq? (iterate inc 0)) ;=> false
(count (map inc (range 1000000))) ;=> 1000000
(reduce + (map inc (filter even? (range 100000)))) ;=> 2500000000
(last (take 100000 (iterate inc 0))) ;=> 99999
(count (concat (range 10) (range 10))) ;=> 20
(first (apply concat (repeat [1]))) ;=> 1
(first (mapcat (fn [x] (note x) [x]) (iterate inc 0))) ;=> 0
(count (noted)) ;=> 4
(take 3 (interleave (range) (repeat :a))) ;=> (0 :a 1)
(let [[a b & more] (iterate inc 0)] [a b (first more)]) ;=> [0 1 2]
(let [s (map note (iterate inc 0))] (next s) (noted)) ;=> [0 1]
(let [s (map note (iterate inc 0))] (rest s) (noted)) ;=> [0]
(realized? (delay 1)) ;=> false
(let [d (delay (note :d))] [@d @d (realized? d)]) ;=> [:d :d true]
(noted) ;=> [:d]
(str (type (map inc [1]))) ;=> "class clojure.lang.LazySeq"
(def xs (doall (map #(* % %) [1 2 3])))
xs ;=> (1 4 9)
(= (map inc [1 2]) [2 3]) ;=> true
(conj (map inc [1]) 0) ;=> (0 2)
(pr-str (lazy-seq [1 2])) ;=> "(1 2)"
(every? odd? (map note (iterate inc 1))) ;=> false
(noted) ;=> [1 2]
(some #{3} (map note (iterate inc 1))) ;=> 3
(noted) ;=> [1 2 3]
(take-while #(< % 3) (range)) ;=> (0 1 2)
(drop-while #(< % 3) (range 6)) ;=> (3 4 5)
(split-with #(< % 2) (range 4)) ;=> [(0 1) (2 3)]
(partition 2 (range 5)) ;=> ((0 1) (2 3))
(partition 2 1 (range 4)) ;=> ((0 1) (1 2) (2 3))
(partition-all 2 (range 5)) ;=> ((0 1) (2 3) (4))
(partition 2 2 [:pad] (range 3)) ;=> ((0 1) (2 :pad))
