; `#_` takes away the next form; comments end with the line.
[1 #_2 3] ;=> [1 3]
[1 #_ #_ 2 3 4] ;=> [1 4]
#_(undefined-thing) :after ;=> :after
[#_{:a 1 :b}] ;rejects> read/map-odd-forms Map literal must contain an even number of forms
[1 ; two ]
 3] ;=> [1 3]
(comment (undefined) in here) ;=> nil
{:a #_:b 1} ;=> {:a 1}
#! like a comment
1 ;=> 1
(+ 1, 2,,, 3) ;=> 6
