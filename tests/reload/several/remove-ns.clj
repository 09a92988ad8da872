;; S66, S120: remove-ns is a publish: what the namespace declared is retired and its workers end; it is not refused, whom it breaks is on record
(def log (atom []))
(defn until [f] (loop [n 0] (cond (f) true (< n 5000) (do (Thread/sleep 1) (recur (inc n))))))
(defn running [] (map :name (filter #(= :running (:state %)) (workers))))
;file> gone/lib.clj
;| (ns gone.lib)
;| (defn f [] 1)
;| (on-retire ::stop (fn [] (swap! user/log conj [:retired (f)])))
;| (defworker beat (fn [] (Thread/sleep 1)))
;| (defworker other (fn [] (Thread/sleep 1)))
;file> gone/app.clj
;| (ns gone.app (:require [gone.lib :as lib]))
;| (defn g [] (lib/f))
(require 'gone.app)
(sort (running)) ;=> (gone.lib/beat gone.lib/other)
;; A worker goes with its name.
(ns-unmap 'gone.lib 'other)
(until #(= '[gone.lib/beat] (running))) ;=> true
(def before (atom nil))
(reset! before (generation))
(ns-name (remove-ns 'gone.lib)) ;=> gone.lib
(= (generation) (inc @before)) ;=> true
@log ;=> [[:retired 1]]
(until #(empty? (running))) ;=> true
(select-keys (peek (history)) [:what :namespaces-removed]) ;=> {:what "remove-ns gone.lib", :namespaces-removed [gone.lib]}
(map (juxt :caller :callee) (:broken (peek (history)))) ;=> ([gone.app/g gone.lib/f])
(gone.app/g) ;throws> clutch.lang.Unlinked gone.lib/f was removed in generation
[(remove-ns 'gone.lib) (= (generation) (inc @before))] ;=> [nil true]
;; It is loaded as for the first time.
(require 'gone.lib)
[(gone.app/g) (sort (running))] ;=> [1 (gone.lib/beat gone.lib/other)]
(turn [(ns-name (remove-ns 'gone.app)) (find-ns 'gone.app)]) ;=> [gone.app nil]
;; What a world on trial removes is removed there alone.
(in-world (world) (remove-ns 'gone.lib) (find-ns 'gone.lib)) ;=> nil
(count @log) ;=> 1
(some? (find-ns 'gone.lib)) ;=> true
