(ns clojure.template
  "Templates: expressions with symbols for holes, copied once for every group of values.
  Substitution is by symbol and happens before evaluation; `clojure.test/are` is made of it."
  (:require [clojure.walk :as walk]))

(defn apply-template
  "Replaces the symbols of the vector argv in expr, at any depth, by the values that stand in the same places.

  (apply-template '[x y] '(+ x (* y x)) [2 3]) ;=> (+ 2 (* 3 2))
  (apply-template '[] '(+ x) []) ;=> (+ x)"
  [argv expr values]
  (assert (vector? argv))
  (assert (every? symbol? argv))
  (walk/postwalk-replace (zipmap argv values) expr))

(defmacro do-template
  "Evaluates expr for each group of values, the symbols of argv replaced by them, and gives the last result.
  The values are taken in groups as long as argv; an incomplete last group is left out.

  (macroexpand-1 '(do-template [x y] (f x y) 1 2 3 4)) ;=> (do (f 1 2) (f 3 4))"
  [argv expr & values]
  `(do ~@(map (fn [group] (apply-template argv expr group))
              (partition (count argv) values))))
