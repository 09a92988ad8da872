;; S121: what was defined at the prompt and is not in the file is never lost without a word
;file> s121.clj
;| (ns s121)
;| (defn f [] :file)
;| (defn g [] :file)
(require 's121)
(in-ns 's121)
(defn f [] :fixed)
(def extra 1)
(in-ns 'user)
;file> s121.clj
;| (ns s121)
;| (defn f [] :file)
;| (defn g [] :file-2)
(def c (stage 's121 :keep-live))
(:kept-live (report c)) ;=> [s121/extra s121/f]
(publish! c)
[(s121/f) (s121/g) s121/extra] ;=> [:fixed :file-2 1]
(:live (get (drift) 's121)) ;=> [extra f]
;; A lenient engine goes on and reports what it dropped.
(require 's121 :reload)
[(s121/f) (resolve 's121/extra)] ;=> [:file nil]
(:discarded (last (history))) ;=> [s121/extra s121/f]
;; What was written to the file since is no loss.
(in-ns 's121)
(defn f [] :fixed)
(in-ns 'user)
;file> s121.clj
;| (ns s121)
;| (defn f [] :fixed)
;| (defn g [] :file-2)
(require 's121 :reload)
[(s121/f) (:discarded (last (history)))] ;=> [:fixed []]
