; Watches and validators of vars.
(def x 1)
(def log (atom []))
(add-watch #'x :w (fn [k r o n] (swap! log conj [k r o n]))) ;=> #'user/x
(alter-var-root #'x inc) ;=> 2
(def x 5)
(intern 'user 'x 6)
@log ;=> [[:w #'user/x 1 2] [:w #'user/x 2 5] [:w #'user/x 5 6]]
(remove-watch #'x :w) ;=> #'user/x
(def x 8)
(count @log) ;=> 3
(get-validator #'x) ;=> nil
(set-validator! #'x int?) ;=> nil
(alter-var-root #'x str) ;throws> IllegalStateException Invalid reference state
x ;=> 8
(def x 9)
(set-validator! #'x string?) ;throws> IllegalStateException Invalid reference state
(set-validator! #'x nil) ;=> nil
(def x "free")
x ;=> "free"
(def unset)
(str unset) ;=> "Unbound: #'user/unset"
(unset 1) ;throws> IllegalStateException Attempting to call unbound fn: #'user/unset
(atom 1 :meta 5) ;throws> ClassCastException
(meta (atom 1 :meta {:a 1} :validator int?)) ;=> {:a 1}
