;; S134: who still holds an old generation is named: turns and threads with what they run, seqs, functions, agents, taps, watches, bindings
(defn rows [g holder & ks] (set (map #(mapv % ks) (filter #(= holder (:holder %)) (who-holds g)))))
;; A thread says that it has started just before it waits.
(defn wait-for [done?] (loop [n 0] (when (and (< n 5000) (not (done?))) (Thread/sleep 1) (recur (inc n)))))
(def ^:dynamic *work* nil)
;file> s134.clj
;| (ns s134)
;| (defn f [x] [:v1 x])
;| (defn parked [started go] (let [job (map f [1 2])] (deliver started true) @go (count job)))
;| (defn busy [started stop] (deliver started true) (loop [n 0] (if @stop n (recur (inc n)))))
(require 's134)
(def code (generation-of 's134/f))
;; A turn that waits, with the thread that it is on and where that is.
(def started (promise))
(def go (promise))
(def waiting (future (turn (s134/parked started go))))
@started ;=> true
(def g (:generation (first (running-turns))))
(wait-for #(= :waiting (-> (filter (fn [row] (= :turn (:kind row))) (who-holds g)) first :threads first :state)))
(def turns (filter #(= :turn (:kind %)) (who-holds g)))
(count turns) ;=> 1
(map (juxt :thread :state :function :line) (:threads (first turns))) ;=> (["future" :waiting s134/parked 3])
;; The seq that it has in a local keeps the world as well.
(rows g :thread :kind :thread :function :local) ;=> #{[:lazy-seq "future" s134/parked job]}
;; A thread that runs, and one that keeps a seq of a turn that has ended.
(def busy-started (promise))
(def stop (atom false))
(def spinner (Thread. (fn [] (s134/busy busy-started stop)) "spinner"))
(.start spinner)
@busy-started ;=> true
(def sleeper-started (promise))
(def sleeper-go (promise))
(defn hold [s] (deliver sleeper-started true) @sleeper-go (first s))
(def sleeper-generation (promise))
(def sleeper (future (hold (turn (deliver sleeper-generation (generation)) (map s134/f [1])))))
@sleeper-started ;=> true
(wait-for #(= #{[:waiting]} (rows @sleeper-generation :thread :state)))
(rows @sleeper-generation :thread :kind :thread :state :function :local) ;=> #{[:lazy-seq "future" :waiting user/hold s]}
;; Definitions: what is in state, in functions, queued, registered, bound.
(def kept (turn {:seqs (atom {:jobs [(map s134/f [1 2])]}), :later (delay (s134/f 3))}))
(def made-in (- (generation) 1))
(rows made-in 'user/kept :kind :path :count) ;=> #{[:lazy-seq [:seqs deref :jobs 0] 1] [:delay [:later] 1]}
(def composed (comp first s134/f))
(def worker-go (promise))
(def worker (agent 0))
(send-off worker (fn [n] @worker-go n))
(send worker (fn [_ f] f) s134/f)
(add-tap s134/f)
(add-watch #'composed :w s134/parked)
(def bound-started (promise))
(def bound (future (binding [*work* {:job s134/f}] (deliver bound-started true) @worker-go)))
@bound-started ;=> true
;file> s134.clj
;| (ns s134)
;| (defn f [x] [:v2 x])
;| (defn parked [started go] :v2)
;| (defn busy [started stop] :v2)
(require 's134 :reload)
(rows code 'user/composed :kind :name :path) ;=> #{[:function s134/f [clojure.core/comp]] [:function s134/parked [watch :w]]}
(rows code 'user/worker :kind :name :path) ;=> #{[:function s134/f [action]]}
(rows code 'clojure.core/taps :kind :name) ;=> #{[:function s134/f]}
(contains? (rows code :thread :kind :name :binding :path) [:function 's134/f 'user/*work* [:job]]) ;=> true
;; Threads that are in old code: one waits in it, one runs it.
(rows code :thread :kind :name :thread :state) ;=> #{[:call s134/parked "future" :waiting] [:call s134/busy "spinner" :running] [:function s134/f "future" :waiting] [:function s134/f "agent" :waiting]}
(set (keep :thread (holders 's134/busy))) ;=> #{"spinner"}
(map (juxt :kind :function) (filter :thread (holders 's134/parked))) ;=> ([:call s134/parked])
;; What ends lets go.
(reset! stop true)
(.join spinner)
(deliver go true)
@waiting ;=> 2
(deliver sleeper-go true)
@sleeper ;=> [:v1 1]
(deliver worker-go true)
@bound ;=> true
(await worker)
(send worker (constantly nil))
(await worker)
(remove-tap s134/f)
(remove-watch #'composed :w)
(ns-unmap 'user 'composed)
(realize kept)
(realize @(:seqs kept))
(defn quiet? [g] (empty? (remove #{{:holder :history, :kind :world}} (who-holds g))))
(defn soon [f] (loop [n 0] (cond (f) true (< n 500) (do (Thread/sleep 2) (recur (inc n))) :else (f))))
[(soon #(quiet? g)) (soon #(quiet? made-in)) (soon #(quiet? code))] ;=> [true true true]
