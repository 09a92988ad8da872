; Text that ends too early, and brackets that do not fit.
) ;rejects> * Unmatched delimiter: )
(] ;rejects> * Unmatched delimiter: ]
(1 2 ;rejects> * EOF while reading
"abc ;rejects> * EOF while reading string
[1 {2 ;rejects> * EOF while reading
' ;rejects> * EOF while reading
# ;rejects> * EOF while reading
#"ab ;rejects> * EOF while reading regex
^:a ;rejects> * EOF while reading
\ ;rejects> * EOF while reading character
(read-string "") ;throws> RuntimeException EOF while reading
(read-string "(1 2") ;throws> RuntimeException EOF while reading
(read-string "1 2") ;=> 1
(read-string "   ; only a comment") ;throws> RuntimeException EOF while reading
