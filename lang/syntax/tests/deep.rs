//! Nesting far beyond what a program needs, and texts that are no program at all.

mod support;

use clutch_syntax::{Conditionals, FormKind, Scan, Syntax, parse_all, read_str, scan, tokens};
use proptest::prelude::*;

const MILLION: usize = 1_000_000;

fn nested(open: &str, close: &str, depth: usize) -> String {
    format!("{}[]{}", open.repeat(depth - 1), close.repeat(depth - 1))
}

#[test]
fn a_million_nested_forms_are_parsed() {
    for (open, close) in [("(", ")"), ("[", "]"), ("{:a ", "}"), ("#{", "}")] {
        let forms = parse_all(&nested(open, close, MILLION), 1, &Syntax::default());
        assert_eq!(forms.expect("the text is right").roots().len(), 1);
    }
    for prefix in ["'", "@", "`", "~", "#'", "^:a ", "#a "] {
        let text = prefix.repeat(MILLION) + "[]";
        let forms = parse_all(&text, 1, &Syntax::default()).expect("the text is right");
        assert_eq!(forms.roots().len(), 1, "{prefix}");
    }
    let discards = "#_".repeat(MILLION) + &" a".repeat(MILLION + 1);
    let forms = parse_all(&discards, 1, &Syntax::default()).expect("the text is right");
    assert_eq!(forms.roots().len(), 1);
    assert_eq!(forms.kind(forms.roots()[0]), FormKind::Symbol);
}

#[test]
fn conditionals_nest_deeply() {
    let text = nested("#?(:clj ", ")", 100_000);
    let forms = parse_all(&text, 1, &Syntax::default()).expect("the text is right");
    assert_eq!(forms.len(), 1);
}

#[test]
fn too_much_nesting_is_an_error_with_the_limit() {
    let syntax = Syntax {
        max_depth: 10,
        ..Syntax::default()
    };
    assert!(parse_all(&nested("[", "]", 10), 1, &syntax).is_ok());
    let errors = parse_all(&nested("[", "]", 11), 1, &syntax).expect_err("one level too many");
    assert_eq!(errors[0].code(), "read/too-deep");
    assert_eq!(
        errors[0].message(),
        "Forms are nested deeper than 10 levels"
    );
    assert_eq!(errors[0].span.start, 10);
    assert!(matches!(
        scan(&"'".repeat(12), &syntax, false),
        Scan::Wrong(_)
    ));
}

#[test]
fn a_hundred_megabytes_of_brackets_end_at_the_limit() {
    let text = "(".repeat(100 * MILLION);
    let errors = parse_all(&text, 1, &Syntax::default()).expect_err("far too deep");
    assert_eq!(errors[0].code(), "read/too-deep");
    assert_eq!(errors.len(), 1);
}

#[test]
fn binary_data_is_an_error() {
    let bytes: Vec<u8> = (0..100_000u32)
        .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    let text = String::from_utf8_lossy(&bytes);
    assert!(parse_all(&text, 1, &Syntax::default()).is_err());
}

/// Text made of the pieces that the syntax is made of, in any order.
fn scrambled() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "#{",
        "#(",
        "'",
        "`",
        "~",
        "~@",
        "@",
        "^",
        "#^",
        "#'",
        "#_",
        "#?",
        "#?@",
        "#?(",
        "#?@(",
        ":clj ",
        ":cljs ",
        ":default ",
        "#=",
        "#<",
        "#",
        "##",
        "##Inf",
        "#:a",
        "#::",
        "#:a{",
        "#inst ",
        "\"",
        "\"s\"",
        "\"\\n\"",
        "\\",
        "\\a ",
        "\\u00e9 ",
        "\\u",
        ";",
        "\n",
        " ",
        ",",
        "a ",
        "a/b ",
        "%",
        "%1 ",
        "%& ",
        ":k ",
        "::k ",
        "1 ",
        "1a",
        "1/2 ",
        "36rZ ",
        "1e9M ",
        "1e99999999999M ",
        "#uuid ",
        "#my/vector ",
        "nil ",
        "x# ",
        "é",
        "\u{3000}",
        "\u{FEFF}",
        "\0",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

fn survives(text: &str) {
    let mut end = 0;
    for (_, range) in tokens(text) {
        assert_eq!(range.start, end);
        end = range.end;
    }
    assert_eq!(end, text.len());
    let preserving = Syntax {
        conditionals: Conditionals::Preserve,
        ..Syntax::default()
    };
    for syntax in [Syntax::default(), Syntax::edn(), preserving] {
        let value = read_str(text, &syntax, &mut support::TestHost::default());
        if let Ok(Some((_, end))) = value {
            assert!(text.is_char_boundary(end));
        }
        if let Err(errors) = parse_all(text, 1, &syntax) {
            for error in &errors {
                assert!(!error.message().is_empty());
                for span in error.labels.iter().map(|l| l.span).chain([error.span]) {
                    assert!(text.get(span.start as usize..span.end as usize).is_some());
                }
            }
        }
        // What scanning calls complete, parsing reads as one form or finds wrong.
        if let Scan::Complete(len) = scan(text, &syntax, true)
            && let Ok(forms) = parse_all(&text[..len], 1, &syntax)
        {
            assert_eq!(forms.roots().len(), 1, "{text:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn scrambled_syntax_never_panics(text in scrambled()) {
        survives(&text);
    }

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
        survives(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn random_text_never_panics(text in "\\PC{0,60}") {
        survives(&text);
    }

    #[test]
    fn a_prefix_of_a_right_text_is_never_wrong(text in scrambled(), cut in 0usize..200) {
        if parse_all(&text, 1, &Syntax::default()).is_ok() {
            let mut cut = cut.min(text.len());
            while !text.is_char_boundary(cut) {
                cut -= 1;
            }
            let scan = scan(&text[..cut], &Syntax::default(), false);
            prop_assert!(!matches!(scan, Scan::Wrong(_)), "{:?} {:?}", &text[..cut], scan);
        }
    }
}
