; Multimethods: dispatch by value, by hierarchy, default, preferences.
(defmulti area :shape)
(defmethod area :square [{:keys [side]}] (* side side))
(defmethod area :rect [{:keys [w h]}] (* w h))
(area {:shape :square :side 3}) ;=> 9
(area {:shape :rect :w 2 :h 3}) ;=> 6
(area {:shape :circle}) ;throws> IllegalArgumentException No method in multimethod 'area' for dispatch value: :circle
(defmethod area :default [s] [:unknown (:shape s)])
(area {:shape :circle}) ;=> [:unknown :circle]
(area {}) ;=> [:unknown nil]
(do (remove-method area :default) nil) ;=> nil
(area {:shape :circle}) ;throws> IllegalArgumentException No method in multimethod 'area' for dispatch value: :circle
(defmulti kind class)
(defmethod kind Number [_] :number)
(defmethod kind String [_] :string)
(defmethod kind nil [_] :nil)
(defmethod kind Object [_] :object)
(map kind [1 1.5 2N "s" nil :k []]) ;=> (:number :number :number :string :nil :object :object)
(derive ::dog ::animal)
(derive ::cat ::animal)
(defmulti sound identity)
(defmethod sound ::animal [_] :noise)
(defmethod sound ::dog [_] :woof)
[(sound ::dog) (sound ::cat) (sound ::animal)] ;=> [:woof :noise :noise]
(defmulti pair (fn [a b] [a b]))
(defmethod pair [::animal ::dog] [_ _] :ad)
(pair ::cat ::dog) ;=> :ad
(defmethod pair [::dog ::animal] [_ _] :da)
(pair ::dog ::dog) ;throws> IllegalArgumentException Multiple methods in multimethod 'pair' match dispatch value: [:user/dog :user/dog] -> [:user/animal :user/dog] and [:user/dog :user/animal], and neither is preferred
(prefer-method pair [::animal ::dog] [::dog ::animal])
(pair ::dog ::dog) ;=> :ad
(keys (prefers pair)) ;=> ([:user/animal :user/dog])
(sort (keys (methods area))) ;=> (:rect :square)
(fn? (get-method area :rect)) ;=> true
(get-method area :nope) ;=> nil
(defmulti with-default identity :default :other)
(defmethod with-default :other [x] [:other x])
(with-default 1) ;=> [:other 1]
(defmulti counted (fn [& xs] (count xs)))
(defmethod counted 0 [] :none)
(defmethod counted 1 [a] [:one a])
(defmethod counted :default [& xs] [:many xs])
[(counted) (counted 1) (counted 1 2 3)] ;=> [:none [:one 1] [:many (1 2 3)]]
(def h (-> (make-hierarchy) (derive :a :b)))
(defmulti in-h identity :hierarchy #'h)
(defmethod in-h :b [_] :found)
(in-h :a) ;=> :found
(def h (derive h :c :b))
(in-h :c) ;=> :found
(do (remove-all-methods in-h) nil) ;=> nil
(in-h :a) ;throws> IllegalArgumentException No method in multimethod 'in-h' for dispatch value: :a
(area {:shape :square :side 3}) ;=> 9
(isa? ::dog ::animal) ;=> true
(isa? [::dog ::cat] [::animal ::animal]) ;=> true
(isa? 1 1) ;=> true
(isa? String Object) ;=> true
(parents ::dog) ;=> #{:user/animal}
(ancestors ::dog) ;=> #{:user/animal}
(descendants ::animal) ;=> #{:user/dog :user/cat}
(underive ::dog ::animal) ;=> nil
(isa? ::dog ::animal) ;=> false
(derive ::a ::a) ;throws> AssertionError Assert failed: (not= tag parent)
(do (derive ::p ::q) (derive ::q ::p)) ;throws> Exception Cyclic derivation: :user/p has :user/q as ancestor
(defmethod nope :a [] 1) ;rejects> compile/unresolved-symbol Unable to resolve symbol: nope in this context
(defmethod counted 2 two [a b] [:two a b])
(counted 1 2) ;=> [:two 1 2]
