; clojure.data: kinds of things, nil and false as values.
(require '[clojure.data :as data])
(defrecord Point [x y])

(data/diff 1 2) ;=> [1 2 nil]
(data/diff 1 1.0) ;=> [1 1.0 nil]
(data/diff nil nil) ;=> [nil nil nil]
(data/diff nil 1) ;=> [nil 1 nil]
(data/diff "a" "b") ;=> ["a" "b" nil]
(data/diff {} #{}) ;=> [{} #{} nil]
(data/diff [1] '(1)) ;=> [nil nil [1]]
(data/diff [] [1]) ;=> [nil [1] nil]
(data/diff [] []) ;=> [nil nil []]
(data/diff {:a 1 :b 2} {:a 1 :b 3 :c 4}) ;=> ({:b 2} {:b 3, :c 4} {:a 1})
(data/diff {:a nil} {}) ;=> ({:a nil} nil nil)
(data/diff {:a false} {:a nil}) ;=> ({:a false} {:a nil} nil)
(data/diff {:a {:b 1 :c 2}} {:a {:b 1 :c 3}}) ;=> ({:a {:c 2}} {:a {:c 3}} {:a {:b 1}})
(data/diff (sorted-map :a 1) {:a 2}) ;=> ({:a 1} {:a 2} nil)
(data/diff {:a nil} {:a nil :b 1}) ;=> (nil {:b 1} {:a nil})
(data/diff [1 2 3] [1 5 3 4]) ;=> [[nil 2] [nil 5 nil 4] [1 nil 3]]
(data/diff [1 2] [1 2 nil]) ;=> [nil [nil nil nil] [1 2]]
(data/diff [[1 2]] [[1 3]]) ;=> [[[nil 2]] [[nil 3]] [[1]]]
(data/diff '(1 2) [1 3]) ;=> [[nil 2] [nil 3] [1]]
(data/diff (into-array [1 2]) [1 3]) ;=> [[nil 2] [nil 3] [1]]
(data/diff #{1} #{1}) ;=> [nil nil #{1}]
(data/diff #{1 2} #{2 3}) ;=> [#{1} #{3} #{2}]
(data/diff #{[1]} #{[1] 2}) ;=> [nil #{2} #{[1]}]
(data/diff (->Point 1 2) (->Point 1 3)) ;=> ({:y 2} {:y 3} {:x 1})
(data/diff (->Point 1 2) {:x 1 :y 2}) ;=> (nil nil {:y 2, :x 1})
(map data/equality-partition [nil 1 "a" [] '() {} #{} (into-array [1]) (range) :k (->Point 1 2)]) ;=> (:atom :atom :atom :sequential :sequential :map :set :sequential :sequential :atom :map)
(data/diff-similar {:a 1} {:a 2}) ;=> ({:a 1} {:a 2} nil)
