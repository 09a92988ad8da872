; clojure.repl, clojure.stacktrace, clojure.main: what they print.
(require '[clojure.repl :as repl] '[clojure.stacktrace :as stack] '[clojure.main :as main])
(defn greet "Says hello.\n  To someone." [name] name)
(defmacro twice "Does it again." [form] form)
(defprotocol Shape "Things with an area." (area [this] "How large it is."))
(def plain 1)

(repl/doc greet)
;out> -------------------------
;out> user/greet
;out> ([name])
;out>   Says hello.
;out>   To someone.
;=> nil
(repl/doc twice)
;out> -------------------------
;out> user/twice
;out> ([form])
;out> Macro
;out>   Does it again.
;=> nil
(repl/doc Shape)
;out> -------------------------
;out> user/Shape
;out>   Things with an area.
;=> nil
(repl/doc area)
;out> -------------------------
;out> user/area
;out> ([this])
;out>   How large it is.
;=> nil
(repl/doc plain)
;out> -------------------------
;out> user/plain
;=> nil
(repl/doc no-such-name) ;=> nil
(repl/find-doc "Says hello[.]")
;out> -------------------------
;out> user/greet
;out> ([name])
;out>   Says hello.
;out>   To someone.
;=> nil
(repl/apropos "postwalk-dem") ;=> (clojure.walk/postwalk-demo)
(repl/apropos 'no-such-name) ;=> ()
(repl/apropos #"^reduce-k") ;=> (clojure.core/reduce-kv)
(repl/dir clojure.walk)
;out> keywordize-keys
;out> macroexpand-all
;out> postwalk
;out> postwalk-demo
;out> postwalk-replace
;out> prewalk
;out> prewalk-demo
;out> prewalk-replace
;out> stringify-keys
;out> walk
;=> nil
(take 2 (repl/dir-fn 'clojure.walk)) ;=> (keywordize-keys macroexpand-all)
(repl/dir-fn 'no.such.namespace) ;throws> Exception No namespace: no.such.namespace found
(repl/source no-such-name) ;out> Source not found
;=> nil
(repl/source-fn 'no-such-name) ;=> nil
(repl/demunge "a.b_c$d_e__12$fn__13") ;=> "a.b-c/d-e--12/fn--13"
(repl/demunge "a$_PLUS_") ;=> "a/+"
(repl/demunge "a$__GT_b_STAR_") ;=> "a/->b*"
(ex-message (repl/root-cause (Exception. "a" (Exception. "b")))) ;=> "b"
(repl/stack-element-str (StackTraceElement. "java.lang.Foo" "bar" "Foo.java" 3)) ;=> "java.lang.Foo.bar (Foo.java:3)"
(repl/stack-element-str (StackTraceElement. "user$foo_bar" "invoke" "f.clj" 3)) ;=> "user/foo-bar (f.clj:3)"
(binding [*err* *out*] (repl/pst (Exception. "a" (ex-info "b" {:x 1})) 0))
;out> Exception a
;out> Caused by:
;out> ExceptionInfo b {:x 1}
;=> nil
(stack/print-throwable (Exception.)) ;out> java.lang.Exception: null
;=> nil
(stack/print-throwable (ex-info "b" {:x 1}))
;out> clojure.lang.ExceptionInfo: b
;out> {:x 1}
;=> nil
(stack/print-trace-element (StackTraceElement. "user$foo__12" "invoke" "f.clj" 3)) ;out> user/foo (f.clj:3)
;=> nil
(stack/print-trace-element (StackTraceElement. "user$foo" "run" "f.clj" 3)) ;out> user$foo.run (f.clj:3)
;=> nil
(ex-message (stack/root-cause (Exception. "a" (Exception. "b")))) ;=> "b"
(main/demunge "a$b_QMARK_") ;=> "a/b?"
(ex-message (main/root-cause (Exception. "a" (Exception. "b")))) ;=> "b"
(with-in-str "(+ 1 2) :a" (main/repl :prompt (fn []) :init (fn [])))
;out> 3
;out> :a
;=> nil
(with-in-str "1" (main/repl))
;out> user=> 1
;out> user=>
;=> nil
