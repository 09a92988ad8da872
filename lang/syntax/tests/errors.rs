//! What is wrong with a text: code, message, place, and whether more text could help.

use clutch_syntax::{Conditionals, ReadError, Syntax, parse_all};

fn errors(text: &str) -> Vec<ReadError> {
    errors_with(text, &Syntax::default())
}

fn errors_with(text: &str, syntax: &Syntax) -> Vec<ReadError> {
    match parse_all(text, 1, syntax) {
        Ok(forms) => panic!("{text} was read as {} forms", forms.len()),
        Err(errors) => errors,
    }
}

fn error(text: &str) -> ReadError {
    errors(text).remove(0)
}

/// Checks code, message, and the text that the primary span covers.
#[track_caller]
fn rejects(text: &str, code: &str, message: &str, place: &str) {
    let error = error(text);
    assert_eq!(error.code(), code, "{text}");
    assert_eq!(error.message(), message, "{text}");
    let range = error.span.start as usize..error.span.end as usize;
    assert_eq!(&text[range], place, "{text}");
    assert!(!error.is_incomplete(), "{text}");
}

#[track_caller]
fn incomplete(text: &str, message: &str) {
    let error = error(text);
    assert_eq!(error.code(), "read/incomplete", "{text}");
    assert_eq!(error.message(), message, "{text}");
    assert!(error.is_incomplete(), "{text}");
}

/// The text that a label covers, with what it says.
fn labels(text: &str) -> Vec<(String, String)> {
    let error = error(text);
    let labels = error.labels.into_iter();
    labels
        .map(|l| {
            (
                text[l.span.start as usize..l.span.end as usize].to_string(),
                l.text,
            )
        })
        .collect()
}

#[test]
fn text_that_ends_early_is_incomplete() {
    for text in [
        "(",
        "[",
        "{",
        "#{",
        "#(",
        "(a [b]",
        "'",
        "' ",
        "@",
        "`",
        "~",
        "~@",
        "^",
        "^:a",
        "#'",
        "#_",
        "#_ #_ a",
        "#_#_a b #_",
        "#^",
        "#=",
        "#foo",
        "#inst ",
        "#:a",
        "#::",
        "#:a ",
        "##",
        "#?(",
        "#?(:clj",
        "#?(:clj a",
        "#?(:cljs",
        "(#?@(:clj [a",
        "#?",
        "(#?@",
        "{:a",
        "(\n;)\n",
    ] {
        incomplete_form(text);
    }
    incomplete("\"abc", "EOF while reading string");
    incomplete("\"abc\\", "EOF while reading string");
    incomplete("\"abc\\\"", "EOF while reading string");
    incomplete("#\"abc", "EOF while reading regex");
    incomplete("\\", "EOF while reading character");
    incomplete("#", "EOF while reading character");
    incomplete("[#", "EOF while reading character");
}

#[track_caller]
fn incomplete_form(text: &str) {
    let error = error(text);
    assert!(error.is_incomplete(), "{text}: {error:?}");
    assert_eq!(error.message(), "EOF while reading", "{text}");
    assert_eq!(error.span.end as usize, text.len(), "{text}");
}

#[test]
fn an_unclosed_bracket_is_shown_with_the_form_it_is_in() {
    assert_eq!(
        labels("(defn f [x"),
        [
            ("[".to_string(), "this is open and wants a `]`".to_string()),
            ("(".to_string(), "the form that is not complete".to_string()),
        ]
    );
    assert_eq!(
        labels("{"),
        [("{".to_string(), "this is open and wants a `}`".to_string())]
    );
    assert_eq!(labels("'")[0].1, "this wants a form after it");
    assert_eq!(labels("\"a")[0].0, "\"");
}

#[test]
fn a_closing_bracket_that_fits_nothing_is_named() {
    let code = "read/unmatched-delimiter";
    rejects(")", code, "Unmatched delimiter: )", ")");
    rejects("a]", code, "Unmatched delimiter: ]", "]");
    rejects("(a]", code, "Unmatched delimiter: ]", "]");
    rejects("[a)", code, "Unmatched delimiter: )", ")");
    rejects("#{a)", code, "Unmatched delimiter: )", ")");
    rejects("(a ')", code, "Unmatched delimiter: )", ")");
    rejects("(#_)", code, "Unmatched delimiter: )", ")");
    rejects("[^:a]", code, "Unmatched delimiter: ]", "]");
    rejects("#?(:clj [1 2)", code, "Unmatched delimiter: )", ")");
    rejects("#?(:clj 1 :cljs [)", code, "Unmatched delimiter: )", ")");
    assert_eq!(
        labels("(a [b)"),
        [("[".to_string(), "opened here".to_string())]
    );
    let help = error("(a [b)").help.unwrap_or_default();
    assert_eq!(help, "A `]` is expected before this `)`.");
}

#[test]
fn malformed_numbers_are_named() {
    for text in [
        "1a",
        "08",
        "09",
        "1e",
        "1e+",
        "0x",
        "0x1G",
        "0b1",
        "1_000",
        "1n",
        "1.0N",
        "1e3N",
        "1/2/3",
        "1/-2",
        "1.5/2",
        "1/2N",
        "0x1.5",
        "1r",
        "0r0",
        "1:",
        "1:a",
        "1a/b",
        "1.2.3",
        "1-2",
        "0x-1",
        "+1a",
        "-08",
        "1e2147483648M",
        "1e-99999999999999999999M",
        "1é",
    ] {
        rejects(
            text,
            "read/invalid-number",
            &format!("Invalid number: {text}"),
            text,
        );
    }
    rejects(
        "[2r9]",
        "read/invalid-number",
        "For input string: \"9\" under radix 2",
        "2r9",
    );
    rejects(
        "2r101N",
        "read/invalid-number",
        "For input string: \"101N\" under radix 2",
        "2r101N",
    );
    rejects("37r1", "read/invalid-number", "Radix out of range", "37r1");
    rejects("1r0", "read/invalid-number", "Radix out of range", "1r0");
    rejects("(1/0)", "read/divide-by-zero", "Divide by zero", "1/0");
}

#[test]
fn malformed_symbols_and_keywords_are_named() {
    for text in [
        "//", "/a", "a/", "a:", "a::b", "::", ":", ":::a", ":a/1", "://", ":a/", "a/1", ":a:/b",
        "a:/b", "+/",
    ] {
        rejects(
            text,
            "read/invalid-token",
            &format!("Invalid token: {text}"),
            text,
        );
    }
}

#[test]
fn malformed_characters_are_named() {
    let rejects = |text: &str, message: &str| {
        rejects(text, "read/invalid-character", message, text);
    };
    rejects(r"\abc", r"Unsupported character: \abc");
    rejects(r"\(a", r"Unsupported character: \(a");
    rejects(r"\a#", r"Unsupported character: \a#");
    rejects(r"\u00e", r"Invalid unicode character: \u00e");
    rejects(r"\u00e90", r"Invalid unicode character: \u00e90");
    rejects(r"\u00zz", "Invalid digit: z");
    rejects(r"\uD83D", r"Invalid character constant: \ud83d");
    rejects(r"\o400", "Octal escape sequence must be in range [0, 377].");
    rejects(r"\o8", "Invalid digit: 8");
    rejects(r"\o0377", "Invalid octal escape sequence length: 4");
}

#[test]
fn a_malformed_escape_is_shown_inside_of_its_string() {
    let rejects = |text: &str, message: &str, place: &str| {
        rejects(text, "read/invalid-escape", message, place);
    };
    rejects(r#""ab\q""#, r"Unsupported escape character: \q", r"\q");
    rejects(r#""\'""#, r"Unsupported escape character: \'", r"\'");
    rejects(r#""\é""#, r"Unsupported escape character: \é", r"\é");
    rejects(
        r#""\u00e""#,
        "Invalid character length: 3, should be: 4",
        r"\u",
    );
    rejects(r#""\u""#, "Invalid unicode escape: \\u\"", r"\u");
    rejects(r#""\u00zz""#, "Invalid digit: z", r"\u");
    rejects(
        r#""x\400""#,
        "Octal escape sequence must be in range [0, 377].",
        r"\400",
    );
    rejects(r#""\8""#, "Invalid digit: 8", r"\8");
    rejects(r#""\1a""#, "Invalid digit: a", r"\1a");
    rejects(
        r#""\ud800""#,
        r"Invalid character constant: \ud800",
        r"\ud800",
    );
    rejects(
        r#""\ud800\u0041""#,
        r"Invalid character constant: \ud800",
        r"\ud800",
    );
}

#[test]
fn maps_need_pairs() {
    rejects(
        "[{:a 1 :b}]",
        "read/map-odd-forms",
        "Map literal must contain an even number of forms",
        "{:a 1 :b}",
    );
    rejects(
        "#:a{:b}",
        "read/map-odd-forms",
        "Namespaced map literal must contain an even number of forms",
        "{:b}",
    );
    assert_eq!(
        labels("{:a 1 :b}"),
        [(":b".to_string(), "this key has no value".to_string())]
    );
}

#[test]
fn function_literals_do_not_nest() {
    rejects(
        "#(a #(b))",
        "read/nested-fn-literal",
        "Nested #()s are not allowed",
        "#(",
    );
    assert_eq!(labels("[#(a #(b))]")[0].0, "#");
    assert_eq!(error("[#(a #(b))]").labels[0].span.start, 1);
    for text in ["#(%a)", "#(%%)", "#(%'x)", "#(%1.5)"] {
        let place = &text[2..text.len() - 1];
        let message = "arg literal must be %, %& or %integer";
        rejects(text, "read/invalid-arg", message, place);
    }
    rejects(
        "#(%21)",
        "read/invalid-arg",
        "Can't specify more than 20 params",
        "%21",
    );
    let big = "#(%99999999999999999999999)";
    assert_eq!(error(big).message(), "Can't specify more than 20 params");
}

#[test]
fn conditionals_are_checked() {
    let c = "read/conditional";
    rejects("#?[:clj 1]", c, "read-cond body must be a list", "[");
    rejects("#?a", c, "read-cond body must be a list", "a");
    rejects("#?(clj 1)", c, "Feature should be a keyword: clj", "clj");
    rejects("#?(1 1)", c, "Feature should be a keyword: 1", "1");
    rejects(
        "#?(:cljs #?(:cljs b) :clj c)",
        c,
        "Feature should be a keyword: c",
        "c",
    );
    rejects("#?(:else 1)", c, "Feature name :else is reserved.", ":else");
    rejects("#?(:none 1)", c, "Feature name :none is reserved.", ":none");
    rejects(
        "#?(:clj)",
        c,
        "read-cond requires an even number of forms.",
        ")",
    );
    rejects(
        "#?(:cljs)",
        c,
        "read-cond requires an even number of forms.",
        ")",
    );
    let s = "read/conditional-splice";
    let top = "Reader conditional splicing not allowed at the top level.";
    rejects("#?@(:clj [1])", s, top, "#?@");
    rejects("'#?@(:clj [1])", s, top, "#?@");
    rejects("#?(:clj #?@(:clj [1]))", s, top, "#?@");
    let list = "Spliced form list in read-cond-splicing must implement java.util.List";
    rejects("(#?@(:clj 1))", s, list, "1");
    rejects("(#?@(:clj #{1}))", s, list, "#{");
    rejects(
        "{:a #?(:cljs 1)}",
        "read/map-odd-forms",
        "Map literal must contain an even number of forms",
        "{:a #?(:cljs 1)}",
    );
}

#[test]
fn branches_that_are_not_chosen_must_be_readable_too() {
    assert_eq!(error("#?(:cljs 1a :clj 1)").code(), "read/invalid-number");
    assert_eq!(error("#?(:cljs {:a} :clj 1)").code(), "read/map-odd-forms");
    assert_eq!(
        error("#?(:cljs #(#()) :clj 1)").code(),
        "read/nested-fn-literal"
    );
    assert_eq!(
        error(r#"#?(:clj 1 :cljs "\q")"#).code(),
        "read/invalid-escape"
    );
    assert_eq!(error(r#"#_ "\q" 1"#).code(), "read/invalid-escape");
}

#[test]
fn conditionals_can_be_refused() {
    let syntax = Syntax {
        conditionals: Conditionals::Refuse,
        ..Syntax::default()
    };
    let error = errors_with("[#?(:clj 1)]", &syntax).remove(0);
    assert_eq!(error.code(), "read/conditional-not-allowed");
    assert_eq!(error.message(), "Conditional read not allowed");
    assert_eq!((error.span.start, error.span.end), (1, 3));
}

#[test]
fn namespaced_maps_are_checked() {
    let code = "read/namespaced-map";
    rejects("#:a[1]", code, "Namespaced map must specify a map", "[");
    rejects(
        "#:a #_ 1 {:b 1}",
        code,
        "Namespaced map must specify a map",
        "#_",
    );
    rejects(
        "#:a/b{:c 1}",
        code,
        "Namespaced map must specify a valid namespace: a/b",
        "#:a/b",
    );
    rejects(
        "#::a/b{:c 1}",
        code,
        "Namespaced map must specify a valid namespace: a/b",
        "#::a/b",
    );
    rejects(
        "#:1{:c 1}",
        code,
        "Namespaced map must specify a valid namespace: 1",
        "#:1",
    );
    rejects(
        "#:{:c 1}",
        code,
        "Namespaced map must specify a valid namespace: null",
        "#:",
    );
    rejects(
        "#: a{}",
        code,
        "Namespaced map must specify a namespace",
        "#:",
    );
    rejects(
        "#:a::b{:c 1}",
        "read/invalid-token",
        "Invalid token: a::b",
        "#:a::b",
    );
}

#[test]
fn signs_after_a_hash_must_mean_something() {
    rejects(
        "#1",
        "read/tag-not-symbol",
        "Reader tag must be a symbol",
        "#",
    );
    rejects(
        "# a",
        "read/no-dispatch-macro",
        "No dispatch macro for:  ",
        "#",
    );
    rejects(
        "(#)",
        "read/no-dispatch-macro",
        "No dispatch macro for: )",
        "#",
    );
    rejects("#<foo>", "read/unreadable", "Unreadable form", "#<");
    rejects(
        "##Foo",
        "read/unknown-symbolic-value",
        "Unknown symbolic value: ##Foo",
        "##Foo",
    );
    rejects("#a/ 1", "read/invalid-token", "Invalid token: a/", "#a/");
}

#[test]
fn edn_has_nothing_that_is_about_evaluation() {
    for (text, message) in [
        ("`a", "Invalid leading character: `"),
        ("~a", "Invalid leading character: ~"),
        ("@a", "Invalid leading character: @"),
        ("#'a", "No dispatch macro for: '"),
        ("#(a)", "No dispatch macro for: ("),
        ("#=(a)", "No dispatch macro for: ="),
        ("#?(:clj 1)", "No dispatch macro for: ?"),
        ("#\"a\"", "No dispatch macro for: \""),
        ("#!a", "No dispatch macro for: !"),
        ("#-a 1", "No dispatch macro for: -"),
        ("#&a 1", "No dispatch macro for: &"),
        ("::a", "Invalid token: ::a"),
        ("::a/b", "Invalid token: ::a/b"),
        ("#::{:a 1}", "Invalid token: :"),
    ] {
        let error = errors_with(text, &Syntax::edn()).remove(0);
        assert_eq!(error.message(), message, "{text}");
    }
}

#[test]
fn reading_goes_on_at_the_next_bracket_at_the_start_of_a_line() {
    let text = "(a 1x)\n(b c]\n (d 2x)\n(e)\n(f 3x)\n";
    let errors = errors(text);
    let codes: Vec<_> = errors.iter().map(|e| (e.code(), e.span.start)).collect();
    assert_eq!(
        codes,
        [
            ("read/invalid-number", 3),
            ("read/unmatched-delimiter", 11),
            ("read/invalid-number", 28),
        ]
    );
}

#[test]
fn an_unclosed_form_does_not_hide_what_follows() {
    let text = "(defn a []\n  (b c)\n\n(defn d [] 1x)\n\n(e\n";
    let errors = errors(text);
    let codes: Vec<_> = errors.iter().map(|e| e.code()).collect();
    assert_eq!(codes, ["read/invalid-number", "read/incomplete"]);
}

#[test]
fn the_number_of_errors_is_limited() {
    assert_eq!(errors(&"(1x)\n".repeat(1000)).len(), 20);
    assert_eq!(errors(&"(a\n".repeat(1000)).len(), 20);
}

#[test]
fn errors_name_the_exception_that_a_program_sees() {
    let class = |text| error(text).exception_class().name;
    assert_eq!(class("1a"), "java.lang.NumberFormatException");
    assert_eq!(class(")"), "java.lang.RuntimeException");
    assert_eq!(class("#(#())"), "java.lang.IllegalStateException");
    assert_eq!(class("1/0"), "java.lang.ArithmeticException");
    assert_eq!(class(r"\u00zz"), "java.lang.IllegalArgumentException");
    assert_eq!(class(r"\o400"), "java.lang.RuntimeException");
}
