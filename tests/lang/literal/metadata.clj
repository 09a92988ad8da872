; Metadata written with ^.
(meta ^:a []) ;=> {:a true}
(meta ^{:a 1 :b 2} []) ;=> {:a 1, :b 2}
(meta ^String []) ;=> {:tag java.lang.String}
(meta ^"s" []) ;=> {:tag "s"}
(meta ^:a ^:b ^{:c 3} {}) ;=> {:c 3, :b true, :a true}
(meta ^{:a 1} ^{:a 2} []) ;=> {:a 1}
(meta '^:x sym) ;=> {:x true}
(dissoc (meta '^:x (1 2)) :line :column) ;=> {:x true}
(meta #^:old []) ;=> {:old true}
(meta ^{:a (+ 1 2)} []) ;=> {:a 3}
(meta (let [x 1] ^{:v x} [x])) ;=> {:v 1}
(meta ^:k #{1}) ;=> {:k true}
(:private (meta (def ^:private p 1))) ;=> true
(= ^:a [1] ^:b [1]) ;=> true
^:a 1 ;rejects> read/metadata
^1 [] ;rejects> read/metadata Metadata must be Symbol,Keyword,String or Map
