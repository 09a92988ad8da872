; Macros: arguments are forms, the result is compiled in place.
(defmacro unless [c & body] `(if ~c nil (do ~@body)))
(unless false 1 2) ;=> 2
(unless true (println "not run")) ;=> nil
(macroexpand-1 '(unless a b c)) ;=> (if a nil (do b c))
(defmacro twice [x] `(let [v# ~x] [v# v#]))
(let [n (atom 0)] (twice (swap! n inc))) ;=> [1 1]
(defmacro arg-form [x] `'~x)
(arg-form (+ 1 2)) ;=> (+ 1 2)
(defmacro form-line [] (:line (meta &form)))
(form-line) ;=> 11
(defmacro whole [& _] `'~&form)
(whole 1 [2]) ;=> (whole 1 [2])
(defmacro env-names [] `'~(sort (keys &env)))
(let [b 1 a 2] (env-names)) ;=> (a b)
(defmacro multi ([] :zero) ([x] [:one x]) ([x & more] `'[~x ~@more]))
[(multi) (multi 1) (multi 1 2 3)] ;=> [:zero [:one 1] [1 2 3]]
(defmacro anaphoric [x] `(let [~'it ~x] (inc ~'it)))
(anaphoric 5) ;=> 6
(defmacro def-getter [name value] `(defn ~name [] ~value))
(def-getter seven 7)
(seven) ;=> 7
(defmacro nested [x] `(unless false ~x))
(nested 5) ;=> 5
(macroexpand '(nested 5)) ;=> (if false nil (do 5))
(defmacro rec [n] (if (zero? n) :end `(rec ~(dec n))))
(rec 5) ;=> :end
(macroexpand-1 '(inc 1)) ;=> (inc 1)
(macroexpand 'x) ;=> x
(let [inc (fn [x] (* 100 x))] (-> 1 inc)) ;=> 100
(defmacro sees-shadow [] `(list 1 2))
(let [list vector] (sees-shadow)) ;=> (1 2)
(let [unless (fn [& args] args)] (unless true 1)) ;=> (true 1)
(defmacro with-docs "Doc." {:k 1} [x] x)
[(:doc (meta #'with-docs)) (:macro (meta #'with-docs)) (:k (meta #'with-docs)) (:arglists (meta #'with-docs))] ;=> ["Doc." true 1 ([x])]
(fn [] (twice 1 2)) ;rejects> compile/macro-threw Wrong number of args (2) passed to: user/twice
(map unless [1]) ;rejects> compile/macro-value Can't take value of a macro: #'user/unless
unless ;rejects> compile/macro-value Can't take value of a macro: #'user/unless
(apply unless [1]) ;rejects> compile/macro-value Can't take value of a macro: #'user/unless
(defmacro throws [] (throw (ex-info "at expansion" {})))
(throws) ;rejects> compile/macro-threw at expansion
(defn by-hand [form env x] (list 'quote x))
(do (alter-meta! #'by-hand assoc :macro true) nil) ;=> nil
(by-hand (a b)) ;=> (a b)
((fn [] (defmacro in-fn [] 1))) ;=> #'user/in-fn
(in-fn) ;=> 1
(let [x 5] (defmacro closes [] x)) ;=> #'user/closes
(closes) ;=> 5
(symbol? (gensym "p")) ;=> true
(= (gensym) (gensym)) ;=> false
(defmacro emits-fn [f x] `(~f ~x))
(emits-fn inc 1) ;=> 2
(emits-fn #(* % %) 4) ;=> 16
(defmacro m1 [& {:keys [a b]}] [a b])
(m1 :a 1 :b 2) ;=> [1 2]
(defmacro quoted-meta [] (vary-meta 'x assoc :tag 'String))
(do (defmacro now [] :now) (now)) ;=> :now
(macroexpand '(.foo x 1)) ;=> (. x foo 1)
(macroexpand '(Foo. 1 2)) ;=> (new Foo 1 2)
