; Multimethods.

(do (defmulti f1 :k) (defmethod f1 :a [_] 1) (f1 {:k :a})) ;=> 1
(do (defmulti f3 "doc" {:x 1} identity :default :dd) (defmethod f3 :dd [_] :dflt) [(f3 1) (:doc (meta #'f3)) (:x (meta #'f3))]) ;=> [:dflt "doc" 1]
(get-method f1 :zz) ;=> nil
(do (def shapes (derive (make-hierarchy) :square :shape)) (defmulti f4 identity :hierarchy #'shapes) (defmethod f4 :shape named [_] :a-shape) (f4 :square)) ;=> :a-shape
(do (defmulti f5 class) (defmethod f5 Number [_] :number) (defmethod f5 Comparable [_] :comparable) (prefer-method f5 Number Comparable) (f5 1)) ;=> :number
(= (prefers f5) {Number #{Comparable}}) ;=> true
