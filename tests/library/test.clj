; clojure.test: what is counted, what is printed, what assertions give. Places in files are replaced by (here).
(require '[clojure.test :as t :refer [deftest is are testing]] '[clojure.string :as str])
(defmacro report-of [& body] `(let [w# (java.io.StringWriter.)] (binding [t/*test-out* w#] ~@body) (print (str/replace (str w#) #"\([^ ()]*:[0-9]+\)" "(here)"))))

(is (= 1 1)) ;=> true
(is 5) ;=> 5
(instance? Exception (is (thrown? Exception (throw (Exception. "q"))))) ;=> true
(is (instance? String "a")) ;=> true
(report-of (is (= 1 2) "message"))
;out>
;out> FAIL in () (here)
;out> message
;out> expected: (= 1 2)
;out>   actual: (not (= 1 2))
;=> nil
(report-of (is (= 1 (+ 1 1) 3)))
;out>
;out> FAIL in () (here)
;out> expected: (= 1 (+ 1 1) 3)
;out>   actual: (not (= 1 2 3))
;=> nil
(report-of (is nil))
;out>
;out> FAIL in () (here)
;out> expected: nil
;out>   actual: nil
;=> nil
(report-of (is nil "message"))
;out>
;out> FAIL in () (here)
;out> message
;out> expected: nil
;out>   actual: nil
;=> nil
(report-of (is false))
;out>
;out> FAIL in () (here)
;out> expected: false
;out>   actual: false
;=> nil
(report-of (is (and 1 nil)))
;out>
;out> FAIL in () (here)
;out> expected: (and 1 nil)
;out>   actual: nil
;=> nil
(report-of (is [1 2])) ;=> nil
(report-of (is (not (= 1 1))))
;out>
;out> FAIL in () (here)
;out> expected: (not (= 1 1))
;out>   actual: (not (not true))
;=> nil
(report-of (is (instance? String 1)))
;out>
;out> FAIL in () (here)
;out> expected: (instance? String 1)
;out>   actual: java.lang.Long
;=> nil
(report-of (is (str/blank? "a")))
;out>
;out> FAIL in () (here)
;out> expected: (str/blank? "a")
;out>   actual: (not (str/blank? "a"))
;=> nil
(report-of (let [f odd?] (is (f 2))))
;out>
;out> FAIL in () (here)
;out> expected: (f 2)
;out>   actual: false
;=> nil
(report-of (is ((comp odd? inc) 1)))
;out>
;out> FAIL in () (here)
;out> expected: ((comp odd? inc) 1)
;out>   actual: false
;=> nil
(report-of (is (thrown? ArithmeticException 1)))
;out>
;out> FAIL in () (here)
;out> expected: (thrown? ArithmeticException 1)
;out>   actual: nil
;=> nil
(report-of (is (thrown-with-msg? Exception #"fo+" 1)))
;out>
;out> FAIL in () (here)
;out> expected: (thrown-with-msg? Exception #"fo+" 1)
;out>   actual: nil
;=> nil
(report-of (is (thrown-with-msg? Exception #"fo+" (throw (Exception. "a foo"))))) ;=> nil
(report-of (testing "outer" (testing "inner" (is (= 1 2)))))
;out>
;out> FAIL in () (here)
;out> outer inner
;out> expected: (= 1 2)
;out>   actual: (not (= 1 2))
;=> nil
(report-of (are [x y] (= x y) 1 1 2 3))
;out>
;out> FAIL in () (here)
;out> expected: (= 2 3)
;out>   actual: (not (= 2 3))
;=> nil
(are [x y] (= x y) 1 1 2 2) ;=> true
(are [] (= 1 1)) ;=> nil
(macroexpand-1 '(clojure.test/are [x y] (= x y) 1 2 3)) ;throws> IllegalArgumentException The number of args doesn't match are's argv.
(report-of (t/do-report {:type :fail :message "m" :expected 1 :actual 2}))
;out>
;out> FAIL in () (here)
;out> m
;out> expected: 1
;out>   actual: 2
;=> nil
(report-of (t/do-report {:type :other :x 1})) ;out> {:type :other, :x 1}
;=> nil
(binding [t/report (fn [m] (prn (:type m) (:expected m) (:message m)))] (is (= 1 1)) (is (= 1 2) "m") (is (/ 1 0)))
;out> :pass (= 1 1) nil
;out> :fail (= 1 2) "m"
;out> :error (/ 1 0) nil
;=> nil
(binding [t/report (fn [m] (prn (:type m) (class (:actual m))))] (is (/ 1 0)) (is (thrown? ArithmeticException (/ 1 0))) (is (thrown? ArithmeticException (throw (Exception. "e")))))
;out> :error java.lang.ArithmeticException
;out> :pass java.lang.ArithmeticException
;out> :error java.lang.Exception
;=> nil
(defmethod t/assert-expr 'close? [msg form] (let [[_ a b] form] `(let [ok# (< (abs (- ~a ~b)) 0.1)] (t/do-report {:type (if ok# :pass :fail) :message ~msg :expected '~form :actual [~a ~b]}) ok#)))
(is (close? 1 1.01)) ;=> true
(report-of (is (close? 1 2) "far"))
;out>
;out> FAIL in () (here)
;out> far
;out> expected: (close? 1 2)
;out>   actual: [1 2]
;=> nil
(t/testing-contexts-str) ;=> ""
(t/testing-vars-str {:file "f" :line 2}) ;=> "() (f:2)"
(binding [t/*testing-contexts* '("b" "a")] (t/testing-contexts-str)) ;=> "a b"
(t/function? 'map) ;=> true
(t/function? 'when) ;=> false
(t/function? inc) ;=> true
(t/function? :k) ;=> false
(t/successful? {:fail 0 :error 1}) ;=> false
(t/successful? {}) ;=> true
(macroexpand-1 '(clojure.test/deftest name 1)) ;=> (def name (clojure.core/fn [] (clojure.test/test-var (var name))))
(binding [t/*load-tests* false] [(macroexpand-1 '(clojure.test/deftest name 1)) (macroexpand-1 '(clojure.test/with-test (defn f [] 1) 1))]) ;=> [nil (defn f [] 1)]
; Namespaces with tests, fixtures and hooks.
(ns one.tests (:require [clojure.test :as t :refer [deftest is]]))
(t/use-fixtures :once (fn [f] (println "before all") (f) (println "after all")))
(t/use-fixtures :each (fn [f] (println "before") (f) (println "after")) (fn [f] (println "inside") (f)))
(deftest a-test (is (= 1 1)))
(ns two.tests (:require [clojure.test :as t :refer [deftest is testing]]))
(deftest b-test (testing "context" (is (= 1 2))) (is true))
(deftest c-test (b-test))
(deftest d-test (throw (ex-info "lost" {})))
(ns three.tests (:require [clojure.test :as t :refer [deftest is]]))
(deftest e-test (is (= 1 1)))
(defn test-ns-hook [] (println "hook") (e-test) (e-test))
(ns all.tests (:require [clojure.test :as t] [clojure.string :as str]))
(defmacro report-of [& body] `(let [w# (java.io.StringWriter.) r# (binding [t/*test-out* w# t/*stack-trace-depth* 0] ~@body)] (print (str/replace (str w#) #"\([^ ()]*:[0-9]+\)| at .*" "(here)")) r#))
(report-of (t/run-tests 'one.tests))
;out> before all
;out> before
;out> inside
;out> after
;out> after all
;out>
;out> Testing one.tests
;out>
;out> Ran 1 tests containing 1 assertions.
;out> 0 failures, 0 errors.
;=> {:test 1, :pass 1, :fail 0, :error 0, :type :summary}
(report-of (t/run-tests 'three.tests))
;out> hook
;out>
;out> Testing three.tests
;out>
;out> Ran 2 tests containing 2 assertions.
;out> 0 failures, 0 errors.
;=> {:test 2, :pass 2, :fail 0, :error 0, :type :summary}
(report-of (t/run-tests 'one.tests 'three.tests))
;out> before all
;out> before
;out> inside
;out> after
;out> after all
;out> hook
;out>
;out> Testing one.tests
;out>
;out> Testing three.tests
;out>
;out> Ran 3 tests containing 3 assertions.
;out> 0 failures, 0 errors.
;=> {:test 3, :pass 3, :fail 0, :error 0, :type :summary}
(select-keys (binding [t/report (fn [m])] (t/test-ns 'two.tests)) [:test :pass :fail :error]) ;=> {:test 4, :pass 0, :fail 0, :error 0}
(select-keys (binding [t/report (fn [m] (t/inc-report-counter (:type m)))] (t/test-ns 'two.tests)) [:test :pass :fail :error :begin-test-var :end-test-var :begin-test-ns]) ;=> {:test 4, :pass 2, :fail 2, :error 1, :begin-test-var 4, :end-test-var 4, :begin-test-ns 1}
(report-of (t/run-test-var #'two.tests/b-test))
;out>
;out> Testing two.tests
;out>
;out> FAIL in (b-test) (here)
;out> context
;out> expected: (= 1 2)
;out>   actual: (not (= 1 2))
;out>
;out> Ran 1 tests containing 2 assertions.
;out> 1 failures, 0 errors.
;=> {:test 1, :pass 1, :fail 1, :error 0, :type :summary}
(report-of (t/run-test two.tests/c-test))
;out>
;out> Testing two.tests
;out>
;out> FAIL in (c-test b-test) (here)
;out> context
;out> expected: (= 1 2)
;out>   actual: (not (= 1 2))
;out>
;out> Ran 2 tests containing 2 assertions.
;out> 1 failures, 0 errors.
;=> {:test 2, :pass 1, :fail 1, :error 0, :type :summary}
(report-of (t/run-all-tests #"one\..*"))
;out> before all
;out> before
;out> inside
;out> after
;out> after all
;out>
;out> Testing one.tests
;out>
;out> Ran 1 tests containing 1 assertions.
;out> 0 failures, 0 errors.
;=> {:test 1, :pass 1, :fail 0, :error 0, :type :summary}
(report-of (t/test-vars [#'one.tests/a-test]))
;out> before all
;out> before
;out> inside
;out> after
;out> after all
;=> nil
(report-of (two.tests/b-test))
;out>
;out> FAIL in (b-test) (here)
;out> context
;out> expected: (= 1 2)
;out>   actual: (not (= 1 2))
;=> nil
(t/test-var #'clojure.core/map) ;=> nil
