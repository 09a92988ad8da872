(ns clojure.edn
  "Reads extensible data notation: the part of the syntax that is only data.

  Unlike `clojure.core/read` these functions never evaluate anything and know nothing of quotes, functions or
  reader conditionals, so they may be used on data from elsewhere. They take a map of options:

    :eof      what to return at the end of input; without it the end is an error
    :readers  a map from tag symbols to functions of the form after the tag; it comes before `default-data-readers`
    :default  a function of a tag and the form after it, for tags without a reader"
  (:refer-clojure :exclude [read read-string]))

(defn read
  "Reads the next form from stream, a pushback reader, by default `*in*`, with options opts.

  (with-in-str \"[1 2] x\" (read)) ;=> [1 2]
  (with-in-str \"\" (read {:eof :end} *in*)) ;=> :end"
  ([] (read *in*))
  ([stream] (read {} stream))
  ([opts stream] (clutch.rt/edn-read opts stream)))

(defn read-string
  "Reads one form from the string s; gives nil for nil and, unless opts say otherwise, for an empty string.

  (read-string \"{:a [1 2.5 \\\\c]}\") ;=> {:a [1 2.5 \\c]}
  (read-string {:readers {'inch #(* % 25.4)}} \"#inch 10\") ;=> 254.0
  (read-string {:default vector} \"#a/b {}\") ;=> [a/b {}]
  (read-string \"\") ;=> nil"
  ([s] (read-string {:eof nil} s))
  ([opts s] (when s (clutch.rt/edn-read-string opts s))))
