; Text that starts like a number and is none is refused.
1a ;rejects> read/invalid-number Invalid number: 1a
08 ;rejects> read/invalid-number Invalid number: 08
0x ;rejects> read/invalid-number Invalid number: 0x
1.2.3 ;rejects> read/invalid-number Invalid number: 1.2.3
1/0 ;rejects> read/divide-by-zero Divide by zero
2r2 ;rejects> read/invalid-number For input string: "2" under radix 2
37r1 ;rejects> read/invalid-number Radix out of range
1e ;rejects> read/invalid-number Invalid number: 1e
##Foo ;rejects> read/unknown-symbolic-value Unknown symbolic value: ##Foo
