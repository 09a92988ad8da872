;; Format strings of `cl-format`: from text to parsed parts.
;;
;; A format string becomes a vector of strings and nodes. A node is a map of the :directive, an upper-case character,
;; its :params, the flags :colon? and :at?, its :offset in the string and, for brackets, :clauses, which are such
;; vectors, with the nodes of the :separators between them and the :close-node.

(defn- format-error
  "Throws an exception that shows where in the format string the mistake is."
  [message text offset]
  (throw (RuntimeException. (str message "\n" text "\n" (str/join (repeat offset \space)) "^\n"))))

(def ^:private directives
  "For each directive the number of parameters and the flags that it may have."
  (let [any #{:colon? :at?}
        colon #{:colon?}
        at #{:at?}]
    {\A [4 any], \S [4 any], \D [4 any], \B [4 any], \O [4 any], \X [4 any], \R [5 any], \P [0 any], \C [0 any],
     \F [5 at], \E [7 at], \G [7 at], \$ [4 any], \% [1 #{}], \& [1 #{}], \| [1 #{}], \~ [1 #{}], \newline [0 any],
     \T [2 at], \* [1 any], \? [0 at], \( [0 any], \) [0 #{}], \[ [1 any], \] [0 #{}], \; [2 any], \{ [1 any],
     \} [0 colon], \< [4 any], \> [0 any], \^ [3 colon], \W [0 any], \_ [0 any], \I [1 colon]}))

(def ^:private closing
  "The directives that end what another begins."
  {\( \), \[ \], \{ \}, \< \>})

(defn- read-param
  "Reads one parameter of a directive at the offset: a vector of it and the offset after it; nil if there is none."
  [text offset]
  (let [rest-text (subs text offset)]
    (if-let [number (re-find #"^[-+]?\d+" rest-text)]
      [(parse-long (str/replace number "+" "")) (+ offset (count number))]
      (case (first rest-text)
        \' (when (second rest-text) [(second rest-text) (+ offset 2)])
        (\v \V) [:next (inc offset)]
        \# [:count (inc offset)]
        nil))))

(defn- read-params
  "Reads the parameters of a directive: a vector of them, nil for those left out, and the offset after them."
  [text offset]
  (loop [params [] offset offset]
    (let [[param after] (or (read-param text offset) [nil offset])]
      (cond
        (= \, (get text after)) (recur (conj params param) (inc after))
        param [(conj params param) after]
        (and (seq params) (= \, (get text (dec after)))) (format-error "Badly formed parameters in format directive"
                                                                       text after)
        :else [params after]))))

(defn- read-flags
  "Reads the flags of a directive: a map of them and the offset after them."
  [text offset]
  (loop [flags {} offset offset]
    (if-let [flag ({\: :colon?, \@ :at?} (get text offset))]
      (if (flag flags)
        (format-error (str "Flag \"" (get text offset) "\" appears more than once in a directive") text offset)
        (recur (assoc flags flag true) (inc offset)))
      [flags offset])))

(defn- read-directive
  "Reads the directive whose tilde is at the offset: a vector of the node and the offset after it."
  [text start]
  (let [[params offset] (read-params text (inc start))
        [flags offset] (read-flags text offset)
        sign (get text offset)
        directive (when sign (first (str/upper-case (str sign))))
        [most allowed] (directives directive)]
    (cond
      (nil? sign) (format-error "The format string ends within a directive" text start)
      (nil? most) (format-error (str "Directive \"" sign "\" is undefined") text offset)
      (> (count params) most) (format-error (str "Too many parameters for directive \"" sign "\": " (count params)
                                                 " were specified but only " most " are allowed")
                                            text (inc start)))
    (doseq [[flag mark] {:colon? ":" :at? "@"}]
      (when (and (flag flags) (not (allowed flag)))
        (format-error (str "\"" mark "\" is an illegal flag for format directive \"" sign "\"") text offset)))
    [(assoc flags :directive directive :params params :offset start) (inc offset)]))

(defn- skip-after-newline
  "The offset of what follows the whitespace that a ~newline directive takes with it."
  [text offset]
  (loop [offset offset]
    (if (and (< offset (count text)) (Character/isWhitespace (nth text offset)))
      (recur (inc offset))
      offset)))

(declare parse-clauses)

(defn- parse-until
  "Parses the text from the offset to one of the closing directives, or to the end if closers is empty.
  Gives a vector of the parsed parts, the closing node and the offset after it."
  [text offset closers opened-at]
  (loop [parts [] offset offset]
    (let [tilde (or (str/index-of text "~" offset) (count text))
          parts (if (< offset tilde) (conj parts (subs text offset tilde)) parts)]
      (if (= tilde (count text))
        (if (seq closers)
          (format-error "No closing bracket found." text (inc opened-at))
          [parts nil tilde])
        (let [[node after] (read-directive text tilde)
              directive (:directive node)]
          (cond
            (closers directive) [parts node after]
            (closing directive) (let [[node after] (parse-clauses text node after)]
                                  (recur (conj parts node) after))
            (#{\) \] \} \> \;} directive) (format-error (str "Directive \"" directive "\" stands alone") text tilde)
            (= \newline directive) (recur (if (:at? node) (conj parts "\n") parts)
                                          (if (:colon? node) after (skip-after-newline text after)))
            :else (recur (conj parts node) after)))))))

(defn- parse-clauses
  "Parses what the opening node begins: a vector of the node, with its clauses, and the offset after the closing."
  [text node offset]
  (let [close (closing (:directive node))]
    (loop [clauses [] separators [] offset offset]
      (let [[parts end after] (parse-until text offset #{close \;} (:offset node))
            clauses (conj clauses parts)]
        (if (= \; (:directive end))
          (recur clauses (conj separators end) after)
          [(assoc node :clauses clauses :separators separators :close-node end) after])))))

(defn- parse-format
  "Parses a format string; something that is parsed already is given back."
  [text]
  (if (string? text)
    (first (parse-until text 0 #{} 0))
    text))
