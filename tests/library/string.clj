; clojure.string: what the examples of the docs do not show.
(require '[clojure.string :as str])

(str/blank? "") ;=> true
(str/blank? "\u2003") ;=> true
(str/blank? "\u00a0") ;=> false
(str/blank? 5) ;throws> ClassCastException
(str/capitalize "é") ;=> "É"
(str/capitalize :abc) ;=> ":abc"
(str/capitalize nil) ;throws> NullPointerException
(str/ends-with? "" "") ;=> true
(str/ends-with? "a" nil) ;throws> NullPointerException
(str/starts-with? :abc ":a") ;=> true
(str/starts-with? nil "a") ;throws> NullPointerException
(str/escape "abc" {\a "1" \c 2}) ;=> "1b2"
(str/escape "abc" #(when (= % \b) "")) ;=> "ac"
(str/escape "" {\a "b"}) ;=> ""
(str/escape nil {}) ;throws> NullPointerException
(str/includes? "" "") ;=> true
(str/includes? "abc" "") ;=> true
(str/includes? nil "a") ;throws> NullPointerException
(str/index-of "abc" "") ;=> 0
(str/index-of "abcabc" "c" 3) ;=> 5
(str/index-of "abc" "c" 10) ;=> nil
(str/index-of "abc" \c -5) ;=> 2
(str/index-of "abc" "abcd") ;=> nil
(str/index-of nil "a") ;throws> NullPointerException
(str/last-index-of "abc" "") ;=> 3
(str/last-index-of "abcabc" "c" 4) ;=> 2
(str/last-index-of "abc" "c" 10) ;=> 2
(str/last-index-of "abc" \a -1) ;=> nil
(str/last-index-of "aaa" "aa") ;=> 1
(str/join nil) ;=> ""
(str/join [nil nil]) ;=> ""
(str/join "," [nil nil]) ;=> ","
(str/join nil [1 2]) ;=> "12"
(str/join \- "abc") ;=> "a-b-c"
(str/join ", " {:a 1}) ;=> "[:a 1]"
(str/join "," [1]) ;=> "1"
(str/join "," (range 3)) ;=> "0,1,2"
(str/join 1 [2 3]) ;=> "213"
(str/lower-case "ÀB") ;=> "àb"
(str/upper-case "straße") ;=> "STRASSE"
(str/upper-case :a/b) ;=> ":A/B"
(str/upper-case nil) ;throws> NullPointerException
(str/lower-case 'ABC) ;=> "abc"
(str/replace "aaa" "a" "") ;=> ""
(str/replace "abc" "" "-") ;=> "-a-b-c-"
(str/replace "a.c" #"." "x") ;=> "xxx"
(str/replace "abc" #"" "-") ;=> "-a-b-c-"
(str/replace "abc" #"(a)(b)?" "$2$1") ;=> "bac"
(str/replace "abc" #"z" "$9") ;=> "abc"
(str/replace "abc" #"b" "\\$") ;=> "a$c"
(str/replace "a\\b" "\\" "/") ;=> "a/b"
(str/replace "abc" #"(b)" (fn [[m g]] (str "<" m g ">"))) ;=> "a<bb>c"
(str/replace "abc" #"b" (fn [m] "$1")) ;=> "a$1c"
(str/replace "abc" #"b" {"b" "X"}) ;=> "aXc"
(str/replace "abab" \a \x) ;=> "xbxb"
(str/replace "2024" #"(?<y>\d+)" "${y}!") ;=> "2024!"
(str/replace "abc" #"(?i)B" "x") ;=> "axc"
(str/replace "x" "x" nil) ;throws> NullPointerException
(str/replace nil "a" "b") ;throws> NullPointerException
(str/replace "abc" "b" \c) ;throws> ClassCastException
(str/replace-first "aba" "a" "$1") ;=> "$1ba"
(str/replace-first "aba" #"a" "x") ;=> "xba"
(str/replace-first "aba" \a \x) ;=> "xba"
(str/replace-first "abc" #"(b)" #(str (first %) (second %))) ;=> "abbc"
(str/replace-first "abc" "z" "y") ;=> "abc"
(str/replace-first "" "a" "b") ;=> ""
(str/replace-first "abc" "" "x") ;=> "xabc"
(str/re-quote-replacement "a$1\\b") ;=> "a\\$1\\\\b"
(str/re-quote-replacement "") ;=> ""
(str/reverse "") ;=> ""
(str/reverse "aé") ;=> "éa"
(str/reverse nil) ;throws> NullPointerException
(str/split "" #",") ;=> [""]
(str/split "," #",") ;=> []
(str/split ",a" #",") ;=> ["" "a"]
(str/split "abc" #"") ;=> ["a" "b" "c"]
(str/split "a1b22c" #"\d+") ;=> ["a" "b" "c"]
(str/split "a,b,c" #"," 1) ;=> ["a,b,c"]
(str/split "a,b,c" #"," 10) ;=> ["a" "b" "c"]
(str/split "a,b,,," #"," 0) ;=> ["a" "b"]
(str/split "a,b,,," #"," 3) ;=> ["a" "b" ",,"]
(str/split "a b  c" #"\s") ;=> ["a" "b" "" "c"]
(str/split "a.b" #"\.") ;=> ["a" "b"]
(str/split nil #",") ;throws> NullPointerException
(str/split "a(b)c" #"(\(|\))") ;=> ["a" "b" "c"]
(str/split "aXbXc" #"(?=X)") ;=> ["a" "Xb" "Xc"]
(str/split-lines "") ;=> [""]
(str/split-lines "a") ;=> ["a"]
(str/split-lines "\n") ;=> []
(str/split-lines "\na\n\nb") ;=> ["" "a" "" "b"]
(str/split-lines "a\rb") ;=> ["a\rb"]
(str/split-lines "a\r\nb\n") ;=> ["a" "b"]
(str/trim "\u2003 a \u2003") ;=> "a"
(str/trim "\u00a0a") ;=> " a"
(str/trim "") ;=> ""
(str/trim nil) ;throws> NullPointerException
(str/triml "\t a ") ;=> "a "
(str/trimr " a\r\n") ;=> " a"
(str/trim-newline "a\n\r\n\r") ;=> "a"
(str/trim-newline "") ;=> ""
(str/trim-newline "\n") ;=> ""
(str/trim-newline " \n ") ;=> " \n "
(str/trim-newline nil) ;throws> NullPointerException
