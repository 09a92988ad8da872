(ns clojure.java.shell
  "Runs other programs and waits for them.")

(def ^:dynamic *sh-dir*
  "The directory that `sh` runs programs in, a string or a file; nil for that of this process.

  *sh-dir* ;=> nil"
  nil)

(def ^:dynamic *sh-env*
  "The environment that `sh` gives to programs, a map of strings; nil for that of this process.

  *sh-env* ;=> nil"
  nil)

(defmacro with-sh-dir
  "Evaluates forms with dir as the directory that `sh` runs programs in.

  (with-sh-dir \"/\" (:out (sh \"pwd\"))) ;=> \"/\\n\""
  [dir & forms]
  `(binding [*sh-dir* ~dir] ~@forms))

(defmacro with-sh-env
  "Evaluates forms with the map env as the environment that `sh` gives to programs.

  (with-sh-env {\"GREETING\" \"hi\"} (:out (sh \"/bin/sh\" \"-c\" \"echo $GREETING\"))) ;=> \"hi\\n\""
  [env & forms]
  `(binding [*sh-env* ~env] ~@forms))

(defn- variable-name
  "The name of an environment variable as a string, where a keyword or a symbol is allowed too."
  [k]
  (if (ident? k) (name k) (str k)))

(defn sh
  "Runs a program, waits for its end, and gives a map of its :exit code, its output :out and its error output :err.

  Arguments are the program and its arguments, all strings, then options:

    :in       input for the program: a string, byte array, file, reader or input stream
    :in-enc   the encoding of an input string, by default UTF-8
    :out-enc  the encoding of :out, by default UTF-8; :bytes for a byte array
    :env      as `*sh-env*`
    :dir      as `*sh-dir*`

  (sh \"echo\" \"hi\") ;=> {:exit 0, :out \"hi\\n\", :err \"\"}
  (:out (sh \"cat\" :in \"typed\")) ;=> \"typed\""
  [& args]
  (let [[command options] (split-with string? args)
        options (merge {:in-enc "UTF-8", :out-enc "UTF-8", :dir *sh-dir*, :env *sh-env*}
                       (apply hash-map options))]
    (clutch.rt/run-process
     (vec command)
     (update options :env (fn [env]
                            (when env
                              (into {} (map (fn [[k v]] [(variable-name k) (str v)])) env)))))))
