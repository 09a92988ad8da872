(fn* [x] (try (x 1) (catch Exception e x)))
