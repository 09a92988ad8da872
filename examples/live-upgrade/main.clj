;; A program that is upgraded 1000 times while its threads keep working.
;;
;;   mkdir -p target/live-upgrade
;;   clutch --path target/live-upgrade examples/live-upgrade/main.clj target/live-upgrade [UPGRADES]
;;
;; Two namespaces belong together: shop.price says what an item costs, shop.label shows the amount. One version counts in
;; cents, the next one in dollars, and so on. Whichever it is, the answer to a customer is "2.50 $", unless a price of one
;; version meets a label of the other.
;;
;; The files are edited on disk, then loaded in two ways: as Clojure does, definition by definition; and with one reload,
;; each request in a turn.

(require '[clojure.java.io :as io])

(def folder (or (first *command-line-args*) "."))
(def upgrades (parse-long (or (second *command-line-args*) "1000")))

;; ---- the sources, as an editor would leave them

(defn price-source [v]
  (str "(ns shop.price)\n"
       "(def version " v ")\n"
       "(defn of [item] (get {:tea " (if (odd? v) "250" "2.5M") "} item))\n"))

(defn label-source [v]
  (str "(ns shop.label)\n"
       "(def version " v ")\n"
       (if (odd? v)
         "(defn text [amount] (str (quot amount 100) \".\" (format \"%02d\" (long (rem amount 100))) \" $\"))\n"
         "(defn text [amount] (str (format \"%.2f\" (bigdec amount)) \" $\"))\n")))

(def api-source
  (str "(ns shop.api (:require [shop.price :as price] [shop.label :as label]))\n"
       "(defn answer [item] (label/text (price/of item)))\n"))

(defn edit! [file text]
  (let [f (io/file folder "shop" file)]
    (io/make-parents f)
    (spit f text)))

(defn edit-both! [v]
  (edit! "price.clj" (price-source v))
  (edit! "label.clj" (label-source v)))

;; ---- customers

(def counts (atom {}))

(defn ask!
  "One request. It overlapped an upgrade if the newest generation changed while it ran."
  [answer]
  (let [before (latest generation)
        result (try (answer) (catch Throwable t t))
        after  (latest generation)]
    (swap! counts (fn [c]
                    (cond-> (update c :requests inc)
                      (not= before after)        (update :overlapped inc)
                      (instance? Throwable result) (update :failed inc)
                      (and (string? result) (not= "2.50 $" result)) (update :torn inc))))))

(defn with-customers
  "Upgrades from version to version while four threads ask; prints what they saw, and gives it."
  [title answer upgrade!]
  (reset! counts {:requests 0 :overlapped 0 :torn 0 :failed 0})
  (let [stop?     (atom false)
        customers (doall (for [_ (range 4)]
                           (future (while (not @stop?) (ask! answer)))))]
    (doseq [v (range 2 (+ 2 upgrades))]
      (edit-both! v)
      (upgrade!))
    (reset! stop? true)
    (run! deref customers))
  (let [{:keys [requests overlapped torn failed] :as c} @counts]
    (println title)
    (println (str "  " upgrades " upgrades, " requests " requests, " overlapped " of them during an upgrade: "
                  torn " torn, " failed " failed"))
    c))

;; ---- two ways to upgrade

(defn load-forms!
  "Evaluates the definitions of a file one after the other in the running program."
  [file]
  (let [reader (java.io.PushbackReader. (io/reader (io/file folder "shop" file)))]
    (binding [*ns* *ns*]
      (loop []
        (let [form (read reader false ::end)]
          (when (not= ::end form)
            (eval form)
            (recur)))))))

(defn redefine-one-by-one! []
  (load-forms! "price.clj")
  (load-forms! "label.clj"))

(defn reload! []
  (require 'shop.api :reload))

;; ---- the program

(edit-both! 1)
(edit! "api.clj" api-source)
(require 'shop.api)

(def answer (resolve 'shop.api/answer))

(let [one-by-one (with-customers "Definitions replaced one by one, as in Clojure:"
                   (fn [] (answer :tea))
                   redefine-one-by-one!)
      in-turns   (with-customers "One publish for both namespaces, each request in a turn:"
                   (fn [] (turn (answer :tea)))
                   reload!)]
  (when-not (and (pos? (+ (:torn one-by-one) (:failed one-by-one)))
                 (zero? (:torn in-turns))
                 (zero? (:failed in-turns)))
    (println "This is not what was expected.")
    (System/exit 1)))
