;; S117: a second require while the first load runs waits for it, and a nested one that fails takes back itself alone
(def loads (atom 0))
(def go-on (promise))
;file> s117.clj
;| (ns s117)
;| (swap! user/loads inc)
;| (deref user/go-on 5000 nil)
;| (defn late [] :whole)
(def first-load (future (require 's117) ((resolve 's117/late))))
(def second-load (future (require 's117) ((resolve 's117/late))))
(def by-name (future ((requiring-resolve 's117/late))))
(deliver go-on true)
[@first-load @second-load @by-name @loads] ;=> [:whole :whole :whole 1]
;file> s117/broken.clj
;| (ns s117.broken)
;| (def half 1)
;| (derive ::a ::b)
;| (throw (ex-info "optional" {}))
;file> s117/user.clj
;| (ns s117.user (:require s117))
;| (def kept 1)
;| (def optional (try (require 's117.broken) :there (catch Exception e (ex-message e))))
;| (def again (try (require 's117.broken) :there (catch Exception e (ex-message e))))
;| (def more 2)
(require 's117.user)
[s117.user/kept s117.user/optional s117.user/again s117.user/more] ;=> [1 "optional" "optional" 2]
[(find-ns 's117.broken) (isa? :s117.broken/a :s117.broken/b)] ;=> [nil false]
