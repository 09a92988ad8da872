;; S71: a macro that becomes a function, and a function that becomes a macro: who uses them is built anew in the same publish
;file> s71/lib.clj
;| (ns s71.lib)
;| (defmacro m [x] [:macro x])
;| (defn f [x] [:function x])
;file> s71/app.clj
;| (ns s71.app (:require [s71.lib :as lib]))
;| (defn a [] (lib/m 1))
;| (defn b [] (lib/f 2))
(require 's71.app)
[(s71.app/a) (s71.app/b)] ;=> [[:macro 1] [:function 2]]
;file> s71/lib.clj
;| (ns s71.lib)
;| (defn m [x] [:function x])
;| (defmacro f [x] [:macro x])
(require 's71.lib :reload)
[(s71.app/a) (s71.app/b)] ;=> [[:function 1] [:macro 2]]
(:loaded (last (history))) ;=> [s71.lib s71.app]
;; A caller whose file cannot be built anew refuses it.
;rm> s71/app.clj
;file> s71/lib.clj
;| (ns s71.lib)
;| (defn m [x] [:function x])
;| (defn f [x] [:function x])
(require 's71.lib :reload) ;throws> FileNotFoundException Could not locate s71/app__init.class
(s71.app/b) ;=> [:macro 2]
;; A function that becomes a macro takes its callers along, also where nothing else made their code.
;file> s71/plain.clj
;| (ns s71.plain)
;| (defn f [x] [:function x])
;file> s71/caller.clj
;| (ns s71.caller (:require [s71.plain :as p]))
;| (defonce kept (atom 0))
;| (defn g [] (p/f 1))
(require 's71.caller)
(swap! s71.caller/kept inc)
;file> s71/plain.clj
;| (ns s71.plain)
;| (defmacro f [x] [:macro x])
(require 's71.plain :reload)
[(s71.caller/g) @s71.caller/kept (:loaded (last (history)))] ;=> [[:macro 1] 1 [s71.plain s71.caller]]
