(ns clojure.java.io
  "Files and streams: one way to name files, one way to open anything that can be read or written.

  What can be a file is decided by the protocol `Coercions`, what can be opened by `IOFactory`; both may be extended
  to types of a program. The files and streams of the language itself are opened by natives in `clutch.rt`.")

;; ---- Names of files ---------------------------------------------------------------------------------------

(defprotocol Coercions
  "Things that name a file or a resource of the net."
  (as-file [x]
    "Gives the file that x, a string or a file, names; nil for nil.

  (.getPath (as-file \"a/b.txt\")) ;=> \"a/b.txt\"")
  (as-url [x]
    "Gives the URL that x, a string or a file, names; nil for nil.

  (as-url nil) ;=> nil"))

(extend-protocol Coercions
  nil
  (as-file [_] nil)
  (as-url [_] nil)
  String
  (as-file [s] (java.io.File. s))
  (as-url [s] (clutch.rt/io-url s))
  java.io.File
  (as-file [file] file)
  (as-url [file] (clutch.rt/io-url file)))

(defn as-relative-path
  "Gives the path of x, which must name a relative file, as a string.

  (as-relative-path \"a/b\") ;=> \"a/b\""
  [x]
  (let [file (as-file x)]
    (if (.isAbsolute file)
      (throw (IllegalArgumentException. (str (.getPath file) " is not a relative path")))
      (.getPath file))))

(defn file
  "Gives the file that arg names, or the one with the relative path child, and more, below parent.

  (.getPath (file \"a\" \"b\" \"c.txt\")) ;=> \"a/b/c.txt\""
  ([arg] (as-file arg))
  ([parent child] (java.io.File. (as-file parent) (as-relative-path child)))
  ([parent child & more] (reduce file (file parent child) more)))

(defn delete-file
  "Deletes the file f. If that fails an IOException is thrown, or silently is given back if it is given.

  (delete-file \"no/such/file\" :gone) ;=> :gone"
  [f & [silently]]
  (or (.delete (file f))
      silently
      (throw (java.io.IOException. (str "Couldn't delete " f)))))

(defn make-parents
  "Makes all missing directories above the file that the arguments name, as for `file`; true if it made some.

  (make-parents \"name-without-directory\") ;=> nil"
  [f & more]
  (when-let [parent (.getParentFile (apply file f more))]
    (.mkdirs parent)))

(defn resource
  "Finds the file with the name n on the source path; nil if there is none. A second argument is ignored.

  (resource \"no/such/resource\") ;=> nil"
  ([n] (clutch.rt/io-resource n))
  ([n loader] (clutch.rt/io-resource n)))

;; ---- Opening ----------------------------------------------------------------------------------------------

(defprotocol IOFactory
  "Things that can be opened. opts is a map of the options of `reader`, or nil."
  (make-reader [x opts]
    "Opens x for reading characters. Call `reader` instead.

  (slurp (make-reader (java.io.StringReader. \"text\") nil)) ;=> \"text\"")
  (make-writer [x opts]
    "Opens x for writing characters. Call `writer` instead.

  (str (doto (java.io.StringWriter.) (-> (make-writer nil) (doto (.write \"text\") (.flush))))) ;=> \"text\"")
  (make-input-stream [x opts]
    "Opens x for reading bytes. Call `input-stream` instead.

  (.read (make-input-stream (byte-array [7]) nil)) ;=> 7")
  (make-output-stream [x opts]
    "Opens x for writing bytes. Call `output-stream` instead.

  (make-output-stream \"file\" nil) ; an output stream that creates the file"))

(extend-protocol IOFactory
  nil
  (make-reader [x opts] (clutch.rt/io-reader x opts))
  (make-writer [x opts] (clutch.rt/io-writer x opts))
  (make-input-stream [x opts] (clutch.rt/io-input-stream x opts))
  (make-output-stream [x opts] (clutch.rt/io-output-stream x opts))
  Object
  (make-reader [x opts] (clutch.rt/io-reader x opts))
  (make-writer [x opts] (clutch.rt/io-writer x opts))
  (make-input-stream [x opts] (clutch.rt/io-input-stream x opts))
  (make-output-stream [x opts] (clutch.rt/io-output-stream x opts)))

(def default-streams-impl
  "Functions for the methods of `IOFactory` that treat a thing like any stream of the language.
  For use with `extend`.

  (sort (keys default-streams-impl)) ;=> (:make-input-stream :make-output-stream :make-reader :make-writer)"
  {:make-reader (fn [x opts] (clutch.rt/io-reader x opts))
   :make-writer (fn [x opts] (clutch.rt/io-writer x opts))
   :make-input-stream (fn [x opts] (clutch.rt/io-input-stream x opts))
   :make-output-stream (fn [x opts] (clutch.rt/io-output-stream x opts))})

(defn- options-map
  "The options of a call as a map, nil if there are none."
  [opts]
  (when opts
    (apply hash-map opts)))

(defn reader
  "Opens x, the name of a file, a file, a stream, a reader or an array, for reading characters by lines.
  Close it with `with-open`. Options: :encoding, by default \"UTF-8\"; :buffer-size, a hint.

  (with-open [r (reader (java.io.StringReader. \"one\\ntwo\"))] (vec (line-seq r))) ;=> [\"one\" \"two\"]"
  [x & opts]
  (make-reader x (options-map opts)))

(defn writer
  "Opens x, the name of a file, a file, a stream or a writer, for writing characters.
  Close it with `with-open`. Options as for `reader`, and :append true to write after what a file holds.

  (let [w (java.io.StringWriter.)] (with-open [out (writer w)] (.write out \"text\")) (str w)) ;=> \"text\""
  [x & opts]
  (make-writer x (options-map opts)))

(defn input-stream
  "Opens x, the name of a file, a file, a stream or a byte array, for reading bytes.
  Close it with `with-open`. Options as for `reader`.

  (with-open [in (input-stream (byte-array [1 2]))] [(.read in) (.read in) (.read in)]) ;=> [1 2 -1]"
  [x & opts]
  (make-input-stream x (options-map opts)))

(defn output-stream
  "Opens x, the name of a file, a file or a stream, for writing bytes.
  Close it with `with-open`. Options as for `writer`.

  (let [bytes (java.io.ByteArrayOutputStream.)] (with-open [out (output-stream bytes)] (.write out 65)) (str bytes)) ;=> \"A\""
  [x & opts]
  (make-output-stream x (options-map opts)))

(defn copy
  "Writes everything that can be read from input to output, and gives nil. Closes only what it opened itself.
  input is a stream, reader, file, string of text or array; output a stream, writer or file. Options as for `reader`.

  (let [w (java.io.StringWriter.)] (copy \"text\" w) (str w)) ;=> \"text\""
  [input output & opts]
  (clutch.rt/io-copy input output (options-map opts))
  nil)
