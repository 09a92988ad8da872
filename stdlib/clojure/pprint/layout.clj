(ns clojure.pprint.layout
  "Where a pretty printer breaks its lines: from tokens to text.

  What is to be printed arrives as a vector of tokens:

    [:text s]                              text on one line
    [:break]                               a newline that is part of the text, not a decision
    [:fresh]                               a newline unless the line is empty
    [:start prefix per-line-prefix suffix] the beginning of a block
    [:end]                                 the end of the block
    [:indent relative n]                   indentation of the block's lines: n from its start (:block) or from here (:current)
    [:newline kind]                        a place where a line may end: :linear, :fill, :miser or :mandatory

  A block that fits on its line stays there. Where it does not, all of its :linear newlines become line ends; a :fill
  newline becomes one only if what follows up to the next newline does not fit, or what came before it took several
  lines. In a block that starts near the right margin (`miser`) :miser newlines act like :linear ones and :fill ones
  more readily.

  The text between two :break tokens is a run. Runs are laid out one after the other: `measure` finds, from the end of
  the run, how much text depends on each newline, `layout` then writes from the start. Both take time proportional to
  the number of tokens."
  (:require [clojure.string :as str]))

(defn- runs
  "Cuts the tokens at the ends of runs: a seq of vectors, each but the first starting with a :break or :fresh token."
  [tokens]
  (loop [run [] done [] tokens (seq tokens)]
    (if tokens
      (let [token (first tokens)]
        (case (nth token 0)
          (:break :fresh) (recur [token] (conj done run) (next tokens))
          (recur (conj run token) done (next tokens))))
      (conj done run))))

(defn- width
  "The number of columns that the token takes when no line ends at it. ends are the suffixes of the open blocks."
  [token ends]
  (case (nth token 0)
    :text (count (nth token 1))
    :start (count (nth token 1))
    :end (count (peek ends))
    0))

(defn- suffixes
  "The suffixes of the blocks that are open after the tokens, when those of `open` were open before."
  [tokens open]
  (reduce (fn [open token]
            (case (nth token 0)
              :start (conj open (nth token 3))
              :end (if (seq open) (pop open) open)
              open))
          open
          tokens))

(defn- measure
  "Adds to each newline in the run what has to fit for it not to end the line, as three widths: of the text up to the
  next newline of its block or of one around it; up to the next newline of a block around it; up to the end of the
  run. open are the suffixes of the blocks that are open before the run. Goes backward: `above` holds, for each block
  that is open, the distances from the end of the run of the next newline in it and of the next one around it."
  [run open]
  (let [widths (loop [widths [] open open tokens (seq run)]
                 (if tokens
                   (let [token (first tokens)]
                     (recur (conj widths (width token open))
                            (suffixes [token] open)
                            (next tokens)))
                   widths))
        depth (count (suffixes run open))]
    (loop [index (dec (count run))
           distance 0
           above (vec (repeat (inc depth) [nil 0]))
           measured ()]
      (if (neg? index)
        measured
        (let [token (nth run index)
              further (+ distance (nth widths index))
              [following around] (peek above)]
          (case (nth token 0)
            :end (recur (dec index) further (conj above [nil (or following around)]) (conj measured token))
            :start (recur (dec index) further (if (next above) (pop above) above) (conj measured token))
            :newline (recur (dec index)
                            further
                            (conj (pop above) [distance around])
                            (conj measured [:newline
                                            (nth token 1)
                                            (- distance (or following around))
                                            (- distance around)
                                            distance]))
            (recur (dec index) further above (conj measured token))))))))

(defn- broken
  "The blocks, outermost first, after a line end in the last one. :broken? says that a line of the block has ended,
  :bulky? that one has ended inside of a block in it since the last newline of its own."
  [blocks]
  (let [around (pop blocks)]
    (conj (if (:bulky? (peek around) true)
            around
            (mapv (fn [block] (assoc block :broken? true :bulky? true)) around))
          (assoc (peek blocks) :broken? true :bulky? false))))

(defn- decide
  "Decides about a measured newline where not all of the rest of the run fits: true if it becomes a line end."
  [[_ kind to-next to-outer] block fits? miserly?]
  (case kind
    :mandatory true
    :linear (or (:broken? block) (not (fits? to-outer)))
    :miser (and miserly? (or (:broken? block) (not (fits? to-outer))))
    :fill (or (:bulky? block)
              (not (fits? to-next))
              (and miserly? (not (fits? to-outer))))))

(defn- spaces
  "A string of n spaces."
  [n]
  (str/join (repeat n \space)))

(defn- write-newline
  "Continues the state with a measured newline. Once all of the rest of the run fits on the line, which is :settled,
  a line ends only at the newlines of blocks that are broken already."
  [{:keys [pieces column blanks blocks settled?] :as state} [_ kind _ _ to-end :as token] margin miser]
  (let [block (peek blocks)
        fits? (fn [width] (or (nil? margin) (< (+ column width) margin)))
        miserly? (and margin miser (>= (:start block) (- margin miser)))
        open? (not (or settled? (fits? (+ (count blanks) to-end))))
        decided? (and open? (decide token block fits? miserly?))
        settled? (and (not decided?) (or (not open?) (fits? to-end)))]
    (cond
      (or decided?
          (= :mandatory kind)
          (and settled? (:broken? block) (not= :fill kind)))
      (let [line-prefix (:line-prefix block)
            indent (max (count line-prefix) (:indent block))]
        (assoc state
               :pieces (conj pieces "\n" line-prefix (spaces (- indent (count line-prefix))))
               :column indent
               :blanks ""
               :blocks (broken blocks)
               :settled? settled?))

      settled?
      (assoc state
             :pieces (conj pieces blanks)
             :column (+ column (count blanks))
             :blanks ""
             :settled? true)

      :else state)))

(def ^:private top
  "The block around everything."
  {:start 0 :indent 0 :broken? false :bulky? false :line-prefix "" :suffix ""})

(defn- write-run
  "Continues the state with the tokens of one measured run. The state is a map of the written :pieces, the :column, the
  :blanks that wait for more text on the line, and the open :blocks, outermost first."
  [state run margin miser]
  (loop [{:keys [pieces column blanks blocks] :as state} state
         run (seq run)]
    (if-not run
      state
      (let [token (first run)
            block (peek blocks)
            written (fn [s]
                      (assoc state
                             :pieces (conj pieces blanks s)
                             :column (+ column (count blanks) (count s))
                             :blanks ""))]
        (recur
         (case (nth token 0)
           :text (let [s (nth token 1)
                       visible (str/trimr s)]
                   (if (= "" visible)
                     (assoc state :blanks (str blanks s))
                     (assoc (written visible) :blanks (subs s (count visible)))))
           :break (assoc state :pieces (conj pieces blanks "\n") :column 0 :blanks "")
           :fresh (if (zero? (+ column (count blanks)))
                    state
                    (assoc state :pieces (conj pieces blanks "\n") :column 0 :blanks ""))
           :start (let [[_ prefix line-prefix suffix] token
                        state (written prefix)
                        start (:column state)]
                    (assoc state :blocks (conj blocks (assoc top
                                                             :start start
                                                             :indent start
                                                             :line-prefix line-prefix
                                                             :suffix suffix))))
           :end (assoc (written (:suffix block))
                       :blocks (if (next blocks) (pop blocks) blocks))
           :indent (let [[_ relative n] token
                         state (written "")
                         origin (if (= :block relative) (:start block) (:column state))]
                     (assoc state :blocks (conj (pop blocks) (assoc block :indent (+ origin n)))))
           :newline (write-newline state token margin miser))
         (next run))))))

(defn layout
  "Gives the text for the tokens. Lines have less than margin columns where that is possible, any length if it is nil;
  blocks that start within the last miser columns, if that is not nil, are broken more readily.

  (layout [[:start \"(\" \"\" \")\"] [:text \"a \"] [:newline :linear] [:text \"b\"] [:end]] 72 nil) ;=> \"(a b)\"
  (layout [[:start \"(\" \"\" \")\"] [:text \"a \"] [:newline :linear] [:text \"b\"] [:end]] 4 nil) ;=> \"(a\\n b)\""
  [tokens margin miser]
  (loop [state {:pieces [] :column 0 :blanks "" :blocks [top]}
         open []
         pending (runs tokens)]
    (if-let [[run & others] (seq pending)]
      (recur (write-run (assoc state :settled? false) (measure run open) margin miser)
             (suffixes run open)
             others)
      (str (str/join (:pieces state)) (:blanks state)))))
