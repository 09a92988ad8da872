(fn* [a b] b)
