;; S40: all files are read before any is evaluated, so a broken one further down stops the others
;file> below/lib.clj
;| (ns below.lib)
;| (def version 1)
;file> below/app.clj
;| (ns below.app (:require [below.lib :as lib]))
;| (def version 1)
(require 'below.app)
(def log (atom []))
;file> below/app.clj
;| (ns below.app (:require [below.lib :as lib]))
;| (swap! user/log conj :app)
;| (def version 2)
;file> below/lib.clj
;| (ns below.lib)
;| (swap! user/log conj :lib)
;| (def version [2)
(def failure (try (require 'below.app :reload) (catch Exception e e)))
(some? (re-find #"Unmatched delimiter" (ex-message failure))) ;=> true
[below.app/version below.lib/version @log] ;=> [1 1 []]
