; clojure.pprint: data, settings, blocks, tables, code.
(require '[clojure.pprint :as p :refer [pprint write pprint-logical-block pprint-newline pprint-indent]])
(defrecord Point [x y])
(defmacro narrow [margin & body] `(binding [p/*print-right-margin* ~margin] ~@body))
(defmacro laid-out [& body] `(write nil :dispatch (fn [_#] ~@body)))

(pprint nil) ;out> nil
;=> nil
(pprint "a\nb") ;out> "a\nb"
;=> nil
(pprint [1 2]) ;out> [1 2]
;=> nil
(pprint '()) ;out> ()
;=> nil
(pprint {:a 1 :b 2}) ;out> {:a 1, :b 2}
;=> nil
(pprint #{}) ;out> #{}
;=> nil
(pprint (->Point 1 2)) ;out> {:x 1, :y 2}
;=> nil
(pprint ''x) ;out> 'x
;=> nil
(pprint '(quote x y)) ;out> (quote x y)
;=> nil
(pprint '(var x)) ;out> #'x
;=> nil
(pprint '@x) ;out> @x
;=> nil
(pprint '(quote)) ;out> (quote)
;=> nil
(pprint #'map) ;out> #'clojure.core/map
;=> nil
(pprint (into-array [1 2])) ;out> [1, 2]
;=> nil
(pprint (conj clojure.lang.PersistentQueue/EMPTY 1 2)) ;out> <-(1 2)-<
;=> nil
(pprint [1/2 1M 1N \a 1.5 #"a" 'a/b]) ;out> [1/2 1M 1N \a 1.5 #"a" a/b]
;=> nil
(pprint (range 40))
;out> (0
;out>  1
;out>  2
;out>  3
;out>  4
;out>  5
;out>  6
;out>  7
;out>  8
;out>  9
;out>  10
;out>  11
;out>  12
;out>  13
;out>  14
;out>  15
;out>  16
;out>  17
;out>  18
;out>  19
;out>  20
;out>  21
;out>  22
;out>  23
;out>  24
;out>  25
;out>  26
;out>  27
;out>  28
;out>  29
;out>  30
;out>  31
;out>  32
;out>  33
;out>  34
;out>  35
;out>  36
;out>  37
;out>  38
;out>  39)
;=> nil
(pprint (mapv #(* % 1000) (range 20)))
;out> [0
;out>  1000
;out>  2000
;out>  3000
;out>  4000
;out>  5000
;out>  6000
;out>  7000
;out>  8000
;out>  9000
;out>  10000
;out>  11000
;out>  12000
;out>  13000
;out>  14000
;out>  15000
;out>  16000
;out>  17000
;out>  18000
;out>  19000]
;=> nil
(pprint (zipmap (map #(keyword (str "key" %)) (range 5)) (map #(repeat 5 (* 1000 %)) (range 5))))
;out> {:key0 (0 0 0 0 0),
;out>  :key1 (1000 1000 1000 1000 1000),
;out>  :key2 (2000 2000 2000 2000 2000),
;out>  :key3 (3000 3000 3000 3000 3000),
;out>  :key4 (4000 4000 4000 4000 4000)}
;=> nil
(narrow 20 (pprint {:aaaaaa [1 2 3 4 5 6 7 8] :bbbbbbbbbbbbbbbbbbbb #{1 2 3}}))
;out> {:aaaaaa
;out>  [1 2 3 4 5 6 7 8],
;out>  :bbbbbbbbbbbbbbbbbbbb
;out>  #{1 3 2}}
;=> nil
(narrow 20 (pprint [[1 2 3] "text with\nlines" {:k {:l {:m [:n :o :p]}}} '(quote (a b c d e f g h))]))
;out> [[1 2 3]
;out>  "text with\nlines"
;out>  {:k
;out>   {:l
;out>    {:m
;out>     [:n :o :p]}}}
;out>  '(a b c d e f g h)]
;=> nil
(narrow 30 (pprint '[{:name "one" :size 1} {:name "another" :size 2}]))
;out> [{:name "one", :size 1}
;out>  {:name "another", :size 2}]
;=> nil
(narrow nil (pprint (range 30))) ;out> (0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29)
;=> nil
(binding [*print-length* 2] (pprint [1 2 3]) (pprint {1 2 3 4 5 6}) (pprint '(1 2)))
;out> [1 2 ...]
;out> {1 2, 3 4, ...}
;out> (1 2)
;=> nil
(binding [*print-level* 2] (pprint [1 [2 [3 [4]]]])) ;out> [1 [2 #]]
;=> nil
(binding [*print-namespace-maps* true] (pprint {:a/b 1 :a/c {:x/y 1}})) ;out> #:a{:b 1, :c #:x{:y 1}}
;=> nil
(binding [*print-meta* true] (pprint ^:a [1])) ;out> ^{:a true} [1]
;=> nil
(write [1 2] :stream nil) ;=> "[1 2]"
(write 10 :stream nil :base 16 :radix true) ;=> "#xa"
(write 5 :stream nil :base 2) ;=> "101"
(write 1/2 :stream nil :radix true) ;=> "#10r1/2"
(write 'a/b :stream nil :suppress-namespaces true) ;=> "b"
(write "a" :stream nil :readably false) ;=> "a"
(write [1 2 3] :stream nil :length 2) ;=> "[1 2 ...]"
(write [1 2] :pretty false :stream nil) ;=> "[1 2]"
(write [1 2]) ;out> [1 2]
;=> nil
(p/print-table [{:a 1 :b "x"} {:a 222 :b nil :c 5}])
;out>
;out> |  :a | :b |
;out> |-----+----|
;out> |   1 |  x |
;out> | 222 |    |
;=> nil
(p/print-table [:b :a] [{:a 1 :b "x"}])
;out>
;out> | :b | :a |
;out> |----+----|
;out> |  x |  1 |
;=> nil
(p/print-table []) ;=> nil
(with-out-str (print "a") (p/fresh-line) (p/fresh-line)) ;=> "a\n\n"
(pprint-newline :other) ;throws> IllegalArgumentException Bad argument: :other. It must be one of #{:mandatory :miser :fill :linear}
(pprint-indent :other 1) ;throws> IllegalArgumentException Bad argument: :other. It must be one of #{:block :current}
(laid-out (pprint-logical-block :prefix "<" :suffix ">" (print "a") (pprint-newline :mandatory) (print "b") (pprint-indent :block 3) (pprint-newline :mandatory) (print "c") (pprint-indent :current 3) (pprint-newline :mandatory) (print "d")))
;out> <a
;out>  b
;out>     c
;out>         d>
;=> nil
(laid-out (pprint-logical-block :per-line-prefix ";; " (print "a") (pprint-newline :mandatory) (print "b")))
;out> a
;out> ;; b
;=> nil
(laid-out (pprint-logical-block :prefix "(" (print "a ") (pprint-newline :linear) (print "b ") (pprint-newline :linear) (print "c"))) ;out> (a b c
;=> nil
(narrow 20 (laid-out (pprint-logical-block :prefix "(" :suffix ")" (doseq [n (range 100 112)] (pr n) (print " ") (pprint-newline :fill)))))
;out> (100
;out>  101
;out>  102
;out>  103
;out>  104
;out>  105
;out>  106
;out>  107
;out>  108 109 110 111 )
;=> nil
(binding [p/*print-right-margin* 20 p/*print-miser-width* nil] (laid-out (pprint-logical-block :prefix "(" :suffix ")" (doseq [n (range 100 112)] (pr n) (print " ") (pprint-newline :fill)))))
;out> (100 101 102 103
;out>  104 105 106 107
;out>  108 109 110 111 )
;=> nil
(p/with-pprint-dispatch (fn [x] (print "<" x ">")) (pprint 1)) ;out> < 1 >
;=> nil
(defmethod p/simple-dispatch Point [{:keys [x y]}] (print (str x "@" y)))
(pprint [(->Point 1 2) {:p (->Point 3 4)}]) ;out> [1@2 {:p 3@4}]
;=> nil
; Code.
(defmacro as-code [margin form] `(binding [p/*print-right-margin* ~margin] (p/with-pprint-dispatch p/code-dispatch (pprint '~form))))
(as-code 60 (defn hello "Says hello." [name & args] (if (nil? name) (throw (IllegalArgumentException. "no name")) (str "hello " name))))
;out> (defn hello
;out>   "Says hello."
;out>   [name & args]
;out>   (if (nil? name)
;out>     (throw (IllegalArgumentException. "no name"))
;out>     (str "hello " name)))
;=> nil
(as-code 60 (defn area ([x] (area x 1)) ([x y] (let [z (* x y) w (inc z)] (when (pos? z) (println "z is" z) w)))))
;out> (defn area
;out>   ([x] (area x 1))
;out>   ([x y]
;out>     (let [z (* x y) w (inc z)]
;out>       (when (pos? z) (println "z is" z) w))))
;=> nil
(as-code 60 (cond (= x 1) :one (= x 2) (some-function-with-a-long-name x y z) :else (another-function x)))
;out> (cond
;out>   (= x 1) :one
;out>   (= x 2) (some-function-with-a-long-name x y z)
;out>   :else (another-function x))
;=> nil
(as-code 60 (condp = x 1 :one 2 (some-function-with-a-long-name x y z) (another-function x y z)))
;out> (condp = x
;out>   1 :one
;out>   2 (some-function-with-a-long-name x y z)
;out>   (another-function x y z))
;=> nil
(as-code 60 (let [alpha (some-function 1 2 3) beta (another-function alpha 4 5)] (println alpha beta) (+ alpha beta)))
;out> (let [alpha (some-function 1 2 3)
;out>       beta (another-function alpha 4 5)]
;out>   (println alpha beta)
;out>   (+ alpha beta))
;=> nil
(as-code 60 (ns app.core "Doc." (:require [clojure.string :as str] [clojure.set :refer [union]]) (:import (java.util Date UUID))))
;out> (ns app.core
;out>   "Doc."
;out>   (:require [clojure.string :as str]
;out>             [clojure.set :refer [union]])
;out>   (:import (java.util Date UUID)))
;=> nil
(as-code 60 (some-function-with-a-long-name argument-one argument-two argument-three))
;out> (some-function-with-a-long-name
;out>   argument-one
;out>   argument-two
;out>   argument-three)
;=> nil
(as-code 60 (-> x (first-step with arguments) (second-step with more arguments) last-step))
;out> (-> x
;out>  (first-step with arguments)
;out>  (second-step with more arguments)
;out>  last-step)
;=> nil
(as-code 60 (def table {:a 1 :b "a long string that does not fit on the line"}))
;out> (def table
;out>  {:a 1, :b "a long string that does not fit on the line"})
;=> nil
(as-code 72 (fn* [p1 p2] (+ p1 p2))) ;out> #(+ %1 %2)
;=> nil
(as-code 72 (fn* [p1] (inc p1))) ;out> #(inc %)
;=> nil
(as-code 72 @a) ;out> @a
;=> nil
(as-code 30 (when (ready? x) (start x) (wait-for x)))
;out> (when
;out>   (ready? x)
;out>   (start x)
;out>   (wait-for x))
;=> nil
