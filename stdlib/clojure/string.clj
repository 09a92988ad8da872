(ns clojure.string
  "Functions on strings. The subject string always comes first, so that calls thread with `->`.

  What needs the representation of a string lives in Rust (namespace `clutch.rt`); this file gives those
  natives their public names, arities and documentation. Except for `blank?`, a nil subject is an error,
  and functions that answer with an index answer nil when nothing was found."
  (:refer-clojure :exclude [replace reverse]))

(defn blank?
  "True if s is nil, empty, or made of whitespace only.

  (blank? nil) ;=> true
  (blank? \" \\t\\n\") ;=> true
  (blank? \" a \") ;=> false"
  [s]
  (clutch.rt/str-blank? s))

(defn capitalize
  "Makes the first character upper case and all others lower case.

  (capitalize \"hELLO wORLD\") ;=> \"Hello world\"
  (capitalize \"\") ;=> \"\""
  [s]
  (clutch.rt/str-capitalize s))

(defn ends-with?
  "True if s ends with the string substr.

  (ends-with? \"core.clj\" \".clj\") ;=> true
  (ends-with? \"core.clj\" \"\") ;=> true
  (ends-with? \"core\" \"core.clj\") ;=> false"
  [s substr]
  (clutch.rt/str-ends? s substr))

(defn escape
  "Replaces every character of s for which cmap, a map or a function of a character, gives a non-nil value.
  Characters without a value stay as they are.

  (escape \"a<b & c\" {\\< \"&lt;\" \\& \"&amp;\"}) ;=> \"a&lt;b &amp; c\"
  (escape \"abc\" {}) ;=> \"abc\""
  [s cmap]
  (clutch.rt/str-escape s cmap))

(defn includes?
  "True if the string substr occurs somewhere in s.

  (includes? \"gearbox\" \"arb\") ;=> true
  (includes? \"gearbox\" \"\") ;=> true
  (includes? \"gearbox\" \"bra\") ;=> false"
  [s substr]
  (clutch.rt/str-includes? s substr))

(defn index-of
  "Finds the first place of value, a string or a character, in s, or nil if there is none.
  The search starts at from-index when that is given.

  (index-of \"banana\" \"na\") ;=> 2
  (index-of \"banana\" \\n 3) ;=> 4
  (index-of \"banana\" \"x\") ;=> nil"
  ([s value] (clutch.rt/str-index-of s value 0))
  ([s value from-index] (clutch.rt/str-index-of s value from-index)))

(defn join
  "Concatenates the elements of coll as by `str`, with separator between two neighbours if one is given.

  (join [1 \\a nil :k]) ;=> \"1a:k\"
  (join \", \" [1 2 3]) ;=> \"1, 2, 3\"
  (join \", \" nil) ;=> \"\""
  ([coll] (clutch.rt/str-join "" coll))
  ([separator coll] (clutch.rt/str-join separator coll)))

(defn last-index-of
  "Finds the last place of value, a string or a character, in s, or nil if there is none.
  With from-index the search runs backward from there.

  (last-index-of \"banana\" \"na\") ;=> 4
  (last-index-of \"banana\" \\n 3) ;=> 2
  (last-index-of \"banana\" \"x\") ;=> nil"
  ([s value] (clutch.rt/str-last-index-of s value nil))
  ([s value from-index] (clutch.rt/str-last-index-of s value from-index)))

(defn lower-case
  "Turns all letters of s into lower case.

  (lower-case \"MiXed 42\") ;=> \"mixed 42\""
  [s]
  (clutch.rt/str-lower s))

(defn re-quote-replacement
  "Quotes a replacement for use with a pattern, so that `$` and backslash in it stand for themselves.

  (replace \"price: X\" #\"X\" (re-quote-replacement \"$1\")) ;=> \"price: $1\""
  [replacement]
  (clutch.rt/re-quote-replacement replacement))

(defn replace
  "Replaces every occurrence of match in s by replacement.

  match and replacement are two strings, two characters, or a pattern with a string or a function. In a
  string for a pattern, `$1` stands for group 1 and a backslash makes the next character literal. A function
  gets what `re-find` would return for the match, a string or a vector of groups, and gives the replacement.
  Two strings or two characters are taken literally.

  (replace \"a.b.c\" \".\" \"-\") ;=> \"a-b-c\"
  (replace \"a.b.c\" \\. \\-) ;=> \"a-b-c\"
  (replace \"2024-05-01\" #\"(\\d+)-(\\d+)-(\\d+)\" \"$3.$2.$1\") ;=> \"01.05.2024\"
  (replace \"one two\" #\"\\w+\" (comp str count)) ;=> \"3 3\""
  [s match replacement]
  (clutch.rt/str-replace s match replacement))

(defn replace-first
  "Replaces the first occurrence of match in s by replacement.
  match and replacement are combined as in `replace`.

  (replace-first \"a.b.c\" \".\" \"-\") ;=> \"a-b.c\"
  (replace-first \"one two\" #\"(\\w)(\\w+)\" \"$2$1\") ;=> \"neo two\"
  (replace-first \"abc\" \"x\" \"y\") ;=> \"abc\""
  [s match replacement]
  (clutch.rt/str-replace-first s match replacement))

(defn reverse
  "Gives the characters of s in opposite order.

  (reverse \"clutch\") ;=> \"hctulc\"
  (reverse \"\") ;=> \"\""
  [s]
  (clutch.rt/str-reverse s))

(defn split
  "Cuts s at every match of the pattern re and gives the parts as a vector.
  A positive limit is the largest number of parts; the last one then holds the rest. Without a limit, or with
  0, empty parts at the end are left out; a negative limit keeps them.

  (split \"a,b,,c\" #\",\") ;=> [\"a\" \"b\" \"\" \"c\"]
  (split \"a,b,c\" #\",\" 2) ;=> [\"a\" \"b,c\"]
  (split \"a,b,,\" #\",\") ;=> [\"a\" \"b\"]
  (split \"a,b,,\" #\",\" -1) ;=> [\"a\" \"b\" \"\" \"\"]"
  ([s re] (clutch.rt/str-split s re 0))
  ([s re limit] (clutch.rt/str-split s re limit)))

(defn split-lines
  "Cuts s at line ends, newline or carriage return with newline, and gives the lines as a vector.
  Empty lines at the end are left out.

  (split-lines \"one\\ntwo\\r\\n\\nfour\\n\\n\") ;=> [\"one\" \"two\" \"\" \"four\"]"
  [s]
  (clutch.rt/str-split-lines s))

(defn starts-with?
  "True if s starts with the string substr.

  (starts-with? \"core.clj\" \"core\") ;=> true
  (starts-with? \"core.clj\" \"clj\") ;=> false"
  [s substr]
  (clutch.rt/str-starts? s substr))

(defn trim
  "Takes the whitespace from both ends of s.

  (trim \"  a b\\n\") ;=> \"a b\""
  [s]
  (clutch.rt/str-trim s))

(defn trim-newline
  "Takes all newlines and carriage returns from the end of s.

  (trim-newline \"a \\r\\n\\n\") ;=> \"a \"
  (trim-newline \"a\\nb\") ;=> \"a\\nb\""
  [s]
  (clutch.rt/str-replace-first (if (nil? s) s (clutch.rt/need java.lang.CharSequence s)) #"[\r\n]+\z" ""))

(defn triml
  "Takes the whitespace from the left end of s.

  (triml \"  a b \") ;=> \"a b \""
  [s]
  (clutch.rt/str-triml s))

(defn trimr
  "Takes the whitespace from the right end of s.

  (trimr \"  a b \") ;=> \"  a b\""
  [s]
  (clutch.rt/str-trimr s))

(defn upper-case
  "Turns all letters of s into upper case.

  (upper-case \"MiXed 42\") ;=> \"MIXED 42\""
  [s]
  (clutch.rt/str-upper s))
