; `#()` with its arguments.
(#(+ 1 2)) ;=> 3
(#(* % %) 4) ;=> 16
(#(- %1 %2) 10 3) ;=> 7
(#(vector %2) 1 2) ;=> [2]
(#(apply + %&) 1 2 3) ;=> 6
(#(vector % %&) 1 2 3) ;=> [1 (2 3)]
(#(vector %3 %&) 1 2 3 4) ;=> [3 (4)]
(map #(str % "!") ["a" "b"]) ;=> ("a!" "b!")
(#(do [% %]) 1) ;=> [1 1]
(#(let [a %] #{a}) 1) ;=> #{1}
(#(% 1) inc) ;=> 2
(#(vector %2) 1) ;throws> ArityException Wrong number of args (1) passed to
(#(+ 1 2) 1) ;throws> ArityException Wrong number of args (1) passed to
#(#(1)) ;rejects> read/nested-fn-literal Nested #()s are not allowed
% ;rejects> compile/unresolved-symbol Unable to resolve symbol: % in this context
((fn [] '%)) ;=> %
