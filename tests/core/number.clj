; Numbers: arithmetic, comparison, conversion, bits, decimals under a precision.

(require (quote clojure.math))

(+) ;=> 0
(+ 1) ;=> 1
(+ "a") ;throws> ClassCastException Cannot cast java.lang.String to java.lang.Number
(+ nil) ;=> nil
(+ 1 2 3) ;=> 6
(- 5) ;=> -5
(- 10 1 2) ;=> 7
(-) ;throws> ArityException Wrong number of args (0) passed to: clojure.core/-
(*) ;=> 1
(* 2) ;=> 2
(* 2 3 4) ;=> 24
(/ 2) ;=> 1/2
(/ 6 4 2) ;=> 3/4
(/) ;throws> ArityException Wrong number of args (0) passed to: clojure.core//
(apply + [1 2 3]) ;=> 6
(apply + 1 [2 3.5]) ;=> 6.5
(inc nil) ;throws> NullPointerException Cannot invoke "Object.getClass()" because "x" is null
(+ 1 nil) ;throws> NullPointerException Cannot invoke "Object.getClass()" because "x" is null
(+ 1 "a") ;throws> ClassCastException class java.lang.String cannot be cast to class java.lang.Number
(- nil) ;throws> NullPointerException Cannot invoke "Object.getClass()" because "x" is null
(- "a") ;throws> ClassCastException class java.lang.String cannot be cast to class java.lang.Number
(< 1) ;=> true
(< "a") ;=> true
(< 1 2 3) ;=> true
(< 1 3 2) ;=> false
(<= 1 1 2) ;=> true
(> 3 2 1) ;=> true
(>= 1 2) ;=> false
(== 1 1.0 1M) ;=> true
(== "a") ;=> true
(= 1) ;=> true
(= 1 1 1) ;=> true
(not= 1 2) ;=> true
(not= 1 1 1) ;=> false
(max 1 2 3) ;=> 3
(min 3 1 2) ;=> 1
(max "a") ;=> "a"
(max 1 "a") ;throws> ClassCastException class java.lang.String cannot be cast to class java.lang.Number
(max 1 ##NaN) ;=> ##NaN
(even? 2) ;=> true
(even? 1.5) ;throws> IllegalArgumentException Argument must be an integer: 1.5
(even? nil) ;throws> IllegalArgumentException Argument must be an integer: 
(odd? 3N) ;=> true
(odd? "a") ;throws> IllegalArgumentException Argument must be an integer: a
(zero? 0.0) ;=> true
(zero? nil) ;throws> NullPointerException Cannot invoke "Object.getClass()" because "x" is null
(pos? "a") ;throws> ClassCastException class java.lang.String cannot be cast to class java.lang.Number
(neg? -1/2) ;=> true
(NaN? ##NaN) ;=> true
(NaN? nil) ;throws> NullPointerException Cannot invoke "java.lang.Number.doubleValue()" because "x" is null
(infinite? ##Inf) ;=> true
(numerator 6/4) ;=> 3
(numerator 1) ;throws> ClassCastException class java.lang.Long cannot be cast to class clojure.lang.Ratio
(denominator 6/4) ;=> 2
(rationalize 0.1) ;=> 1/10
(rationalize 1.5M) ;=> 3/2
(parse-long "12") ;=> 12
(parse-long "1.5") ;=> nil
(parse-long nil) ;throws> IllegalArgumentException Expected string, got nil
(parse-long 5) ;throws> IllegalArgumentException Expected string, got java.lang.Long
(parse-double "1e3") ;=> 1000.0
(parse-double "abc") ;=> nil
(parse-boolean "true") ;=> true
(parse-boolean "x") ;=> nil
(parse-boolean nil) ;throws> IllegalArgumentException Expected string, got nil
(int 3.7) ;=> 3
(int \a) ;=> 97
(int "a") ;throws> ClassCastException class java.lang.String cannot be cast to class java.lang.Character
(int nil) ;throws> NullPointerException Cannot invoke "java.lang.Character.charValue()" because "x" is null
(long "a") ;throws> ClassCastException class java.lang.String cannot be cast to class java.lang.Number
(long nil) ;throws> NullPointerException Cannot invoke "java.lang.Number.doubleValue()" because "x" is null
(long 1e20) ;throws> IllegalArgumentException Value out of range for long: 1.0E20
(byte 200) ;throws> IllegalArgumentException Value out of range for byte: 200
(short 40000) ;throws> IllegalArgumentException Value out of range for short: 40000
(char 97) ;=> \a
(char -1) ;throws> IllegalArgumentException Value out of range for char: -1
(char "a") ;throws> ClassCastException class java.lang.String cannot be cast to class java.lang.Number
(char nil) ;throws> NullPointerException Cannot invoke "java.lang.Number.longValue()" because "x" is null
(float 0.1) ;=> 0.1
(float 1e40) ;throws> IllegalArgumentException Value out of range for float: 1.0E40
(double 1/3) ;=> 0.3333333333333333
(double "1") ;throws> ClassCastException class java.lang.String cannot be cast to class java.lang.Number
(bigdec 0.1) ;=> 0.1M
(bigdec "1.50") ;=> 1.50M
(bigdec 1/3) ;throws> ArithmeticException Non-terminating decimal expansion; no exact representable decimal result.
(bigint 7/2) ;=> 3N
(bigint "12") ;=> 12N
(bigint "x") ;throws> NumberFormatException For input string: "x"
(num 1) ;=> 1
(num "a") ;throws> ClassCastException class java.lang.String cannot be cast to class java.lang.Number
(class (int 1)) ;=> java.lang.Integer
(class (short 1)) ;=> java.lang.Short
(class (byte 1)) ;=> java.lang.Byte
(class (float 1)) ;=> java.lang.Float
(class (+ (int 1) (int 1))) ;=> java.lang.Long
(class (inc (int 1))) ;=> java.lang.Long
(class (float 1.5)) ;=> java.lang.Float
(float 1.1) ;=> 1.1
(double? (float 1)) ;=> false
(float? (float 1)) ;=> true
(int? (int 1)) ;=> true
(= (int 1) 1) ;=> true
(= (float 0.5) 0.5) ;=> true
{(int 1) :a} ;=> {1 :a}
(get {1 :a} (int 1)) ;=> :a
(nth [1 2 3] (int 1)) ;=> 2
(unchecked-add 9223372036854775807 1) ;=> -9223372036854775808
(unchecked-int 1e20) ;=> 2147483647
(unchecked-byte 200) ;=> -56
(unchecked-char 65601) ;=> \A
(unchecked-add-int 2147483647 1) ;=> -2147483648
(unchecked-divide-int 7 0) ;throws> ArithmeticException / by zero
(unchecked-negate -9223372036854775808) ;=> -9223372036854775808
(bit-and 12 10) ;=> 8
(bit-and 1 2 3) ;=> 0
(bit-and 1.0 1) ;throws> IllegalArgumentException bit operation not supported for: class java.lang.Double
(bit-and nil 1) ;throws> NullPointerException Cannot invoke "Object.getClass()" because "x" is null
(bit-or 1 2 4) ;=> 7
(bit-xor 12 10) ;=> 6
(bit-and-not 15 2) ;=> 13
(bit-shift-left 1 64) ;=> 1
(bit-shift-left 1 -1) ;=> -9223372036854775808
(bit-shift-right -8 1) ;=> -4
(unsigned-bit-shift-right -1 60) ;=> 15
(bit-not 5) ;=> -6
(bit-test 5 0) ;=> true
(bit-set 0 63) ;=> -9223372036854775808
(bit-flip 5 1) ;=> 7
(bit-clear 7 1) ;=> 5
(with-precision 3 (/ 1M 3)) ;=> 0.333M
(with-precision 1 :rounding FLOOR (* 1M 1.19M)) ;=> 1M
(with-precision 5 (+ 1.23456789M 1)) ;=> 2.2346M
(with-precision 3 :rounding UNNECESSARY (* 1.234M 1)) ;throws> ArithmeticException Rounding necessary
(with-precision 2 (/ 1/3 1M)) ;=> 0.33M
(with-precision 3 (quot 100M 3)) ;=> 33M
(with-precision 2 (quot 1000M 3)) ;throws> ArithmeticException Division impossible
(with-precision 3 (rem 100M 7)) ;=> 2M
(with-precision 3 (- 1.23456M)) ;=> -1.23M
(with-precision 3 (inc 1.23456M)) ;=> 2.23M
(quot 10.5M 2M) ;=> 5.0M
(rem -7 2) ;=> -1
(mod -7 2) ;=> 1
(mod 7 -2) ;=> -1
(mod -7/2 2) ;=> 1/2
(mod 1 0) ;throws> ArithmeticException Divide by zero
(abs -5) ;=> 5
(abs nil) ;throws> NullPointerException Cannot invoke "Object.getClass()" because "x" is null
(inc' 9223372036854775807) ;=> 9223372036854775808N
(dec' -9223372036854775808) ;=> -9223372036854775809N
(*' 9223372036854775807 2) ;=> 18446744073709551614N
(+' 9223372036854775807 1 1) ;=> 9223372036854775809N
(-' -9223372036854775808) ;=> 9223372036854775808N
(reduce * (range 1 15)) ;=> 87178291200
(reduce *' (range 1 25)) ;=> 620448401733239439360000N
(hash 1) ;=> 1392991556
(hash [1 2]) ;=> 156247261
(hash-ordered-coll [1 2]) ;=> 156247261
(hash-unordered-coll [1 2]) ;=> 460223544
(mix-collection-hash 5 2) ;=> -624268693
(hash-combine 1 :a) ;=> -626620893
(compare 1 2) ;=> -1
(compare "a" "c") ;=> -2
(compare [1] '(1)) ;throws> ClassCastException class clojure.lang.PersistentList cannot be cast to class clojure.lang.IPersistentVector
(compare {} 1) ;throws> ClassCastException class clojure.lang.PersistentArrayMap cannot be cast to class java.lang.Comparable
(identical? :a :a) ;=> true
(identical? 1 1) ;=> true
(sort [3 1 2]) ;=> (1 2 3)
(sort > [3 1 2]) ;=> (3 2 1)
(sort (fn [a b] (- a b)) [3 1 2]) ;=> (1 2 3)
(sort (fn [a b] nil) [1 2]) ;throws> NullPointerException Cannot invoke "java.lang.Number.intValue()" because "n" is null
(sort (fn [a b] "x") [1 2]) ;throws> ClassCastException class java.lang.String cannot be cast to class java.lang.Number
(sort compare [nil 1]) ;=> (nil 1)
(sort-by :a [{:a 2} {:a 1}]) ;=> ({:a 1} {:a 2})
(sorted-map 2 1 1 2) ;=> {1 2, 2 1}
(sorted-set-by > 1 3 2) ;=> #{3 2 1}
(sorted-set 1 "a") ;throws> ClassCastException class java.lang.Long cannot be cast to class java.lang.String
(= [1 2] '(1 2)) ;=> true
(= (map inc [1 2]) [2 3]) ;=> true
(= {:a 1} (sorted-map :a 1)) ;=> true
(= #{1 2} (sorted-set 1 2)) ;=> true
(= (lazy-seq nil) ()) ;=> true
(= [##NaN] [##NaN]) ;=> false
(= 1 1N) ;=> true
(= 1.0 1) ;=> false
(= "a" \a) ;=> false
(= (range 3) '(0 1 2)) ;=> true
(= (iterate inc 1) [1 2]) ;=> false
(max-key count "a" "bb") ;=> "bb"
(clojure.math/round 2.5) ;=> 3
(clojure.math/rint 2.5) ;=> 2.0
(clojure.math/floor-div -7 2) ;=> -4
(clojure.math/floor-mod -7 2) ;=> 1
(clojure.math/add-exact 9223372036854775807 1) ;throws> ArithmeticException long overflow
(clojure.math/pow 2 10) ;=> 1024.0
(clojure.math/IEEE-remainder 5 3) ;=> -1.0
(clojure.math/ulp 1.0) ;=> 2.220446049250313E-16
(clojure.math/scalb 1.5 3) ;=> 12.0
(clojure.math/get-exponent 1024) ;=> 10
(clojure.math/next-after 0.0 1.0) ;=> 4.9E-324
(clojure.math/signum -3.0) ;=> -1.0
(clojure.math/to-radians 180) ;=> 3.141592653589793
(clojure.math/hypot 3 4) ;=> 5.0
(clojure.math/cbrt 27) ;=> 3.0
(clojure.math/round ##NaN) ;=> 0
(clojure.math/round 1e300) ;=> 9223372036854775807
(Math/abs -5) ;=> 5
(Math/max 1 2) ;=> 2
(Math/pow 2 3) ;=> 8.0
(Math/sqrt 9) ;=> 3.0
(Math/floor 1.5) ;=> 1.0
(Math/round 1.5) ;=> 2
(Long/parseLong "5") ;=> 5
Long/MAX_VALUE ;=> 9223372036854775807
Double/MAX_VALUE ;=> 1.7976931348623157E308
