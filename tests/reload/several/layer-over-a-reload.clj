;; S124: a layer lies over the definitions: a reload brings the new one below it, and taking it away shows that
;spec> RELOAD-61
;file> s124.clj
;| (ns s124)
;| (def limit 10)
;| (defn price [n] (* n 2))
;| (defn total [ns] (reduce + (map price ns)))
(require 's124)
(def log (atom []))
(layer :trace {#'s124/price (fn [price & args]
                              (let [r (apply price args)] (swap! log conj [args r]) r))}) ;=> :trace
(s124/total [1 2]) ;=> 6
@log ;=> [[(1) 2] [(2) 4]]
;file> s124.clj
;| (ns s124)
;| (def limit 10)
;| (defn price [n] (* n 3))
;| (defn total [ns] (reduce + (map price ns)))
(require 's124 :reload)
(reset! log [])
(s124/total [1]) ;=> 3
@log ;=> [[(1) 3]]
;; Layers lie over one another; values that are no functions are replaced.
(layer :patch-4711 {#'s124/limit 99, #'s124/price (fn [price n] (inc (price n)))})
[(s124/total [1 1]) s124/limit (mapv :name (layers))] ;=> [8 99 [:trace :patch-4711]]
;; The links to what lies below are still checked.
;file> s124.clj
;| (ns s124)
;| (def limit 20)
;| (defn price [n] (* n 5))
;| (defn total [ns] (reduce + (map price ns)))
(require 's124 :reload)
[(s124/total [1]) s124/limit] ;=> [6 99]
(alter-var-root #'s124/price (fn [f] (fn [n] (* 10 (f n)))))
(s124/total [1]) ;=> 51
(unlayer :patch-4711) ;=> true
[(s124/total [1]) s124/limit (mapv :name (layers))] ;=> [50 20 [:trace]]
(unlayer :trace) ;=> true
(reset! log [])
[(s124/total [1]) @log (layers) (unlayer :trace)] ;=> [50 [] [] false]
;; A layer is there before its namespace is, and stays when that goes.
(layer :early {'s124.later/f (fn [f] [:layered (f)])})
;file> s124/later.clj
;| (ns s124.later)
;| (defn f [] 1)
(require 's124.later)
(s124.later/f) ;=> [:layered 1]
;; Going back to an older generation goes back to its layers, too.
(def with-layer (generation))
(unlayer :early)
(s124.later/f) ;=> 1
(rollback! with-layer)
[(s124.later/f) (mapv :name (layers))] ;=> [[:layered 1] [:early]]
(layer :bad {#'when inc}) ;throws> IllegalArgumentException cannot lie over the macro #'clojure.core/when
(layer "bad" {}) ;throws> IllegalArgumentException a layer is named by a keyword
