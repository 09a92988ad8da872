(fn* [a & more]
  (let* [it (clutch.rt/iter more)]
    (loop* [x (clutch.rt/next! it)]
      (if (clutch.rt/done? x)
        nil
        (do (let* [v x p (nth v 0 nil) q (nth v 1 nil)]
              (a a p q))
            (recur (clutch.rt/next! it)))))))
