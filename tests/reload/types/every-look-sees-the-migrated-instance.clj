;; S80: whatever looks at an old instance sees what it became: fields, equality, hash, order, printing, seqs, types, methods, keys and metadata.
;file> app.clj
;| (ns app)
;| (defprotocol P (show [x]))
;| (defrecord R [price] P (show [_] [:v1 price]))
;| (deftype T [n]
;|   Object (toString [_] (str "v1:" n)))
(require 'app)
(def r (with-meta (app/->R 5) {:made :v1}))
(def t (app/->T 7))
(def t2 (app/->T 8))
;file> app.clj
;| (ns app)
;| (defprotocol P (show [x]))
;| (defrecord R [cents currency] P (show [_] [:v2 cents])
;|   clojure.lang.IFn (invoke [_ x] [:called cents x])
;|   Comparable (compareTo [_ o] (compare cents (:cents o))))
;| (migrate R {:from 1 :to 2} (fn [old] (with-meta (->R (* 100 (:price old)) :eur) (meta old))))
;| (deftype T [n scale]
;|   Object (toString [_] (str "v2:" n "/" scale)) (equals [_ o] (= n (.n ^T o))) (hashCode [_] n)
;|   Comparable (compareTo [_ o] (compare n (.n ^T o)))
;|   clojure.lang.IFn (invoke [_ x] [n x])
;|   clojure.lang.ILookup (valAt [_ k] [k n]) (valAt [_ k d] [k n d])
;|   clojure.lang.IDeref (deref [_] [:deref n])
;|   clojure.lang.Counted (count [_] n)
;|   clojure.lang.Seqable (seq [_] (seq (range scale)))
;|   clojure.lang.Indexed (nth [_ i] (* i n)) (nth [_ i d] d)
;|   clojure.lang.IObj (meta [_] {:n n}) (withMeta [_ m] [:with m])
;|   clojure.lang.IHashEq (hasheq [_] n))
;| (migrate T {:from 1 :to 2} (fn [old] (->T (.n old) 3)))
(require 'app :reload)
(def new (app/->R 500 :eur))
[(:cents r) (.cents r) (get r :price :none) (r 1) (app/show r)] ;=> [500 500 :none [:called 500 1] [:v2 500]]
[(= r new) (= new r) (= (hash r) (hash new)) (compare r new) (sort [new r])] ;=> [true true true 0 (#app.R{:cents 500, :currency :eur} #app.R{:cents 500, :currency :eur})]
[(pr-str r) (= (str r) (str new)) (print-str [r])] ;=> ["#app.R{:cents 500, :currency :eur}" true "[#app.R{:cents 500, :currency :eur}]"]
[(seq r) (keys r) (vals r) (count r) (into {} r) (first r)] ;=> [([:cents 500] [:currency :eur]) (:cents :currency) (500 :eur) 2 {:cents 500, :currency :eur} [:cents 500]]
[(contains? r :price) (contains? r :cents) (find r :cents) (reduce-kv (fn [n k v] (conj n k)) [] r)] ;=> [false true [:cents 500] [:cents :currency]]
[(assoc r :cents 1) (dissoc r :currency) (conj r [:x 1]) (update r :cents inc)] ;=> [#app.R{:cents 1, :currency :eur} {:cents 500} #app.R{:cents 500, :currency :eur, :x 1} #app.R{:cents 501, :currency :eur}]
[(instance? app.R r) (= app.R (class r)) (= app.R (type r)) (record? r) (ifn? r) (satisfies? app/P r) (instance? Comparable r)] ;=> [true true true true true true true]
[(meta r) (meta (with-meta r {:b 1})) (:cents (vary-meta r assoc :b 1))] ;=> [{:made :v1} {:b 1} 500]
(case (:currency r) :eur :euro :other) ;=> :euro
(let [{:keys [cents] :as all} r] [cents (count all)]) ;=> [500 2]
;; A deftype with interfaces that version 1 did not have.
[(str t) (t 1) (:k t) (get t :k 2) @t (count t) (seq t) (nth t 2) (nth t 2 :d)] ;=> ["v2:7/3" [7 1] [:k 7] [:k 7 2] [:deref 7] 7 (0 1 2) 14 :d]
[(= t (app/->T 7 1)) (= (app/->T 7 1) t) (hash t) (.hashCode t) (compare t t2) (map str (sort [t2 t]))] ;=> [true true 7 7 -1 ("v2:7/3" "v2:8/3")]
[(meta t) (with-meta t {:a 1}) (ifn? t) (counted? t) (indexed? t) (seqable? t) (reduce + t) (map inc t)] ;=> [{:n 7} [:with {:a 1}] true true true true 3 (1 2 3)]
[(contains? #{(app/->T 7 0)} t) (get {(app/->T 7 0) :found} t) (get {r :here} new) (contains? #{new} r)] ;=> [true :found :here true]
