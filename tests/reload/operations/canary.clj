;; S131: a part of the turns runs on a candidate, with its errors counted apart, until it is promoted or dropped
;spec> RELOAD-63
;file> s131.clj
;| (ns s131)
;| (defn answer [n] [:v1 n])
(require 's131)
;file> s131.clj
;| (ns s131)
;| (defn answer [n] (if (even? n) [:v2 n] (throw (ex-info "odd" {}))))
(def c (stage 's131))
(route-turns c 0.1)
(defn ask [n] (try (turn (s131/answer n)) (catch Exception e :failed)))
(frequencies (map (fn [n] (let [a (ask n)] (if (vector? a) (first a) a))) (range 100))) ;=> {:v1 90, :failed 10}
(route-report) ;=> {:share 0.1, :current {:turns 90, :failed 0}, :candidate {:turns 10, :failed 10}}
;; Live code never goes there, and what a trial defines stays there.
(s131/answer 1) ;=> [:v1 1]
(route-turns c 1)
(turn (intern 'user 'planted 1))
(resolve 'planted) ;=> nil
;; Dropped: all turns are in the newest world again.
(discard! c)
(route-report) ;=> nil
(turn (s131/answer 1)) ;=> [:v1 1]
;; Promoted: the trial is over, everybody has it.
;file> s131.clj
;| (ns s131)
;| (defn answer [n] [:v3 n])
(def good (stage 's131))
(route-turns good 0.5)
(map (fn [n] (turn (s131/answer n))) [1 2 3 4]) ;=> ([:v1 1] [:v3 2] [:v1 3] [:v3 4])
(map? (publish! good)) ;=> true
[(route-report) (turn (s131/answer 1))] ;=> [nil [:v3 1]]
(route-turns good 2) ;throws> IllegalArgumentException a share is a number from 0 to 1
