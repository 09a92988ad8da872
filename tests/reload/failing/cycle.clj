;; S51: an edit that makes a circle of requires is refused and shown, since the next start would fail
;file> s51/a.clj
;| (ns s51.a)
;| (def v 1)
;file> s51/b.clj
;| (ns s51.b (:require s51.a))
;| (def v 1)
(require 's51.b)
;file> s51/a.clj
;| (ns s51.a (:require s51.b))
;| (def v 2)
(require 's51.a :reload) ;throws> Exception Cyclic load dependency: [ /s51/a ]->/s51/b->[ /s51/a ]
s51.a/v ;=> 1
