(fn* [v x] (conj v x))
