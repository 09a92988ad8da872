; clojure.test: what a failing and a passing test reports.
(require '[clojure.test :as t :refer [deftest is are testing]])
(deftest passes (is (= 1 1)) (is true))
(deftest fails (testing "numbers" (is (= 1 2) "one is two")))
(deftest errors (is (throw (ex-info "boom" {}))))
(deftest thrown (is (thrown? ArithmeticException (/ 1 0))) (is (thrown-with-msg? ArithmeticException #"zero" (/ 1 0))))
(deftest many (are [x y] (= x (inc y)) 2 1 3 2))
(binding [t/*test-out* (java.io.StringWriter.)] (t/run-tests 'user)) ;=> {:test 5, :pass 6, :fail 1, :error 1, :type :summary}
(binding [t/*test-out* (java.io.StringWriter.)] (select-keys (t/run-tests 'user) [:test :pass :fail :error])) ;=> {:test 5, :pass 6, :fail 1, :error 1}
(t/successful? {:fail 0 :error 0}) ;=> true
(t/test-var #'passes) ;=> nil
(fn? (:test (meta #'passes))) ;=> true
(is (= 1 1)) ;=> true
(t/function? inc) ;=> true
(def order (atom []))
(do (t/use-fixtures :each (fn [f] (swap! order conj :before) (f) (swap! order conj :after))) nil) ;=> nil
(do (binding [t/*test-out* (java.io.StringWriter.)] (t/run-tests 'user)) (count @order)) ;=> 10
(defmethod t/assert-expr 'always-pass? [msg form] `(t/do-report {:type :pass :message ~msg}))
(deftest custom (is (always-pass? 1)))
(binding [t/*test-out* (java.io.StringWriter.)] (:pass (t/test-ns 'user))) ;=> 7
