; Arithmetic wraps around where *unchecked-math* holds when it is compiled.
;modes> live
(set! *unchecked-math* true)
(defn wrap [^long a ^long b] [(+ a b) (- (- a) b) (* a 2) (inc a) (+ a b a)])
(set! *unchecked-math* false)
(wrap Long/MAX_VALUE 1) ;=> [-9223372036854775808 -9223372036854775808 -2 -9223372036854775808 -1]
(+ Long/MAX_VALUE 1) ;throws> ArithmeticException overflow
(defn checked [^long a] (inc a))
(checked Long/MAX_VALUE) ;throws> ArithmeticException overflow
