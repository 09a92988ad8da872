;; S99: a value that `defonce` keeps is migrated in the candidate, where the file says so; what has no state of its own is refused with a word on what can be migrated.
;file> app.clj
;| (ns app)
;| (defonce table {:a 1})
;| (defonce limits [1 2])
;| (def size (count table))
(require 'app)
;file> app.clj
;| (ns app)
;| (defonce ^{:version 3} table {})
;| (migrate table {:from 1 :to 2} (fn [m] (assoc m :b 2)))
;| (migrate table {:from 2 :to 3} (fn [m] (assoc m :c 3)))
;| (defonce limits [])
;| (migrate limits (fn [v] (conj v 3)))
;| (def size (count table))
(def c (stage 'app))
(:migrations (report c)) ;=> [{:name app/table, :kind :value, :from 1, :to 3} {:name app/limits, :kind :value, :from 1, :to 1}]
[app/table app/limits app/size] ;=> [{:a 1} [1 2] 1]
(publish! c)
[app/table app/limits app/size] ;=> [{:a 1, :b 2, :c 3} [1 2 3] 3]
(require 'app :reload :force)
[app/table app/limits] ;=> [{:a 1, :b 2, :c 3} [1 2 3]]
;; One that throws changes nothing.
;file> app.clj
;| (ns app)
;| (defonce ^{:version 3} table {})
;| (defonce limits [])
;| (migrate limits (fn [v] (throw (ex-info "no" {}))))
(require 'app :reload) ;throws> ExceptionInfo no
[app/limits app/size] ;=> [[1 2 3] 3]
;; A version that nothing leads to is reported.
;file> app.clj
;| (ns app)
;| (defonce ^{:version 5} table {})
;| (migrate table {:from 3 :to 4} identity)
(require 'app :reload)
(:unmigrated (peek (history))) ;=> {app/table [4 5]}
;; Live it is done at once.
(defonce live 1)
(migrate live inc)
live ;=> 2
(def plain 1)
(migrate plain inc) ;throws> IllegalArgumentException the value of plain is made anew by its def; defonce would keep it
(defonce p (promise))
(migrate p identity) ;throws> IllegalArgumentException what can be migrated is an atom, a ref, an agent, the value that a defonce keeps, or a type
(defonce v (volatile! 1))
(migrate v identity) ;throws> IllegalArgumentException migrate: v is a volatile, whose changes nobody orders
(defonce f (fn [] 1))
(migrate f identity) ;throws> IllegalArgumentException which is code
