;; S143: publishing what is there already makes no generation
;file> s143.clj
;| (ns s143)
;| (def evaluated (do (println "evaluated") 1))
(require 's143)
(def g (atom 0))
(reset! g (generation))
(require 's143 :reload) ;=> nil
(require 's143 :reload-all)
(publish! (stage 's143)) ;=> nil
(publish! (world)) ;=> nil
(= @g (generation)) ;=> true
