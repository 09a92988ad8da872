;; S11: `memoize` of a var remembers results of one version of the function; in a turn those of the turn's version.
;file> app.clj
;| (ns app)
;| (defn foo [x] [:v1 x])
(require 'app)
(def m (memoize #'app/foo))
(m :a) ;=> [:v1 :a]
(def started (promise))
(def reloaded (promise))
(def in-a-turn (future (turn (m :a) (deliver started true) @reloaded [(m :a) (m :b)])))
@started ;=> true
;file> app.clj
;| (ns app)
;| (defn foo [x] [:v2 x])
(require 'app :reload)
(deliver reloaded true)
[(m :a) (m :b)] ;=> [[:v2 :a] [:v2 :b]]
@in-a-turn ;=> [[:v1 :a] [:v1 :b]]
(m :a) ;=> [:v2 :a]
;; Results are remembered: within a version the function runs once for the same arguments.
(def calls (atom 0))
(def counted (memoize (fn [x] (swap! calls inc) x)))
[(counted 1) (counted 1) (counted nil) (counted nil) @calls] ;=> [1 1 nil nil 2]
