;; S73: a definition that became a declaration is refused if anybody uses it
;file> s73/lib.clj
;| (ns s73.lib)
;| (def x 1)
;| (defn own [] x)
(require 's73.lib)
;file> s73/lib.clj
;| (ns s73.lib)
;| (declare x)
;| (defn own [] x)
(require 's73.lib :reload) ;throws> ExceptionInfo s73.lib/own uses s73.lib/x, which is declared but not defined
s73.lib/x ;=> 1
;file> s73/app.clj
;| (ns s73.app (:require [s73.lib :as lib]))
;| (defn f [] lib/x)
(require 's73.app)
;file> s73/lib.clj
;| (ns s73.lib)
;| (declare x)
(require 's73.lib :reload) ;throws> ExceptionInfo s73.app/f uses s73.lib/x, which is declared but not defined
[s73.lib/x (s73.app/f)] ;=> [1 1]
