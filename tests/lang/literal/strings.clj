; Escapes in strings, and strings over several lines.
"" ;=> ""
"a\tb\nc\\\"d" ;=> "a\tb\nc\\\"d"
"\u0041\u00e9" ;=> "Aé"
(map int "\101\0\7") ;=> (65 0 7)
"two
lines" ;=> "two\nlines"
(count "\\n") ;=> 2
(count "\n") ;=> 1
(= "\u0041" "A" "\101") ;=> true
"\q" ;rejects> read/invalid-escape Unsupported escape character: \q
"\u12" ;rejects> read/invalid-escape
"\400" ;rejects> read/invalid-escape Octal escape sequence must be in range [0, 377]
