(fn* [m] (:k m))
