; Clauses and member calls that a template makes are seqs, not lists; they count all the same.

(defmacro or-else [x y] `(try ~x (catch Throwable e# ~y) (finally nil)))
(or-else 1 2) ;=> 1
(or-else (throw (ex-info "no" {})) 2) ;=> 2
(defmacro twice [f] `(letfn* [~f ~(list* 'fn* f '[([x] (* 2 x))])] (~f 4)))
(twice double-it) ;=> 8
(defmacro length-of [s] `(. ~s (length)))
(length-of "abc") ;=> 3
