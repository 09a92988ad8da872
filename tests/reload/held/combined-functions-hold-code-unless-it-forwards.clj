;; S10: what `comp`, `partial`, `juxt` and `memoize` make holds code; `stale?` says so, `^:forward` follows the name.
;file> app.clj
;| (ns app)
;| (defn foo [x] [:v1 x])
;| (defn ^:forward bar [x] [:v1 x])
(require 'app)
(defn combine [f] [(comp f inc) (partial f 1) (juxt f) (memoize f)])
(defn results [[c p j m]] [(c 1) (p) (j 1) (m 1)])
(def held (combine app/foo))
(def named (combine #'app/foo))
(def forwarded (combine app/bar))
(mapv stale? held) ;=> [false false false false]
;file> app.clj
;| (ns app)
;| (defn foo [x] [:v2 x])
;| (defn ^:forward bar [x] [:v2 x])
(require 'app :reload)
(results held) ;=> [[:v1 2] [:v1 1] [[:v1 1]] [:v1 1]]
(results named) ;=> [[:v2 2] [:v2 1] [[:v2 1]] [:v2 1]]
(results forwarded) ;=> [[:v2 2] [:v2 1] [[:v2 1]] [:v2 1]]
(mapv stale? held) ;=> [true true true true]
(mapv stale? named) ;=> [false false false false]
(mapv stale? forwarded) ;=> [false false false false]
;; The chain of what holds it, outermost first.
(map (juxt :name :path) (stale (comp str (first held)))) ;=> ([app/foo [clojure.core/comp clojure.core/comp]])
