; clojure.edn: data only.
(require '[clojure.edn :as edn])

(edn/read-string nil) ;=> nil
(edn/read-string "") ;=> nil
(edn/read-string {} "") ;throws> RuntimeException EOF while reading
(edn/read-string {} nil) ;=> nil
(edn/read-string {:eof 1} " ; comment") ;=> 1
(edn/read-string "#inst \"2020-01-01\"") ;=> #inst "2020-01-01T00:00:00.000-00:00"
(edn/read-string "#uuid \"f81d4fae-7dec-11d0-a765-00a0c91e6bf6\"") ;=> #uuid "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"
(edn/read-string "1 2") ;=> 1
(edn/read-string "#_ 1 2") ;=> 2
(edn/read-string "{:a #{1 2} \"b\" (c d)}") ;=> {:a #{1 2}, "b" (c d)}
(edn/read-string "[\\a \\newline \"\\u0041\" 1N 1.5M 1/2 1e3 nil true ##Inf]") ;=> [\a \newline "A" 1N 1.5M 1/2 1000.0 nil true ##Inf]
(edn/read-string "#:a{:b 1}") ;=> #:a{:b 1}
(edn/read-string "^:x [1]") ;=> [1]
(meta (edn/read-string "^:x [1]")) ;=> {:x true}
(edn/read-string "#foo 1") ;throws> RuntimeException No reader function for tag foo
(edn/read-string {:default (fn [t v] [t v])} "#foo 1") ;=> [foo 1]
(edn/read-string {:readers {'foo inc}} "#foo 1") ;=> 2
(edn/read-string {:readers {'inst (constantly :mine)}} "#inst 1") ;=> :mine
(edn/read-string "(") ;throws> RuntimeException EOF while reading
(edn/read-string ")") ;throws> RuntimeException Unmatched delimiter: )
(edn/read-string "{:a}") ;throws> RuntimeException Map literal must contain an even number of forms
(edn/read-string "{:a 1 :a 2}") ;throws> IllegalArgumentException Duplicate key: :a
(edn/read-string "#{1 1}") ;throws> IllegalArgumentException Duplicate key: 1
(edn/read-string "#=(+ 1 2)") ;throws> RuntimeException No dispatch macro for: =
(edn/read-string "@a") ;throws> RuntimeException Invalid leading character: @
(edn/read-string "#(a)") ;throws> RuntimeException No dispatch macro for: (
(edn/read-string ":a/b") ;=> :a/b
(edn/read-string "a/b") ;=> a/b
(edn/read-string "\"a") ;throws> RuntimeException EOF while reading string
(edn/read-string "1a") ;throws> NumberFormatException Invalid number: 1a
(let [r (java.io.PushbackReader. (java.io.StringReader. "1 [2] x"))] [(edn/read r) (edn/read r) (edn/read r) (edn/read {:eof :end} r)]) ;=> [1 [2] x :end]
(edn/read (java.io.PushbackReader. (java.io.StringReader. ""))) ;throws> RuntimeException EOF while reading
