;; S01: a lazy seq made from the value of a function runs that code, and `stale` names it.
;file> app.clj
;| (ns app)
;| (defn foo [x] [:v1 x])
(require 'app)
(def first-load (generation))
(def s (map app/foo [:a :b :c]))
(stale s) ;=> []
;file> app.clj
;| (ns app)
;| (defn foo [x] [:v2 x])
(require 'app :reload)
(def second-load (generation))
(= (mapv #(dissoc % :path) (stale s))
   [{:name 'app/foo :generation first-load :current second-load}]) ;=> true
s ;=> ([:v1 :a] [:v1 :b] [:v1 :c])
;; A realised seq holds no code any more.
(stale s) ;=> []
