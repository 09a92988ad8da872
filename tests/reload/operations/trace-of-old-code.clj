;; S142: the trace of an exception from old code shows the text that ran, with its generation, and not the file of now
;file> s142.clj
;| (ns s142)
;| (defn check [x]
;|   (if (neg? x)
;|     (throw (ex-info "negative" {:x x}))
;|     x))
;| (defn total [xs] (reduce + (map check xs)))
(require 's142)
(def first-load (generation))
(def held s142/check)
;file> s142.clj
;| (ns s142)
;| ;; These lines
;| ;; move everything.
;| (defn check [x] x)
;| (defn total [xs] (reduce + (map check xs)))
(require 's142 :reload)
(def thrown (try (held -1) (catch Exception e e)))
(def frame (first (trace thrown)))
(select-keys frame [:function :line :form :replaced]) ;=> {:function "s142/check", :line 4, :form "(ex-info \"negative\" {:x x})", :replaced true}
(= (:generation frame) (generation-of held)) ;=> true
(<= (:generation frame) first-load) ;=> true
(< (:generation frame) (generation-of 's142/check)) ;=> true
;; The hash tells which text it was.
(= (:hash frame) (:hash (first (trace (try (held -2) (catch Exception e e)))))) ;=> true
(trace 1) ;throws> ClassCastException Throwable
