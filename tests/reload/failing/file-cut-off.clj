;; S54: a file that was saved half done but can be read: refused if what is missing is used, else the report says what left
;file> s54/lib.clj
;| (ns s54.lib)
;| (defn a [] 1)
;| (defn b [] 1)
;| (defn c [] 1)
;file> s54/app.clj
;| (ns s54.app (:require [s54.lib :as lib]))
;| (defn run [] (lib/b))
(require 's54.app)
;file> s54/lib.clj
;| (ns s54.lib)
;| (defn a [] 2)
(require 's54.lib :reload) ;throws> ExceptionInfo s54.app/run uses s54.lib/b, which is removed
[(s54.lib/a) (s54.lib/c)] ;=> [1 1]
;file> s54/lib.clj
;| (ns s54.lib)
;| (defn a [] 2)
;| (defn b [] 2)
(require 's54.lib :reload)
(:removed (last (history))) ;=> [s54.lib/c]
(resolve 's54.lib/c) ;=> nil
