;; S116: a publish that was rebased on others has the generation that it got, in code, definitions, history, traces and seqs alike
;file> s116g.clj
;| (ns s116g)
;| (defn f [] 1)
(require 's116g)
;file> s116g.clj
;| (ns s116g)
;| (defn f [] (throw (ex-info "from f" {})))
;| (def handlers {:f f})
;| (def fs (map (fn [x] x) [1 2]))
;| (defmulti area :kind)
;| (defmethod area :default [_] 0)
(def c (stage 's116g))
(def first-meanwhile 1)
(def second-meanwhile 2)
(def report (publish! c))
(def got (:to report))
(= got (generation)) ;=> false
(= got (:to (last (filter :loaded (history))))) ;=> true
[(= got (generation-of 's116g/f)) (= got (generation-of #'s116g/handlers))] ;=> [true true]
[(= got (generation-of (:f s116g/handlers))) (= got (generation-of (get-method s116g/area 1)))] ;=> [true true]
(= got (:generation (first (trace (try (s116g/f) (catch Exception e e)))))) ;=> true
(= got (:generation (source-of 's116g/f))) ;=> true
;; Nothing of it counts as made live since.
(get (drift) 's116g) ;=> :same
;; A form at the prompt belongs to what it publishes; one that publishes nothing to the world it was compiled in.
(defn g [] 1)
(= (generation) (generation-of g) (generation-of 'g)) ;=> true
(= (generation) (generation-of (fn [] 1))) ;=> true
;; The library is of before the first publish.
[(generation-of 'map) (generation-of map)] ;=> [0 0]
;; A turn that publishes on top of others sees the number that history has.
(turn
  @(future (latest (fn [] (intern 'user 'others 1))))
  (def in-turn (fn [] 1))
  (def seen (generation-of 'in-turn)))
[(= seen (generation-of 'in-turn) (generation-of in-turn))
 (= seen (:to (first (filter #(= "def user/in-turn" (:what %)) (history)))))] ;=> [true true]
;; What a publish replaced is of the generation that brought it.
(def held s116g/f)
;file> s116g.clj
;| (ns s116g)
;| (defn f [] 3)
(require 's116g :reload)
(map (juxt :name #(= got (:generation %))) (holders 's116g/f)) ;=> ([s116g/f true])
;; A kept live definition stays what it was, and stays live.
(in-ns 's116g)
(defn live [] :live)
(in-ns 'user)
(def made (generation-of 's116g/live))
;file> s116g.clj
;| (ns s116g)
;| (defn f [] 4)
(require 's116g :reload :keep-live)
[(= made (generation-of 's116g/live) (generation-of s116g/live)) (:live (get (drift) 's116g))] ;=> [true [live]]
