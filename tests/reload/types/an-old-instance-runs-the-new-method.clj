;; S76: a protocol and its record reloaded together: an old instance runs the new method, in a turn the turn's.
;file> app.clj
;| (ns app)
;| (defprotocol P (m [x]))
;| (defrecord R [a] P (m [_] [:v1 a]))
(require 'app)
(def old (app/->R 1))
(def started (promise))
(def reloaded (promise))
(def in-a-turn (future (turn (deliver started true) @reloaded [(app/m old) (app/m (app/->R 2))])))
@started ;=> true
;file> app.clj
;| (ns app)
;| (defprotocol P (m [x]))
;| (defrecord R [a] P (m [_] [:v2 a]))
(require 'app :reload)
(deliver reloaded true)
[(app/m old) (app/m (app/->R 2))] ;=> [[:v2 1] [:v2 2]]
@in-a-turn ;=> [[:v1 1] [:v1 2]]
