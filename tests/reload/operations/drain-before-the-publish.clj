;; S136: a publish can wait until no turn runs, holding new ones back, and gives up cleanly
;spec> RELOAD-64
;file> s136.clj
;| (ns s136)
;| (defn version [] 1)
(require 's136)
(def go-on (promise))
(def begun (promise))
(def running (future (turn [(s136/version) (deliver begun true) @go-on (s136/version)])))
@begun ;=> true
;file> s136.clj
;| (ns s136)
;| (defn version [] 2)
(def c (stage 's136))
(def refused (try (publish! c :drain 30) (catch Exception e e)))
(ex-message refused) ;=> "The publish is given up, turns are still running after 30 ms: 1"
(count (:turns (ex-data refused))) ;=> 1
;; Nothing was published, and turns begin as ever.
(turn (s136/version)) ;=> 1
;; Turns that want to begin while it waits are held back, and begin in the new world.
(def publishing (future (publish! c :drain 20000)))
(Thread/sleep 30)
(def held-back (future (turn (s136/version))))
(Thread/sleep 30)
[(realized? publishing) (realized? held-back)] ;=> [false false]
(deliver go-on true)
(mapv @running [0 3]) ;=> [1 1]
[(map? @publishing) @held-back (turn (s136/version))] ;=> [true 2 2]
;; A turn does not wait for itself.
;file> s136.clj
;| (ns s136)
;| (defn version [] 3)
(turn [(map? (publish! (stage 's136) :drain 5000)) (s136/version)]) ;=> [true 3]
(publish! c :drain) ;throws> IllegalArgumentException :drain wants a number of milliseconds
(publish! c :fast) ;throws> Exception Unsupported option(s) supplied: :fast
