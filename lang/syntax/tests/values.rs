//! What texts read as: literals, collections, reader macros, errors that need values.

mod support;

use clutch_core::coll::List;
use clutch_core::span::SourceText;
use clutch_core::{Span, Tag, Value};
use clutch_syntax::{CODES, Conditionals, Reader, Syntax, find_symbol, item_spans, read_str};
use support::{TestHost, count, error, items, read, read_with, reader, show, shown};

#[test]
fn integers_of_every_radix_and_size() {
    for (text, n) in [
        ("0", 0),
        ("-0", 0),
        ("+7", 7),
        ("42", 42),
        ("0x1F", 31),
        ("0XfF", 255),
        ("-0x1F", -31),
        ("017", 15),
        ("+017", 15),
        ("00", 0),
        ("36rZZ", 1295),
        ("36Rzz", 1295),
        ("-2r101", -5),
        ("9223372036854775807", i64::MAX),
        ("-9223372036854775808", i64::MIN),
        ("-0x8000000000000000", i64::MIN),
        ("4/2", 2),
        ("0/5", 0),
        ("+6/3", 2),
    ] {
        assert_eq!(read(text).as_int(), Some(n), "{text}");
    }
    for (text, shown) in [
        ("1N", "1N"),
        ("0N", "0N"),
        ("017N", "15N"),
        ("0x1N", "1N"),
        ("-3N", "-3N"),
        ("9223372036854775808", "9223372036854775808N"),
        ("-9223372036854775809", "-9223372036854775809N"),
        ("0x8000000000000000", "9223372036854775808N"),
        ("36rZZZZZZZZZZZZZZZZ", "7958661109946400884391935N"),
    ] {
        let value = read(text);
        assert_eq!(value.tag(), Tag::BigInt, "{text}");
        assert_eq!(show(&value), shown, "{text}");
    }
}

#[test]
fn floats_decimals_and_ratios() {
    for (text, x) in [
        ("1.5", 1.5),
        ("1.", 1.0),
        ("1.e5", 1e5),
        ("1e3", 1000.0),
        ("1E-3", 0.001),
        ("-1.5", -1.5),
        ("+0.5", 0.5),
        ("00.5", 0.5),
        ("08.5", 8.5),
        ("0e1", 0.0),
        ("1e400", f64::INFINITY),
        ("-1e400", f64::NEG_INFINITY),
        ("##Inf", f64::INFINITY),
        ("##-Inf", f64::NEG_INFINITY),
    ] {
        assert_eq!(read(text).as_float(), Some(x), "{text}");
    }
    assert!(read("##NaN").as_float().is_some_and(f64::is_nan));
    assert!(read("-0.0").as_float().is_some_and(f64::is_sign_negative));
    for text in [
        "1M",
        "1.5M",
        "-1.50M",
        "1.M",
        "1e3M",
        "1.5e-3M",
        "1.e2M",
        "1e2147483647M",
    ] {
        assert_eq!(read(text).tag(), Tag::Decimal, "{text}");
    }
    assert_eq!(shown("1.50M"), "1.50M");
    for (text, shown_as) in [
        ("1/2", "1/2"),
        ("-2/4", "-1/2"),
        ("+1/2", "1/2"),
        ("01/2", "1/2"),
    ] {
        assert_eq!(shown(text), shown_as, "{text}");
    }
    assert_eq!(shown("18446744073709551616/2"), "9223372036854775808N");
}

#[test]
fn characters_by_name_and_number() {
    for (text, c) in [
        (r"\a", 'a'),
        (r"\newline", '\n'),
        (r"\space", ' '),
        (r"\tab", '\t'),
        (r"\return", '\r'),
        (r"\formfeed", '\u{C}'),
        (r"\backspace", '\u{8}'),
        (r"\u00e9", 'é'),
        (r"\o377", 'ÿ'),
        (r"\o7", '\u{7}'),
        (r"\o", 'o'),
        (r"\u", 'u'),
        (r"\(", '('),
        (r"\ ", ' '),
        (r"\\", '\\'),
        (r#"\""#, '"'),
        (r"\;", ';'),
        (r"\,", ','),
        (r"\é", 'é'),
        (r"\😀", '😀'),
        (r"\%", '%'),
    ] {
        assert_eq!(show(&read(text)), show(&Value::char(c)), "{text}");
    }
}

#[test]
fn strings_with_all_escapes() {
    for (text, string) in [
        (r#""""#, ""),
        (r#""a b""#, "a b"),
        ("\"a\nb\"", "a\nb"),
        (r#""a\tb\r\n""#, "a\tb\r\n"),
        (r#""\\\"\b\f""#, "\\\"\u{8}\u{C}"),
        (r#""\u00e9x""#, "éx"),
        (r#""\101""#, "A"),
        (r#""\0""#, "\0"),
        (r#""\1019""#, "A9"),
        (r#""\1 2""#, "\u{1} 2"),
        (r#""\377""#, "ÿ"),
        (r#""\ud83d\ude00!""#, "😀!"),
        ("\"é\\né\"", "é\né"),
        (r#""(;'""#, "(;'"),
    ] {
        assert_eq!(read(text).as_str(), Some(string), "{text}");
    }
}

#[test]
fn names_are_split_at_the_first_slash() {
    for (text, ns, name) in [
        ("a", None, "a"),
        ("a/b", Some("a"), "b"),
        ("a/b/c", Some("a"), "b/c"),
        ("a//b", Some("a"), "/b"),
        ("foo//", Some("foo"), "/"),
        ("/", None, "/"),
        ("a.b/c.d", Some("a.b"), "c.d"),
        ("nil/a", Some("nil"), "a"),
    ] {
        let symbol = read(text).as_symbol().expect("a symbol");
        assert_eq!((symbol.ns(), symbol.name()), (ns, name), "{text}");
    }
    for (text, ns, name) in [
        (":a", None, "a"),
        (":a/b", Some("a"), "b"),
        (":1", None, "1"),
        (":/", None, "/"),
        ("::a", Some("user"), "a"),
        ("::str/a", Some("clojure.string"), "a"),
        ("::user/a", Some("user"), "a"),
    ] {
        let keyword = read(text).as_keyword().expect("a keyword");
        assert_eq!((keyword.ns(), keyword.name()), (ns, name), "{text}");
    }
}

#[test]
fn an_unknown_alias_is_an_invalid_token_with_help() {
    let error = error("[::nope/a]");
    assert_eq!(error.message(), "Invalid token: ::nope/a");
    assert_eq!(
        error.help.as_deref(),
        Some("The current namespace has no alias `nope`.")
    );
    assert_eq!((error.span.start, error.span.end), (1, 9));
}

#[test]
fn collections_nest_and_keep_their_order() {
    assert_eq!(shown("(a [b {c d}] #{} ())"), "(a [b {c d}] #{} ())");
    let vector: String = (0..100).map(|n| format!("{n} ")).collect();
    let value = read(&format!("[{vector}]"));
    assert_eq!(count(&value), 100);
    assert_eq!(items(&value)[99].as_int(), Some(99));
    assert_eq!(shown("{:b 1, :a 2}"), "{:b 1, :a 2}");
    let map: String = (0..20).map(|n| format!("{n} {n} ")).collect();
    assert_eq!(count(&read(&format!("{{{map}}}"))), 20);
    assert_eq!(count(&read("#{1 [1] (2) nil}")), 4);
}

#[test]
fn keys_that_are_there_twice_are_shown() {
    for (text, message, again, before) in [
        ("{:a 1 :b 2 :a 3}", "Duplicate key: :a", (11, 13), (1, 3)),
        ("[#{x y x}]", "Duplicate key: x", (7, 8), (3, 4)),
        ("{\"s\" 1 \"s\" 2}", "Duplicate key: s", (7, 10), (1, 4)),
        ("{[1] 1, [1] 2}", "Duplicate key: [1]", (8, 11), (1, 4)),
        ("#:a{:b 1 :a/b 2}", "Duplicate key: :a/b", (9, 13), (4, 6)),
        (
            "#:a{:b 1 :_/b 2 c 3 a/c 4}",
            "Duplicate key: a/c",
            (20, 23),
            (16, 17),
        ),
    ] {
        let error = error(text);
        assert_eq!(error.code(), "read/duplicate-key", "{text}");
        assert_eq!(error.message(), message, "{text}");
        assert_eq!((error.span.start, error.span.end), again, "{text}");
        let first = &error.labels[0];
        assert_eq!((first.span.start, first.span.end), before, "{text}");
        assert_eq!(first.text, "first here");
    }
    assert_eq!(error("`#{~a ~a}").message(), "Duplicate key: ~a");
}

#[test]
fn prefixes_stand_for_lists() {
    for (text, shown_as) in [
        ("'a", "(quote a)"),
        ("''a", "(quote (quote a))"),
        ("@a", "(clojure.core/deref a)"),
        ("#'a/b", "(var a/b)"),
        ("#' a", "(var a)"),
        ("~a", "(clojure.core/unquote a)"),
        ("~@a", "(clojure.core/unquote-splicing a)"),
        ("~ @a", "(clojure.core/unquote (clojure.core/deref a))"),
        ("'()", "(quote ())"),
    ] {
        assert_eq!(shown(text), shown_as);
    }
}

#[test]
fn function_literals_name_their_arguments() {
    for (text, shown_as) in [
        ("#()", "(fn* [] ())"),
        ("#(+ % 1)", "(fn* [p1__1#] (+ p1__1# 1))"),
        ("#(+ %1 % [%])", "(fn* [p1__1#] (+ p1__1# p1__1# [p1__1#]))"),
        ("#(f %3)", "(fn* [p1__1# p2__2# p3__3#] (f p3__3#))"),
        (
            "#(%& %2)",
            "(fn* [p1__1# p2__2# & rest__3#] (rest__3# p2__2#))",
        ),
        ("#(f %01)", "(fn* [p1__1#] (f p1__1#))"),
        ("#(a%b)", "(fn* [] (a%b))"),
        (
            "[#(%) #(%)]",
            "[(fn* [p1__1#] (p1__1#)) (fn* [p1__2#] (p1__2#))]",
        ),
        ("%", "%"),
    ] {
        assert_eq!(shown(text), shown_as);
    }
}

#[test]
fn metadata_is_put_on_what_follows() {
    for (text, shown_as) in [
        ("^:a b", "^{:a true} b"),
        ("#^:a b", "^{:a true} b"),
        ("^:a ^:b c", "^{:b true, :a true} c"),
        ("^:a ^{:a 2 :b 1} c", "^{:a true, :b 1} c"),
        ("^{:a 1} [1]", "^{:a 1} [1]"),
        ("^String x", "^{:tag String} x"),
        ("^\"S\" x", "^{:tag \"S\"} x"),
        ("^:a (1 2)", "^{:a true} (1 2)"),
        ("^:a ()", "^{:a true} ()"),
        ("^:a {}", "^{:a true} {}"),
        ("^:a #{b}", "^{:a true} #{b}"),
        ("^:a 'b", "^{:a true} (quote b)"),
        ("[^:a b b]", "[^{:a true} b b]"),
    ] {
        assert_eq!(shown(text), shown_as);
    }
    // The shared empty list stays as it is.
    assert_eq!(shown("[^:a () ()]"), "[^{:a true} () ()]");
}

#[test]
fn metadata_must_fit_its_form() {
    for (text, message, place) in [
        (
            "^1 x",
            "Metadata must be Symbol,Keyword,String or Map",
            (1, 2),
        ),
        (
            "^[a] x",
            "Metadata must be Symbol,Keyword,String or Map",
            (1, 4),
        ),
        ("^:a 1", "Metadata can only be applied to IMetas", (4, 5)),
        ("^:a :b", "Metadata can only be applied to IMetas", (4, 6)),
        (
            "^:a \"s\"",
            "Metadata can only be applied to IMetas",
            (4, 7),
        ),
        ("^:a nil", "Metadata can only be applied to IMetas", (4, 7)),
    ] {
        let error = error(text);
        assert_eq!(error.message(), message, "{text}");
        assert_eq!((error.span.start, error.span.end), place, "{text}");
    }
}

#[test]
fn namespaced_maps_qualify_their_simple_keys() {
    assert_eq!(
        shown("#:a{:b 1 c 2 :d/e 3 :_/f 4 _/g 5 \"s\" 6 :h {:i 7}}"),
        "{:a/b 1, a/c 2, :d/e 3, :f 4, g 5, \"s\" 6, :a/h {:i 7}}"
    );
    assert_eq!(shown("#::{:b 1 c 2}"), "{:user/b 1, user/c 2}");
    assert_eq!(shown("#:: {:b 1}"), "{:user/b 1}");
    assert_eq!(shown("#::str{:b 1}"), "{:clojure.string/b 1}");
    assert_eq!(shown("#:a{:b #:c{:d 1}}"), "{:a/b {:c/d 1}}");
    assert_eq!(shown("#:a{:b 1 :_/b 2}"), "{:a/b 1, :b 2}");
    assert_eq!(shown("[#:a{} {:b 1}]"), "[{} {:b 1}]");
    let error = error("#::nope{:b 1}");
    assert_eq!(
        error.message(),
        "Unknown auto-resolved namespace alias: nope"
    );
    assert_eq!(error.code(), "read/namespaced-map");
}

#[test]
fn tags_ask_the_host_first() {
    assert_eq!(shown("#my/vector 1"), "[1]");
    assert_eq!(shown("#my/vector #my/vector a"), "[[a]]");
    let unknown = error("(#foo 1)");
    assert_eq!(unknown.message(), "No reader function for tag foo");
    assert_eq!(unknown.code(), "read/unknown-tag");
    assert_eq!((unknown.span.start, unknown.span.end), (1, 7));
    let thrown = error("(a #fails 1)");
    assert_eq!(thrown.message(), "no such thing");
    assert_eq!(
        thrown.into_thrown().exception().class.name,
        "java.lang.IllegalStateException"
    );
}

#[test]
fn discarded_forms_are_read_and_branches_that_are_not_chosen_are_not() {
    assert_eq!(error("#_ #fails a b").message(), "no such thing");
    assert_eq!(error("#_ #foo a").code(), "read/unknown-tag");
    assert_eq!(error("[#_ ^String \"\" 1]").code(), "read/metadata");
    assert_eq!(error("'#_ {:a 1 :a 2} x").code(), "read/duplicate-key");
    assert_eq!(shown("{:a #_ #my/vector b c #_ (d #_ e) #_ f}"), "{:a c}");
    assert_eq!(
        shown("#(+ #_ %3 %)"),
        "(fn* [p1__1# p2__2# p3__3#] (+ p1__1#))"
    );
    assert_eq!(shown("[#?(:cljs #fails a :clj b) c]"), "[b c]");
    assert_eq!(shown("[#?(:cljs #_ #js a #js b :clj c :x #js d)]"), "[c]");
}

#[test]
fn uuids_are_read() {
    assert_eq!(
        shown("#uuid \"c5a5a7ea-2e0b-4a52-8b1d-1d1c1c1c1c1c\""),
        "#uuid c5a5a7ea2e0b4a528b1d1d1c1c1c1c1c"
    );
    assert_eq!(
        shown("#uuid \"1-2-3-4-5\""),
        "#uuid 00000001000200030004000000000005"
    );
    for text in [
        "c5",
        "",
        "c5a5a7ea-2e0b-4a52-8b1d-1d1c1c1c1c1c-",
        "1-2-3-4-g",
        "1-2-3-4-+5",
    ] {
        let error = error(&format!("#uuid \"{text}\""));
        assert_eq!(error.message(), format!("Invalid UUID string: {text}"));
    }
    assert_eq!(
        error("#uuid 1").message(),
        "#uuid data reader expected string"
    );
}

#[test]
fn instants_are_read_in_all_their_lengths() {
    for (text, ms) in [
        ("1970", 0i64),
        ("1970-01", 0),
        ("1970-01-01T00:00:00.001Z", 1),
        ("2020-01-01", 1_577_836_800_000),
        ("2000-02-29T23:59:59.999", 951_868_799_999),
        ("2020-01-01T00:00:00.123456789", 1_577_836_800_123),
        ("1969-12-31T23:59:59.5", -500),
        ("2020-01-01T01:30:00+01:30", 1_577_836_800_000),
        ("2020-01-01T00", 1_577_836_800_000),
        ("2019-12-31T23:00-01:00", 1_577_836_800_000),
        ("2020-01:00", 1_577_840_400_000),
        ("1600-01-01", -11_676_096_000_000),
        ("2020-06-01T12:59:60Z", 1_591_016_400_000),
    ] {
        assert_eq!(
            shown(&format!("#inst \"{text}\"")),
            format!("#inst {ms}"),
            "{text}"
        );
    }
    for text in [
        "",
        "x",
        "20",
        "2020-1-1",
        "2020-01-01 00:00",
        "2020-01-01T00:00:00.",
        "2020Zx",
    ] {
        let message = format!("Unrecognized date/time syntax: {text}");
        assert_eq!(error(&format!("#inst \"{text}\"")).message(), message);
    }
    for (text, law) in [
        ("2020-13-01", "(<= 1 months 12)"),
        (
            "2019-02-29",
            "(<= 1 days (days-in-month months (leap-year? years)))",
        ),
        ("2020-01-01T24", "(<= 0 hours 23)"),
        (
            "2020-01-01T00:00:60",
            "(<= 0 seconds (if (= minutes 59) 60 59))",
        ),
    ] {
        assert_eq!(
            error(&format!("#inst \"{text}\"")).message(),
            format!("failed: {law}")
        );
    }
}

#[test]
fn regular_expressions_keep_their_backslashes() {
    assert_eq!(shown(r##"#"a\"\d+\\""##), r##"#"a\"\d+\\""##);
    let error = error("[#\"[\"]");
    assert_eq!(error.message(), "Unclosed character class");
    assert_eq!((error.span.start, error.span.end), (1, 5));
}

#[test]
fn evaluation_while_reading_needs_leave() {
    assert_eq!(error("#=(a)").code(), "read/eval-disabled");
    let mut host = TestHost {
        read_eval: true,
        ..TestHost::default()
    };
    let value = read_with("#=(a)", &Syntax::default(), &mut host).expect("allowed");
    assert_eq!(show(&value), "(a)");
}

#[test]
fn preserved_conditionals_are_values() {
    let syntax = Syntax {
        conditionals: Conditionals::Preserve,
        ..Syntax::default()
    };
    let value = read_with("#?@(:clj a)", &syntax, &mut TestHost::default()).expect("readable");
    assert_eq!(show(&value), "[true (:clj a)]");
    let value = read_with(
        "[#?(:clj [#fails a]) #my/vector b]",
        &syntax,
        &mut TestHost::default(),
    )
    .expect("readable");
    assert_eq!(show(&value), "[[false (:clj [[fails a]])] [b]]");
}

#[test]
fn edn_reads_data() {
    let text = "{:a [1 2.5 \"s\" \\c nil true] #{b} (c 'd) e #inst \"1970\" :_ #_ f ##Inf}";
    let value = read_with(text, &Syntax::edn(), &mut TestHost::default()).expect("readable");
    assert_eq!(
        show(&value),
        "{:a [1 2.5 \"s\" \\c nil true], #{b} (c 'd), e #inst 0, :_ ##Inf}"
    );
}

#[test]
fn the_first_form_is_read_and_the_rest_is_left() {
    let (value, end) = read_str(" ; c\n 12 (", &Syntax::default(), &mut TestHost::default())
        .expect("readable")
        .expect("a form");
    assert_eq!((value.as_int(), end), (Some(12), 8));
    let none = read_str(" #_ a ", &Syntax::default(), &mut TestHost::default());
    assert!(none.expect("readable").is_none());
}

#[test]
fn a_reader_gives_form_after_form_and_asks_the_host_at_each() {
    let mut host = TestHost::default();
    let mut reader = reader("(ns other) ::a #?(:cljs x) #_ y ::b");
    let mut read = |host: &mut TestHost| reader.read_next(host).expect("readable");
    assert_eq!(
        read(&mut host).map(|v| show(&v)).as_deref(),
        Some("(ns other)")
    );
    host.ns = "other";
    assert_eq!(
        read(&mut host).map(|v| show(&v)).as_deref(),
        Some(":other/a")
    );
    assert_eq!(
        read(&mut host).map(|v| show(&v)).as_deref(),
        Some(":other/b")
    );
    assert!(read(&mut host).is_none());
    assert!(read(&mut host).is_none());
}

#[test]
fn forms_before_an_error_are_read() {
    let mut host = TestHost::default();
    let mut reader = reader("a (b 1x) c");
    assert!(reader.read_next(&mut host).expect("readable").is_some());
    let error = reader.read_next(&mut host).expect_err("1x is no number");
    assert_eq!(error.code(), "read/invalid-number");
    assert_eq!(error.span.line_column(), Some((1, 6)));
}

#[test]
fn lists_know_where_they_were_written() {
    let mut host = TestHost::default();
    let source = SourceText::new("place.clj", "\u{FEFF}a\n (b\n  (c) #(d %) 'e)").register();
    let id = source.0;
    let mut reader = Reader::new(source, Syntax::default());
    reader.read_next(&mut host).expect("readable");
    let list = reader
        .read_next(&mut host)
        .expect("readable")
        .expect("a form");
    assert_eq!(reader.form_range(), 6..25);
    let span = |value: &Value| value.get::<List>().expect("a list").span;
    assert_eq!(span(&list), Span::new(id, 6, 25));
    assert_eq!(span(&list).line_column(), Some((2, 2)));
    let inner = items(&list);
    assert_eq!(span(&inner[1]).line_column(), Some((3, 3)));
    assert_eq!(span(&inner[2]).line_column(), Some((3, 7)));
    assert_eq!(span(&items(&inner[2])[2]).line_column(), Some((3, 8)));
    assert_eq!(span(&inner[3]).line_column(), Some((3, 14)));
    // Texts that are not kept give no places.
    assert_eq!(span(&read("(a)")), Span::NONE);
}

#[test]
fn the_items_of_a_list_are_found_again() {
    let text = "(a)\n(b ^:m c #?(:cljs x :clj [d]) #_ e 'f)";
    let source = SourceText::new("items.clj", text).register();
    let mut host = TestHost::default();
    let mut reader = Reader::new(source, Syntax::default());
    reader.read_next(&mut host).expect("readable");
    let list = reader
        .read_next(&mut host)
        .expect("readable")
        .expect("a form");
    let span = list.get::<List>().expect("a list").span;
    let slice = |span: Span| &text[span.start as usize..span.end as usize];
    let spans = item_spans(span, &Syntax::default()).expect("the source is registered");
    let slices: Vec<_> = spans.into_iter().map(slice).collect();
    assert_eq!(slices, ["b", "^:m c", "[d]", "'f"]);
    let found = find_symbol(span, "d", &Syntax::default()).expect("d is there");
    assert_eq!(found.line_column(), Some((2, 27)));
    assert_eq!(find_symbol(span, "e", &Syntax::default()), None);
    assert_eq!(find_symbol(Span::NONE, "d", &Syntax::default()), None);
}

#[test]
fn every_code_has_a_text_that_shows_it() {
    for &(code, text) in CODES {
        let syntax = match code {
            "read/not-edn" => Syntax::edn(),
            "read/conditional-not-allowed" => Syntax {
                conditionals: Conditionals::Refuse,
                ..Syntax::default()
            },
            _ => Syntax::default(),
        };
        match read_with(text, &syntax, &mut TestHost::default()) {
            Ok(value) => panic!("{text} was read as {}", show(&value)),
            Err(error) => assert_eq!(error.code(), code, "{text}"),
        }
    }
}

#[test]
fn a_million_nested_forms_become_values() {
    const MILLION: usize = 1_000_000;
    for (open, close) in [("(", ")"), ("[", "]"), ("'", ""), ("#{", "}")] {
        let text = format!("{}a{}", open.repeat(MILLION), close.repeat(MILLION));
        let value = read_with(&text, &Syntax::default(), &mut TestHost::default());
        assert!(value.is_ok());
    }
    let text = format!("`{}a{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(read_with(&text, &Syntax::default(), &mut TestHost::default()).is_ok());
}

#[test]
fn syntax_quotes_in_each_other_do_not_grow_without_end() {
    let error = error(&format!("[{}a]", "`".repeat(40)));
    assert_eq!(error.code(), "read/too-large");
    assert_eq!(
        error.message(),
        "The expansion of nested syntax quotes is too large"
    );
    assert!(error.span.start > 10);
    read("````(a ~b ~@c ~~d)");
}
