;; S85: `defmulti` becomes `defn` and `defmulti` again: each is what it says.
;file> app.clj
;| (ns app)
;| (defmulti f identity)
;| (defmethod f :a [_] :method-1)
(require 'app)
(app/f :a) ;=> :method-1
;file> app.clj
;| (ns app)
;| (defn f [_] :function)
(require 'app :reload)
(app/f :a) ;=> :function
;file> app.clj
;| (ns app)
;| (defmulti f identity)
;| (defmethod f :a [_] :method-2)
(require 'app :reload)
(app/f :a) ;=> :method-2
