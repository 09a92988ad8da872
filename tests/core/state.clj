; Bindings, transactions, threads.

(with-bindings {#'*print-length* 3} *print-length*) ;=> 3
(with-bindings* {#'*print-length* 3} + 1 2) ;=> 3
((bound-fn [x] [x *print-length*]) 1) ;=> [1 nil]
(dosync 1) ;=> 1
(io!) ;=> nil
@(future 1) ;=> 1
(pmap + [1 2] [3 4]) ;=> (4 6)
(pmap inc nil) ;=> ()
(pmap inc (range 100)) ;=> (1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 69 70 71 72 73 74 75 76 77 78 79 80 81 82 83 84 85 86 87 88 89 90 91 92 93 94 95 96 97 98 99 100)
(pcalls) ;=> ()
(pvalues 1 2) ;=> (1 2)
(seque (range 10)) ;=> (0 1 2 3 4 5 6 7 8 9)
(seque 3 (map inc (range 10))) ;=> (1 2 3 4 5 6 7 8 9 10)
(take 3 (seque 3 (range))) ;=> (0 1 2)
(tap> 1) ;=> true
(let [o (Object.) log (atom [])] (doall (pmap (fn [i] (locking o (swap! log conj :in) (Thread/sleep 2) (swap! log conj :out))) (range 4))) @log) ;=> [:in :out :in :out :in :out :in :out]
(let [o (Object.)] (locking o (locking o :twice))) ;=> :twice
(with-local-vars [x 1] (letfn [(f [] (var-set x (inc @x)))] (f) (f) @x)) ;=> 3
