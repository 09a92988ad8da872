; Literals of the four collections, also nested; elements are evaluated from left to right.
() ;=> ()
[] ;=> []
{} ;=> {}
#{} ;=> #{}
[1 [2 [3 []]]] ;=> [1 [2 [3 []]]]
{:a {:b {:c nil}}} ;=> {:a {:b {:c nil}}}
#{#{} [] {}} ;=> #{#{} [] {}}
{[1 2] :v, {:k 1} :m, #{1} :s, nil :n} ;=> {[1 2] :v, {:k 1} :m, #{1} :s, nil :n}
(def trace (atom []))
(defn t [x] (swap! trace conj x) x)
[(t 1) (t 2) (t 3)] ;=> [1 2 3]
@trace ;=> [1 2 3]
(do (reset! trace []) {(t :a) (t 1) (t :b) (t 2)}) ;=> {:a 1, :b 2}
@trace ;=> [:a 1 :b 2]
(class {}) ;=> clojure.lang.PersistentArrayMap
(class (array-map :a 1)) ;=> clojure.lang.PersistentArrayMap
(class ()) ;=> clojure.lang.PersistentList$EmptyList
(class '(1)) ;=> clojure.lang.PersistentList
(class []) ;=> clojure.lang.PersistentVector
(class #{}) ;=> clojure.lang.PersistentHashSet
{:a 1, :b 2, :c 3, :d 4, :e 5, :f 6, :g 7, :h 8} ;=> {:a 1, :b 2, :c 3, :d 4, :e 5, :f 6, :g 7, :h 8}
{:a 1, :b 2, :c 3, :d 4, :e 5, :f 6, :g 7, :h 8, :i 9} ;=> {:e 5, :g 7, :c 3, :h 8, :b 2, :d 4, :f 6, :i 9, :a 1}
#{1 2 3 4 5 6 7 8 9 10} ;=> #{7 1 4 6 3 2 9 5 10 8}
#{:a :b :c "x" \y 1.5 nil} ;=> #{nil 1.5 "x" :c :b \y :a}
{:a 1 :a 2} ;rejects> read/duplicate-key Duplicate key: :a
#{1 1} ;rejects> read/duplicate-key Duplicate key: 1
{:a} ;rejects> read/map-odd-forms Map literal must contain an even number of forms
#{(t 1) (t 1)} ;rejects> read/duplicate-key Duplicate key: (t 1)
{(t 1) 1 (t 1) 2} ;rejects> read/duplicate-key Duplicate key: (t 1)
