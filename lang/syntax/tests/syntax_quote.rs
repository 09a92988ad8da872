//! Syntax quote: the expansions, form by form, are those of Clojure 1.11.

mod support;

use clutch_core::span::SourceText;
use clutch_syntax::{Reader, Syntax};
use support::{TestHost, error, show, shown};

/// Shortens the expected expansions: `seq[a b]` is `(clojure.core/seq (clojure.core/concat a b))`,
/// and `⟨a⟩` is `(clojure.core/list a)`.
fn long(short: &str) -> String {
    let mut closers = Vec::new();
    let mut out = String::new();
    let mut rest = short;
    while let Some(c) = rest.chars().next() {
        if let Some(tail) = rest.strip_prefix("seq[") {
            let space = if tail.starts_with(']') { "" } else { " " };
            out.push_str(&format!("(clojure.core/seq (clojure.core/concat{space}"));
            closers.push("))");
            rest = tail;
            continue;
        }
        match c {
            '⟨' => out.push_str("(clojure.core/list "),
            '⟩' => out.push(')'),
            '[' => {
                out.push('[');
                closers.push("]");
            }
            ']' => out.push_str(closers.pop().expect("balanced")),
            c => out.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    out
}

#[track_caller]
fn expands(text: &str, short: &str) {
    assert_eq!(shown(text), long(short), "{text}");
}

#[test]
fn constants_stand_for_themselves() {
    for text in [":a", "1", "\"s\"", "\\a", "1/2", "1.5", "1N", "##Inf"] {
        assert_eq!(shown(&format!("`{text}")), shown(text));
    }
    expands("`nil", "(quote nil)");
    expands("`true", "(quote true)");
    expands("`#\"a\"", "(quote #\"a\")");
}

#[test]
fn symbols_are_resolved() {
    for (text, symbol) in [
        ("a", "user/a"),
        ("let", "clojure.core/let"),
        ("first", "clojure.core/first"),
        ("-", "clojure.core/-"),
        ("/", "clojure.core//"),
        ("clojure.core//", "clojure.core//"),
        ("str/join", "clojure.string/join"),
        ("nope/x", "nope/x"),
        ("user/a", "user/a"),
        ("String", "java.lang.String"),
        ("String/valueOf", "java.lang.String/valueOf"),
        ("ArrayList", "java.util.ArrayList"),
        ("ArrayList.", "java.util.ArrayList."),
        ("R", "user.R"),
        ("R.", "user.R."),
        ("->R", "user/->R"),
        ("Foo.", "Foo."),
        (".foo", ".foo"),
        (".-foo", ".-foo"),
        ("foo.bar", "foo.bar"),
        ("foo.Bar.", "foo.Bar."),
        ("java.lang.Math/abs", "java.lang.Math/abs"),
        ("Map$Entry", "user/Map$Entry"),
        ("..", ".."),
        ("...", "..."),
        ("x..", "x.."),
        ("x#y", "user/x#y"),
        ("a/b#", "a/b#"),
        ("str/x#", "clojure.string/x#"),
        ("%", "user/%"),
        ("unquote", "clojure.core/unquote"),
        ("é.λ", "é.λ"),
        ("str/λ", "clojure.string/λ"),
    ] {
        expands(&format!("`{text}"), &format!("(quote {symbol})"));
    }
}

#[test]
fn special_forms_are_left_alone() {
    for text in [
        "if",
        "def",
        "do",
        "let*",
        "fn*",
        "loop*",
        "letfn*",
        "case*",
        "quote",
        "var",
        "recur",
        "new",
        ".",
        "set!",
        "try",
        "catch",
        "finally",
        "throw",
        "&",
        "deftype*",
        "reify*",
        "monitor-enter",
        "monitor-exit",
        "clojure.core/import*",
    ] {
        expands(&format!("`{text}"), &format!("(quote {text})"));
    }
    expands("`import*", "(quote user/import*)");
    expands("`ns", "(quote clojure.core/ns)");
}

#[test]
fn collections_are_put_together_at_run_time() {
    expands("`(a b)", "seq[⟨(quote user/a)⟩ ⟨(quote user/b)⟩]");
    expands("`()", "(clojure.core/list)");
    expands("`[]", "(clojure.core/apply clojure.core/vector seq[])");
    expands(
        "`[a ~b]",
        "(clojure.core/apply clojure.core/vector seq[⟨(quote user/a)⟩ ⟨b⟩])",
    );
    expands(
        "`{:a ~b}",
        "(clojure.core/apply clojure.core/hash-map seq[⟨:a⟩ ⟨b⟩])",
    );
    expands("`{}", "(clojure.core/apply clojure.core/hash-map seq[])");
    expands(
        "`#{~b}",
        "(clojure.core/apply clojure.core/hash-set seq[⟨b⟩])",
    );
    expands("`(a (b))", "seq[⟨(quote user/a)⟩ ⟨seq[⟨(quote user/b)⟩]⟩]");
}

#[test]
fn unquoted_forms_stay_as_they_are() {
    expands("`~a", "a");
    expands("`(~a ~@b ~c)", "seq[⟨a⟩ b ⟨c⟩]");
    expands("`(~@a)", "seq[a]");
    expands("`(a ~(b c))", "seq[⟨(quote user/a)⟩ ⟨(b c)⟩]");
    expands("`(clojure.core/unquote a)", "a");
    expands(
        "`(unquote a)",
        "seq[⟨(quote clojure.core/unquote)⟩ ⟨(quote user/a)⟩]",
    );
    expands("~`a", "(clojure.core/unquote (quote user/a))");
}

#[test]
fn splicing_needs_a_collection() {
    assert_eq!(error("`~@a").message(), "splice not in list");
    assert_eq!(error("[`~@a]").span.start, 1);
    assert_eq!(
        error("`~@a").exception_class().name,
        "java.lang.IllegalStateException"
    );
}

#[test]
fn generated_names_are_the_same_within_one_quote() {
    expands("`x#", "(quote x__1__auto__)");
    expands(
        "`(x# x# y#)",
        "seq[⟨(quote x__1__auto__)⟩ ⟨(quote x__1__auto__)⟩ ⟨(quote y__2__auto__)⟩]",
    );
    expands(
        "`(x# ~x# `x#)",
        "seq[⟨(quote x__1__auto__)⟩ ⟨x#⟩ ⟨seq[⟨(quote quote)⟩ ⟨(quote user/x__2__auto__)⟩]⟩]",
    );
    expands("[`x# `x#]", "[(quote x__1__auto__) (quote x__2__auto__)]");
}

#[test]
fn function_literals_get_generated_arguments() {
    expands(
        "`#(a %)",
        "seq[⟨(quote fn*)⟩ ⟨(clojure.core/apply clojure.core/vector seq[⟨(quote p1__1__2__auto__)⟩])⟩ \
         ⟨seq[⟨(quote user/a)⟩ ⟨(quote p1__1__2__auto__)⟩]⟩]",
    );
}

#[test]
fn prefixes_in_quotes_become_lists() {
    expands("`'a", "seq[⟨(quote quote)⟩ ⟨(quote user/a)⟩]");
    expands("`@a", "seq[⟨(quote clojure.core/deref)⟩ ⟨(quote user/a)⟩]");
    expands("`#'a", "seq[⟨(quote var)⟩ ⟨(quote user/a)⟩]");
}

#[test]
fn quotes_nest() {
    expands("``a", "seq[⟨(quote quote)⟩ ⟨(quote user/a)⟩]");
    expands("``~a", "(quote user/a)");
    expands("``~~a", "a");
    expands(
        "``(a ~~b)",
        "seq[⟨(quote clojure.core/seq)⟩ ⟨seq[⟨(quote clojure.core/concat)⟩ \
         ⟨seq[⟨(quote clojure.core/list)⟩ ⟨seq[⟨(quote quote)⟩ ⟨(quote user/a)⟩]⟩]⟩ \
         ⟨seq[⟨(quote clojure.core/list)⟩ ⟨b⟩]⟩]⟩]",
    );
}

#[test]
fn metadata_is_put_on_at_run_time() {
    let flag = "(clojure.core/apply clojure.core/hash-map seq[⟨:a⟩ ⟨(quote true)⟩])";
    expands(
        "`^:a b",
        &format!("(clojure.core/with-meta (quote user/b) {flag})"),
    );
    expands(
        "`^:a (b)",
        &format!("(clojure.core/with-meta seq[⟨(quote user/b)⟩] {flag})"),
    );
    expands(
        "`(^:a b)",
        &format!("seq[⟨(clojure.core/with-meta (quote user/b) {flag})⟩]"),
    );
    expands(
        "`^{:a ~b} [c]",
        "(clojure.core/with-meta (clojure.core/apply clojure.core/vector seq[⟨(quote user/c)⟩]) \
         (clojure.core/apply clojure.core/hash-map seq[⟨:a⟩ ⟨b⟩]))",
    );
    expands(
        "`^String x#",
        "(clojure.core/with-meta (quote x__1__auto__) \
         (clojure.core/apply clojure.core/hash-map seq[⟨:tag⟩ ⟨(quote java.lang.String)⟩]))",
    );
    expands(
        "`^:a ()",
        &format!("(clojure.core/with-meta (clojure.core/list) {flag})"),
    );
    expands("`~^:a b", "^{:a true} b");
}

/// The forms of a file as text, each with the made-up names that it got.
fn read_file(name: &str, text: &str) -> Vec<String> {
    let source = SourceText::new(name, text).register();
    let mut reader = Reader::new(source, Syntax::default()).numbered_by_place();
    let mut host = TestHost::default();
    std::iter::from_fn(|| reader.read_next(&mut host).expect("readable"))
        .map(|form| show(&form))
        .collect()
}

#[test]
fn a_file_that_is_read_again_makes_no_new_names() {
    let text = "(defmacro m [] `(x# y#)) (map #(a %1 %&) s) (map #(b %) s) `x#";
    let first = read_file("again.clj", text);
    assert_eq!(read_file("again.clj", text), first);
    let edited = read_file(
        "again.clj",
        "(defn new [] #(c %)) (defmacro m [] (d) `(x# y#))",
    );
    let names = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !(c.is_alphanumeric() || c == '_'));
        let made = words.filter(|word| word.ends_with("__auto__"));
        made.map(ToString::to_string).collect()
    };
    assert_eq!(
        names(&edited[1]),
        names(&first[0]),
        "a definition keeps its names"
    );
}

#[test]
fn no_two_forms_share_a_made_up_name() {
    let same = "`x#";
    let mut all = read_file("one.clj", &format!("{same} {same} (f {same} {same})"));
    all.extend(read_file("two.clj", same));
    all.extend([show(&support::read(same)), show(&support::read(same))]);
    let text = all.join(" ");
    let names = text.split([' ', '(', ')']).filter(|w| w.starts_with("x__"));
    let names: Vec<&str> = names.collect();
    let different: std::collections::HashSet<&&str> = names.iter().collect();
    assert_eq!((names.len(), different.len()), (7, 7), "{text}");
}
