; Exceptions as values: message, data, cause.
(def e (ex-info "msg" {:k 1}))
(ex-message e) ;=> "msg"
(ex-data e) ;=> {:k 1}
(ex-cause e) ;=> nil
(.getMessage e) ;=> "msg"
(def c (ex-info "outer" {:o 1} (ex-info "inner" {:i 2} (Exception. "root"))))
(ex-message (ex-cause c)) ;=> "inner"
(ex-data (ex-cause c)) ;=> {:i 2}
(ex-message (ex-cause (ex-cause c))) ;=> "root"
(.getMessage (.getCause c)) ;=> "inner"
(ex-data (Exception. "x")) ;=> nil
(ex-data 5) ;=> nil
(ex-message nil) ;=> nil
(ex-message "s") ;=> nil
(instance? Exception e) ;=> true
(instance? RuntimeException e) ;=> true
(instance? clojure.lang.ExceptionInfo e) ;=> true
(instance? clojure.lang.IExceptionInfo e) ;=> true
(class e) ;=> clojure.lang.ExceptionInfo
(class (try (/ 1 0) (catch Throwable t t))) ;=> java.lang.ArithmeticException
(ex-data (ex-info nil {})) ;=> {}
(ex-message (ex-info nil {})) ;=> nil
(ex-info "m" nil) ;throws> IllegalArgumentException Additional data must be non-nil.
(ex-message (ex-cause (Exception. "a" (Exception. "b")))) ;=> "b"
(map :type (:via (Throwable->map c))) ;=> (clojure.lang.ExceptionInfo clojure.lang.ExceptionInfo java.lang.Exception)
(:cause (Throwable->map c)) ;=> "root"
(:data (Throwable->map c)) ;=> nil
