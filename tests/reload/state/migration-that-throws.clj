;; S99: a migration that throws refuses the publish; nothing has changed, and the candidate can be tried again
;file> s99t.clj
;| (ns s99t)
;| (defonce a (atom 1))
;| (defonce b (atom :not-a-number))
;| (def version 1)
(require 's99t)
;file> s99t.clj
;| (ns s99t)
;| (defonce a (atom 1))
;| (defonce b (atom 0))
;| (migrate a inc)
;| (migrate b inc)
;| (def version 2)
(def c (stage 's99t))
(publish! c) ;throws> ClassCastException
[@s99t/a @s99t/b s99t/version] ;=> [1 :not-a-number 1]
(reset! s99t/b 10)
(publish! c)
[@s99t/a @s99t/b s99t/version] ;=> [2 11 2]
;; A migration without versions runs once for its text.
(require 's99t :reload :force)
[@s99t/a @s99t/b] ;=> [2 11]
;; A first load has nothing to migrate.
;file> s99n.clj
;| (ns s99n)
;| (defonce a (atom 1))
;| (migrate a inc)
(require 's99n)
@s99n/a ;=> 1
