;; Start-up: a program that does next to nothing.
(defn bench [] "started")
(println (bench))
;out> started
