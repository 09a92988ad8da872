;; S15: a delay that was made in a turn runs in the turn's world, one made live in the newest.
;file> app.clj
;| (ns app)
;| (defn foo [] :v1)
(require 'app)
(def live (delay (app/foo)))
(def pinned (turn (delay (app/foo))))
(def future-in-turn (promise))
(def gate (promise))
(turn (do (future (deliver future-in-turn (do @gate (app/foo)))) nil))
;file> app.clj
;| (ns app)
;| (defn foo [] :v2)
(require 'app :reload)
(deliver gate true)
[@live @pinned @future-in-turn] ;=> [:v2 :v1 :v1]
(stale pinned) ;=> []
