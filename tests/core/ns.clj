; Namespace conveniences.

(requiring-resolve 'clojure.set/nope) ;=> nil
((requiring-resolve 'clojure.set/union) #{1} #{2}) ;=> #{1 2}
(do (use '[clojure.walk :only [postwalk]]) (postwalk identity [1])) ;=> [1]
(do (refer-clojure :only '[map]) (reduce + (map inc [1 2]))) ;=> 5
(do (refer-clojure :exclude '[map]) (map inc [1 2])) ;=> (2 3)
