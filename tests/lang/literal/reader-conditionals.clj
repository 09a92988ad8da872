; `#?` takes the first branch whose feature is known.
#?(:clj 1 :cljs 2) ;=> 1
#?(:cljs 2 :default 3) ;=> 3
[1 #?@(:clj [2 3]) 4] ;=> [1 2 3 4]
[#?@(:cljs [1] :default [])] ;=> []
[#?(:cljs 1)] ;=> []
#?(:cljs (this is not read :anywhere) :clj :ok) ;=> :ok
(+ 1 #?(:clj 10 :default 20)) ;=> 11
#?(:nope 1 :clj) ;rejects> read/conditional requires an even number of forms
#?@(:clj [1 2]) ;rejects> read/conditional-splice Reader conditional splicing not allowed at the top level.
