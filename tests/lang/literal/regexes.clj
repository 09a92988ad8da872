; Patterns: backslashes are not escapes of the string.
(re-find #"\d+" "ab123c") ;=> "123"
(re-matches #"(a)(b)?" "a") ;=> ["a" "a" nil]
(re-find #"\"" "a\"b") ;=> "\""
(str #"a\.b") ;=> "a\\.b"
(class #"a") ;=> java.util.regex.Pattern
#"x[yz]+" ;=> #"x[yz]+"
(re-seq #"\w+" "two words") ;=> ("two" "words")
(= #"a" #"a") ;=> false
(re-matches #"(?i)ABC" "abc") ;=> "abc"
#"(" ;rejects> *
