; Equality and order of numbers.
(= 1 1.0) ;=> false
(== 1 1.0) ;=> true
(= 1 1N) ;=> true
(= 1N 1M) ;=> false
(== 1N 1M 1.0 1) ;=> true
(= 1.0 1.0) ;=> true
(= 0.0 -0.0) ;=> true
(= ##NaN ##NaN) ;=> false
(== ##NaN ##NaN) ;=> false
(= 1.0M 1.00M) ;=> true
(== 1.0M 1.00M) ;=> true
(= 1/2 0.5) ;=> false
(== 1/2 0.5) ;=> true
(= 1/2 2/4) ;=> true
(< 1 2 3) ;=> true
(< 1 3 2) ;=> false
(<= 1 1 2) ;=> true
(> 3 2 1) ;=> true
(>= 1 1.0 1N) ;=> true
(< 1 ##Inf) ;=> true
(< ##NaN 1) ;=> false
(> ##NaN 1) ;=> false
(<) ;throws> ArityException Wrong number of args (0) passed to: clojure.core/<
(< 1) ;=> true
(< "a") ;=> true
(< "a" 1) ;throws> ClassCastException class java.lang.String cannot be cast to class java.lang.Number
(< nil 1) ;throws> NullPointerException
(== "a") ;=> true
(== 1 "a") ;throws> ClassCastException class java.lang.String cannot be cast to class java.lang.Number
(= 1 "1") ;=> false
(compare 1 2) ;=> -1
(compare 1 1.0) ;=> 0
(compare 2 1N) ;=> 1
(compare ##NaN 1) ;=> 0
(compare 1 nil) ;=> 1
(compare nil nil) ;=> 0
(compare 1 "a") ;throws> ClassCastException class java.lang.String cannot be cast to class java.lang.Number
(zero? 0.0) ;=> true
(zero? -0.0) ;=> true
(zero? 0N) ;=> true
(pos? 1/2) ;=> true
(neg? -1M) ;=> true
(even? 2N) ;=> true
(odd? -1) ;=> true
(even? 1.5) ;throws> IllegalArgumentException Argument must be an integer: 1.5
(integer? 1N) ;=> true
(integer? 1.0) ;=> false
(int? 1N) ;=> false
(float? 1.0) ;=> true
(float? 1M) ;=> false
(double? 1.0) ;=> true
(ratio? 1/2) ;=> true
(ratio? 2/1) ;=> false
(decimal? 1M) ;=> true
(rational? 1M) ;=> true
(rational? 1.0) ;=> false
(number? 1/2) ;=> true
(number? "1") ;=> false
(nat-int? 0) ;=> true
(pos-int? 1N) ;=> false
(neg-int? -1) ;=> true
(NaN? ##NaN) ;=> true
(infinite? ##-Inf) ;=> true
(= (hash 1) (hash 1N)) ;=> true
(= (hash 1) (hash 1.0)) ;=> false
(= (hash 0.0) (hash -0.0)) ;=> true
(get {1 :a} 1N) ;=> :a
(get {1 :a} 1.0) ;=> nil
(get {1N :a} 1) ;=> :a
(get #{1.0} 1) ;=> nil
(contains? #{1} 1N) ;=> true
(sort [3 1.5 1/2 2N -1M]) ;=> (-1M 1/2 1.5 2N 3)
(distinct [1 1N 1.0 1M]) ;=> (1 1.0 1M)
(max-key abs -5 3) ;=> -5
(hash 1) ;=> 1392991556
(hash -1) ;=> 1651860712
(hash 1.5) ;=> 1073217536
(hash 1/2) ;=> 3
(hash 100000000000000000000N) ;=> 1882487352
