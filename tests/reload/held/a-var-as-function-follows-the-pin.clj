;; S04: a var given as a function means the newest definition live, and that of the turn in a turn.
;file> app.clj
;| (ns app)
;| (defn foo [x] [:v1 x])
(require 'app)
(def live (map #'app/foo [:a :b]))
(def pinned (turn (map #'app/foo [:a :b])))
;file> app.clj
;| (ns app)
;| (defn foo [x] [:v2 x])
(require 'app :reload)
live ;=> ([:v2 :a] [:v2 :b])
pinned ;=> ([:v1 :a] [:v1 :b])
