;; A JSON parser and a formatter, written in the language.
;;
;;   clutch json.clj FILE        prints the file with two blanks a level
;;   clutch json.clj < FILE
;;
;; Objects become maps with string keys, arrays become vectors. Wrong text is refused with its place.

(ns json
  (:require [clojure.string :as str]))

;; Parsing. A parser takes the text and a position and gives the value and the position behind it.

(declare parse-value)

(defn fail [text at expected]
  (let [before (subs text 0 (min at (count text)))
        line   (inc (count (filter #{\newline} before)))
        column (- at (or (str/last-index-of before "\n") -1))]
    (throw (ex-info (str "line " line ", column " column ": expected " expected)
                    {:line line :column column}))))

(defn char-at [text at]
  (when (< at (count text)) (nth text at)))

(defn skip-blanks [text at]
  (if (contains? #{\space \tab \newline \return} (char-at text at))
    (recur text (inc at))
    at))

(defn expect [text at c]
  (if (= c (char-at text at))
    (inc at)
    (fail text at (str "`" c "`"))))

(def escapes {\" "\"" \\ "\\" \/ "/" \b "\b" \f "\f" \n "\n" \r "\r" \t "\t"})

(defn parse-escape [text at]
  (let [c (char-at text at)]
    (cond
      (escapes c) [(escapes c) (inc at)]
      (= c \u)    (let [digits (subs text (inc at) (min (count text) (+ at 5)))]
                    (if (re-matches #"[0-9a-fA-F]{4}" digits)
                      [(str (char (Integer/parseInt digits 16))) (+ at 5)]
                      (fail text (inc at) "four hexadecimal digits")))
      :else       (fail text at "an escape"))))

(defn parse-string [text at]
  (loop [at (expect text at \") parts []]
    (let [c (char-at text at)]
      (case c
        \"  [(apply str parts) (inc at)]
        \\  (let [[part at] (parse-escape text (inc at))]
              (recur (long at) (conj parts part)))
        nil (fail text at "the end of the string")
        (recur (inc at) (conj parts c))))))

(defn parse-number [text at]
  (let [[digits fraction exponent] (re-find #"^-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?"
                                            (subs text at (min (count text) (+ at 40))))]
    (when-not digits (fail text at "a value"))
    [(if (or fraction exponent) (parse-double digits) (or (parse-long digits) (bigint digits)))
     (+ at (count digits))]))

(defn parse-word [text at word value]
  (if (str/starts-with? (subs text at) word)
    [value (+ at (count word))]
    (fail text at (str "`" word "`"))))

(defn parse-items
  "Items between two brackets, with commas; `parse-item` gives an item and the position behind it."
  [text at close parse-item]
  (let [at (skip-blanks text (inc at))]
    (if (= close (char-at text at))
      [[] (inc at)]
      (loop [at at items []]
        (let [[item at] (parse-item text (skip-blanks text at))
              at        (skip-blanks text at)
              items     (conj items item)]
          (if (= \, (char-at text at))
            (recur (inc at) items)
            [items (expect text at close)]))))))

(defn parse-entry [text at]
  (let [[k at] (parse-string text at)
        at     (expect text (skip-blanks text at) \:)
        [v at] (parse-value text at)]
    [[k v] at]))

(defn parse-value [text at]
  (let [at (skip-blanks text at)]
    (case (char-at text at)
      \{ (let [[entries at] (parse-items text at \} parse-entry)]
           [(into (array-map) entries) at])
      \[ (parse-items text at \] parse-value)
      \" (parse-string text at)
      \t (parse-word text at "true" true)
      \f (parse-word text at "false" false)
      \n (parse-word text at "null" nil)
      (parse-number text at))))

(defn parse [text]
  (let [[value at] (parse-value text 0)
        at         (skip-blanks text at)]
    (when (< at (count text)) (fail text at "the end"))
    value))

;; Formatting.

(defn quoted [s]
  (str \" (str/escape s {\" "\\\"" \\ "\\\\" \newline "\\n" \return "\\r" \tab "\\t" \backspace "\\b" \formfeed "\\f"}) \"))

(defn pretty
  ([value] (pretty value ""))
  ([value indent]
   (let [deeper (str indent "  ")
         block  (fn [open close lines]
                  (if (empty? lines)
                    (str open close)
                    (str open "\n" deeper (str/join (str ",\n" deeper) lines) "\n" indent close)))]
     (cond
       (nil? value)        "null"
       (string? value)     (quoted value)
       (map? value)        (block "{" "}" (for [[k v] value] (str (quoted k) ": " (pretty v deeper))))
       (sequential? value) (block "[" "]" (map #(pretty % deeper) value))
       :else               (str value)))))

(let [text (if-let [file (first *command-line-args*)] (slurp file) (slurp *in*))]
  (try
    (println (pretty (parse text)))
    (catch clojure.lang.ExceptionInfo e
      (println (ex-message e))
      (System/exit 1))))
