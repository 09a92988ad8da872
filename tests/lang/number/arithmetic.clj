; Sums, products, division over the kinds of numbers.
;spec> NUM-2
(+) ;=> 0
(*) ;=> 1
(+ 1) ;=> 1
(+ 1 2 3 4) ;=> 10
(- 5) ;=> -5
(- 5 1 1) ;=> 3
(* 2 3 4) ;=> 24
(/ 6 3) ;=> 2
(/ 6 4) ;=> 3/2
(/ 1 3) ;=> 1/3
(/ 2) ;=> 1/2
(/ 0.5) ;=> 2.0
(/ 6 4 3) ;=> 1/2
(/ 1.0 0) ;=> ##Inf
(/ -1.0 0) ;=> ##-Inf
(/ 0.0 0) ;=> ##NaN
(/ 1 0) ;throws> ArithmeticException Divide by zero
(/ 1N 0) ;throws> ArithmeticException Divide by zero
(/ 1 0.0) ;=> ##Inf
(/ 1M 0) ;throws> ArithmeticException Divide by zero
(/ 1M 3) ;throws> ArithmeticException Non-terminating decimal expansion; no exact representable decimal result.
(/ 1M 4) ;=> 0.25M
(+ 1 1.0) ;=> 2.0
(+ 1 1N) ;=> 2N
(+ 1 1/2) ;=> 3/2
(+ 1/2 1/2) ;=> 1N
(+ 1/2 0.5) ;=> 1.0
(+ 1/2 1M) ;=> 1.5M
(+ 1 1M) ;=> 2M
(+ 1N 1M) ;=> 2M
(+ 1.0 1M) ;=> 2.0
(+ 1N 1.5) ;=> 2.5
(* 1/3 3) ;=> 1N
(class (* 1/3 3)) ;=> clojure.lang.BigInt
(- 1/2 1/2) ;=> 0N
(class (- 1/2 1/2)) ;=> clojure.lang.BigInt
(+ 9223372036854775807 1) ;throws> ArithmeticException overflow
(- -9223372036854775808 1) ;throws> ArithmeticException overflow
(* 4294967296 4294967296) ;throws> ArithmeticException overflow
(inc 9223372036854775807) ;throws> ArithmeticException overflow
(dec -9223372036854775808) ;throws> ArithmeticException overflow
(- -9223372036854775808) ;throws> ArithmeticException overflow
(+' 9223372036854775807 1) ;=> 9223372036854775808N
(*' 4294967296 4294967296) ;=> 18446744073709551616N
(inc' 9223372036854775807) ;=> 9223372036854775808N
(-' -9223372036854775808) ;=> 9223372036854775808N
(+ 9223372036854775807 1N) ;=> 9223372036854775808N
(class (+ 1N 1)) ;=> clojure.lang.BigInt
(quot 7 2) ;=> 3
(quot -7 2) ;=> -3
(rem -7 2) ;=> -1
(mod -7 2) ;=> 1
(mod 7 -2) ;=> -1
(quot 7.5 2) ;=> 3.0
(rem 7.5 2) ;=> 1.5
(mod -7.5 2) ;=> 0.5
(quot 1 0) ;throws> ArithmeticException zero
(mod 5 0) ;throws> ArithmeticException Divide by zero
(rem 5N 3) ;=> 2N
(quot 7/2 1) ;=> 3N
(mod 7/2 1) ;=> 1/2
(rem 7M 2) ;=> 1M
(quot 1.0 0) ;throws> ArithmeticException Divide by zero
(unchecked-add 9223372036854775807 1) ;=> -9223372036854775808
(unchecked-multiply 9223372036854775807 2) ;=> -2
(unchecked-inc 9223372036854775807) ;=> -9223372036854775808
(unchecked-negate -9223372036854775808) ;=> -9223372036854775808
(max 1 2.0) ;=> 2.0
(max 2 1.0) ;=> 2
(min 1 1N 0.5) ;=> 0.5
(max 1 ##NaN) ;=> ##NaN
(min ##NaN 1) ;=> ##NaN
(abs -5) ;=> 5
(abs -1.5) ;=> 1.5
(abs -1/2) ;=> 1/2
(abs -9223372036854775808) ;=> -9223372036854775808
(+ "1" 2) ;throws> ClassCastException class java.lang.String cannot be cast to class java.lang.Number
(+ nil 1) ;throws> NullPointerException
(inc "a") ;throws> ClassCastException class java.lang.String cannot be cast to class java.lang.Number
(- :a) ;throws> ClassCastException class clojure.lang.Keyword cannot be cast to class java.lang.Number
(* 1 'a) ;throws> ClassCastException class clojure.lang.Symbol cannot be cast to class java.lang.Number
(reduce + (range 101)) ;=> 5050
(reduce * (map bigint (range 1 21))) ;=> 2432902008176640000N
(reduce *' (range 1 25)) ;=> 620448401733239439360000N
(rationalize 0.1) ;=> 1/10
(rationalize 1.5) ;=> 3/2
(numerator 6/4) ;=> 3
(denominator 6/4) ;=> 2
(+ 0.1 0.2) ;=> 0.30000000000000004
(* 1.1 1.1) ;=> 1.2100000000000002
(- 0.0) ;=> -0.0
(+ -0.0 0) ;=> 0.0
(* 1.0 0) ;=> 0.0
(* 0 ##Inf) ;=> ##NaN
(+ ##Inf ##-Inf) ;=> ##NaN
(+ 1.10M 2.2M) ;=> 3.30M
(* 1.10M 2.0M) ;=> 2.200M
(- 1.00M 1M) ;=> 0.00M
(with-precision 5 (/ 10M 3)) ;=> 3.3333M
