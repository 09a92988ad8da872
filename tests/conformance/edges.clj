; Writes edges.tsv: functions of clojure.core called with arguments of every kind, wrong ones and too few or
; too many included. Run it with the reference implementation, then run record.clj over the file:
;
;   java -cp … clojure.main tests/conformance/edges.clj && java -cp … clojure.main tests/conformance/record.clj …/edges.tsv
;
; All calls would be hundreds of thousands, so a fixed part of them is taken, chosen by a sum over the text.

(ns edges
  (:require [clojure.string :as str]))

(def functions
  "Functions that do not change the process, wait, or answer at random."
  (str/split-lines (slurp (str (.getParent (java.io.File. ^String *file*)) "/edges.txt"))))

(def single
  ["nil" "true" "0" "-1" "5" "1.5" "-0.0" "1/2" "10N" "2.50M" "\"\"" "\"abc\"" "\\a" ":k" ":n/k" "'sym" "()" "[]" "{}" "#{}"
   "'(1 2 3)" "[3 1 2]" "{:a 1 :b 2}" "#{1}" "(range 3)" "(lazy-seq nil)" "(map inc [1 2])" "(sorted-map :b 1 :a 2)"
   "(sorted-set 3 1)" "(int-array [1 2])" "(atom 1)" "inc" "##Inf" "##NaN" "Long/MAX_VALUE" "Long/MIN_VALUE" "#\"a\""
   "(first {:a 1})" "#uuid \"00000000-0000-0000-0000-000000000001\"" "#inst \"2020-01-01\"" "(transient [1])"
   "(ex-info \"m\" {:a 1})" "(volatile! 1)" "(delay 1)" "String" "#'inc" "(cons 1 nil)" "[[1 2] [3 4]]"
   "99999999999999999999" "(reduced 1)" "(list nil)" "(ref 1)" "(agent 1)" "(seq \"ab\")" "[nil]" "{nil nil}" "(int 7)"
   "(float 1.5)" "(byte 1)" "(java.util.ArrayList. [1 2])" "(java.util.HashMap. {:a 1})" "(iterate inc 0)"])

(def first-of-two
  ["nil" "0" "-1" "2" "1.5" "1/2" "\"abc\"" ":a" "[]" "[3 1 2]" "{:a 1}" "#{1}" "'(1 2)" "inc" "(range 3)" "\\a" "'s"
   "(sorted-map 1 2)" "odd?" "2M" "99999999999999999999" "(map inc [1 2])"])

(def of-three ["nil" "1" "-1" "\"abc\"" ":a" "[3 1 2]" "{:a 1}" "inc" "(range 3)" "+" "conj"])

(defn taken?
  "One call in n, always the same ones."
  [n text]
  (zero? (mod (reduce (fn [sum c] (mod (+ (* 31 sum) (int c)) 1000003)) 7 text) n)))

(def endless?
  "Functions that would not come back from an endless seq."
  (complement #{"first" "second" "rest" "next" "seq" "take" "class" "type" "cons" "map?" "seq?" "coll?" "counted?" "ifn?" "sequential?"
                "list?" "empty?" "nfirst" "fnext" "nnext" "ffirst" "meta" "realized?" "identity" "some?" "nil?" "boolean"}))

(let [calls (for [f functions
                  text (concat [(str "(" f ")")]
                               (for [a single :when (not (and (= a "(iterate inc 0)") (endless? f)))] (str "(" f " " a ")"))
                               (for [a first-of-two b first-of-two] (str "(" f " " a " " b ")"))
                               (for [a of-three b of-three c of-three] (str "(" f " " a " " b " " c ")")))]
              text)
      args #(count (re-seq #" " %))
      chosen (filter #(taken? (cond (< (args %) 2) 11 (< (args %) 3) 150 :else 900) %) calls)]
  (spit (str (.getParent (java.io.File. ^String *file*)) "/edges.tsv")
        (str "; Made by edges.clj.\n" (str/join "\n" (distinct chosen)) "\n"))
  (println (count chosen) "calls"))
(System/exit 0)
