;; S52: a strict engine refuses undeclared effects of a reload, naming the line; first loads may have them
;strict>
(def log (atom []))
;file> s52s.clj
;| (ns s52s)
;| (swap! user/log conj :first-load)
;| (def v 1)
(require 's52s)
@log ;=> [:first-load]
;file> s52s.clj
;| (ns s52s)
;| (def v 2)
;|
;| (swap! user/log conj :reload)
(def failure (try (require 's52s :reload) (catch Exception e e)))
(re-find #"A strict load may not do this: swap! of a reference that was made before this load" (ex-message failure)) ;=> "A strict load may not do this: swap! of a reference that was made before this load"
(re-find #"s52s.clj:4" (ex-message failure)) ;=> "s52s.clj:4"
[@log s52s/v] ;=> [[:first-load] 1]
;file> s52s.clj
;| (ns s52s)
;| (def v 2)
;| (on-publish ::log (fn [] (swap! user/log conj :published)))
;| (def own (atom 0))
;| (swap! own inc)
(require 's52s :reload)
[@log s52s/v @s52s/own] ;=> [[:first-load :published] 2 1]
