; Conversions between kinds of numbers and to and from text.
(int 1.9) ;=> 1
(int -1.9) ;=> -1
(int \a) ;=> 97
(int 1/2) ;=> 0
(int 3000000000) ;throws> ArithmeticException integer overflow
(long 1.9) ;=> 1
(long 1e30) ;throws> IllegalArgumentException Value out of range for long: 1.0E30
(long "1") ;throws> ClassCastException class java.lang.String cannot be cast to class java.lang.Number
(double 1) ;=> 1.0
(double 1/3) ;=> 0.3333333333333333
(float 1.5) ;=> 1.5
(bigint 1.0) ;=> 1N
(bigint 10/3) ;=> 3N
(bigint "123") ;=> 123N
(bigdec 1.5) ;=> 1.5M
(bigdec 1) ;=> 1M
(bigdec "1.50") ;=> 1.50M
(byte 127) ;=> 127
(byte 128) ;throws> IllegalArgumentException Value out of range for byte: 128
(short 32768) ;throws> IllegalArgumentException Value out of range for short: 32768
(char 65) ;=> \A
(char -1) ;throws> IllegalArgumentException Value out of range for char: -1
(num 1) ;=> 1
(str 1) ;=> "1"
(str 1.0) ;=> "1.0"
(str 1e100) ;=> "1.0E100"
(str 1.0E-5) ;=> "1.0E-5"
(str 0.001) ;=> "0.001"
(str 1e7) ;=> "1.0E7"
(str 1e6) ;=> "1000000.0"
(str 123456789.123) ;=> "1.23456789123E8"
(str 1/2) ;=> "1/2"
(str 1N) ;=> "1"
(str 1M) ;=> "1"
(str 1e21M) ;=> "1E+21"
(pr-str 1N 1M 1.0) ;=> "1N 1M 1.0"
(str ##Inf) ;=> "Infinity"
(pr-str ##Inf) ;=> "##Inf"
(str 100.0) ;=> "100.0"
(str 3.0e-10) ;=> "3.0E-10"
(str 4.9e-324) ;=> "4.9E-324"
(str 1.7976931348623157e308) ;=> "1.7976931348623157E308"
(str 0.1) ;=> "0.1"
(str (/ 1 3.0)) ;=> "0.3333333333333333"
(parse-long "12") ;=> 12
(parse-long "+12") ;=> 12
(parse-long "-0") ;=> 0
(parse-long "1.0") ;=> nil
(parse-long "9223372036854775808") ;=> nil
(parse-long "") ;=> nil
(parse-long nil) ;throws> IllegalArgumentException Expected string, got nil
(parse-double "1.5") ;=> 1.5
(parse-double "1e3") ;=> 1000.0
(parse-double "NaN") ;=> ##NaN
(parse-double "x") ;=> nil
(parse-boolean "true") ;=> true
(parse-boolean "True") ;=> nil
(Long/parseLong "12") ;=> 12
(Long/parseLong "x") ;throws> NumberFormatException For input string: "x"
(Integer/parseInt "ff" 16) ;=> 255
(Double/parseDouble "1.5") ;=> 1.5
(Long/toString 255 16) ;=> "ff"
(Long/toBinaryString 10) ;=> "1010"
(Long/toHexString 255) ;=> "ff"
Long/MAX_VALUE ;=> 9223372036854775807
Long/MIN_VALUE ;=> -9223372036854775808
Integer/MAX_VALUE ;=> 2147483647
Double/MAX_VALUE ;=> 1.7976931348623157E308
(read-string "0x10") ;=> 16
(format "%d %5d %-5d| %05d %x %o %,d" 1 2 3 4 255 8 1234567) ;=> "1     2 3    | 00004 ff 10 1,234,567"
(format "%.2f %8.3f %e %g" 1.005 3.14159 12345.678 0.0001) ;=> "1.01    3.142 1.234568e+04 0.000100000"
(format "%s %10s %-10s|" "a" "b" "c") ;=> "a          b c         |"
(format "%b %c %%" true \x) ;=> "true x %"
(format "%d" 1.5) ;throws> IllegalFormatConversionException d != java.lang.Double
(format "%s" nil) ;=> "null"
(format "%5.1f|%+d" 2.25 3) ;=> "  2.3|+3"
(Math/sqrt 16) ;=> 4.0
(Math/pow 2 10) ;=> 1024.0
(Math/abs -3) ;=> 3
(Math/floor -1.5) ;=> -2.0
(Math/round 2.5) ;=> 3
(Math/round -2.5) ;=> -2
(Math/max 1 2) ;=> 2
Math/PI ;=> 3.141592653589793
(Math/floorMod -7 2) ;=> 1
