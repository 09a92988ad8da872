; clojure.java.io, clojure.java.shell, clojure.instant, clojure.math.
(require '[clojure.java.io :as io] '[clojure.java.shell :as sh] '[clojure.instant :as instant] '[clojure.math :as math])
(def path (str (System/getProperty "java.io.tmpdir") "/clutch-io-test.txt"))

(str (io/file "a" "b" "c")) ;=> "a/b/c"
(io/file nil) ;=> nil
(io/as-relative-path "a/b") ;=> "a/b"
(io/as-relative-path "/a/b") ;throws> IllegalArgumentException /a/b is not a relative path
(io/reader nil) ;throws> IllegalArgumentException Cannot open <nil> as a Reader.
(io/reader "/no/such/file") ;throws> FileNotFoundException /no/such/file (No such file or directory)
(io/delete-file "/no/such/file") ;throws> IOException Couldn't delete /no/such/file
(io/delete-file "/no/such/file" true) ;=> true
(io/resource "no/such/resource") ;=> nil
(io/file "a" "/b") ;throws> IllegalArgumentException /b is not a relative path
(io/writer "/no/such/folder/file") ;throws> FileNotFoundException /no/such/folder/file (No such file or directory)
(io/make-parents "name") ;=> nil
(with-open [w (io/writer path)] (.write w "é1\n")) ;=> nil
(with-open [w (io/writer path :append true)] (.write w "2\n")) ;=> nil
(slurp path) ;=> "é1\n2\n"
(with-open [r (io/reader path)] (vec (line-seq r))) ;=> ["é1" "2"]
(let [w (java.io.StringWriter.)] (io/copy (io/file path) w) (str w)) ;=> "é1\n2\n"
(io/copy "text" (io/file path)) ;=> nil
(slurp (io/file path)) ;=> "text"
(with-open [in (io/input-stream path)] [(.read in) (.read in)]) ;=> [116 101]
(let [out (java.io.ByteArrayOutputStream.)] (io/copy (io/file path) out) (vec (.toByteArray out))) ;=> [116 101 120 116]
(io/delete-file path) ;=> true
(.exists (io/file path)) ;=> false
(sh/sh "echo" "hi") ;=> {:exit 0, :out "hi\n", :err ""}
(sh/sh "cat" :in "abc") ;=> {:exit 0, :out "abc", :err ""}
(sh/sh "sh" "-c" "echo $A; pwd; exit 3" :env {"A" "1"} :dir "/") ;=> {:exit 3, :out "1\n/\n", :err ""}
(sh/sh "sh" "-c" "echo no >&2") ;=> {:exit 0, :out "", :err "no\n"}
(sh/with-sh-dir "/" (:out (sh/sh "pwd"))) ;=> "/\n"
(sh/with-sh-env {:A "2"} (:out (sh/sh "sh" "-c" "echo $A"))) ;=> "2\n"
(seq (:out (sh/sh "echo" "a" :out-enc :bytes))) ;=> (97 10)
(instant/read-instant-date "2020") ;=> #inst "2020-01-01T00:00:00.000-00:00"
(instant/read-instant-date "2020-02-29T12:34:56.789123+02:30") ;=> #inst "2020-02-29T10:04:56.789-00:00"
(instant/read-instant-date "2020-01-01T23:59:60") ;=> #inst "2020-01-02T00:00:00.000-00:00"
(instant/read-instant-date "2000-02-29") ;=> #inst "2000-02-29T00:00:00.000-00:00"
(instant/read-instant-date "1969-12-31T23:59:59.999Z") ;=> #inst "1969-12-31T23:59:59.999-00:00"
(instant/read-instant-date "9999-12-31") ;=> #inst "9999-12-31T00:00:00.000-00:00"
(instant/read-instant-date "x") ;throws> RuntimeException Unrecognized date/time syntax: x
(instant/parse-timestamp vector "2020-01-02T03:04:05.12-07:15") ;=> [2020 1 2 3 4 5 120000000 -1 7 15]
(instant/parse-timestamp vector "2020") ;=> [2020 1 1 0 0 0 0 0 0 0]
(map #(try (instant/read-instant-date %) (catch RuntimeException e :refused)) ["2020-13" "2020-02-30" "2021-02-29" "2020-01-01T24:00" "2020-01-01T23:60" "2020-01-01T23:58:60" "2020-1" "2020-01-01T00:00+24:00" "1900-02-29" "2020-01-01T" "2020-01-01T00:00+23:60"]) ;=> (:refused :refused :refused :refused :refused :refused :refused :refused :refused :refused :refused)
(math/sqrt -1) ;=> ##NaN
(math/pow 2 0.5) ;=> 1.4142135623730951
(math/round 2.5) ;=> 3
(math/round -2.5) ;=> -2
(math/round ##NaN) ;=> 0
(math/round 1e30) ;=> 9223372036854775807
(math/rint 2.5) ;=> 2.0
(math/rint 3.5) ;=> 4.0
(math/floor -0.5) ;=> -1.0
(math/ceil -0.5) ;=> -0.0
(math/cbrt 27) ;=> 3.0
(math/hypot 3 4) ;=> 5.0
(math/signum -0.0) ;=> -0.0
(math/copy-sign 1 -0.0) ;=> -1.0
(math/atan2 1 1) ;=> 0.7853981633974483
(math/to-degrees math/PI) ;=> 180.0
(math/log 0) ;=> ##-Inf
(math/log10 1000) ;=> 3.0
(math/log1p 1e-10) ;=> 9.999999999500001E-11
(math/expm1 1e-10) ;=> 1.00000000005E-10
(math/exp 1) ;=> 2.718281828459045
(math/IEEE-remainder 5 3) ;=> -1.0
(math/ulp 1) ;=> 2.220446049250313E-16
(math/next-up 1) ;=> 1.0000000000000002
(math/next-down 1) ;=> 0.9999999999999999
(math/next-after 1 0) ;=> 0.9999999999999999
(math/get-exponent 1024.5) ;=> 10
(math/scalb 1.5 4) ;=> 24.0
(math/sinh 0) ;=> 0.0
(math/cosh 0) ;=> 1.0
(math/tanh 0) ;=> 0.0
(math/floor-div -7 2) ;=> -4
(math/floor-mod -7 2) ;=> 1
(math/floor-div 1 0) ;throws> ArithmeticException / by zero
(math/add-exact 9223372036854775807 1) ;throws> ArithmeticException long overflow
(math/multiply-exact 9223372036854775807 2) ;throws> ArithmeticException long overflow
(math/negate-exact -9223372036854775808) ;throws> ArithmeticException long overflow
(math/increment-exact 9223372036854775807) ;throws> ArithmeticException long overflow
(math/decrement-exact -9223372036854775808) ;throws> ArithmeticException long overflow
(math/subtract-exact 1 2) ;=> -1
(math/sqrt "a") ;throws> ClassCastException
