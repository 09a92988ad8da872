;; S125: a turn that reloads sees what it published, also from a callee; other turns do not
;file> s125.clj
;| (ns s125)
;| (defn f [] 1)
(require 's125)
(defn reload-it [] (require 's125 :reload))
(def begun (promise))
(def reloaded (promise))
(def other (future (turn [(s125/f) (deliver begun true) @reloaded (s125/f)])))
@begun ;=> true
;file> s125.clj
;| (ns s125)
;| (defn f [] 2)
(turn
 (let [before (map (fn [_] (s125/f)) [1 2])]
   [(s125/f) (reload-it) (s125/f) @(future (s125/f)) before])) ;=> [1 nil 2 2 (1 1)]
(deliver reloaded true)
(mapv @other [0 3]) ;=> [1 1]
(s125/f) ;=> 2
;; It sees its own publish and nothing else that is new.
(turn
 (latest (fn [] (intern 'user 'theirs 1)))
 (def ours 2)
 [(some? (resolve 'ours)) (some? (resolve 'theirs))]) ;=> [true false]
[(some? (resolve 'ours)) (some? (resolve 'theirs))] ;=> [true true]
