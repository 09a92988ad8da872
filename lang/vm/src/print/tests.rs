//! Printed forms against the reference's.

use super::*;
use crate::class::host as h;
use crate::hash;
use crate::literal::{ReaderConditional, TaggedLiteral};
use crate::testing::{cx, read};
use crate::writer::Writer;
use clutch_core::VarName;
use clutch_core::class::ARITHMETIC;
use clutch_core::error::Exception;
use clutch_core::world::Definition;

fn set(cx: &mut Cx, name: &str, v: Value) {
    let var = VarName::from_parts("clojure.core", name);
    cx.context
        .define(Definition::new(var, v))
        .expect("can define");
}

fn printed(cx: &mut Cx, text: &str) -> String {
    let v = read(cx, text);
    pr_str(cx, &v).expect("prints")
}

#[test]
fn what_is_read_prints_the_same() {
    let mut cx = cx();
    for text in [
        "nil",
        "true",
        "1",
        "-1.5",
        "1.0E10",
        "##Inf",
        "##-Inf",
        "##NaN",
        "1N",
        "1/2",
        "1.50M",
        "1E+3M",
        ":a",
        ":a/b",
        "a/b",
        "\\a",
        "\\newline",
        "\\space",
        "\\tab",
        "\\backspace",
        "\\formfeed",
        "\\return",
        "\"a\\\"b\\\\c\\n\\t\\r\\b\\fé\"",
        "[]",
        "()",
        "{}",
        "#{}",
        "[1 [2 {:a [3]}]]",
        "(1 2)",
        "#{1}",
        "{:a 1, :b 2}",
        "(quote a)",
        "#uuid \"12345678-1234-1234-1234-123456789abc\"",
        "#inst \"2020-01-01T00:00:00.000-00:00\"",
        "#inst \"1969-12-31T23:59:59.999-00:00\"",
        "#inst \"1600-02-29T12:30:45.123-00:00\"",
    ] {
        assert_eq!(printed(&mut cx, text), text);
    }
}

#[test]
fn plain_printing_and_texts_differ_from_readable() {
    let mut cx = cx();
    for (form, plain, as_text) in [
        ("\"a\"", "a", "a"),
        ("\\a", "a", "a"),
        ("[\"a\" \\b]", "[a b]", "[\"a\" \\b]"),
        ("nil", "nil", ""),
        ("1N", "1N", "1"),
        ("1.5M", "1.5M", "1.5"),
        ("##Inf", "##Inf", "Infinity"),
        ("[1N ##NaN]", "[1N ##NaN]", "[1N ##NaN]"),
        (
            "#inst \"2020-06-15T12:30:45.123\"",
            "#inst \"2020-06-15T12:30:45.123-00:00\"",
            "Mon Jun 15 12:30:45 UTC 2020",
        ),
        (
            "#uuid \"00000000-0000-0000-0000-000000000001\"",
            "#uuid \"00000000-0000-0000-0000-000000000001\"",
            "00000000-0000-0000-0000-000000000001",
        ),
    ] {
        let v = read(&mut cx, form);
        assert_eq!(print_str(&mut cx, &v).unwrap(), plain, "(print-str {form})");
        assert_eq!(text(&mut cx, &v).unwrap(), as_text, "(str {form})");
    }
}

#[test]
fn lengths_are_cut_where_more_follows() {
    let mut cx = cx();
    set(&mut cx, "*print-length*", Value::int(2));
    for (form, expected) in [
        ("(0 1 2 3)", "(0 1 ...)"),
        ("[1 2 3]", "[1 2 ...]"),
        ("{:a 1 :b 2 :c 3}", "{:a 1, :b 2, ...}"),
        ("[1 2]", "[1 2]"),
    ] {
        assert_eq!(printed(&mut cx, form), expected);
    }
    set(&mut cx, "*print-length*", Value::int(0));
    for (form, expected) in [("[1]", "[...]"), ("[]", "[]"), ("{:a 1}", "{...}")] {
        assert_eq!(printed(&mut cx, form), expected);
    }
}

#[test]
fn levels_are_cut_at_collections() {
    let mut cx = cx();
    for (level, form, expected) in [
        (1, "[1 [2]]", "[1 #]"),
        (1, "{:a {:b 1}}", "{:a #}"),
        (1, "#{#{1}}", "#{#}"),
        (0, "[1]", "#"),
        (0, "1", "1"),
        (2, "{:a {:b {:c 1}}}", "{:a {:b #}}"),
        (1, "[[1] [2]]", "[# #]"),
    ] {
        set(&mut cx, "*print-level*", Value::int(level));
        assert_eq!(printed(&mut cx, form), expected);
    }
}

#[test]
fn namespaces_of_keys_are_lifted_on_demand() {
    let mut cx = cx();
    assert_eq!(printed(&mut cx, "{:a/b 1}"), "{:a/b 1}");
    set(&mut cx, "*print-namespace-maps*", Value::TRUE);
    for (form, expected) in [
        ("{:a/b 1 :a/c 2}", "#:a{:b 1, :c 2}"),
        ("{:a/b 1 :c 2}", "{:a/b 1, :c 2}"),
        ("{:a/b 1 a/c 2}", "#:a{:b 1, c 2}"),
        ("{:a/b {:a/c 1}}", "#:a{:b #:a{:c 1}}"),
        ("{}", "{}"),
        ("{\"x\" 1}", "{\"x\" 1}"),
    ] {
        assert_eq!(printed(&mut cx, form), expected);
    }
}

#[test]
fn references_show_status_and_value() {
    let mut cx = cx();
    let v = read(&mut cx, "{:a \"x\"}");
    let volatile = Value::new(clutch_core::state::Volatile::new(v));
    let shown = pr_str(&mut cx, &volatile).unwrap();
    let (start, rest) = shown.split_once(" 0x").unwrap();
    assert_eq!(start, "#object[clojure.lang.Volatile");
    assert!(
        rest.ends_with(" {:status :ready, :val {:a \"x\"}}]"),
        "{rest}"
    );
}

#[test]
fn exceptions_show_their_causes() {
    let mut cx = cx();
    let mut e = Exception::new(&clutch_core::class::EXCEPTION_INFO, "m");
    e.data = read(&mut cx, "{:a 1}");
    let e = Value::new(e);
    assert_eq!(
        text(&mut cx, &e).unwrap(),
        "clojure.lang.ExceptionInfo: m {:a 1}"
    );
    assert_eq!(
        pr_str(&mut cx, &e).unwrap(),
        "#error {\n :cause \"m\"\n :data {:a 1}\n :via\n [{:type clojure.lang.ExceptionInfo\n   \
         :message \"m\"\n   :data {:a 1}}]}"
    );
    let mut outer = Exception::new(&ARITHMETIC, "o");
    outer.cause = e;
    let outer = Value::new(outer);
    let shown = pr_str(&mut cx, &outer).unwrap();
    assert!(shown.starts_with("#error {\n :cause \"m\"\n :data {:a 1}\n :via\n [{:type java.lang.ArithmeticException\n"), "{shown}");
}

#[test]
fn classes_and_names_print_themselves() {
    let mut cx = cx();
    let cases = [
        (
            Value::class(&h::STRING),
            "java.lang.String",
            "class java.lang.String",
        ),
        (
            Value::class(&h::LIST),
            "java.util.List",
            "interface java.util.List",
        ),
        (Value::class(&h::PRIMITIVE_LONG), "long", "long"),
        (Value::var(VarName::from_parts("a", "b")), "#'a/b", "#'a/b"),
    ];
    for (v, printed, as_text) in cases {
        assert_eq!(pr_str(&mut cx, &v).unwrap(), printed);
        assert_eq!(text(&mut cx, &v).unwrap(), as_text);
    }
    let ns = Value::ns(clutch_core::NsName::new("user"));
    let shown = pr_str(&mut cx, &ns).unwrap();
    assert!(
        shown.starts_with("#object[clojure.lang.Namespace 0x"),
        "{shown}"
    );
    assert!(shown.ends_with(" \"user\"]"), "{shown}");
}

#[test]
fn a_million_levels_are_printed() {
    let mut cx = cx();
    let deep = (0..1_000_000).fold(Value::int(1), |v, _| {
        clutch_core::coll::List::from_vec(vec![v])
    });
    let shown = pr_str(&mut cx, &deep).unwrap();
    assert_eq!(shown.len(), 2_000_001);
}

#[test]
fn output_goes_to_the_writer_in_pieces() {
    let mut cx = cx();
    let w = Writer::string();
    let many = Value::vector((0..10_000).map(Value::int).collect());
    write(&mut cx, &many, Style::Readable, &w).unwrap();
    let direct = pr_str(&mut cx, &many).unwrap();
    assert_eq!(text(&mut cx, &w).unwrap(), direct);
    let no_writer = Value::int(1);
    let e = write(&mut cx, &many, Style::Plain, &no_writer).unwrap_err();
    assert_eq!(
        e.message(),
        "class java.lang.Long cannot be cast to class java.io.Writer"
    );
}

#[test]
fn kept_literals_print_as_written_and_are_equal_by_their_parts() {
    let mut cx = cx();
    let literal = |cx: &mut Cx, form: &str| {
        let (tag, form) = (read(cx, "point"), read(cx, form));
        TaggedLiteral { tag, form }.into_value()
    };
    let (a, b) = (literal(&mut cx, "[1 2]"), literal(&mut cx, "(1 2)"));
    assert_eq!(pr_str(&mut cx, &a).unwrap(), "#point [1 2]");
    assert!(crate::eq::equal(&mut cx, &a, &b).unwrap());
    assert_eq!(
        hash::hash(&mut cx, &a).unwrap(),
        hash::hash(&mut cx, &b).unwrap()
    );
    let c = literal(&mut cx, "[2]");
    assert!(!crate::eq::equal(&mut cx, &a, &c).unwrap());
    let form = read(&mut cx, "(:clj 1)");
    let splicing = ReaderConditional {
        form,
        splicing: true,
    }
    .into_value();
    assert_eq!(pr_str(&mut cx, &splicing).unwrap(), "#?@(:clj 1)");
}

#[test]
fn a_reference_that_holds_itself_is_an_error() {
    let mut cx = cx();
    let cell = Value::new(clutch_core::state::Volatile::new(Value::NIL));
    let volatile = cell.get::<clutch_core::state::Volatile>().unwrap();
    *volatile.value.lock() = Value::vector(vec![cell.clone()]);
    let e = pr_str(&mut cx, &cell).unwrap_err();
    assert_eq!(e.exception().class.simple_name(), "StackOverflowError");
    *volatile.value.lock() = Value::NIL;
}
