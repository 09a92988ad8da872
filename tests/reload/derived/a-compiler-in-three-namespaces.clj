;; S90: a macro that compiles through multimethods of other namespaces: a change in any of them rebuilds its users
;file> syntax.clj
;| (ns syntax)
;| (defn parse [form] (if (seq? form) {:op (first form) :args (map parse (rest form))} {:lit form}))
;file> emit.clj
;| (ns emit (:require [syntax :as s]))
;| (defmulti emit :op)
;| (defmethod emit 'plus [n] `(+ ~@(map emit (:args n))))
;| (defmethod emit :default [n] (:lit n))
;| (defn compiled [form] (emit (s/parse form)))
;file> dsl.clj
;| (ns dsl (:require [emit :as e]))
;| (defmacro calc [form] (e/compiled form))
;file> ops.clj
;| (ns ops (:require [emit :as e]))
;| (defmethod e/emit 'times [n] `(* ~@(map e/emit (:args n))))
;file> prog.clj
;| (ns prog (:require [dsl :refer [calc]] ops))
;| (defn a [] (calc (plus 1 2 (times 2 3))))
;| (def b (calc (times 4 5)))
(require 'prog)
[(prog/a) prog/b] ;=> [9 20]
;file> ops.clj
;| (ns ops (:require [emit :as e]))
;| (defmethod e/emit 'times [n] `(* 10 ~@(map e/emit (:args n))))
(require 'prog :reload)
[(prog/a) prog/b] ;=> [63 200]
;file> emit.clj
;| (ns emit (:require [syntax :as s]))
;| (defmulti emit :op)
;| (defmethod emit 'plus [n] `(+ 100 ~@(map emit (:args n))))
;| (defmethod emit :default [n] (:lit n))
;| (defn compiled [form] (emit (s/parse form)))
(require 'prog :reload)
[(prog/a) prog/b] ;=> [163 200]
;file> syntax.clj
;| (ns syntax)
;| (defn parse [form] (if (seq? form) {:op (first form) :args (map parse (rest form))} {:lit (inc form)}))
(require 'prog :reload)
[(prog/a) prog/b] ;=> [225 300]
