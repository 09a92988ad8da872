;; S132: a candidate answers the same calls in the shadow: without effects, and differing answers are noted
;spec> RELOAD-63
;file> s132.clj
;| (ns s132)
;| (defonce calls (atom 0))
;| (defn price [n] (swap! calls inc) (println "priced" n) (* 2 n))
(require 's132)
;file> s132.clj
;| (ns s132)
;| (defonce calls (atom 0))
;| (defn price [n] (swap! calls inc) (println "priced" n) (if (= n 3) (throw (ArithmeticException. "three")) (if (> n 3) (* 3 n) (* 2 n))))
(def c (stage 's132))
(mapv (fn [n] (shadow c #'s132/price n)) [1 2]) ;=> [2 4]
;out> priced 1
;out> priced 2
(differences c) ;=> []
(mapv (fn [n] (shadow c #'s132/price n)) [3 4]) ;=> [6 8]
;out> priced 3
;out> priced 4
(mapv (fn [d] [(rest (:call d)) (:current d) (:candidate d)]) (differences c)) ;=> [[(3) {:value 6} {:threw java.lang.ArithmeticException}] [(4) {:value 8} {:value 12}]]
;; Four calls were made for real.
@s132/calls ;=> 4
;; An exception of the running world is thrown as it is.
(shadow c (fn [] (throw (ex-info "both" {})))) ;throws> ExceptionInfo both
(count (differences c)) ;=> 2
