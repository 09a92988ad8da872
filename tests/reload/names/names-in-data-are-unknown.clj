;; S43: code that only names a var, in a quoted symbol, as #'f or in a text, is listed and refuses nothing
;file> a.clj
;| (ns a)
;| (defn f [x] [x])
;| (defn g [x] [x])
;| (defmacro m [x] x)
;file> table.clj
;| (ns table (:require [a :as al]))
;| (def data {:f 'a/f, :deep [#{'(al/g 1)}], :other 'a/nothing})
;| (def by-var {:f #'al/f})
;| (defn by-text [] (resolve (symbol "a" "g")))
;| (defn in-ns-of [] (ns-resolve 'a 'm))
;| (defmacro build [x] `(al/f ~x))
(require 'table)
;file> a.clj
;| (ns a)
;| (defn f [x y] [x y])
;| (defmacro m [x] x)
(def c (stage 'a))
(map (juxt :caller :callee (comp :line :at)) (:unknown (report c))) ;=> ([table/build a/f 6] [table/by-var a/f 3] [table/data a/f 2] [table/by-text a/g 4] [table/data a/g 2])
(map :problem (take 2 (:unknown (report c)))) ;=> ("table/build names a/f, which takes 2 arguments now (before: 1)" "table/by-var names a/f, which takes 2 arguments now (before: 1)")
(re-find #"unknown +table/data names a/g, which is removed" (pr-str c)) ;=> "unknown    table/data names a/g, which is removed"
(count (:unknown (publish! c))) ;=> 5
[(:broken (peek (history))) (:warnings (peek (history)))] ;=> [[] []]
;file> a.clj
;| (ns a)
;| (defn f [x y] [y x])
;| (defn m [x] x)
(map :problem (:unknown (report (stage 'a)))) ;=> ("table/in-ns-of names a/m, which is no macro any more")
;; A file that says #'f cannot be loaded again without it.
;file> a.clj
;| (ns a)
;| (defmacro m [x] x)
(require 'a :reload) ;throws> ExceptionInfo table/by-var names a/f, which is removed
