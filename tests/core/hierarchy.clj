; Hierarchies as values.

(make-hierarchy) ;=> {:parents {}, :descendants {}, :ancestors {}}
(derive (make-hierarchy) :a :b) ;=> {:parents {:a #{:b}}, :ancestors {:a #{:b}}, :descendants {:b #{:a}}}
(-> (make-hierarchy) (derive :a :b) (derive :b :c) (derive :z :a)) ;=> {:parents {:a #{:b}, :b #{:c}, :z #{:a}}, :ancestors {:a #{:c :b}, :b #{:c}, :z #{:c :b :a}}, :descendants {:b #{:z :a}, :c #{:z :b :a}, :a #{:z}}}
(-> (make-hierarchy) (derive :a :b) (derive :b :c) (derive :z :a) (underive :a :b)) ;=> {:parents {:b #{:c}, :z #{:a}}, :ancestors {:b #{:c}, :z #{:a}}, :descendants {:c #{:b}, :a #{:z}}}
(-> (make-hierarchy) (derive :a :b) (derive :a :b)) ;=> {:parents {:a #{:b}}, :ancestors {:a #{:b}}, :descendants {:b #{:a}}}
(-> (make-hierarchy) (derive String :a) (isa? String :a)) ;=> true
(-> (make-hierarchy) (derive Object :a) (isa? String :a)) ;=> true
(-> (make-hierarchy) (derive Object :a) (ancestors Object)) ;=> #{:a}
(derive ::q ::r) ;=> nil
(isa? ::q ::r) ;=> true
(parents ::q) ;=> #{:user/r}
(ancestors ::q) ;=> #{:user/r}
(descendants ::r) ;=> #{:user/q}
(do (underive ::q ::r) (isa? ::q ::r)) ;=> false
(isa? String Object) ;=> true
(isa? [String ::x] [Object ::x]) ;=> true
(isa? [] []) ;=> true
(isa? [1] []) ;=> false
(isa? nil nil) ;=> true
(isa? String nil) ;=> false
(parents :none) ;=> nil
(ancestors :none) ;=> nil
(-> (make-hierarchy) (derive :a :b) (derive :a :c) (derive :d :a) (underive :d :a)) ;=> {:parents {:a #{:c :b}}, :ancestors {:a #{:c :b}}, :descendants {:c #{:a}, :b #{:a}}}
(-> (make-hierarchy) (derive :a :b) (derive :b :c) (parents :a)) ;=> #{:b}
(-> (make-hierarchy) (derive :a :b) (derive :b :c) (ancestors :a)) ;=> #{:c :b}
(-> (make-hierarchy) (derive :a :b) (derive :b :c) (descendants :c)) ;=> #{:b :a}
