; A namespace that sees nothing yet can still say what it is and what it uses.
(in-ns 'bare.one)
(def x 1)
(ns user)
bare.one/x ;=> 1
(in-ns 'bare.two)
(def y 2)
(in-ns 'user)
bare.two/y ;=> 2
; Namespaces that are there from the start need no require.
(clojure.edn/read-string "{:a 1}") ;=> {:a 1}
(clojure.walk/keywordize-keys {"a" 1}) ;=> {:a 1}
(clojure.core.protocols/coll-reduce [1 2] +) ;=> 3
(.getName (clojure.java.io/file "a.txt")) ;=> "a.txt"
(clojure.string/upper-case "a") ;=> "A"
(require '[clojure.set :as set :include-macros true]) ;=> nil
(use '[clojure set walk]) ;=> nil
(use '(clojure [string :only [blank?]])) ;=> nil
(blank? "") ;=> true
(map-invert {1 2}) ;=> {2 1}
