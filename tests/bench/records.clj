;; Small maps and records: an account book.
(defrecord Account [id balance entries])
(defn post [book {:keys [from to amount]}]
  (-> book
      (update-in [from :balance] - amount)
      (update-in [from :entries] inc)
      (update-in [to :balance] + amount)
      (update-in [to :entries] inc)))
(defn bench []
  (let [book  (into {} (for [i (range 50)] [i (->Account i 1000 0)]))
        moves (for [i (range 150000)]
                {:from (rem (* i 7) 50) :to (rem (* i 11) 50) :amount (rem i 13)})
        done  (reduce post book moves)]
    [(reduce + (map :balance (vals done))) (reduce + (map :entries (vals done))) (:balance (done 7))]))
(println (bench))
;out> [50000 300000 1009]
