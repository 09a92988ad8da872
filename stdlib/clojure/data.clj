(ns clojure.data
  "The difference of two data structures.

  `diff` compares only things of the same kind part by part (see `equality-partition`). Which kind a type is, and how
  two things of a kind are compared, may be extended to new types by the two protocols."
  (:require [clojure.set :as set]))

(defprotocol EqualityPartition
  "Sorts things into kinds; things of different kinds are compared as a whole."
  (equality-partition [x]
    "Gives the kind of x: :map, :set, :sequential or :atom.

  (map equality-partition [{} #{} () 1 nil]) ;=> (:map :set :sequential :atom :atom)"))

(defprotocol Diff
  "Compares things of the same kind."
  (diff-similar [a b]
    "Compares a and b, which are of the same kind and not equal. Call `diff` instead.

  (diff-similar 1 2) ;=> [1 2 nil]"))

(defn diff
  "Gives what is only in a, what is only in b, and what is in both.
  Maps are compared by keys, with nested differences for values; vectors, seqs and arrays by index, with nil where
  there is nothing to show; sets by elements. Everything else is equal or not.

  (vec (diff {:a 1 :b 2} {:a 1 :b 3})) ;=> [{:b 2} {:b 3} {:a 1}]
  (diff [1 2 3] [1 5 3 4]) ;=> [[nil 2] [nil 5 nil 4] [1 nil 3]]
  (diff #{1 2} #{2 3}) ;=> [#{1} #{3} #{2}]
  (diff 1 1) ;=> [nil nil 1]"
  [a b]
  (cond
    (= a b) [nil nil a]
    (= (equality-partition a) (equality-partition b)) (diff-similar a b)
    :else [a b nil]))

(defn- kind
  "The kind of a value of a type without an extension of its own."
  [x]
  (cond
    (or (nil? x) (number? x) (string? x) (ident? x)) :atom
    (or (map? x) (instance? java.util.Map x)) :map
    (or (set? x) (instance? java.util.Set x)) :set
    (or (sequential? x) (instance? java.util.List x) (.isArray (class x))) :sequential
    :else :atom))

(defn- diff-at
  "Compares what a and b have under the key k: a vector of three maps of at most this key."
  [a b k]
  (let [in-a (contains? a k)
        in-b (contains? b k)
        va (get a k)
        vb (get b k)
        [only-a only-b both] (diff va vb)
        same (and in-a in-b
                  (or (some? both)
                      (and (nil? va) (nil? vb))))]
    [(when (and in-a (or (some? only-a) (not same))) {k only-a})
     (when (and in-b (or (some? only-b) (not same))) {k only-b})
     (when same {k both})]))

(defn- diff-keys
  "Compares the associative collections a and b under the keys ks; a list of three maps, nil in place of empty ones."
  [a b ks]
  (apply list
         (reduce (fn [totals k] (mapv merge totals (diff-at a b k)))
                 [nil nil nil]
                 ks)))

(defn- by-index
  "The vector with the values of m, a map from indices, nil at others; nil if m is empty."
  [m]
  (when (seq m)
    (reduce (fn [v [i x]] (assoc v i x))
            (vec (repeat (inc (apply max (keys m))) nil))
            m)))

(defn- diff-by-kind
  "Compares a and b in the way of the kind of a."
  [a b]
  (case (kind a)
    :map (diff-keys a b (distinct (concat (keys a) (keys b))))
    :set [(not-empty (set/difference a b))
          (not-empty (set/difference b a))
          (not-empty (set/intersection a b))]
    :sequential (mapv by-index
                      (diff-keys (vec a) (vec b) (range (max (count a) (count b)))))
    (if (= a b) [nil nil a] [a b nil])))

(extend-protocol EqualityPartition
  nil
  (equality-partition [_] :atom)
  Object
  (equality-partition [x] (kind x)))

(extend-protocol Diff
  nil
  (diff-similar [a b] (diff-by-kind a b))
  Object
  (diff-similar [a b] (diff-by-kind a b)))
