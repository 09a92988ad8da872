(ns clojure.math
  "Mathematical functions on doubles and longs.

  Arguments of the functions on doubles may be numbers of any type and are turned into doubles; the results follow
  IEEE 754. Functions on longs throw when the result does not fit. The work is done by natives in `clutch.rt`.")

(def E
  "The base of natural logarithms, as near as a double comes.

  E ;=> 2.718281828459045"
  2.718281828459045)

(def PI
  "The ratio of the circumference of a circle to its diameter, as near as a double comes.

  PI ;=> 3.141592653589793"
  3.141592653589793)

;; ---- Angles ------------------------------------------------------------------------------------------------

(defn sin
  "Gives the sine of the angle a in radians.

  (sin 0) ;=> 0.0"
  [a]
  (clutch.rt/math-sin a))

(defn cos
  "Gives the cosine of the angle a in radians.

  (cos 0) ;=> 1.0"
  [a]
  (clutch.rt/math-cos a))

(defn tan
  "Gives the tangent of the angle a in radians.

  (tan 0) ;=> 0.0"
  [a]
  (clutch.rt/math-tan a))

(defn asin
  "Gives the angle from -PI/2 to PI/2 whose sine is a; NaN if there is none.

  (asin 1) ;=> 1.5707963267948966
  (asin 2) ;=> ##NaN"
  [a]
  (clutch.rt/math-asin a))

(defn acos
  "Gives the angle from 0 to PI whose cosine is a; NaN if there is none.

  (acos 1) ;=> 0.0
  (acos -1) ;=> 3.141592653589793"
  [a]
  (clutch.rt/math-acos a))

(defn atan
  "Gives the angle between -PI/2 and PI/2 whose tangent is a.

  (atan ##Inf) ;=> 1.5707963267948966"
  [a]
  (clutch.rt/math-atan a))

(defn atan2
  "Gives the angle, from -PI to PI, of the point with the coordinates x and y.

  (atan2 0 -1) ;=> 3.141592653589793
  (atan2 1 0) ;=> 1.5707963267948966"
  [y x]
  (clutch.rt/math-atan2 y x))

(defn sinh
  "Gives the hyperbolic sine of x.

  (sinh 0) ;=> 0.0"
  [x]
  (clutch.rt/math-sinh x))

(defn cosh
  "Gives the hyperbolic cosine of x.

  (cosh 0) ;=> 1.0"
  [x]
  (clutch.rt/math-cosh x))

(defn tanh
  "Gives the hyperbolic tangent of x.

  (tanh ##Inf) ;=> 1.0"
  [x]
  (clutch.rt/math-tanh x))

(defn to-radians
  "Turns an angle in degrees into radians.

  (to-radians 180) ;=> 3.141592653589793"
  [deg]
  (clutch.rt/math-to-radians deg))

(defn to-degrees
  "Turns an angle in radians into degrees.

  (to-degrees PI) ;=> 180.0"
  [r]
  (clutch.rt/math-to-degrees r))

(defn hypot
  "Gives the length of the hypotenuse of a right triangle with the legs x and y.

  (hypot 3 4) ;=> 5.0"
  [x y]
  (clutch.rt/math-hypot x y))

;; ---- Powers and logarithms ---------------------------------------------------------------------------------

(defn exp
  "Gives e to the power of a.

  (exp 0) ;=> 1.0"
  [a]
  (clutch.rt/math-exp a))

(defn expm1
  "Gives e to the power of x, minus one; exact also for x near zero.

  (expm1 0) ;=> 0.0"
  [x]
  (clutch.rt/math-expm1 x))

(defn log
  "Gives the natural logarithm of a; NaN if a is negative.

  (log 1) ;=> 0.0
  (log 0) ;=> ##-Inf"
  [a]
  (clutch.rt/math-log a))

(defn log10
  "Gives the logarithm of a to base 10; NaN if a is negative.

  (log10 1000) ;=> 3.0"
  [a]
  (clutch.rt/math-log10 a))

(defn log1p
  "Gives the natural logarithm of one plus x; exact also for x near zero.

  (log1p 0) ;=> 0.0"
  [x]
  (clutch.rt/math-log1p x))

(defn pow
  "Gives a to the power of b, as a double.

  (pow 2 10) ;=> 1024.0
  (pow 2 -1) ;=> 0.5"
  [a b]
  (clutch.rt/math-pow a b))

(defn sqrt
  "Gives the square root of a; NaN if a is negative.

  (sqrt 16) ;=> 4.0
  (sqrt -1) ;=> ##NaN"
  [a]
  (clutch.rt/math-sqrt a))

(defn cbrt
  "Gives the cube root of a.

  (cbrt -27) ;=> -3.0"
  [a]
  (clutch.rt/math-cbrt a))

;; ---- Rounding and signs ------------------------------------------------------------------------------------

(defn ceil
  "Rounds a up to an integer, given as a double.

  (ceil 1.2) ;=> 2.0
  (ceil -1.2) ;=> -1.0"
  [a]
  (clutch.rt/math-ceil a))

(defn floor
  "Rounds a down to an integer, given as a double.

  (floor 1.8) ;=> 1.0
  (floor -1.2) ;=> -2.0"
  [a]
  (clutch.rt/math-floor a))

(defn rint
  "Rounds a to the nearest integer, given as a double; of two equally near ones to the even.

  (rint 2.5) ;=> 2.0
  (rint 3.5) ;=> 4.0"
  [a]
  (clutch.rt/math-rint a))

(defn round
  "Rounds a to the nearest long; of two equally near ones up. NaN gives 0, what is out of range the limit.

  (round 2.5) ;=> 3
  (round -2.5) ;=> -2"
  [a]
  (clutch.rt/math-round a))

(defn signum
  "Gives the sign of d: 1.0, -1.0, or d itself if it is zero or NaN.

  (signum -7.5) ;=> -1.0
  (signum 0.0) ;=> 0.0"
  [d]
  (clutch.rt/math-signum d))

(defn copy-sign
  "Gives the magnitude of the first number with the sign of the second.

  (copy-sign 3.0 -0.0) ;=> -3.0"
  [magnitude sign]
  (clutch.rt/math-copy-sign magnitude sign))

(defn random
  "Gives a random double of at least 0.0 and less than 1.0.

  (<= 0.0 (random) 1.0) ;=> true"
  []
  (rand))

;; ---- Doubles as they are represented -----------------------------------------------------------------------

(defn IEEE-remainder
  "Gives what remains of dividend after the nearest multiple of divisor is taken away.
  When two multiples are equally near, the even one is taken.

  (IEEE-remainder 5.0 4.0) ;=> 1.0
  (IEEE-remainder 7.0 4.0) ;=> -1.0"
  [dividend divisor]
  (clutch.rt/math-ieee-remainder dividend divisor))

(defn ulp
  "Gives the distance from the double d to the next one that is larger in magnitude.

  (ulp 1.0) ;=> 2.220446049250313E-16"
  [d]
  (clutch.rt/math-ulp d))

(defn next-after
  "Gives the double beside start in the direction of the other number.

  (next-after 1.0 2.0) ;=> 1.0000000000000002"
  [start direction]
  (clutch.rt/math-next-after start direction))

(defn next-up
  "Gives the smallest double greater than d.

  (next-up 1.0) ;=> 1.0000000000000002"
  [d]
  (clutch.rt/math-next-up d))

(defn next-down
  "Gives the greatest double smaller than d.

  (next-down 1.0) ;=> 0.9999999999999999"
  [d]
  (clutch.rt/math-next-down d))

(defn get-exponent
  "Gives the exponent of the binary representation of d, without its bias.

  (get-exponent 8.0) ;=> 3"
  [d]
  (clutch.rt/math-get-exponent d))

(defn scalb
  "Gives d times 2 to the power of scaleFactor, rounded once.

  (scalb 1.5 4) ;=> 24.0"
  [d scaleFactor]
  (clutch.rt/math-scalb d scaleFactor))

;; ---- Longs -------------------------------------------------------------------------------------------------

(defn floor-div
  "Divides the longs x and y and rounds down.

  (floor-div -7 2) ;=> -4
  (floor-div 7 2) ;=> 3"
  [x y]
  (clutch.rt/math-floor-div x y))

(defn floor-mod
  "Gives the remainder of the longs x and y that goes with `floor-div`; it has the sign of y.

  (floor-mod -7 2) ;=> 1"
  [x y]
  (clutch.rt/math-floor-mod x y))

(defn add-exact
  "Adds two longs; an overflow is an ArithmeticException.

  (add-exact 1 2) ;=> 3"
  [x y]
  (clutch.rt/math-add-exact x y))

(defn subtract-exact
  "Subtracts two longs; an overflow is an ArithmeticException.

  (subtract-exact 1 2) ;=> -1"
  [x y]
  (clutch.rt/math-subtract-exact x y))

(defn multiply-exact
  "Multiplies two longs; an overflow is an ArithmeticException.

  (multiply-exact 3 4) ;=> 12"
  [x y]
  (clutch.rt/math-multiply-exact x y))

(defn increment-exact
  "Adds one to a long; an overflow is an ArithmeticException.

  (increment-exact 1) ;=> 2"
  [a]
  (clutch.rt/math-increment-exact a))

(defn decrement-exact
  "Takes one from a long; an overflow is an ArithmeticException.

  (decrement-exact 1) ;=> 0"
  [a]
  (clutch.rt/math-decrement-exact a))

(defn negate-exact
  "Changes the sign of a long; an overflow is an ArithmeticException.

  (negate-exact 1) ;=> -1"
  [a]
  (clutch.rt/math-negate-exact a))
