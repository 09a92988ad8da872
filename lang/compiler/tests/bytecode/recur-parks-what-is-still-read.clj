(fn* [a b] (recur b (conj a b)))
