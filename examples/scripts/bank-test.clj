;; A small program with its tests: accounts that change together, tested with clojure.test.
;;
;;   clutch bank-test.clj        ends with exit code 0 when all tests pass, 1 when not

(ns bank-test
  (:require [clojure.test :refer [deftest is are testing run-tests successful?]]))

(defn account [owner balance]
  (ref {:owner owner :balance balance} :validator #(<= 0 (:balance %))))

(defn balance [account]
  (:balance @account))

(defn transfer!
  "Moves an amount; both accounts change or none."
  [from to amount]
  (when-not (pos? amount)
    (throw (ex-info "An amount must be positive" {:amount amount})))
  (dosync
   (alter to update :balance + amount)
   (alter from update :balance - amount)))

(deftest a-transfer-changes-both-accounts
  (let [a (account "Ana" 100) b (account "Bo" 20)]
    (transfer! a b 30)
    (is (= [70 50] [(balance a) (balance b)]))))

(deftest nothing-happens-when-the-balance-does-not-suffice
  (let [a (account "Ana" 10) b (account "Bo" 0)]
    (is (thrown? IllegalStateException (transfer! a b 11)))
    (is (= [10 0] [(balance a) (balance b)]))))

(deftest amounts-must-be-positive
  (let [a (account "Ana" 10) b (account "Bo" 0)]
    (are [amount] (= {:amount amount}
                     (try (transfer! a b amount) (catch clojure.lang.ExceptionInfo e (ex-data e))))
      0 -1 -100)))

(deftest money-is-neither-made-nor-lost-by-many-threads
  (testing "eight threads move money in circles"
    (let [accounts (mapv #(account (str "owner " %) 1000) (range 4))
          workers  (doall (for [w (range 8)]
                            (future
                              (dotimes [i 50]
                                (transfer! (accounts (mod (+ w i) 4)) (accounts (mod (+ w i 1) 4)) 1)))))]
      (run! deref workers)
      (is (= 4000 (reduce + (map balance accounts)))))))

(let [summary (run-tests 'bank-test)]
  (when-not (successful? summary)
    (System/exit 1)))
