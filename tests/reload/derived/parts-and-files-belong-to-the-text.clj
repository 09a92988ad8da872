;; S92: texts that a file loads, and files that it reads while it is loaded, belong to its text
(def file (str (java.io.File/createTempFile "clutch" ".edn")))
(spit file "{:rate 1}")
;file> big.clj
;| (ns big)
;| (def conf (read-string (slurp user/file)))
;| (load "big_part")
;| (defn all [] [conf (part)])
;file> big_part.clj
;| (in-ns 'big)
;| (load "big_inner")
;| (defn part [] [:part inner])
;file> big_inner.clj
;| (in-ns 'big)
;| (def inner 1)
;| (defmacro tag [] :v1)
;file> top.clj
;| (ns top (:require [big :as b]))
;| (def twice (* 2 (:rate b/conf)))
;| (defn tag [] (b/tag))
(require 'top)
[(big/all) top/twice (top/tag)] ;=> [[{:rate 1} [:part 1]] 2 :v1]
;file> big_inner.clj
;| (in-ns 'big)
;| (def inner 2)
;| (defmacro tag [] :v2)
(get (drift) 'big) ;=> :changed
(require 'top :reload)
[(big/all) top/twice (top/tag)] ;=> [[{:rate 1} [:part 2]] 2 :v2]
(get (drift) 'big) ;=> :same
(spit file "{:rate 5}")
(require 'top :reload)
[(big/all) top/twice (top/tag)] ;=> [[{:rate 5} [:part 2]] 10 :v2]
(with-out-str (require 'top :reload)) ;=> ""
(:loaded (peek (history))) ;=> [big top]
