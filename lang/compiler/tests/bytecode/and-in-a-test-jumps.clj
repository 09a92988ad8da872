(fn* [a b] (if (and (< a 1) (< b 2)) :yes :no))
