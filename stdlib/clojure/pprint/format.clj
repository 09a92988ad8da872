;; Formatted output: running the directives of a parsed format string (see directive.clj), as in Common Lisp.
;;
;; A run takes and gives a map of the arguments that are :left, :all of them, and perhaps :exit, set by ~^. Output goes
;; to `*out*` in the way of `pprint-logical-block`; the column, for tabulation, is that of the collected tokens.

;; ---- Arguments --------------------------------------------------------------------------------------------

(defn- arguments
  "The state at the start of a run with the arguments."
  [args]
  {:all args :left (seq args)})

(defn- next-argument
  "A vector of the next argument and the state after it."
  [state]
  (if-let [[argument & others] (:left state)]
    [argument (assoc state :left others)]
    (throw (Exception. "Not enough arguments for format definition"))))

(defn- go-to
  "The state with the n-th argument next."
  [state n]
  (assoc state :left (seq (drop n (:all state)))))

(defn- back
  "The state n arguments before."
  [state n]
  (go-to state (max 0 (- (count (:all state)) (count (:left state)) n))))

(defn- parameters
  "The parameters of a node, with defaults for those left out: a vector of them and the state after those that are
  arguments."
  [node defaults state]
  (loop [values [] index 0 state state]
    (if (= index (count defaults))
      [values state]
      (let [param (get (:params node) index)
            default (nth defaults index)]
        (case param
          :next (let [[value state] (next-argument state)]
                  (recur (conj values (if (nil? value) default value)) (inc index) state))
          :count (recur (conj values (count (:left state))) (inc index) state)
          (recur (conj values (if (nil? param) default param)) (inc index) state))))))

;; ---- Text -------------------------------------------------------------------------------------------------

(defn- copies
  "A string of n times c, a character or string."
  [n c]
  (str/join (repeat n c)))

(defn- column
  "The column that output has come to in the layout that is going on, as far as that is decided."
  []
  (if-not (collecting?)
    0
    (do
      (take-text)
      (loop [tokens (rseq @(:tokens *collected*)) width 0]
        (let [[kind s] (first tokens)]
          (case kind
            nil width
            (:break :fresh) width
            :newline (if (= :mandatory s) width (recur (next tokens) width))
            (:text :start) (recur (next tokens) (+ width (count s)))
            (recur (next tokens) width)))))))

(defn- padded
  "The text s with padding on its left or right: at least least copies of pad, then so many times step that the whole
  is at least width wide."
  [s width step least pad left?]
  (let [missing (- width (count s) least)
        more (if (pos? missing) (* step (quot (+ missing step -1) step)) 0)
        padding (copies (+ least more) pad)]
    (if left?
      (str padding s)
      (str s padding))))

(defn- write-text
  "Runs ~A and ~S: the argument as `to-text` makes it, padded."
  [node state to-text]
  (let [[[width step least pad] state] (parameters node [0 1 0 \space] state)
        [argument state] (next-argument state)]
    (print (padded (to-text argument) width step least pad (:at? node)))
    state))

(defn- integer-text
  "The integer n in a base, with a sign and groups of digits if they are wanted."
  [n base separator size grouped? plus?]
  (let [digits (numeral/in-base n base)]
    (str (cond (neg? n) "-" plus? "+" :else "")
         (if grouped? (numeral/grouped digits size separator) digits))))

(defn- write-integer
  "Runs the directives for integers with the parameters after the base. Other values are printed as by ~A."
  [node state base [width pad separator size]]
  (let [[argument state] (next-argument state)
        text (if (integer? argument)
               (integer-text argument base separator size (:colon? node) (:at? node))
               (print-str argument))]
    (print (padded text width 1 0 pad true))
    state))

(defn- write-in-base
  "Runs ~D, ~B, ~O and ~X."
  [node state base]
  (let [[params state] (parameters node [0 \space \, 3] state)]
    (write-integer node state base params)))

(defn- write-radix
  "Runs ~R: in a base if there is one, otherwise in words or in Roman numerals."
  [{:keys [colon? at?] :as node} state]
  (let [[[base & params] state] (parameters node [nil 0 \space \, 3] state)]
    (if base
      (write-integer node state base params)
      (let [[n state] (next-argument state)]
        (print (or (cond
                     (not (integer? n)) (with-out-str (print n))
                     at? (numeral/roman n colon?)
                     colon? (numeral/ordinal n)
                     :else (numeral/cardinal n))
                   (integer-text n 10 "," 3 true false)))
        state))))

(defn- write-plural
  "Runs ~P: an ending that depends on whether the argument, or with a colon the one before, is one."
  [{:keys [colon? at?]} state]
  (let [[n state] (next-argument (if colon? (back state 1) state))
        one? (= 1 n)]
    (print (if at?
             (if one? "y" "ies")
             (if one? "" "s")))
    state))

(defn- character-name
  "The name of a character as one might say it: what to press on a keyboard for control characters."
  [c]
  (let [code (int c)
        base (bit-and code 127)
        named {8 "Backspace" 9 "Tab" 10 "Newline" 13 "Return" 32 "Space"}]
    (str (when (pos? (bit-and code 128)) "Meta-")
         (cond
           (named base) (named base)
           (< base 32) (str "Control-" (char (+ base 64)))
           (= base 127) "Control-?"
           :else (char base)))))

(defn- write-character
  "Runs ~C."
  [{:keys [colon? at?]} state]
  (let [[c state] (next-argument state)]
    (cond
      colon? (print (character-name c))
      at? (pr c)
      :else (print c))
    state))

;; ---- Numbers with a point ---------------------------------------------------------------------------------

(defn- fit
  "The text padded to the width; the overflow character alone if it is wider and there is one."
  [text width overflow pad]
  (cond
    (nil? width) text
    (and overflow (> (count text) width)) (copies width overflow)
    :else (padded text width 1 0 pad true)))

(defn- scale
  "The decimal number times ten to the power of n."
  [[negative? digits point] n]
  [negative? digits (if (= "" digits) point (+ point n))])

(defn- write-fixed
  "Runs ~F."
  [node state]
  (let [[[width places power overflow pad] state] (parameters node [nil nil 0 nil \space] state)
        [n state] (next-argument state)
        number (scale (numeral/decimal n) power)]
    (print (fit (numeral/fixed number width places (:at? node)) width overflow pad))
    state))

(defn- write-exponential
  "Runs ~E."
  [node state]
  (let [[[width places exponent-digits power overflow pad mark] state]
        (parameters node [nil nil nil 1 nil \space \E] state)
        [n state] (next-argument state)]
    (print (fit (numeral/exponential (numeral/decimal n) width places exponent-digits power mark (:at? node))
                width overflow pad))
    state))

(defn- write-general
  "Runs ~G: as ~F with blanks in place of an exponent where that is short enough, otherwise as ~E."
  [node state]
  (let [[[width places exponent-digits _ overflow pad] state] (parameters node [nil nil nil 1 nil \space] state)
        [n] (next-argument state)
        [_ digits point] (numeral/decimal n)
        blanks (if exponent-digits (+ exponent-digits 2) 4)
        most (or places (max (count digits) (min point 7) (if (float? n) 1 0)))
        places-left (- most point)]
    (if (<= 0 places-left most)
      (let [text-width (when width (- width blanks))
            state (write-fixed (assoc node :params [text-width places-left nil overflow pad]) state)]
        (print (copies blanks \space))
        state)
      (write-exponential node state))))

(defn- write-money
  "Runs ~$."
  [{:keys [colon? at?] :as node} state]
  (let [[[places least width pad] state] (parameters node [2 1 0 \space] state)
        [n state] (next-argument state)
        [negative? digits point] (numeral/decimal n)
        sign (cond negative? "-" at? "+" :else "")
        text (numeral/fixed [false digits point] 0 places false)
        whole (str/index-of text ".")
        text (str (copies (- least whole) \0) text)]
    (print (if colon?
             (str sign (padded text (- width (count sign)) 1 0 pad true))
             (padded (str sign text) width 1 0 pad true)))
    state))

;; ---- Places -----------------------------------------------------------------------------------------------

(defn- write-copies
  "Runs the directives that print a character some number of times."
  [node state c]
  (let [[[n] state] (parameters node [1] state)]
    (print (copies n c))
    state))

(defn- write-fresh-line
  "Runs ~&: a newline unless the line is empty, and further ones."
  [node state]
  (let [[[n] state] (parameters node [1] state)]
    (when (pos? n)
      (fresh-line)
      (print (copies (dec n) \newline)))
    state))

(defn- write-tab
  "Runs ~T: blanks up to a column, or with an at sign a number of blanks and more up to a multiple."
  [node state]
  (let [[[n step] state] (parameters node [1 1] state)
        here (column)]
    (print (copies (cond
                     (:at? node) (let [over (if (pos? step) (rem (+ here n) step) 0)]
                                   (if (zero? over) n (+ n (- step over))))
                     (< here n) (- n here)
                     (zero? step) 0
                     :else (- step (rem (- here n) step)))
                   \space))
    state))

(defn- skip-arguments
  "Runs ~*."
  [{:keys [colon? at?] :as node} state]
  (let [[[n] state] (parameters node [(if at? 0 1)] state)]
    (cond
      at? (go-to state n)
      colon? (back state n)
      :else (assoc state :left (seq (drop n (:left state)))))))

;; ---- Control ----------------------------------------------------------------------------------------------

(declare run-parts)

(defn- run-indirect
  "Runs ~?: an argument is a format string, the next one the list of its arguments or, with an at sign, they follow."
  [node state]
  (let [[text state] (next-argument state)
        parts (parse-format text)]
    (if (:at? node)
      (dissoc (run-parts parts state) :exit)
      (let [[args state] (next-argument state)]
        (run-parts parts (arguments args))
        state))))

(defn- captured
  "Runs the parts aside: a vector of what they print and the state after them."
  [parts state]
  (let [result (volatile! nil)
        text (with-out-str (vreset! result (run-parts parts state)))]
    [text @result]))

(defn- capitalized-words
  "The text in lower case except for the first letters of words."
  [text]
  (str/replace (str/lower-case text) #"\w+" str/capitalize))

(defn- capitalized-first
  "The text in lower case except for the first letter."
  [text]
  (str/replace-first (str/lower-case text) #"[^\s]" str/upper-case))

(defn- run-case
  "Runs ~(: what is inside with the case changed."
  [{:keys [colon? at? clauses]} state]
  (let [[text state] (captured (first clauses) state)]
    (print (cond
             (and colon? at?) (str/upper-case text)
             colon? (capitalized-words text)
             at? (capitalized-first text)
             :else (str/lower-case text)))
    state))

(defn- run-choice
  "Runs ~[: one of the clauses."
  [{:keys [colon? at? clauses separators] :as node} state]
  (cond
    at? (let [[argument after] (next-argument state)]
          (if argument
            (run-parts (first clauses) state)
            after))
    colon? (let [[argument state] (next-argument state)]
             (run-parts (nth clauses (if argument 1 0) []) state))
    :else (let [[[n] state] (parameters node [nil] state)
                [n state] (if n [n state] (next-argument state))
                default (when (:colon? (peek separators)) (peek clauses))
                choices (if default (pop clauses) clauses)]
            (run-parts (get choices n (or default [])) state))))

(defn- run-loop
  "Runs ~{: the clause again and again, while there are arguments. With a colon each round has a list of its own."
  [{:keys [colon? at? clauses close-node] :as node} state]
  (let [[[most] state] (parameters node [nil] state)
        [parts state] (if (seq (first clauses))
                        [(first clauses) state]
                        (let [[text state] (next-argument state)]
                          [(parse-format text) state]))
        [inner outer] (if at?
                        [state nil]
                        (let [[args state] (next-argument state)]
                          [(arguments args) state]))
        final (loop [inner inner n 0]
                (cond
                  (and most (>= n most)) inner
                  (and (empty? (:left inner)) (or (pos? n) (not (:colon? close-node)))) inner
                  colon? (let [[args inner] (if (:left inner) (next-argument inner) [nil inner])
                               result (run-parts parts (assoc (arguments args) :outer (:left inner)))]
                           (if (= :outer (:exit result))
                             inner
                             (recur inner (inc n))))
                  :else (let [result (run-parts parts inner)]
                          (if (:exit result)
                            result
                            (recur result (inc n))))))]
    (or outer (dissoc final :exit))))

(defn- run-exit
  "Runs ~^: ends the enclosing loop, or everything, if no arguments are left or the parameters say so."
  [{:keys [colon?] :as node} state]
  (let [[[a b c] state] (parameters node [nil nil nil] state)
        exit? (cond
                c (<= a b c)
                b (= a b)
                a (= 0 a)
                colon? (empty? (:outer state))
                :else (empty? (:left state)))]
    (if exit?
      (assoc state :exit (if colon? :outer :inner))
      state)))

;; ---- Justification and blocks -----------------------------------------------------------------------------

(defn- captured-segments
  "Runs clauses aside: a vector of their texts, up to one that ends by ~^, and the state after them."
  [clauses state]
  (loop [texts [] clauses (seq clauses) state state]
    (if-not clauses
      [texts state]
      (let [[text after] (captured (first clauses) state)]
        (if (:exit after)
          [texts (dissoc after :exit)]
          (recur (conj texts text) (next clauses) after))))))

(defn- justified
  "The texts spread over the width, or over the next one that is greater by a multiple of step. There are at least
  least copies of pad at each gap; before? and after? add gaps at the ends."
  [texts width step least pad before? after?]
  (let [before? (or before? (and (not after?) (= 1 (count texts))))
        gaps (+ (dec (count texts)) (if before? 1 0) (if after? 1 0))
        needed (+ (reduce + (map count texts)) (* least gaps))
        total (if (<= needed width)
                width
                (+ width (* step (quot (+ (- needed width) step -1) step))))
        free (- total (reduce + (map count texts)))
        gap-text (fn [n]
                   (copies (if (zero? gaps)
                             0
                             (+ (quot free gaps) (if (< n (rem free gaps)) 1 0)))
                           pad))
        first-gap (if before? 1 0)]
    (str (when before? (gap-text 0))
         (str/join (map-indexed (fn [n text] (if (zero? n) text (str (gap-text (+ n first-gap -1)) text))) texts))
         (when after? (gap-text (dec gaps))))))

(defn- run-justify
  "Runs ~<...~>."
  [{:keys [colon? at? clauses separators] :as node} state]
  (let [[[width step least pad] state] (parameters node [0 1 0 \space] state)
        overflow (when (:colon? (first separators)) (first separators))
        [[[prefix] state] [[spare line-width] state]]
        (if overflow
          (let [[texts state] (captured-segments (take 1 clauses) state)]
            [[texts state] (parameters overflow [0 (or *print-right-margin* 72)] state)])
          [[[nil] state] [[0 0] state]])
        [texts state] (captured-segments (if overflow (rest clauses) clauses) state)
        text (if (seq texts)
               (justified texts width step least pad colon? at?)
               (copies width pad))]
    (when (and overflow (> (+ (column) spare (count text)) line-width))
      (print prefix))
    (print text)
    state))

(defn- with-fill-newlines
  "The parts with a fill newline after each run of blanks in their texts."
  [parts]
  (mapcat (fn [part]
            (if (string? part)
              (interpose {:directive \_ :params [] :colon? true}
                         (re-seq #"\S*\s+|\S+" part))
              [part]))
          parts))

(defn- run-block
  "Runs ~<...~:>: a logical block around what is inside, with the arguments of a list."
  [{:keys [colon? at? clauses separators close-node]} state]
  (let [[argument after] (if at? [(:left state) (assoc state :left nil)] (next-argument state))]
    (if-not (or (nil? argument) (sequential? argument))
      (write-out argument)
      (let [bracket (fn [clause default] (if clause (str/join (filter string? clause)) (if colon? default "")))
            [prefix body suffix] (if (= 1 (count clauses)) [nil (first clauses) nil] clauses)
            body (if (:at? close-node) (with-fill-newlines body) body)
            lines? (:at? (first separators))]
        (write-block (bracket prefix "(")
                     (when lines? (bracket prefix ""))
                     (bracket suffix ")")
                     (fn [] (run-parts body (arguments argument))))))
    after))

(defn- write-value
  "Runs ~W."
  [{:keys [colon? at?]} state]
  (let [[argument state] (next-argument state)]
    (binding [*print-pretty* (or colon? *print-pretty*)
              *print-level* (if at? nil *print-level*)
              *print-length* (if at? nil *print-length*)]
      (write-out argument))
    state))

(defn- run-newline
  "Runs ~_."
  [{:keys [colon? at?]} state]
  (pprint-newline (cond
                    (and colon? at?) :mandatory
                    colon? :fill
                    at? :miser
                    :else :linear))
  state)

(defn- run-indent
  "Runs ~I."
  [{:keys [colon?] :as node} state]
  (let [[[n] state] (parameters node [0] state)]
    (pprint-indent (if colon? :current :block) n)
    state))

;; ---- Running ----------------------------------------------------------------------------------------------

(defn- run-node
  "Runs one directive; gives the state after it."
  [node state]
  (case (:directive node)
    \A (write-text node state print-str)
    \S (write-text node state pr-str)
    \D (write-in-base node state 10)
    \B (write-in-base node state 2)
    \O (write-in-base node state 8)
    \X (write-in-base node state 16)
    \R (write-radix node state)
    \P (write-plural node state)
    \C (write-character node state)
    \F (write-fixed node state)
    \E (write-exponential node state)
    \G (write-general node state)
    \$ (write-money node state)
    \% (write-copies node state \newline)
    \& (write-fresh-line node state)
    \| (write-copies node state \formfeed)
    \~ (write-copies node state \~)
    \T (write-tab node state)
    \* (skip-arguments node state)
    \? (run-indirect node state)
    \( (run-case node state)
    \[ (run-choice node state)
    \{ (run-loop node state)
    \^ (run-exit node state)
    \< (if (:colon? (:close-node node)) (run-block node state) (run-justify node state))
    \W (write-value node state)
    \_ (run-newline node state)
    \I (run-indent node state)))

(defn- run-parts
  "Runs the parts of a format until the end or ~^; gives the state then."
  [parts state]
  (reduce (fn [state part]
            (if (string? part)
              (do (print part) state)
              (let [state (run-node part state)]
                (if (:exit state) (reduced state) state))))
          state
          parts))

(defn cl-format
  "Prints by a format string with directives, as in Common Lisp, to writer; true means `*out*`, nil gives a string.

  A directive is a tilde, parameters between commas, the flags : and @, and a character. Some of them:

    ~A ~S      the argument as by print, or as by pr; ~10A pads on the right, ~10@A on the left
    ~D ~X ~B   integers; ~:D with commas, ~8,'0B with zeros
    ~R ~:R     numbers in words; ~@R in Roman numerals
    ~,2F ~E ~$ numbers with a point
    ~P         a plural s; ~:P looks at the argument before
    ~% ~& ~~   a newline; one unless the line is empty; a tilde
    ~20T       blanks up to a column
    ~{...~}    for each element of a list; ~^ ends it after the last
    ~[a~;b~]   a clause chosen by number; ~:[no~;yes~] by truth
    ~(...~)    in lower case; ~:@(...~) in upper case
    ~20<...~>  justified; ~<...~:> a block of the pretty printer, with ~_ ~I ~W inside

  (cl-format nil \"~D item~:P: ~{~A~^, ~}\" 2 [:a :b]) ;=> \"2 items: :a, :b\"
  (cl-format nil \"~R and ~@R\" 42 42) ;=> \"forty-two and XLII\"
  (cl-format nil \"~8,2F|~:D\" 3.14159 1234567) ;=> \"    3.14|1,234,567\""
  [writer format-in & args]
  (let [parts (parse-format format-in)
        run (fn [] (run-parts parts (arguments args)))]
    (cond
      (nil? writer) (collect run)
      (true? writer) (pretty run)
      :else (binding [*out* writer] (pretty run)))))

(defmacro formatter
  "Gives a function of a writer and arguments that prints as `cl-format` does with this format string.

  ((formatter \"~A-~A\") nil 1 2) ;=> \"1-2\""
  [format-in]
  `(fn [writer# & args#]
     (apply cl-format writer# ~format-in args#)))

(defmacro formatter-out
  "Gives a function of arguments that prints to `*out*` as `cl-format` does with this format string.

  (with-out-str ((formatter-out \"~A-~A\") 1 2)) ;=> \"1-2\""
  [format-in]
  `(fn [& args#]
     (apply cl-format true ~format-in args#)))
