;; S128, S129: (drift) tells what differs from disk, and a require without :reload leaves it so
;file> s128/same.clj
;| (ns s128.same)
;file> s128/edited.clj
;| (ns s128.edited)
;| (defn f [] 1)
;file> s128/gone.clj
;| (ns s128.gone)
;file> s128/live.clj
;| (ns s128.live)
;| (defn f [] 1)
(require 's128.same 's128.edited 's128.gone 's128.live)
;file> s128/edited.clj
;| (ns s128.edited)
;| ;; a line more
;| (defn f [] 2)
;rm> s128/gone.clj
(intern 's128.live 'f (fn [] :fixed))
(select-keys (drift) '[s128.same s128.edited s128.gone s128.live]) ;=> {s128.same :same, s128.edited :changed, s128.gone :no-file, s128.live {:live [f], :file :same}}
;; A require without :reload loads nothing again.
(require 's128.edited)
[(s128.edited/f) (get (drift) 's128.edited)] ;=> [1 :changed]
;; The text that runs is not the text on disk.
(require 'clojure.repl)
(clojure.repl/source-fn 's128.edited/f) ;=> "(defn f [] 1)"
(:line (meta #'s128.edited/f)) ;=> 2
(require 's128.edited :reload)
[(s128.edited/f) (get (drift) 's128.edited) (:line (meta #'s128.edited/f))] ;=> [2 :same 3]
