;; S121, S127: what a file defines in a second namespace is its own too: live definitions there are kept or reported
;file> s121p.clj
;| (ns s121p)
;| (in-ns 's121p.part)
;| (clojure.core/refer 'clojure.core)
;| (defn f [] :file)
(require 's121p)
(in-ns 's121p.part)
(clojure.core/defn f [] :fix)
(clojure.core/in-ns 'user)
;file> s121p.clj
;| (ns s121p)
;| (in-ns 's121p.part)
;| (clojure.core/refer 'clojure.core)
;| (defn f [] :file)
;| (defn g [] :file)
(require 's121p :reload :keep-live)
[(s121p.part/f) (s121p.part/g) (:kept-live (peek (history)))] ;=> [:fix :file [s121p.part/f]]
(require 's121p :reload :force)
[(s121p.part/f) (:discarded (peek (history)))] ;=> [:file [s121p.part/f]]
(unload 's121p)
[(find-ns 's121p) (find-ns 's121p.part)] ;=> [nil nil]
