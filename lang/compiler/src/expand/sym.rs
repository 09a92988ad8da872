//! The symbols that expansions are made of, interned once.
//!
//! Functions are written with their namespace, so that an expansion means the same wherever it is
//! put. Special forms have none: no local or var can take their place.

use clutch_core::{Symbol, Value};
use std::sync::LazyLock;

macro_rules! symbols {
    ($($name:ident = $text:literal;)*) => {
        struct Symbols { $($name: Value,)* }

        static SYMBOLS: LazyLock<Symbols> = LazyLock::new(|| Symbols {
            $($name: Value::symbol(Symbol::parse($text)),)*
        });

        $(
            #[doc = concat!("`", $text, "`")]
            pub(super) fn $name() -> Value {
                SYMBOLS.$name.clone()
            }
        )*
    };
}

symbols! {
    // Special forms, and what has a meaning inside of them.
    case_star = "case*";
    def = "def";
    do_ = "do";
    dot = ".";
    finally = "finally";
    fn_star = "fn*";
    if_ = "if";
    import_star = "import*";
    let_star = "let*";
    letfn_star = "letfn*";
    loop_star = "loop*";
    new = "new";
    quote = "quote";
    recur = "recur";
    throw = "throw";
    try_ = "try";
    var = "var";
    // Names that expansions bind for the user.
    amp_env = "&env";
    amp_form = "&form";
    percent = "%";
    // Functions of clojure.core.
    cons = "clojure.core/cons";
    chunk = "clojure.core/chunk";
    chunk_append = "clojure.core/chunk-append";
    chunk_buffer = "clojure.core/chunk-buffer";
    chunk_cons = "clojure.core/chunk-cons";
    chunk_first = "clojure.core/chunk-first";
    chunk_rest = "clojure.core/chunk-rest";
    chunked_seq_p = "clojure.core/chunked-seq?";
    concat = "clojure.core/concat";
    count = "clojure.core/count";
    divide = "clojure.core//";
    double = "clojure.core/double";
    first = "clojure.core/first";
    get = "clojure.core/get";
    hash_map = "clojure.core/hash-map";
    inc = "clojure.core/inc";
    less = "clojure.core/<";
    load = "clojure.core/load";
    long = "clojure.core/long";
    minus = "clojure.core/-";
    next = "clojure.core/next";
    nil_p = "clojure.core/nil?";
    nth = "clojure.core/nth";
    pop_bindings = "clojure.core/pop-thread-bindings";
    pr_str = "clojure.core/pr-str";
    prn = "clojure.core/prn";
    push_bindings = "clojure.core/push-thread-bindings";
    refer = "clojure.core/refer";
    require = "clojure.core/require";
    rest = "clojure.core/rest";
    seq = "clojure.core/seq";
    seq_p = "clojure.core/seq?";
    str = "clojure.core/str";
    true_p = "clojure.core/true?";
    use_ = "clojure.core/use";
    // Functions below clojure.core.
    keep_defonce = "clutch.rt/keep-defonce!";
    done_p = "clutch.rt/done?";
    in_ns = "clutch.rt/in-ns*";
    iter = "clutch.rt/iter";
    lazy_seq = "clutch.rt/lazy-seq*";
    make_delay = "clutch.rt/make-delay";
    next_item = "clutch.rt/next!";
    seq_to_map = "clutch.rt/seq-to-map";
    // Host names.
    assertion_error = "java.lang.AssertionError";
    illegal_argument = "java.lang.IllegalArgumentException";
    nano_time = "nanoTime";
    system = "java.lang.System";
}
