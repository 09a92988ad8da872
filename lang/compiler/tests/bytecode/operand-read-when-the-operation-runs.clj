(fn* [x g] (+ x (g x)))
