;; S39: an error in the middle of a file leaves everything as it was, and says where it is
;file> mid.clj
;| (ns mid)
;| (defn a [] 1)
;| (defn b [] 1)
(require 'mid)
(def before (world))
;file> mid.clj
;| (ns mid)
;| (defn a [] 2)
;| (def boom (throw (ex-info "in the middle" {:at :load})))
;| (defn b [] 2)
(def after-edit (world))
(def failure (try (require 'mid :reload) (catch Exception e e)))
[(ex-message failure) (ex-data failure)] ;=> ["in the middle" {:at :load}]
[(mid/a) (mid/b) (resolve 'mid/boom)] ;=> [1 1 nil]
;; Nothing but the two definitions of this script was published.
(- (generation) (generation after-edit)) ;=> 2
(= (get before (quote mid)) (get (world) (quote mid))) ;=> true
;; Another try fails in the same way and changes as little.
(require 'mid :reload) ;throws> ExceptionInfo in the middle
(- (generation) (generation after-edit)) ;=> 2
