;; S68: a function that others call cannot become private without a word
;file> s68/lib.clj
;| (ns s68.lib)
;| (defn f [] 1)
;file> s68/app.clj
;| (ns s68.app (:require [s68.lib :as lib]))
;| (defn g [] (lib/f))
;| (defn by-var [] (#'lib/f))
(require 's68.app)
;file> s68/lib.clj
;| (ns s68.lib)
;| (defn- f [] 2)
(require 's68.lib :reload) ;throws> ExceptionInfo s68.app/g uses s68.lib/f, which is private now
(s68.app/g) ;=> 1
;; Who names the var itself may see private ones.
;file> s68/app.clj
;| (ns s68.app (:require [s68.lib :as lib]))
;| (defn by-var [] (#'lib/f))
(require 's68.lib :reload)
(s68.app/by-var) ;=> 2
