;; Counts the words of a file and prints the most frequent ones.
;;
;;   clutch word-count.clj FILE [HOW-MANY]
;;
;; Words are runs of letters and apostrophes, upper and lower case alike. Ties come in alphabetical order.

(require '[clojure.string :as str])

(defn words [text]
  (re-seq #"[\p{L}']+" (str/lower-case text)))

(defn ranking
  "Pairs [word count], most frequent first."
  [words]
  (sort-by (fn [[word n]] [(- n) word]) (frequencies words)))

(defn line [width [word n]]
  (format (str "%" width "d  %s") n word))

(let [[file how-many] *command-line-args*
      how-many (if how-many (parse-long how-many) 10)]
  (if-not file
    (println "usage: clutch word-count.clj FILE [HOW-MANY]")
    (let [all   (words (slurp file))
          top   (take how-many (ranking all))
          width (count (str (second (first top))))]
      (run! println (map (partial line width) top))
      (println (count all) "words," (count (distinct all)) "different"))))
