;; S145: :break publishes a broken link in an emergency; that is on record, and the broken calls say since when
;file> s145/lib.clj
;| (ns s145.lib)
;| (defn two [a b] [a b])
;| (defn gone [] 1)
;file> s145/app.clj
;| (ns s145.app (:require [s145.lib :as lib]))
;| (defn arity [] (lib/two 1 2))
;| (defn by-name [] (lib/gone))
(require 's145.app)
;file> s145/lib.clj
;| (ns s145.lib)
;| (defn two [a] [a])
(def c (stage 's145.lib))
(publish! c) ;throws> ExceptionInfo it would break 2 links
(count (:broken (publish! c :break))) ;=> 2
(def made (:to (last (filter (comp seq :broken) (history)))))
(s145.app/by-name) ;throws> clutch.lang.Unlinked s145.lib/gone was removed in generation
(= made (:removed (try (s145.app/by-name) (catch Throwable e (ex-data e))))) ;=> true
(s145.app/arity) ;throws> ArityException Wrong number of args (2) passed to: s145.lib/two
