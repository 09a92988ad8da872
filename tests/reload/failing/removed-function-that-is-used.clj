;; S43: a reload that drops a function which others use is refused, naming the caller; :break forces it, and then the call says so
;file> s43/lib.clj
;| (ns s43.lib)
;| (defn kept [] :kept)
;| (defn gone [] :here)
;file> s43/app.clj
;| (ns s43.app (:require [s43.lib :as lib]))
;| (defn a [] (lib/gone))
;| (defn b [] (lib/kept))
(require 's43.app)
;file> s43/lib.clj
;| (ns s43.lib)
;| (defn kept [] :kept-2)
(require 's43.lib :reload) ;throws> ExceptionInfo s43.app/a uses s43.lib/gone, which is removed
[(s43.app/a) (s43.app/b)] ;=> [:here :kept]
(require 's43.lib :reload :break)
(s43.app/b) ;=> :kept-2
(s43.app/a) ;throws> clutch.lang.Unlinked s43.lib/gone
(def failure (try (s43.app/a) (catch Throwable e e)))
(:callee (ex-data failure)) ;=> s43.lib/gone
(= (:removed (ex-data failure)) (generation)) ;=> false
(< (:defined (ex-data failure)) (:removed (ex-data failure))) ;=> true
;; The emergency is on record.
(:what (last (filter (comp seq :broken) (history)))) ;=> "reload s43.lib"
