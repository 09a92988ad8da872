;; S120: a worker is started by the publish; after three reloads one runs; a load that fails starts none; an error ends it and is on show
(def seen (atom []))
(defn until [f] (loop [n 0] (cond (f) true (< n 5000) (do (Thread/sleep 1) (recur (inc n))))))
(defn running [] (filter #(= :running (:state %)) (workers)))
;file> s120.clj
;| (ns s120)
;| (defworker beat (fn [] (swap! user/seen conj 1) (Thread/sleep 1)))
;| (throw (ex-info "no" {}))
(require 's120) ;throws> ExceptionInfo no
(do (Thread/sleep 20) [@seen (workers)]) ;=> [[] []]
;file> s120.clj
;| (ns s120)
;| (defn step [] (swap! user/seen conj 1) (Thread/sleep 1))
;| (defworker beat (fn [] (step)))
(require 's120)
(until #(seq @seen)) ;=> true
(require 's120 :reload :force)
(require 's120 :reload :force)
(require 's120 :reload :force)
(until #(= 1 (count (running)))) ;=> true
(map :name (running)) ;=> (s120/beat)
;; What it calls can be fixed without touching it.
(in-ns 's120)
(defn step [] (swap! user/seen conj :fixed) (Thread/sleep 1))
(in-ns 'user)
(until #(= :fixed (peek @seen))) ;=> true
;; Its end.
;file> s120.clj
;| (ns s120)
;| (defworker beat (fn [] (throw (ex-info "tired" {}))))
(require 's120 :reload)
(until #(some (fn [w] (= :failed (:state w))) (workers))) ;=> true
(until #(empty? (running))) ;=> true
(ex-message (:error (first (filter :error (workers))))) ;=> "tired"
