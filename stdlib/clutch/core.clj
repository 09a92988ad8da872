(ns clutch.core
  "Worlds: turns that see one world, worlds as values, stages, history.

  The names are seen in every namespace that sees clojure.core, unless something else has that name there.")

(defmacro turn
  "Evaluates body in a turn: every name in it, and in all that it calls, means what it means in one world, the
  newest when the turn began. Lazy seqs, delays and futures made in it stay in that world. In a turn it joins.

  (turn (+ 1 2)) ;=> 3"
  [& body]
  `(turn* (fn [] ~@body)))

(defmacro in-world
  "Evaluates body in world, which may also be a candidate or the number of a generation. What body defines is seen
  by body alone.

  (in-world (world) (+ 1 2)) ;=> 3"
  [world & body]
  `(in-world* ~world (fn [] ~@body)))
