; Names that nobody reads are left out.
(fn [v] (let [[a _ b] v] [b a]))
(fn [[x y] z] (+ x y z))
