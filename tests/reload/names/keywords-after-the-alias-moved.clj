;; S74: ::lib/k follows its alias; the report names the keywords that became others
;file> s74/a.clj
;| (ns s74.a)
;file> s74/b.clj
;| (ns s74.b)
;file> s74/app.clj
;| (ns s74.app (:require [s74.a :as lib]))
;| (def k ::lib/k)
;| (def table {::lib/x 1 ::own 2})
(require 's74.app)
s74.app/k ;=> :s74.a/k
;file> s74/app.clj
;| (ns s74.app (:require [s74.b :as lib]))
;| (def k ::lib/k)
;| (def table {::lib/x 1 ::own 2})
(require 's74.app :reload)
s74.app/k ;=> :s74.b/k
(:keywords (last (history))) ;=> {:s74.a/k :s74.b/k, :s74.a/x :s74.b/x}
