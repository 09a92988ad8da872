; Text that ends too early, and brackets that do not fit.
) ;rejects> read/unmatched-delimiter Unmatched delimiter: )
(] ;rejects> read/unmatched-delimiter Unmatched delimiter: ]
(1 2 ;rejects> read/incomplete EOF while reading
"abc ;rejects> read/incomplete EOF while reading string
[1 {2 ;rejects> read/incomplete EOF while reading
' ;rejects> read/incomplete EOF while reading
# ;rejects> read/incomplete EOF while reading
#"ab ;rejects> read/incomplete EOF while reading regex
^:a ;rejects> read/incomplete EOF while reading
\ ;rejects> read/incomplete EOF while reading character
(read-string "") ;throws> RuntimeException EOF while reading
(read-string "(1 2") ;throws> RuntimeException EOF while reading
(read-string "1 2") ;=> 1
(read-string "   ; only a comment") ;throws> RuntimeException EOF while reading
