; clojure.zip: locations as they are printed, movement at the edges, edits.
(require '[clojure.zip :as z])
(def v (z/vector-zip [1 [2 3] 4]))

v ;=> [[1 [2 3] 4] nil]
(z/down v) ;=> [1 {:l [], :pnodes [[1 [2 3] 4]], :ppath nil, :r ([2 3] 4)}]
(-> v z/down z/right) ;=> [[2 3] {:l [1], :pnodes [[1 [2 3] 4]], :ppath nil, :r (4)}]
(-> v z/down z/right z/down) ;=> [2 {:l [], :pnodes [[1 [2 3] 4] [2 3]], :ppath {:l [1], :pnodes [[1 [2 3] 4]], :ppath nil, :r (4)}, :r (3)}]
(-> v z/down z/right z/down z/lefts) ;=> nil
(-> v z/down z/right z/down z/rights) ;=> (3)
(-> v z/down z/right z/down z/path) ;=> [[1 [2 3] 4] [2 3]]
(z/lefts v) ;=> nil
(z/rights v) ;=> nil
(z/path v) ;=> nil
(z/up v) ;=> nil
(z/left v) ;=> nil
(z/right v) ;=> nil
(z/down (z/vector-zip [])) ;=> nil
(z/down (z/vector-zip 1)) ;=> nil
(z/prev v) ;=> nil
(-> v z/down (z/replace 9)) ;=> [9 {:l [], :pnodes [[1 [2 3] 4]], :ppath nil, :r ([2 3] 4), :changed? true}]
(-> v z/down (z/replace 9) z/root) ;=> [9 [2 3] 4]
(-> v z/down (z/replace 9) z/up) ;=> [[9 [2 3] 4] nil]
(map z/node (take-while (complement z/end?) (iterate z/next v))) ;=> ([1 [2 3] 4] 1 [2 3] 2 3 4)
(-> v z/next z/next z/next z/next z/next) ;=> [4 {:l [1 [2 3]], :pnodes [[1 [2 3] 4]], :ppath nil, :r nil}]
(-> v z/next z/next z/next z/next z/next z/next) ;=> [[1 [2 3] 4] :end]
(-> v z/next z/next z/next z/next z/next z/next z/next) ;=> [[1 [2 3] 4] :end]
(-> v z/next z/next z/next z/next z/next z/next z/root) ;=> [1 [2 3] 4]
(-> v z/down z/right z/right z/prev) ;=> [3 {:l [2], :pnodes [[1 [2 3] 4] [2 3]], :ppath {:l [1], :pnodes [[1 [2 3] 4]], :ppath nil, :r (4)}, :r nil}]
(-> v z/down z/right z/remove) ;=> [1 {:l [], :pnodes [[1 [2 3] 4]], :ppath nil, :r (4), :changed? true}]
(-> v z/down z/remove) ;=> [[[2 3] 4] nil]
(z/remove v) ;throws> Exception Remove at top
(z/insert-left v 1) ;throws> Exception Insert at top
(z/insert-right v 1) ;throws> Exception Insert at top
(z/children (z/down v)) ;throws> Exception called children on a leaf node
(-> v z/down z/right (z/insert-left 7)) ;=> [[2 3] {:l [1 7], :pnodes [[1 [2 3] 4]], :ppath nil, :r (4), :changed? true}]
(-> v z/down z/right (z/insert-right 7)) ;=> [[2 3] {:l [1], :pnodes [[1 [2 3] 4]], :ppath nil, :r (7 4), :changed? true}]
(z/insert-child v 0) ;=> [[0 1 [2 3] 4] {:changed? true}]
(-> v (z/append-child 9) z/root) ;=> [1 [2 3] 4 9]
(-> v z/down z/right z/rightmost) ;=> [4 {:l [1 [2 3]], :pnodes [[1 [2 3] 4]], :ppath nil, :r nil}]
(-> v z/down z/right z/leftmost) ;=> [1 {:l [], :pnodes [[1 [2 3] 4]], :ppath nil, :r ([2 3] 4)}]
(z/leftmost v) ;=> [[1 [2 3] 4] nil]
(z/rightmost v) ;=> [[1 [2 3] 4] nil]
(-> v z/down z/leftmost) ;=> [1 {:l [], :pnodes [[1 [2 3] 4]], :ppath nil, :r ([2 3] 4)}]
(z/edit (z/down v) + 1 2) ;=> [4 {:l [], :pnodes [[1 [2 3] 4]], :ppath nil, :r ([2 3] 4), :changed? true}]
(z/make-node v [1] '(1 2)) ;=> [1 2]
(z/branch? v) ;=> true
(z/branch? (z/down v)) ;=> false
(z/children v) ;=> (1 [2 3] 4)
(z/seq-zip '(1 (2))) ;=> [(1 (2)) nil]
(-> (z/seq-zip '(1 (2) ())) z/down z/right z/down z/node) ;=> 2
(z/branch? (z/seq-zip ())) ;=> true
(z/down (z/seq-zip nil)) ;=> nil
(-> (z/seq-zip (with-meta '(1 2) {:a 1})) z/down (z/replace 3) z/root meta) ;=> {:a 1}
(-> (z/vector-zip (with-meta [1 2] {:a 1})) z/down (z/replace 3) z/root meta) ;=> {:a 1}
(-> (z/xml-zip {:tag :a :content ["x" {:tag :b}]}) z/down z/right z/node) ;=> {:tag :b}
(-> (z/xml-zip {:tag :a :content ["x" {:tag :b}]}) z/down (z/replace "y") z/root) ;=> {:tag :a, :content ["y" {:tag :b}]}
(loop [l (z/vector-zip [1 [2 [3 4]] 5])] (if (z/end? l) (z/root l) (recur (z/next (if (number? (z/node l)) (if (odd? (z/node l)) (z/edit l inc) (z/remove l)) l))))) ;=> [2 [[4]] 6]
(-> (z/vector-zip [1 2 3]) (z/replace [7 8]) z/root) ;=> [7 8]
(-> (z/seq-zip '(1 2 3)) z/down z/right (z/insert-left 9) z/leftmost z/remove z/root) ;=> (9 2 3)
