; What values print as, for the reader and for people.
(pr-str nil true 1 1.5 "a\n\"" \a \newline :k 'x) ;=> "nil true 1 1.5 \"a\\n\\\"\" \\a \\newline :k x"
(print-str nil true 1 1.5 "a\"" \a :k 'x) ;=> "nil true 1 1.5 a\" a :k x"
(pr-str [1 [2]] '(1 (2)) #{1} {:a {:b 1}}) ;=> "[1 [2]] (1 (2)) #{1} {:a {:b 1}}"
(pr-str (list) [] {} #{}) ;=> "() [] {} #{}"
(pr-str (map inc [1 2]) (range 3) (lazy-seq nil)) ;=> "(2 3) (0 1 2) ()"
(pr-str (seq [1]) (rest [1]) (cons 1 nil)) ;=> "(1) () (1)"
(pr-str #"a" #'inc 'a/b ::k) ;=> "#\"a\" #'clojure.core/inc a/b :user/k"
(pr-str (sorted-map 2 1 1 2) (sorted-set 2 1)) ;=> "{1 2, 2 1} #{1 2}"
(pr-str (first {:a 1})) ;=> "[:a 1]"
(pr-str "tab\t nl\n bs\\ q\" é") ;=> "\"tab\\t nl\\n bs\\\\ q\\\" é\""
(pr-str \space \tab \a \" \\ \é) ;=> "\\space \\tab \\a \\\" \\\\ \\é"
(pr-str 1N 1M 1/2 1e10 ##Inf ##NaN -0.0) ;=> "1N 1M 1/2 1.0E10 ##Inf ##NaN -0.0"
(pr-str #inst "2020-01-01" #uuid "00000000-0000-0000-0000-000000000000") ;=> "#inst \"2020-01-01T00:00:00.000-00:00\" #uuid \"00000000-0000-0000-0000-000000000000\""
(pr-str Long String) ;=> "java.lang.Long java.lang.String"
(pr-str (quote (quote a)) ''a) ;=> "(quote a) (quote a)"
(pr-str '@a '#'a '`a) ;=> "(clojure.core/deref a) (var a) (quote user/a)"
(pr-str {:a 1, :b [1 {:c 2}]}) ;=> "{:a 1, :b [1 {:c 2}]}"
(pr-str (with-meta [1] {:a 1})) ;=> "[1]"
(binding [*print-length* 2] (pr-str (range 10) [1 2 3] {:a 1 :b 2 :c 3})) ;=> "(0 1 ...) [1 2 ...] {:a 1, :b 2, ...}"
(binding [*print-level* 2] (pr-str [1 [2 [3 [4]]]] {:a {:b {:c 1}}})) ;=> "[1 [2 #]] {:a {:b #}}"
(binding [*print-readably* false] (pr-str "a" \b)) ;=> "a b"
(binding [*print-namespace-maps* true] (pr-str {:a/b 1 :a/c 2})) ;=> "#:a{:b 1, :c 2}"
(binding [*print-namespace-maps* false] (pr-str {:a/b 1 :a/c 2})) ;=> "{:a/b 1, :a/c 2}"
(binding [*print-length* 3] (pr-str (iterate inc 0))) ;=> "(0 1 2 ...)"
(pr "a" 1)
;out> "a" 1
(prn "a" 1)
;out> "a" 1
(print "a" 1)
;out> a 1
(println "a" [1 "b" \c nil])
;out> a [1 b c nil]
(newline)
;out>
(println)
;out>
(prn)
;out>
(do (print 1) (print 2) (println))
;out> 12
(do (pr) (prn nil))
;out> nil
(with-out-str (prn :a)) ;=> ":a\n"
(println (map inc [1 2]))
;out> (2 3)
(println {:a "x"})
;out> {:a x}
(println 'a :b 1.0 "s" \c nil true)
;out> a :b 1.0 s c nil true
(prn (symbol "a b"))
;out> a b
(pr-str (keyword "a b")) ;=> ":a b"
(defmethod print-method ::typed [v w] (.write w "typed!"))
(pr-str (with-meta [1] {:type ::typed})) ;=> "typed!"
(str (with-meta [1] {:type ::typed})) ;=> "typed!"
(pr-str (volatile! 1)) ;=> "#object[clojure.lang.Volatile 0x0 {:status :ready, :val 1}]"
(pr-str (eduction (map inc) [1 2])) ;=> "(2 3)"
(pr-str (repeat 2 :a) (cycle []) (take 2 (cycle [1]))) ;=> "(:a :a) () (1 1)"
(pr-str (java.util.ArrayList. [1 2])) ;=> "[1 2]"
(str (ex-info "m" {:a 1})) ;=> "clojure.lang.ExceptionInfo: m {:a 1}"
(str (Exception. "m")) ;=> "java.lang.Exception: m"
(flush) ;=> nil
(.write *out* "raw")
;out> raw
(do (.append *out* "x") nil)
;out> x
(binding [*out* *err*] (println "to stderr")) ;=> nil
(read-string (pr-str {:a [1 "b" #{\c} 'd 1.5 nil]})) ;=> {:a [1 "b" #{\c} d 1.5 nil]}
(= (read-string (pr-str "a\\\"\n")) "a\\\"\n") ;=> true
(require '[clojure.pprint :as pp])
(pp/pprint {:a 1})
;out> {:a 1}
(pp/pprint (range 5))
;out> (0 1 2 3 4)
(pp/pprint (zipmap (map #(keyword (str "key" %)) (range 5)) (repeat [1 2 3 4 5 6])))
;out> {:key0 [1 2 3 4 5 6],
;out>  :key1 [1 2 3 4 5 6],
;out>  :key2 [1 2 3 4 5 6],
;out>  :key3 [1 2 3 4 5 6],
;out>  :key4 [1 2 3 4 5 6]}
(pp/pprint {:aaaaaaaaaaaaaaaaaaaaaaaaaaa [1 2 3] :bbbbbbbbbbbbbbbbbbbbbbbbbb {:ccccccccccccccccccccccc 1 :ddddddddddd 2}})
;out> {:aaaaaaaaaaaaaaaaaaaaaaaaaaa [1 2 3],
;out>  :bbbbbbbbbbbbbbbbbbbbbbbbbb
;out>  {:ccccccccccccccccccccccc 1, :ddddddddddd 2}}
(pp/print-table [{:a 1 :b 2} {:a 3 :b 4}])
;out>
;out> | :a | :b |
;out> |----+----|
;out> |  1 |  2 |
;out> |  3 |  4 |
(pp/cl-format nil "~a ~s ~d~%" "x" "y" 5) ;=> "x \"y\" 5\n"
