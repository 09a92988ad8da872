;; S02: a lazy seq made outside of a turn looks names up when it is realised, as in Clojure.
;file> app.clj
;| (ns app)
;| (defn foo [x] [:v1 x])
(require 'app)
(def s (map #(app/foo %) [:a :b :c]))
;file> app.clj
;| (ns app)
;| (defn foo [x] [:v2 x])
(require 'app :reload)
s ;=> ([:v2 :a] [:v2 :b] [:v2 :c])
