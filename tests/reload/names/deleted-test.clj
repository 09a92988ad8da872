;; S70: a test that was deleted from its file does not run any more
;file> s70_test.clj
;| (ns s70-test (:require [clojure.test :refer [deftest is]]))
;| (deftest good (is (= 1 1)))
;| (deftest bad (is (= 1 2)))
(require 's70-test 'clojure.test)
(defn run [] (binding [clojure.test/*test-out* (java.io.StringWriter.)]
  (select-keys (clojure.test/run-tests 's70-test) [:test :pass :fail :error])))
(run) ;=> {:test 2, :pass 1, :fail 1, :error 0}
;file> s70_test.clj
;| (ns s70-test (:require [clojure.test :refer [deftest is]]))
;| (deftest good (is (= 1 1)))
(require 's70-test :reload)
(run) ;=> {:test 1, :pass 1, :fail 0, :error 0}
