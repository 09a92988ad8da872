; Characters by themselves, by name and by code.
\a ;=> \a
\A ;=> \A
\( ;=> \(
\\ ;=> \\
\" ;=> \"
\; ;=> \;
\newline ;=> \newline
\space ;=> \space
\tab ;=> \tab
\backspace ;=> \backspace
\formfeed ;=> \formfeed
\return ;=> \return
\u0041 ;=> \A
\u03bb ;=> \λ
\o101 ;=> \A
(int \o7) ;=> 7
[\a\b\c] ;=> [\a \b \c]
(= \a \u0061 \o141) ;=> true
(int \a) ;=> 97
(char 955) ;=> \λ
\abc ;rejects> read/invalid-character Unsupported character: \abc
\o400 ;rejects> read/invalid-character Octal escape sequence must be in range [0, 377]
\ud800 ;rejects> read/invalid-character
