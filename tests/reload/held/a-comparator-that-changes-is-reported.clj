;; S25: a sorted map whose comparator calls a redefined function is reported; in a turn it stays in order.
;file> order.clj
;| (ns order)
;| (defn rank [x] x)
(require 'order)
(def sorted (sorted-map-by (fn [a b] (compare (order/rank a) (order/rank b))) 1 :a 2 :b 3 :c))
(def started (promise))
(def reloaded (promise))
(def in-a-turn (future (turn (deliver started true) @reloaded [(sorted 1) (count (assoc sorted 1 :x))])))
@started ;=> true
;file> order.clj
;| (ns order)
;| (defn rank [x] (- x))
(require 'order :reload)
(deliver reloaded true)
@in-a-turn ;=> [:a 3]
(:comparators (peek (history))) ;=> [{:holder user/sorted, :path [], :uses [order/rank]}]
