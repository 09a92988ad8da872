;; S07: prices that changed from cents to dollars while a seq of them was half realised never mix in a turn.
;file> shop.clj
;| (ns shop)
;| (defn price [_] 100)
(require 'shop)
(defn prices [] (let [s (map #(shop/price %) (vec (range 64)))] (first s) s))
(def live (prices))
(def pinned (turn (prices)))
;file> shop.clj
;| (ns shop)
;| (defn price [_] 1)
(require 'shop :reload)
(reduce + live) ;=> 3232
(reduce + pinned) ;=> 6400
(turn (reduce + (prices))) ;=> 64
