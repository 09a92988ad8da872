;; Parts of sorted collections, found by comparing with keys: no walk over what comes before.

(defn- within
  "A predicate: is (test (compare element key) 0) true for an element of sorted collection sc?"
  [sc test key]
  (fn [element] (test (clutch.rt/sorted-compare sc element key) 0)))

(defn- starting
  "The seq s without its first element if that does not satisfy pred; nil stays nil."
  [pred s]
  (if (or (nil? s) (pred (first s)))
    s
    (next s)))

(defn subseq
  "Returns a seq of the elements of a sorted collection whose keys pass one or two tests, ascending.
  A test is one of <, <=, > and >= with a key to compare with.
  (subseq (sorted-set 1 2 3 4) > 2) ;=> (3 4)
  (subseq (sorted-map 1 :a 2 :b 3 :c) >= 2 < 3) ;=> ([2 :b])"
  ([sc test key]
   (if (#{> >=} test)
     (starting (within sc test key) (clutch.rt/sorted-seq-from sc key true))
     (take-while (within sc test key) (clutch.rt/sorted-seq sc true))))
  ([sc start-test start-key end-test end-key]
   (when-let [s (clutch.rt/sorted-seq-from sc start-key true)]
     (take-while (within sc end-test end-key)
                 (starting (within sc start-test start-key) s)))))

(defn rsubseq
  "Returns a seq of the elements of a sorted collection whose keys pass one or two tests, descending.
  A test is one of <, <=, > and >= with a key to compare with.
  (rsubseq (sorted-set 1 2 3 4) < 3) ;=> (2 1)
  (rsubseq (sorted-map 1 :a 2 :b 3 :c) > 1 <= 3) ;=> ([3 :c] [2 :b])"
  ([sc test key]
   (if (#{< <=} test)
     (starting (within sc test key) (clutch.rt/sorted-seq-from sc key false))
     (take-while (within sc test key) (clutch.rt/sorted-seq sc false))))
  ([sc start-test start-key end-test end-key]
   (when-let [s (clutch.rt/sorted-seq-from sc end-key false)]
     (take-while (within sc start-test start-key)
                 (starting (within sc end-test end-key) s)))))
