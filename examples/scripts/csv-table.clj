;; Prints a CSV file as a table: columns aligned, numbers to the right, their sums below.
;;
;;   clutch csv-table.clj FILE
;;
;; Fields may be quoted; a quote inside of a quoted field is written twice.

(require '[clojure.string :as str])

(defn parse-field
  "The field at the start of the characters, and the characters behind it."
  [chars]
  (if (= \" (first chars))
    (loop [[c & more] (rest chars) field []]
      (cond
        (nil? c)                             (throw (ex-info "A quoted field does not end" {:field (apply str field)}))
        (and (= c \") (= \" (first more)))   (recur (rest more) (conj field \"))
        (= c \")                             [(apply str field) more]
        :else                                (recur more (conj field c))))
    (let [[field more] (split-with #(not (#{\, \newline} %)) chars)]
      [(apply str field) more])))

(defn parse-csv
  "Rows of fields."
  [text]
  (loop [chars (seq (str/replace text "\r" "")) row [] rows []]
    (let [[field more] (parse-field chars)
          row          (conj row field)]
      (case (first more)
        \,       (recur (rest more) row rows)
        \newline (if (next more)
                   (recur (rest more) [] (conj rows row))
                   (conj rows row))
        (conj rows row)))))

(defn number [field]
  (when (re-matches #"-?\d+(\.\d+)?" field)
    (bigdec field)))

(defn columns [rows]
  (apply map vector rows))

(defn pad [right? width text]
  (let [space (str/join (repeat (- width (count text)) " "))]
    (if right? (str space text) (str text space))))

(defn layout
  "Of each column: its width, whether it is numeric, and its sum as text."
  [[header & rows]]
  (for [[title & fields] (columns (cons header rows))
        :let [numbers  (map number fields)
              numeric? (every? some? numbers)
              sum      (if numeric? (str (reduce + numbers)) "")]]
    {:width    (reduce max (map count (list* title sum fields)))
     :numeric? numeric?
     :sum      sum}))

(defn show-row [columns row]
  (->> (map (fn [{:keys [width numeric?]} field] (pad numeric? width field)) columns row)
       (str/join "  ")
       (str/trimr)))

(defn table [rows]
  (let [columns (layout rows)
        rule    (str/join "  " (map #(str/join (repeat (:width %) "-")) columns))]
    (concat [(show-row columns (first rows)) rule]
            (map (partial show-row columns) (rest rows))
            [rule (show-row columns (map :sum columns))])))

(if-let [file (first *command-line-args*)]
  (run! println (table (parse-csv (slurp file))))
  (println "usage: clutch csv-table.clj FILE"))
