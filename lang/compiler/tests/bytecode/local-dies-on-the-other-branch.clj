(fn* [a b] (if a b (a 1)))
