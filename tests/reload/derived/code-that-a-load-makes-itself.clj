;; S91: code that is evaluated, expanded or interned by a load is part of what the load is made from
;file> base.clj
;| (ns base)
;| (def rate 10)
;| (def names '[p q])
;| (defmacro m [] 1)
;| (defn doc-of "first" [] 1)
;file> made.clj
;| (ns made (:require [base :as b]))
;| (def evaluated (eval '(* 2 base/rate)))
;| (def read-in (load-string "(inc base/rate)"))
;| (def called (eval '(base/m)))
;| (def expanded (macroexpand '(base/m)))
;| (def doc (:doc (meta #'b/doc-of)))
;| (def through-var @#'b/rate)
;file> interned.clj
;| (ns interned (:require [base :as b]))
;| (doseq [n b/names] (intern *ns* n (str n)))
(require 'made 'interned)
(defn state [] [made/evaluated made/read-in made/called made/expanded made/doc made/through-var (sort (keys (ns-publics 'interned)))])
(state) ;=> [20 11 1 1 "first" 10 (p q)]
;file> base.clj
;| (ns base)
;| (def rate 20)
;| (def names '[p q])
;| (defmacro m [] 1)
;| (defn doc-of "first" [] 1)
(require 'base :reload)
(state) ;=> [40 21 1 1 "first" 20 (p q)]
;file> base.clj
;| (ns base)
;| (def rate 20)
;| (def names '[p r])
;| (defmacro m [] 2)
;| (defn doc-of "second" [] 1)
(require 'base :reload)
(state) ;=> [40 21 2 2 "second" 20 (p r)]
