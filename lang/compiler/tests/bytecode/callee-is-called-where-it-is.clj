; A local that is read again and a captured variable are not copied to be called.
(fn [f x] (f x) (f x))
(fn [f] (fn [x] (f x)))
; But a callee that an argument moves is.
(fn [f] (f f))
