(ns clojure.pprint.numeral
  "Numbers as text: in a base, in words, in Roman numerals, with a fixed or floating point.

  Decimal fractions are taken apart into a vector of the sign, the significant digits as a string, and the number of
  digits before the point, so [false \"125\" 0] is 0.125 and [false \"125\" 2] is 12.5. Zero has no digits. Rounding and
  scaling work on these."
  (:require [clojure.string :as str]))

(defn- zeros
  "A string of n zeros."
  [n]
  (str/join (repeat n \0)))

;; ---- Integers ---------------------------------------------------------------------------------------------

(defn in-base
  "Gives the digits of the integer n, without a sign, in a base up to 36.

  (in-base 255 16) ;=> \"ff\"
  (in-base -5 2) ;=> \"101\""
  [n base]
  (loop [n n text ()]
    (let [digit (rem n base)
          text (conj text (nth "0123456789abcdefghijklmnopqrstuvwxyz" (if (neg? digit) (- digit) digit)))
          others (quot n base)]
      (if (zero? others)
        (str/join text)
        (recur others text)))))

(defn grouped
  "Puts separator between groups of size digits, counted from the right.

  (grouped \"1234567\" 3 \\,) ;=> \"1,234,567\""
  [digits size separator]
  (let [first-size (rem (count digits) size)
        groups (map str/join (partition-all size (drop first-size digits)))]
    (str/join separator (if (zero? first-size)
                          groups
                          (cons (subs digits 0 first-size) groups)))))

(def ^:private small-cardinals
  ["zero" "one" "two" "three" "four" "five" "six" "seven" "eight" "nine" "ten" "eleven" "twelve" "thirteen"
   "fourteen" "fifteen" "sixteen" "seventeen" "eighteen" "nineteen"])

(def ^:private small-ordinals
  ["zeroth" "first" "second" "third" "fourth" "fifth" "sixth" "seventh" "eighth" "ninth" "tenth" "eleventh" "twelfth"
   "thirteenth" "fourteenth" "fifteenth" "sixteenth" "seventeenth" "eighteenth" "nineteenth"])

(def ^:private tens
  ["" "" "twenty" "thirty" "forty" "fifty" "sixty" "seventy" "eighty" "ninety"])

(def ^:private thousands
  ["" "thousand" "million" "billion" "trillion" "quadrillion" "quintillion" "sextillion" "septillion" "octillion"
   "nonillion" "decillion" "undecillion" "duodecillion" "tredecillion" "quattuordecillion" "quindecillion"
   "sexdecillion" "septendecillion" "octodecillion" "novemdecillion" "vigintillion"])

(defn- below-hundred
  "A number from 1 to 99 in words, the last of which is taken from the small numbers."
  [n small]
  (let [unit (rem n 10)]
    (cond
      (< n 20) (small n)
      (pos? unit) (str (tens (quot n 10)) "-" (small unit))
      (identical? small small-ordinals) (str/replace (tens (quot n 10)) #"y$" "ieth")
      :else (tens (quot n 10)))))

(defn- below-thousand
  "A number from 1 to 999 in words, the last of which is taken from the small numbers."
  [n small]
  (let [below (rem n 100)
        hundreds (when (>= n 100) (str (small-cardinals (quot n 100)) " hundred"))]
    (cond
      (nil? hundreds) (below-hundred below small)
      (pos? below) (str hundreds " " (below-hundred below small))
      (identical? small small-ordinals) (str hundreds "th")
      :else hundreds)))

(defn- in-words
  "The integer n in words, or nil if there are none for its size. small are names of numbers below twenty."
  [n small]
  (let [size (if (neg? n) (-' n) n)
        groups (loop [groups [] n size]
                 (if (zero? n)
                   groups
                   (recur (conj groups (rem n 1000)) (quot n 1000))))
        lowest (first (keep-indexed (fn [power group] (when (pos? group) power)) groups))]
    (when (<= (count groups) (count thousands))
      (if (zero? size)
        (small 0)
        (str (when (neg? n) "minus ")
             (str/join ", "
                       (for [power (range (dec (count groups)) -1 -1)
                             :let [group (groups power)]
                             :when (pos? group)]
                         (cond
                           (zero? power) (below-thousand group small)
                           (and (= power lowest) (identical? small small-ordinals))
                           (str (below-thousand group small-cardinals) " " (thousands power) "th")
                           :else (str (below-thousand group small-cardinals) " " (thousands power))))))))))

(defn cardinal
  "Gives the integer n in English words, nil if it is too large for them.

  (cardinal 1234) ;=> \"one thousand, two hundred thirty-four\""
  [n]
  (in-words n small-cardinals))

(defn ordinal
  "Gives the integer n as an English ordinal number; in digits if it is too large for words.

  (ordinal 42) ;=> \"forty-second\"
  (ordinal 1000000) ;=> \"one millionth\""
  [n]
  (or (in-words n small-ordinals)
      (str (when (neg? n) "-")
           (grouped (in-base n 10) 3 ",")
           (let [last-two (rem (if (neg? n) (-' n) n) 100)]
             (if (<= 11 last-two 13)
               "th"
               (case (int (rem last-two 10)) 1 "st" 2 "nd" 3 "rd" "th"))))))

(def ^:private roman-signs
  "Values and signs, with those that subtract."
  [[1000 "M"] [900 "CM"] [500 "D"] [400 "CD"] [100 "C"] [90 "XC"] [50 "L"] [40 "XL"] [10 "X"] [9 "IX"] [5 "V"] [4 "IV"]
   [1 "I"]])

(defn roman
  "Gives the integer n, from 1 to 3999, in Roman numerals; old ones add only. Gives nil for other numbers.

  (roman 1994 false) ;=> \"MCMXCIV\"
  (roman 4 true) ;=> \"IIII\""
  [n old?]
  (when (<= 1 n 3999)
    (let [signs (if old?
                  (filter (fn [[_ sign]] (= 1 (count sign))) roman-signs)
                  roman-signs)]
      (loop [n n signs signs text ""]
        (let [[[value sign] & others] signs]
          (cond
            (zero? n) text
            (>= n value) (recur (- n value) signs (str text sign))
            :else (recur n others text)))))))

;; ---- Decimal fractions ------------------------------------------------------------------------------------

(defn decimal
  "Takes the number x apart: a vector of whether it is negative, its digits, and how many are before the point.

  (decimal 12.5) ;=> [false \"125\" 2]
  (decimal -0.005) ;=> [true \"5\" -2]
  (decimal 0) ;=> [false \"\" 0]"
  [x]
  (let [text (cond
               (ratio? x) (str (double x))
               (decimal? x) (.toPlainString x)
               :else (str x))
        [_ sign whole fraction exponent] (re-matches #"([-+]?)(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?" text)]
    (when-not whole
      (throw (IllegalArgumentException. (str "A number with digits is wanted here, not " text))))
    (let [all (str whole fraction)
          digits (str/replace all #"^0+" "")
          point (- (+ (count whole) (if exponent (parse-long (str/replace exponent "+" "")) 0))
                   (- (count all) (count digits)))
          digits (str/replace digits #"0+$" "")]
      [(= "-" sign) digits (if (= "" digits) 0 point)])))

(defn- next-digits
  "The digits of the number after that of the digits; one more of them if it carries over."
  [digits]
  (let [kept (str/replace digits #"9*$" "")
        nines (- (count digits) (count kept))]
    (if (= "" kept)
      (str "1" (zeros nines))
      (str (subs kept 0 (dec (count kept)))
           (inc (parse-long (subs kept (dec (count kept)))))
           (zeros nines)))))

(defn rounded
  "Rounds a decimal to n digits after the point; halves go up in magnitude.

  (rounded [false \"125\" 1] 1) ;=> [false \"13\" 1]
  (rounded [false \"996\" 1] 1) ;=> [false \"1\" 2]"
  [[negative? digits point :as number] n]
  (let [kept (+ point n)]
    (cond
      (>= kept (count digits)) number
      (neg? kept) [negative? "" 0]
      (< (compare (nth digits kept) \5) 0) [negative? (subs digits 0 kept) (if (zero? kept) 0 point)]
      :else (let [more (next-digits (subs digits 0 kept))]
              (if (zero? kept)
                [negative? "1" (inc point)]
                [negative? (str/replace more #"0+$" "") (+ point (- (count more) kept))])))))

(defn- split-at-point
  "The digits of a decimal before and after the point."
  [[_ digits point]]
  (cond
    (<= point 0) ["" (if (= "" digits) "" (str (zeros (- point)) digits))]
    (>= point (count digits)) [(str digits (zeros (- point (count digits)))) ""]
    :else [(subs digits 0 point) (subs digits point)]))

(defn- pad-fraction
  "The digits after the point with zeros, at least n of them."
  [fraction n]
  (str fraction (zeros (- n (count fraction)))))

(defn- sign-text
  "The sign of a decimal; a plus only if that is wanted."
  [[negative?] plus?]
  (cond negative? "-" plus? "+" :else ""))

(defn fixed
  "Writes a decimal with a fixed point.
  places is the number of digits after the point; nil for as many as there are, or, if the width is limited, as fit.

  (fixed [false \"314159\" 1] nil nil false) ;=> \"3.14159\"
  (fixed [false \"314159\" 1] nil 2 true) ;=> \"+3.14\"
  (fixed [false \"314159\" 1] 4 nil false) ;=> \"3.14\""
  [number width places plus?]
  (let [sign (sign-text number plus?)
        places (or places
                   (when width
                     (let [[whole fraction] (split-at-point number)]
                       (min (max 1 (count fraction))
                            (max (if (= "" whole) 1 0)
                                 (- width (count sign) (count whole) 1))))))
        number (if places (rounded number places) number)
        [whole fraction] (split-at-point number)
        fraction (pad-fraction fraction (or places 1))
        whole (if (= "" (nth number 1)) "0" whole)
        text (str whole "." fraction)]
    (str sign
         (when (and (= "" whole)
                    (or (nil? width) (< (+ (count sign) (count text)) width)))
           "0")
         text)))

(defn exponential
  "Writes a decimal with an exponent.
  places is the number of digits after the point, or nil; exponent-digits the least number of digits of the exponent;
  scale the number of digits before the point, or if it is not positive, minus the number of zeros after it.

  (exponential [false \"125\" 4] nil nil 1 1 \"E\" false) ;=> \"1.25E+3\"
  (exponential [false \"125\" 4] nil 3 2 0 \"E\" false) ;=> \"0.125E+04\""
  [number width places exponent-digits scale mark plus?]
  (let [none? (= "" (nth number 1))
        scaled (fn [[negative? digits point]] [negative? digits (if (= "" digits) 0 scale)])
        places (when places
                 (if (> scale 1) (inc (- places scale)) places))
        exponent-of (fn [number] (if none? 0 (- (nth number 2) scale)))
        exponent-text (fn [exponent]
                        (let [digits (str (if (neg? exponent) (- exponent) exponent))]
                          (str mark
                               (if (neg? exponent) "-" "+")
                               (zeros (- (or exponent-digits 1) (count digits)))
                               digits)))
        exponent (exponent-of number)
        mantissa (scaled number)
        sign (sign-text number plus?)
        mantissa-width (when width (- width (count (exponent-text exponent))))
        places (or places
                   (when mantissa-width
                     (let [[whole fraction] (split-at-point mantissa)]
                       (when (> (+ (count sign) (count whole) 1 (max 1 (count fraction))) mantissa-width)
                         (max (if (= "" whole) 1 0)
                              (- mantissa-width (count sign) (count whole) 1))))))
        shortened (if places (rounded mantissa places) mantissa)
        carried (- (nth shortened 2) (nth mantissa 2))
        [shortened exponent] (if (and (pos? carried) (not none?))
                               [(assoc shortened 2 scale) (+ exponent carried)]
                               [shortened exponent])
        [whole fraction] (split-at-point shortened)
        whole (if none? "0" whole)
        text (str whole "." (pad-fraction fraction (or places 1)))]
    (str sign
         (when (and (= "" whole)
                    (or (nil? mantissa-width) (< (+ (count sign) (count text)) mantissa-width)))
           "0")
         text
         (exponent-text exponent))))
