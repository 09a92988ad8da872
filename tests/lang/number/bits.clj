; Operations on bits.
(bit-and 12 10) ;=> 8
(bit-or 12 10) ;=> 14
(bit-xor 12 10) ;=> 6
(bit-not 5) ;=> -6
(bit-and-not 12 10) ;=> 4
(bit-shift-left 1 10) ;=> 1024
(bit-shift-left 1 63) ;=> -9223372036854775808
(bit-shift-left 1 64) ;=> 1
(bit-shift-right -8 1) ;=> -4
(unsigned-bit-shift-right -8 1) ;=> 9223372036854775804
(unsigned-bit-shift-right -1 60) ;=> 15
(bit-set 0 3) ;=> 8
(bit-clear 15 0) ;=> 14
(bit-flip 5 1) ;=> 7
(bit-test 5 2) ;=> true
(bit-and 1 2 3) ;=> 0
(bit-or 1 2 4 8) ;=> 15
(bit-and 1.0 1) ;throws> IllegalArgumentException bit operation not supported for: class java.lang.Double
(bit-and 1N 1) ;throws> IllegalArgumentException bit operation not supported for: class clojure.lang.BigInt
(Long/bitCount 255) ;=> 8
