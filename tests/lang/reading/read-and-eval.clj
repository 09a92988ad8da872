; Forms are data: read, changed, evaluated.
(read-string "(+ 1 2)") ;=> (+ 1 2)
(eval (read-string "(+ 1 2)")) ;=> 3
(eval '(let [x 1] (+ x 1))) ;=> 2
(eval (list '+ 1 2)) ;=> 3
(eval (list + 1 2)) ;=> 3
(eval [1 '(+ 1 1)]) ;=> [1 2]
(eval {:a '(inc 1)}) ;=> {:a 2}
(eval ''a) ;=> a
(eval nil) ;=> nil
(eval '(def from-eval 5)) ;=> #'user/from-eval
from-eval ;=> 5
(eval '(do (defn g [] 1) (g))) ;=> 1
(load-string "(def a 1) (inc a)") ;=> 2
(load-string "") ;=> nil
(read-string "a b") ;=> a
(read-string "{:a 1 :a 2}") ;throws> IllegalArgumentException Duplicate key: :a
(read-string "#_a b") ;=> b
(read-string {:read-cond :allow} "#?(:clj 1 :cljs 2)") ;=> 1
(read-string {:read-cond :preserve} "#?(:clj 1)") ;=> #?(:clj 1)
(read-string "#?(:clj 1)") ;throws> RuntimeException Conditional read not allowed
(read-string "::k") ;=> :user/k
(binding [*ns* (the-ns 'clojure.string)] (read-string "::k")) ;=> :clojure.string/k
(read-string "`a") ;=> (quote user/a)
(read-string "#=(+ 1 2)") ;=> 3
(binding [*read-eval* false] (read-string "#=(+ 1 2)")) ;throws> RuntimeException EvalReader not allowed when *read-eval* is false.
(require '[clojure.edn :as edn])
(edn/read-string "{:a [1 #{2}] :b \"c\"}") ;=> {:a [1 #{2}], :b "c"}
(edn/read-string "") ;=> nil
(edn/read-string {:eof :end} "") ;=> :end
(edn/read-string "#inst \"2020-01-01\"") ;=> #inst "2020-01-01T00:00:00.000-00:00"
(edn/read-string "'a") ;=> 'a
(edn/read-string "@a") ;throws> RuntimeException Invalid leading character: @
(edn/read-string {:readers {'my/t inc}} "#my/t 1") ;=> 2
(edn/read-string {:default vector} "#x 1") ;=> [x 1]
(edn/read-string "#x 1") ;throws> RuntimeException No reader function for tag x
(read (java.io.PushbackReader. (java.io.StringReader. "1 2"))) ;=> 1
(let [r (java.io.PushbackReader. (java.io.StringReader. "1 [2] c"))] [(read r) (read r) (read r) (read r false :eof)]) ;=> [1 [2] c :eof]
(with-in-str "1 (2)" [(read) (read)]) ;=> [1 (2)]
(with-in-str "line one\nline two" [(read-line) (read-line) (read-line)]) ;=> ["line one" "line two" nil]
(let [f (eval '(fn [x] (* x 2)))] (f 4)) ;=> 8
(try (eval '(nope 1)) (catch Exception e (class e))) ;=> clojure.lang.Compiler$CompilerException
((eval `(fn [x#] (+ x# ~10))) 1) ;=> 11
(map eval '((+ 1 2) [3] :k)) ;=> (3 [3] :k)
(binding [*ns* (create-ns 'eval.here)] (eval '(clojure.core/refer-clojure)) (eval '(def x 5)) (eval 'x)) ;=> 5
eval.here/x ;=> 5
(macroexpand-1 '(when a b)) ;=> (if a (do b))
(macroexpand '(when-not a b)) ;=> (if a nil (do b))
(require 'clojure.walk)
(clojure.walk/macroexpand-all '(when a (when b c))) ;=> (if a (do (if b (do c))))
(special-symbol? 'if) ;=> true
(special-symbol? 'when) ;=> false
(meta (read-string "^:a [1]")) ;=> {:a true}
(class (read-string "1")) ;=> java.lang.Long
(map class (read-string "[1 1.0 1N 1M \\a :a a \"s\" nil true #\"x\"]")) ;=> (java.lang.Long java.lang.Double clojure.lang.BigInt java.math.BigDecimal java.lang.Character clojure.lang.Keyword clojure.lang.Symbol java.lang.String nil java.lang.Boolean java.util.regex.Pattern)
