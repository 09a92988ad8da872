;; S144: (stage 'a) shows what a reload would do: names that change (not those evaluated again to the same), dependants, state, effects, broken links
;file> s144/lib.clj
;| (ns s144.lib)
;| (defmacro twice [x] [x x])
;| (defn gone [] 1)
;| (defn changed [x] x)
;| (defn same [x] [x])
;| (defonce kept (atom 0))
;| (def lost (atom 0))
;file> s144/app.clj
;| (ns s144.app (:require [s144.lib :as lib]))
;| (defn f [] (lib/twice 1))
;file> s144/other.clj
;| (ns s144.other (:require [s144.lib :as lib]))
;| (defn g [] (lib/gone))
(require 's144.app 's144.other 'clojure.string)
(def log (atom []))
;file> s144/lib.clj
;| (ns s144.lib)
;| (defmacro twice [x] [:twice x])
;| (defn fresh [] 1)
;| (defn changed [x] (str x))
;| (defn same [x] [x])
;| (defonce kept (atom 0))
;| (def lost (atom 0))
;| (swap! user/log conj :staged)
;| (on-publish ::hello (fn [] (swap! user/log conj :published)))
(def c (stage 's144.lib))
(print (clojure.string/replace (pr-str c) #"\(/.*/s144" "(s144"))
;out> Candidate: reload s144.lib, not published
;out>   evaluated  s144.lib, s144.app (rebuilt)
;out>   added      s144.lib/fresh
;out>   changed    s144.app/f, s144.lib/changed, s144.lib/twice
;out>   removed    s144.lib/gone
;out>   kept       s144.lib/kept
;out>   hooks      :s144.lib/hello
;out>   reset      s144.lib/lost (its state would be lost; defonce keeps it)
;out>   effects    swap! of a reference that was made before this load (s144/lib.clj:8)
;out>   broken     s144.other/g uses s144.lib/gone, which is removed
[(:rebuilt (report c)) (map :problem (:broken (report c)))] ;=> [[s144.app] ("s144.other/g uses s144.lib/gone, which is removed")]
[@log (resolve 's144.lib/fresh)] ;=> [[:staged] nil]
