; `defonce` evaluates its value only when the var has none.
(def calls (atom 0))
(defonce state (do (swap! calls inc) :first))
(defonce state (do (swap! calls inc) :second))
[state @calls] ;=> [:first 1]
(declare later)
(defonce later 5)
later ;=> 5
