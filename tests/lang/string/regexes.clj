; Regular expressions.
(re-find #"b+" "abbbc") ;=> "bbb"
(re-find #"x" "abc") ;=> nil
(re-find #"(a)(x)?" "ab") ;=> ["a" "a" nil]
(re-matches #"a+" "aab") ;=> nil
(re-matches #"a+b" "aab") ;=> "aab"
(re-matches #"(\d+)-(\d+)" "10-20") ;=> ["10-20" "10" "20"]
(re-seq #"\d" "a1b2") ;=> ("1" "2")
(re-seq #"(\w)(\d)" "a1b2") ;=> (["a1" "a" "1"] ["b2" "b" "2"])
(re-seq #"x" "abc") ;=> nil
(re-seq #"" "ab") ;=> ("" "" "")
(let [m (re-matcher #"(\d)" "1a2")] [(re-find m) (re-find m) (re-find m)]) ;=> [["1" "1"] ["2" "2"] nil]
(let [m (re-matcher #"(\d)(\w)" "1a2b")] (re-find m) (re-groups m)) ;=> ["1a" "1" "a"]
(re-pattern "a+") ;=> #"a+"
(re-find (re-pattern "a\\.b") "a.b") ;=> "a.b"
(re-find #"(?i)abc" "xABC") ;=> "ABC"
(re-find #"(?m)^b" "a\nb") ;=> "b"
(re-find #"(?s)a.b" "a\nb") ;=> "a\nb"
(re-find #"(?x) a b # c" "ab") ;=> "ab"
(re-find #"a(?=b)" "ab") ;=> "a"
(re-find #"a(?!b)" "ab ac") ;=> "a"
(re-find #"(?<=a)b" "ab") ;=> "b"
(re-find #"(?<y>\d+)" "x12") ;=> ["12" "12"]
(re-find #"(a)\1" "aab aa") ;=> ["aa" "a"]
(re-find #"a{2,3}" "aaaa") ;=> "aaa"
(re-find #"a+?" "aaa") ;=> "a"
(re-find #"\bfoo\b" "a foo b") ;=> "foo"
(re-find #"[^a-c]+" "abcdef") ;=> "def"
(re-find #"\p{Lu}" "aB") ;=> "B"
(re-find #"\p{Alpha}+" "ab1") ;=> "ab"
(re-find #"\Q.*\E" "a.*b") ;=> ".*"
(re-find #"\x41\u0042" "AB") ;=> "AB"
(re-find #"^$" "") ;=> ""
(re-find #"\s+\S+" "a  b") ;=> "  b"
(re-find #"a|b|c" "xc") ;=> "c"
(re-matches #".*" "") ;=> ""
(re-find nil "a") ;throws> NullPointerException
(re-find #"a" nil) ;throws> NullPointerException
(re-pattern "(") ;throws> PatternSyntaxException Unclosed group near index 1
(str #"a/b") ;=> "a/b"
(pr-str #"a\"b\\") ;=> "#\"a\\\"b\\\\\""
(.pattern #"abc") ;=> "abc"
(re-find #"é" "café") ;=> "é"
(re-seq #"[\w']+" "it's a test") ;=> ("it's" "a" "test")
(map count (re-seq #"(a)|(b)" "ab")) ;=> (3 3)
