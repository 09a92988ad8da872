//! Documentation of the special forms, for `doc`: they are no vars, so nothing else carries it.

/// A special form as `doc` shows it.
#[derive(Debug)]
pub struct SpecialForm {
    /// Its symbol.
    pub name: &'static str,
    /// How it is written.
    pub forms: &'static [&'static str],
    /// First line: summary. May end in example lines `form ;=> value`.
    pub doc: &'static str,
}

/// The special form with this name.
pub fn special_form(name: &str) -> Option<&'static SpecialForm> {
    SPECIAL_FORMS.iter().find(|form| form.name == name)
}

/// All special forms, in the order of a first reading.
pub const SPECIAL_FORMS: &[SpecialForm] = &[
    SpecialForm {
        name: "def",
        forms: &["(def name)", "(def name value)", "(def name doc-string value)"],
        doc: "Defines name in the current namespace and gives its var. Metadata of the name is evaluated and
becomes that of the var; without a value an existing one stays.
(do (def limit \"Of guests.\" 10) (inc limit)) ;=> 11",
    },
    SpecialForm {
        name: "if",
        forms: &["(if test then)", "(if test then else)"],
        doc: "Evaluates test; if it is neither nil nor false, the value is that of then, otherwise that of else, or nil.
(if (pos? 1) :yes :no) ;=> :yes
(if nil :yes) ;=> nil",
    },
    SpecialForm {
        name: "do",
        forms: &["(do exprs*)"],
        doc: "Evaluates the expressions in order; the value is that of the last, or nil if there are none.
At top level each part is compiled only when those before it have been evaluated.
(do 1 2) ;=> 2",
    },
    SpecialForm {
        name: "let*",
        forms: &["(let* [name value …] exprs*)"],
        doc: "What let is made of: names are plain symbols. Later values see earlier names.
(let* [a 1 b (inc a)] b) ;=> 2",
    },
    SpecialForm {
        name: "loop*",
        forms: &["(loop* [name value …] exprs*)"],
        doc: "What loop is made of: like let*, and a place for recur to go back to.
(loop* [i 0] (if (< i 3) (recur (inc i)) i)) ;=> 3",
    },
    SpecialForm {
        name: "recur",
        forms: &["(recur exprs*)"],
        doc: "Goes back to the innermost loop or function with new values for its names or parameters, all computed
before any is set. Only as the last thing to do there, and not out of a try.
(loop [n 5 acc 1] (if (= n 0) acc (recur (dec n) (* acc n)))) ;=> 120",
    },
    SpecialForm {
        name: "fn*",
        forms: &[
            "(fn* name? [params*] exprs*)",
            "(fn* name? ([params*] exprs*) …)",
        ],
        doc: "What fn is made of: parameters are plain symbols, & before the last one takes the remaining arguments.
((fn* [a & more] more) 1 2 3) ;=> (2 3)",
    },
    SpecialForm {
        name: "letfn*",
        forms: &["(letfn* [name fn …] exprs*)"],
        doc: "What letfn is made of: all names are known in all of the functions.
(letfn* [f (fn* [n] (if (= n 0) :end (g n))) g (fn* [n] (f (dec n)))] (f 3)) ;=> :end",
    },
    SpecialForm {
        name: "quote",
        forms: &["(quote form)", "'form"],
        doc: "The form itself, not evaluated.
'(+ 1 2) ;=> (+ 1 2)",
    },
    SpecialForm {
        name: "var",
        forms: &["(var name)", "#'name"],
        doc: "The var that the name refers to, not its value. A var is the name of a definition; calling it calls what
is defined under the name at that time.
(#'inc 1) ;=> 2",
    },
    SpecialForm {
        name: "case*",
        forms: &["(case* name default ([constant …] expr) …)"],
        doc: "What case is made of: name is a local, constants are not evaluated and all different.
(let* [x 2] (case* x :other ([1 2] :low) ([3] :high))) ;=> :low",
    },
    SpecialForm {
        name: "try",
        forms: &["(try exprs* (catch Class name exprs*) … (finally exprs*)?)"],
        doc: "Evaluates the expressions. If they throw an exception of a clause's class, the first such clause is
evaluated with the name bound to it, and gives the value. The finally clause is evaluated in every case, for effect.
(try (/ 1 0) (catch ArithmeticException e :none)) ;=> :none",
    },
    SpecialForm {
        name: "catch",
        forms: &["(catch Class name exprs*)"],
        doc: "A clause of try: handles exceptions of the class.
(try (throw (ex-info \"no\" {:a 1})) (catch Exception e (ex-data e))) ;=> {:a 1}",
    },
    SpecialForm {
        name: "finally",
        forms: &["(finally exprs*)"],
        doc: "The last clause of try: evaluated however the others end.
(let [a (atom 0)] (try (swap! a inc) (finally (swap! a + 10))) @a) ;=> 11",
    },
    SpecialForm {
        name: "throw",
        forms: &["(throw expr)"],
        doc: "Throws the exception that expr gives.
(try (throw (ex-info \"no\" {})) (catch Exception e (ex-message e))) ;=> \"no\"",
    },
    SpecialForm {
        name: "new",
        forms: &["(new Class args*)", "(Class. args*)"],
        doc: "Makes an instance of a class.
(ex-message (new IllegalStateException \"closed\")) ;=> \"closed\"",
    },
    SpecialForm {
        name: ".",
        forms: &[
            "(. target method args*)",
            "(. target (method args*))",
            "(.method target args*)",
            "(.-field target)",
        ],
        doc: "Calls a method of the target, or reads a field of it. A target that names a class means its static members.
(.toUpperCase \"ab\") ;=> \"AB\"
(. \"ab\" (concat \"c\")) ;=> \"abc\"",
    },
    SpecialForm {
        name: "set!",
        forms: &["(set! name value)", "(set! (. target field) value)"],
        doc: "Gives a dynamic var a new value in this thread, where a binding of it is in effect; or changes a mutable
field of a deftype.
(binding [*print-length* 1] (set! *print-length* 2) *print-length*) ;=> 2",
    },
    SpecialForm {
        name: "deftype*",
        forms: &["(deftype* name [fields*] options specs*)"],
        doc: "What deftype and defrecord are made of: defines a type with fields and methods.",
    },
    SpecialForm {
        name: "reify*",
        forms: &["(reify* [interfaces*] methods*)"],
        doc: "What reify is made of: an instance of a type without a name. Methods see the locals around them.",
    },
    SpecialForm {
        name: "import*",
        forms: &["(import* \"package.Class\")"],
        doc: "What import is made of: lets the short name of a class stand for it in this namespace.",
    },
];
