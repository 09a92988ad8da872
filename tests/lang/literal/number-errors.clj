; Text that starts like a number and is none is refused.
1a ;rejects> * Invalid number: 1a
08 ;rejects> * Invalid number: 08
0x ;rejects> * Invalid number: 0x
1.2.3 ;rejects> * Invalid number: 1.2.3
1/0 ;rejects> * Divide by zero
2r2 ;rejects> * For input string: "2" under radix 2
37r1 ;rejects> * Radix out of range
1e ;rejects> * Invalid number: 1e
##Foo ;rejects> * Unknown symbolic value: ##Foo
