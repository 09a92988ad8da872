;; S130: (require … :reload :test true) publishes only if the tests of the candidate pass
(require 'clojure.test)
(defn quietly [f] (binding [clojure.test/*test-out* (java.io.StringWriter.)] (f)))
;file> s130r.clj
;| (ns s130r (:require [clojure.test :refer [deftest is]]))
;| (def v 1)
;| (deftest positive (is (pos? v)))
(require 's130r)
;file> s130r.clj
;| (ns s130r (:require [clojure.test :refer [deftest is]]))
;| (def v -1)
;| (deftest positive (is (pos? v)))
(quietly #(require 's130r :reload :test true)) ;throws> ExceptionInfo tests of the candidate do not pass: 1 failures
s130r/v ;=> 1
;file> s130r.clj
;| (ns s130r (:require [clojure.test :refer [deftest is]]))
;| (def v 2)
;| (deftest positive (is (pos? v)))
(quietly #(require 's130r :reload :test true))
s130r/v ;=> 2
