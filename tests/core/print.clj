; Printing hooks and string input and output.

(with-out-str (print-simple 1 *out*)) ;=> "1"
(with-out-str (println 1)) ;=> "1\n"
(with-in-str "1 2" [(read) (read)]) ;=> [1 2]
(char-escape-string \a) ;=> nil
(line-seq (java.io.BufferedReader. (java.io.StringReader. "a\n\nb\n"))) ;=> ("a" "" "b")
(read+string (clojure.lang.LineNumberingPushbackReader. (java.io.StringReader. "  [1 2] 3"))) ;=> [[1 2] "[1 2]"]
(read+string (clojure.lang.LineNumberingPushbackReader. (java.io.StringReader. "")) false :eof) ;=> [:eof ""]
(read+string {:eof :e} (clojure.lang.LineNumberingPushbackReader. (java.io.StringReader. ""))) ;=> [:e ""]
