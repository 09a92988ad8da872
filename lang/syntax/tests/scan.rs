//! Where forms end: streams, prompts, build scripts, highlighting.

use clutch_syntax::{Scan, Scanner, Syntax, TokenClass, forms, scan, tokens};

fn scan_open(text: &str) -> Scan {
    scan(text, &Syntax::default(), false)
}

#[track_caller]
fn complete(text: &str, consumed: &str) {
    match scan_open(text) {
        Scan::Complete(len) => assert_eq!(&text[..len], consumed),
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn a_closing_bracket_or_quote_ends_the_first_form() {
    complete("(a (b) [c]) d", "(a (b) [c])");
    complete("(a)", "(a)");
    complete(" ; c\n #_ x \"s\"", " ; c\n #_ x \"s\"");
    complete("'[a]", "'[a]");
    complete("^:m {} x", "^:m {}");
    complete("#?(:clj a :cljs b) c", "#?(:clj a :cljs b)");
    complete("#?(:cljs a) (b) c", "#?(:cljs a) (b)");
    complete("#\"r\"", "#\"r\"");
}

#[test]
fn a_token_at_the_end_of_the_buffer_may_go_on() {
    // `\\)` is a character, not a bracket.
    for text in ["ab", "12", ":k", "\\a", "\\)", "'ab", "#inst 1", "~"] {
        assert!(
            matches!(scan_open(text), Scan::Incomplete { blank: false }),
            "{text}"
        );
    }
    for text in ["ab", "12", ":k", "\\a", "\\)", "'ab", "#inst 1"] {
        let scan = scan(text, &Syntax::default(), true);
        assert!(
            matches!(scan, Scan::Complete(n) if n == text.len()),
            "{text}"
        );
    }
    complete("ab ", "ab");
    complete("ab(c", "ab");
    complete("\\a\n", "\\a");
}

#[test]
fn blanks_and_comments_are_no_form() {
    for text in [
        "",
        " \n",
        "; (a)",
        "; a\n",
        "#_ a ",
        "#?(:cljs a)",
        "#!/bin/x\n",
    ] {
        assert!(
            matches!(scan_open(text), Scan::Incomplete { blank: true }),
            "{text}"
        );
        let scan = scan(text, &Syntax::default(), true);
        assert!(matches!(scan, Scan::Incomplete { blank: true }), "{text}");
    }
}

#[test]
fn incomplete_and_wrong_are_told_apart() {
    for text in [
        "(", "(a", "[(a)", "\"a", "'", "^:a", "#?(:clj", "#_", "#(", "(a ; )", "\\", "#",
    ] {
        assert!(
            matches!(scan_open(text), Scan::Incomplete { blank: false }),
            "{text}"
        );
        let scan = scan(text, &Syntax::default(), true);
        assert!(matches!(scan, Scan::Incomplete { blank: false }), "{text}");
    }
    for text in [")", "(]", "[(a]", "#<x>", "#?[", "(#(#(", "{:a \"\\q\""] {
        assert!(matches!(scan_open(text), Scan::Wrong(_)), "{text}");
    }
}

#[test]
fn a_growing_buffer_is_scanned_on() {
    let text = "; c\n#_ x ^:m {:a \"b c\" :d #?(:clj \\) :cljs e) f (g #(% 1))} (h)";
    let end = text.len() - " (h)".len();
    let mut scanner = Scanner::new(Syntax::default());
    for cut in 0..end {
        let scan = scanner.advance(&text[..cut], false);
        assert!(
            matches!(scan, Scan::Incomplete { .. }),
            "{} {scan:?}",
            &text[..cut]
        );
    }
    assert!(matches!(scanner.advance(text, false), Scan::Complete(n) if n == end));
}

#[test]
fn a_form_that_arrives_in_many_pieces_is_scanned_in_linear_time() {
    let piece = "(defn f [x] {:a x})\n".repeat(10);
    let mut scanner = Scanner::new(Syntax::default());
    let mut buffer = String::from("(do\n");
    for _ in 0..5_000 {
        assert!(matches!(
            scanner.advance(&buffer, false),
            Scan::Incomplete { blank: false }
        ));
        buffer.push_str(&piece);
    }
    buffer.push(')');
    assert!(matches!(scanner.advance(&buffer, false), Scan::Complete(n) if n == buffer.len()));
}

#[test]
fn top_level_forms_are_split_without_what_stands_between() {
    let text = "\u{FEFF}; c\n(a) #_ (b) ^:m c #?(:cljs d) #?(:clj e)\n\"s\" #_ f";
    let ranges = forms(text, &Syntax::default()).expect("the text is right");
    let pieces: Vec<_> = ranges.into_iter().map(|r| &text[r]).collect();
    assert_eq!(pieces, ["(a)", "^:m c", "#?(:clj e)", "\"s\""]);
}

#[test]
fn splitting_stops_at_an_error() {
    let error = forms("(a) (b", &Syntax::default()).expect_err("the text is not complete");
    assert!(error.is_incomplete());
}

#[test]
fn tokens_cover_the_text_and_have_classes() {
    use TokenClass as C;
    let text = "#!x\n(f, \"s\" \\a :k 1 nil)@a #_b #inst 'c ^d #\"r\" 1x \"open";
    let mut end = 0;
    let mut classes = Vec::new();
    for (class, range) in tokens(text) {
        assert_eq!(range.start, end);
        end = range.end;
        if class != C::Blank {
            classes.push(class);
        }
    }
    assert_eq!(end, text.len());
    assert_eq!(
        classes,
        [
            C::Comment,
            C::Open,
            C::Symbol,
            C::String,
            C::Char,
            C::Keyword,
            C::Number,
            C::Constant,
            C::Close,
            C::Prefix,
            C::Symbol,
            C::Discard,
            C::Symbol,
            C::Tag,
            C::Prefix,
            C::Symbol,
            C::Prefix,
            C::Symbol,
            C::Regex,
            C::Error,
            C::Error,
        ]
    );
}
