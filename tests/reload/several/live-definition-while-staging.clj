;; S122: a definition made at the prompt while a stage of its namespace is under way is a conflict that names both
;file> s122.clj
;| (ns s122)
;| (defn f [] 1)
;| (defn g [] 1)
(require 's122)
;file> s122.clj
;| (ns s122)
;| (defn f [] 2)
;| (defn g [] 2)
(def c (stage 's122))
(in-ns 's122)
(defn f [] :fix)
(in-ns 'user)
(publish! c) ;throws> ExceptionInfo s122/f
(def failure (try (publish! c) (catch Exception e (ex-data e))))
(:type failure) ;=> :clutch/conflict
(map #(update-in % [:theirs] select-keys [:what :generation]) (map #(dissoc % :ours) (:conflicts failure))) ;=> ({:name s122/f, :theirs {:what "def s122/f", :generation 3}})
(map :ours (:conflicts failure)) ;=> ({:what "reload s122"})
[(s122/f) (s122/g)] ;=> [:fix 1]
