;; S116: two candidates with one base that change different namespaces are both published
;file> s116/a.clj
;| (ns s116.a)
;| (defn f [] 1)
;file> s116/b.clj
;| (ns s116.b (:require s116.a))
;| (defn g [] [1 (s116.a/f)])
(require 's116.b)
;file> s116/a.clj
;| (ns s116.a)
;| (defn f [] 2)
(def a (stage 's116.a))
;file> s116/a.clj
;| (ns s116.a)
;| (defn f [] 1)
;file> s116/b.clj
;| (ns s116.b (:require s116.a))
;| (defn g [] [2 (s116.a/f)])
(def b (stage 's116.b))
(map? (publish! a)) ;=> true
(s116.b/g) ;=> [1 2]
;; The second is made a change of the first's world.
(map? (publish! b)) ;=> true
(s116.b/g) ;=> [2 2]
;; Links are checked again: what fits alone need not fit together.
;file> s116/a.clj
;| (ns s116.a)
;| (defn f [] 3)
;| (defn extra [] 3)
(require 's116.a :reload)
;file> s116/b.clj
;| (ns s116.b (:require s116.a))
;| (defn g [] [3 (s116.a/extra)])
(def uses-extra (stage 's116.b))
;file> s116/b.clj
;| (ns s116.b (:require s116.a))
;| (defn g [] [2 (s116.a/f)])
;file> s116/a.clj
;| (ns s116.a)
;| (defn f [] 4)
(def drops-extra (stage 's116.a))
(map? (publish! uses-extra)) ;=> true
(publish! drops-extra) ;throws> ExceptionInfo s116.b/g uses s116.a/extra, which is removed
(s116.b/g) ;=> [3 3]
