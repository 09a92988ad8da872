;; S131: a candidate on trial takes over what others publish; a conflict stops the trial and is on show; the shadow likewise
;spec> RELOAD-63
;file> s131/lib.clj
;| (ns s131.lib)
;| (defn factor [] 10)
;file> s131/app.clj
;| (ns s131.app (:require [s131.lib :as lib]))
;| (defn answer [n] [:v1 (* n (lib/factor))])
(require 's131.app)
;file> s131/app.clj
;| (ns s131.app (:require [s131.lib :as lib]))
;| (defn answer [n] [:v2 (* n (lib/factor))])
(def c (stage 's131.app))
(route-turns c 1)
(turn (s131.app/answer 1)) ;=> [:v2 10]
(def before (turn (map (fn [n] (s131.app/answer n)) [1])))
;; Another namespace is published meanwhile: the next turn has both.
(in-ns 's131.lib)
(defn factor [] 100)
(in-ns 'user)
(turn (s131.app/answer 1)) ;=> [:v2 100]
;; What began before stays as it began.
before ;=> ([:v2 10])
[(s131.app/answer 1) (:candidate (route-report))] ;=> [[:v1 100] {:turns 3, :failed 0}]
(shadow c #'s131.app/answer 2) ;=> [:v2 200]
(route-turns nil)
(shadow c #'s131.app/answer 2) ;=> [:v1 200]
(mapv (juxt :current :candidate) (differences c)) ;=> [[{:value [:v1 200]} {:value [:v2 200]}]]
;; The same definition is published meanwhile: no more turns go to the candidate.
(route-turns c 1)
(in-ns 's131.app)
(defn answer [n] [:fix n])
(in-ns 'user)
(turn (s131.app/answer 1)) ;=> [:fix 1]
(turn (s131.app/answer 1)) ;=> [:fix 1]
(:names (ex-data (:error (route-report)))) ;=> [s131.app/answer]
(:candidate (route-report)) ;=> {:turns 0, :failed 0}
(:turns (:current (route-report))) ;=> 2
(shadow c #'s131.app/answer 2) ;=> [:fix 2]
(re-find #"somebody else has published meanwhile" (:conflict (:candidate (peek (differences c))))) ;=> "somebody else has published meanwhile"
(discard! c)
(route-report) ;=> nil
(route-turns c 1) ;throws> IllegalStateException This candidate was published or discarded already
