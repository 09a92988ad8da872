; Names with and without namespaces.
:a ;=> :a
:a/b ;=> :a/b
:a.b/c ;=> :a.b/c
:a*+!?<>=-_$& ;=> :a*+!?<>=-_$&
::local ;=> :user/local
(= ::local :user/local) ;=> true
(require '[clojure.string :as str])
::str/x ;=> :clojure.string/x
(name :a/b) ;=> "b"
(namespace :a/b) ;=> "a"
(namespace :a) ;=> nil
'sym ;=> sym
'a/b ;=> a/b
'a.b.c/d ;=> a.b.c/d
'/ ;=> /
'clojure.core// ;=> clojure.core//
(name '/) ;=> "/"
(namespace 'clojure.core//) ;=> "clojure.core"
'a#b ;=> a#b
'a'b ;=> a'b
'+x ;=> +x
'-x ;=> -x
'.x ;=> .x
'x. ;=> x.
'& ;=> &
'% ;=> %
(keyword "a b") ;=> :a b
(keyword "a/b") ;=> :a/b
(namespace (keyword "a/b")) ;=> "a"
(keyword "a" "b/c") ;=> :a/b/c
(symbol "a/b") ;=> a/b
(namespace (symbol "a/b/c")) ;=> "a"
(name (symbol "a/b/c")) ;=> "b/c"
:1 ;=> :1
:a:b ;=> :a:b
(identical? :a :a) ;=> true
(= 'a 'a) ;=> true
::nope/x ;rejects> read/invalid-token Invalid token: ::nope/x
a/ ;rejects> read/invalid-token Invalid token: a/
:a/ ;rejects> read/invalid-token Invalid token: :a/
a: ;rejects> read/invalid-token Invalid token: a:
