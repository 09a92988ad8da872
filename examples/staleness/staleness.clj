;; What held values see when a program changes while it runs: seven cases, each checked.
;;
;;   clutch examples/staleness/staleness.clj
;;
;; Cases 1 to 4 behave as in Clojure: they show what a change does to values that were made before it.
;; Cases 5 and 7 show what turns make of them.

(def failures (atom 0))

(defn show
  "Prints a case; counts it as failed when the answer is not the expected one."
  [title expected answer]
  (println title)
  (println "    " (pr-str answer))
  (when (not= expected answer)
    (swap! failures inc)
    (println "     EXPECTED" (pr-str expected))))

;; ---- 1: a lazy seq over a function value

(defn foo [x] (str x "v1"))
(def s (map foo [:a :b :c]))
(def by-call (map #(foo %) [:a :b :c]))
(def by-var (map #'foo [:a :b :c]))
(defn foo [x] (str x "v2"))

(show "1. (map foo …) made before the change: foo was evaluated to a function, which stays what it was"
      '(":av1" ":bv1" ":cv1") s)

;; ---- 2: a lazy seq over a name

(show "2. (map #(foo %) …) and (map #'foo …) made before the change: the name is looked up when an element is computed"
      ['(":av2" ":bv2" ":cv2") '(":av2" ":bv2" ":cv2")] [by-call by-var])

;; ---- 3: a lazy seq that was begun

(defn version [_] :old)
(def begun (map #(version %) (range 100)))
(first begun)
(defn version [_] :new)

(show "3. 100 elements, the first one taken before the change: the first chunk is old, the rest is new"
      {:old 32 :new 68} (frequencies begun))

;; ---- 4: why that matters

(defn price [_] 100)            ; in cents
(def prices (map #(price %) (range 64)))
(first prices)
(defn price [_] 1)              ; in dollars

(show "4. 64 prices of one dollar, the unit changed in between: a sum that was never right, neither 6400 nor 64"
      3232 (reduce + prices))

;; ---- 5: the same in a turn

(defn price [_] 100)
(def pinned-prices
  (turn (let [prices (map #(price %) (range 64))]
          (first prices)
          prices)))
(defn price [_] 1)

(show "5. the same prices made in a turn: the seq stays in the world of the turn"
      6400 (reduce + pinned-prices))

;; ---- 6 and 7: two functions that belong together

(defn left [] 0)
(defn right [] 0)

(def answers (atom {:all 0 :torn 0 :overlapped 0}))

(defn count-answer! [torn? overlapped?]
  (swap! answers (fn [a] (-> a
                             (update :all inc)
                             (update :torn + (if torn? 1 0))
                             (update :overlapped + (if overlapped? 1 0))))))

(defn pair
  "Asks both functions, with a pause between, as a request does that has something else to do."
  []
  (let [l (left)]
    (Thread/sleep 0 50000)
    [l (right)]))

(defn ask
  "One request: both functions must be of one version. It overlapped a change if the newest generation is not
  the one that it began with."
  [read-pair]
  (let [before  (latest generation)
        [l r]   (read-pair)
        overlap (not= before (latest generation))]
    (count-answer! (not= l r) overlap)))

(defn under-readers
  "Runs `(change! version)` for each version while four threads ask; gives the counts. Each change waits until somebody
  got an answer, so that there is something to see."
  [versions read-pair change!]
  (reset! answers {:all 0 :torn 0 :overlapped 0})
  (let [stop?   (atom false)
        readers (doall (for [_ (range 4)]
                         (future (while (not @stop?) (ask read-pair)))))]
    (doseq [v (range 1 (inc versions))]
      (change! v)
      (let [seen (:all @answers)]
        (while (= seen (:all @answers)) (Thread/yield))))
    (reset! stop? true)
    (run! deref readers)
    @answers))

(defn redefine-one-by-one [v]
  (intern 'user 'left (fn [] v))
  (Thread/sleep 0 50000)
  (intern 'user 'right (fn [] v)))

(defn redefine-together [v]
  (let [f (fn [] v)]
    (publish! (-> (world)
                  (assoc-in ['user 'left] f)
                  (assoc-in ['user 'right] f)))))

(let [{:keys [all torn overlapped]} (under-readers 1000 pair redefine-one-by-one)]
  (show "6. two functions redefined one after the other, 1000 times, under four readers: torn answers"
        true (pos? torn))
  (println "     " torn "of" all "answers were torn;" overlapped "overlapped a change"))

(let [{:keys [all torn overlapped]} (under-readers 1000 (fn [] (turn (pair))) redefine-together)]
  (show "7. the same with one publish for both, and each request in a turn: torn answers"
        0 torn)
  (println "     " torn "of" all "answers were torn;" overlapped "overlapped a change")
  (show "   and enough requests overlapped a change for this to mean something"
        true (< 100 overlapped)))

(if (zero? @failures)
  (println "\nAll as expected.")
  (do (println "\n" @failures "cases differ from what is expected.")
      (System/exit 1)))
