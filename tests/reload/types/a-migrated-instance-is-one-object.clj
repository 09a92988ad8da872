;; S80: what a migration makes of an instance is made at the first use by new code, and is the same object for every later use.
;file> app.clj
;| (ns app)
;| (def calls (atom 0))
;| (defrecord R [a])
(require 'app)
(def old (app/->R 1))
(def other (app/->R 1))
(def in-a-turn (promise))
(def reloaded (promise))
(def pinned (future (turn (deliver in-a-turn true) @reloaded [(:lock old) (keys old) (count old) (hash old) (pr-str old)])))
@in-a-turn ;=> true
(def hash-of-v1 (hash old))
;file> app.clj
;| (ns app)
;| (defonce calls (atom 0))
;| (defrecord R [a lock])
;| (migrate R {:from 1 :to 2} (fn [old] (swap! calls inc) (->R (:a old) (atom 0))))
(require 'app :reload)
(deliver reloaded true)
@app/calls ;=> 0
(swap! (:lock old) inc) ;=> 1
[@(:lock old) @(.lock old) @(get old :lock) (let [{:keys [lock]} old] @lock)] ;=> [1 1 1 1]
(identical? (:lock old) (:lock (assoc old :a 5))) ;=> true
@app/calls ;=> 1
;; Another instance is another object.
[@(:lock other) (= old other) @app/calls] ;=> [0 false 2]
;; The turn of before sees what was.
(= [nil [:a] 1 hash-of-v1 "#app.R{:a 1}"] @pinned) ;=> true
@app/calls ;=> 2
;; Many threads that look first at the same time see one object.
;file> many.clj
;| (ns many)
;| (defrecord R [a])
(require 'many)
(def olds (mapv many/->R (range 50)))
;file> many.clj
;| (ns many)
;| (defrecord R [a lock])
;| (migrate R {:from 1 :to 2} (fn [old] (Thread/yield) (->R (:a old) (Object.))))
(require 'many :reload)
(def looks (mapv (fn [_] (future (mapv :lock olds))) (range 4)))
(apply = (map deref looks)) ;=> true
;; A migrated instance that holds the old one does not hold it for ever: it has a copy.
;file> many.clj
;| (ns many)
;| (defrecord R [a lock before])
;| (migrate R {:from 1 :to 2} (fn [old] {:a (:a old) :before old}))
;| (migrate R {:from 2 :to 3} (fn [old] (->R (:a old) (:lock old) (delay old))))
(require 'many :reload)
(let [o (first olds)] (= (:lock o) (:lock (force (:before o))))) ;=> true
