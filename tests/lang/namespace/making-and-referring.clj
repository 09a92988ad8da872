; Namespaces: made, switched to, referred to, listed.
*ns* ;=> #object[clojure.lang.Namespace 0x0 "user"]
(ns-name *ns*) ;=> user
(str *ns*) ;=> "user"
(ns a.b)
(ns-name *ns*) ;=> a.b
(def x 1)
(defn- hidden [] 2)
(defn shown [] [(hidden) x])
(in-ns 'user)
a.b/x ;=> 1
(a.b/shown) ;=> [2 1]
(a.b/hidden) ;rejects> * var: #'a.b/hidden is not public
(#'a.b/hidden) ;=> 2
(alias 'ab 'a.b)
ab/x ;=> 1
::ab/k ;=> :a.b/k
(alias 'ab 'a.b)
(refer 'a.b :only '[x])
x ;=> 1
(refer 'a.b :only '[nope]) ;throws> IllegalAccessError nope does not exist
(refer 'a.b :only '[hidden]) ;throws> IllegalAccessError hidden is not public
(refer 'a.b :rename '{shown display})
(display) ;=> [2 1]
(sort (keys (ns-publics 'a.b))) ;=> (shown x)
(sort (keys (ns-interns 'a.b))) ;=> (hidden shown x)
(contains? (ns-refers 'user) 'x) ;=> true
(contains? (ns-map 'user) 'inc) ;=> true
(keys (ns-aliases 'user)) ;=> (ab)
(find-ns 'a.b) ;=> #object[clojure.lang.Namespace 0x0 "a.b"]
(find-ns 'nope) ;=> nil
(the-ns 'a.b) ;=> #object[clojure.lang.Namespace 0x0 "a.b"]
(the-ns 'nope) ;throws> Exception No namespace: nope found
(contains? (set (map ns-name (all-ns))) 'a.b) ;=> true
(ns c.d "Doc of c.d." {:author "me"} (:require [clojure.string :as str :refer [join]] [clojure.set]) (:import (java.util ArrayList)))
(join "," (map str/upper-case ["a" "b"])) ;=> "A,B"
(clojure.set/union #{1} #{2}) ;=> #{1 2}
(select-keys (meta *ns*) [:doc :author]) ;=> {:doc "Doc of c.d.", :author "me"}
(class (ArrayList.)) ;=> java.util.ArrayList
(in-ns 'user)
(ns e.f (:refer-clojure :exclude [map filter]))
(defn map [f] [:mine f])
(map 1) ;=> [:mine 1]
(clojure.core/map inc [1]) ;=> (2)
filter ;rejects> compile/unresolved-symbol Unable to resolve symbol: filter in this context
(in-ns 'user)
(ns g.h (:refer-clojure :only [defn inc]))
(inc 1) ;=> 2
(clojure.core/in-ns 'user) ;=> #object[clojure.lang.Namespace 0x0 "user"]
(remove-ns 'e.f) ;=> #object[clojure.lang.Namespace 0x0 "e.f"]
(find-ns 'e.f) ;=> nil
(ns-unalias 'user 'ab)
ab/x ;rejects> compile/no-such-namespace No such namespace: ab
(create-ns 'made) ;=> #object[clojure.lang.Namespace 0x0 "made"]
(intern 'made 'v 1) ;=> #'made/v
(let [n (create-ns 'made2)] (intern n 'w 5) (ns-publics n)) ;=> {w #'made2/w}
(require 'no.such.lib) ;throws> FileNotFoundException Could not locate no/such/lib
(require '[clojure.string :as s1] '[clojure.set :as s2])
(s1/join "-" (s2/union #{1})) ;=> "1"
(require '(clojure [walk :as w] [edn :as edn]))
(w/postwalk identity [1]) ;=> [1]
(require '[clojure.string :refer [upper-case] :rename {upper-case up}])
(up "a") ;=> "A"
(require '[not.loaded.yet :as-alias nl])
::nl/k ;=> :not.loaded.yet/k
(use '[clojure.set :only [difference]])
(difference #{1 2} #{1}) ;=> #{2}
(requiring-resolve 'clojure.walk/keywordize-keys) ;=> #'clojure.walk/keywordize-keys
(get (ns-imports 'c.d) 'ArrayList) ;=> java.util.ArrayList
(import 'java.util.HashMap)
(class (HashMap.)) ;=> java.util.HashMap
(import '(java.util Date UUID))
(import 'no.such.Class) ;throws> ClassNotFoundException no.such.Class
(ns bad (:requires [a])) ;rejects> compile/bad-ns
(ns-name (find-ns 'user)) ;=> user
(def inc 5)
inc ;=> 5
(ns-unmap *ns* 'inc)
(ns k.l (:require [clojure.string :as str]) (:require [clojure.string :as st]))
[(str/upper-case "a") (st/lower-case "A")] ;=> ["A" "a"]
