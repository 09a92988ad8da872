;; S81: a record renames a field: without `migrate` the old field is still there and the report says so.
;file> app.clj
;| (ns app)
;| (defrecord R [price])
(require 'app)
(def old (app/->R 5))
;file> app.clj
;| (ns app)
;| (defrecord R [cents])
(require 'app :reload)
[(:price old) (:cents old)] ;=> [5 nil]
(:types (peek (history))) ;=> [{:type app.R, :from 1, :to 2, :added [cents], :removed [price], :migrated false}]
;file> app.clj
;| (ns app)
;| (defrecord R [cents currency])
;| (migrate R {:from 1 :to 2} (fn [r] {:cents (* 100 (:price r))}))
;| (migrate R {:from 2 :to 3} (fn [r] (->R (:cents r) :eur)))
(require 'app :reload)
[(:cents old) (:currency old) (type-version old)] ;=> [500 :eur 1]
