;; S99: a dry run says what would be migrated and whether that throws on the present state, and changes nothing.
;file> app.clj
;| (ns app)
;| (defrecord R [n])
;| (defrecord Q [n])
;| (defonce a (atom 1))
;| (defonce b (ref :not-a-number))
;| (defonce log (atom []))
;| (defonce table {:a 1})
;| (defonce items (atom [(->R 1) {:deep [(->R 2) (->R :x)]} (->Q 1)]))
(require 'app)
;file> app.clj
;| (ns app)
;| (defrecord R [n m])
;| (migrate R {:from 1 :to 2} (fn [old] (->R (:n old) (inc (:n old)))))
;| (defrecord Q [n m])
;| (defonce log (atom []))
;| (defonce ^{:version 2} a (atom 0))
;| (migrate a {:from 1 :to 2} (fn [n] (swap! log conj n) [n]))
;| (defonce b (ref 0))
;| (migrate b inc)
;| (defonce table {})
;| (migrate table (fn [t] (assoc t :b 2)))
;| (defonce items (atom []))
(def c (stage 'app))
(def tried (dry-run c))
(mapv (juxt :kind :name :from :to) tried) ;=> [[:value app/table 1 1] [:atom app/a 1 2] [:ref app/b 1 1] [:type app.Q 1 2] [:type app.R 1 2]]
(mapv (juxt :instances :tried) (drop 3 tried)) ;=> [[1 1] [3 3]]
(mapv #(subs % 0 50) (keep :throws tried)) ;=> ["class clojure.lang.Keyword cannot be cast to class" "The migration of app.R from version 1 to 2 failed:"]
(mapv :name (filter :throws tried)) ;=> [app/b app.R]
[@app/a @app/b @app/log app/table (:m (first @app/items))] ;=> [1 :not-a-number [] {:a 1} nil]
(publish! c) ;throws> ClassCastException
(dosync (ref-set app/b 7))
(mapv :name (filter :throws (dry-run c))) ;=> [app.R]
(publish! c)
[@app/a @app/b @app/log app/table (:m (first @app/items))] ;=> [[1] 8 [1 1] {:a 1, :b 2} 2]
(dry-run 5) ;throws> ClassCastException
