;; S127: a file that goes on in another namespace publishes both at once
;file> s127.clj
;| (ns s127)
;| (defn f [] 1)
;| (in-ns 's127.extra)
;| (clojure.core/refer 'clojure.core)
;| (defn g [] [(s127/f) 1])
(require 's127)
(def loaded (generation))
[(s127/f) (s127.extra/g)] ;=> [1 [1 1]]
;file> s127.clj
;| (ns s127)
;| (defn f [] 2)
;| (in-ns 's127.extra)
;| (clojure.core/refer 'clojure.core)
;| (defn g [] [(s127/f) 2])
(let [before (generation)]
  (require 's127 :reload)
  (- (generation) before)) ;=> 1
[(s127/f) (s127.extra/g)] ;=> [2 [2 2]]
;; A version that fails leaves both as they are.
;file> s127.clj
;| (ns s127)
;| (defn f [] 3)
;| (in-ns 's127.extra)
;| (clojure.core/refer 'clojure.core)
;| (defn g [] (nowhere))
(require 's127 :reload) ;rejects> * nowhere
[(s127/f) (s127.extra/g)] ;=> [2 [2 2]]
;; What left the file left the program, in both.
;file> s127.clj
;| (ns s127)
;| (defn f [] 4)
;| (in-ns 's127.extra)
;| (clojure.core/refer 'clojure.core)
;| (defn h [] (s127/f))
(require 's127 :reload)
[(s127.extra/h) (resolve 's127.extra/g)] ;=> [4 nil]
