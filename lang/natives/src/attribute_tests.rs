//! What `#[native]` makes of a function: calls by count, conversions, and their errors.

use crate::testing::context;
use clutch_core::native::Native;
use clutch_core::{Keyword, R, Value};
use clutch_derive::{native, natives};
use clutch_vm::{Args, Cx};

/// Part of a string.
///
/// (part "abc" 1) ;=> "bc"
#[native("t", "part")]
fn part(s: &str, start: i64, end: Option<i64>) -> String {
    let end = end.map_or(s.len(), |e| e as usize);
    s[start as usize..end].to_string()
}

/// Counts its arguments after the first.
///
/// (count-more 1 2 3) ;=> 2
#[native("t", "count-more")]
fn count_more(_first_one: Value, more: Args) -> i64 {
    more.len() as i64
}

/// Five or six arguments.
///
/// (many 1 2 3 4 5) ;=> 15
#[native("t", "many")]
fn many(a: i64, b: i64, c: i64, d: i64, e: i64, f: Option<i64>) -> i64 {
    a + b + c + d + e + f.unwrap_or(0)
}

/// Whether it is given a keyword.
///
/// (flag :x) ;=> true
#[native("t", "flag")]
fn flag(_cx: &mut Cx, key: &Value, _name: Option<Keyword>) -> R<bool> {
    Ok(key.as_keyword().is_some())
}

/// Does nothing.
///
/// (nothing) ;=> nil
#[native("t", "nothing", arglists = "[] [& ignored]", arity1 = nothing1)]
fn nothing() {}

fn nothing1(_cx: &mut Cx, v: Value) -> R {
    Ok(v)
}

static TABLE: &[&Native] = natives![part, count_more, many, flag, nothing];

fn call(name: &str, args: &[Value]) -> R {
    let native = TABLE.iter().find(|n| n.name == name).expect("in the table");
    let mut args = args.to_vec();
    clutch_vm::native::call(&mut context(), native, &mut args)
}

fn failure(name: &str, args: &[Value]) -> (&'static str, String) {
    let thrown = call(name, args).expect_err("refused");
    (thrown.exception().class.simple_name(), thrown.message())
}

fn ints(n: i64) -> Vec<Value> {
    (1..=n).map(Value::int).collect()
}

#[test]
fn optional_arguments_may_be_missing() {
    let s = Value::string("abc");
    let two = call("part", &[s.clone(), Value::int(1)]).expect("two arguments");
    assert_eq!(two.as_str(), Some("bc"));
    let three = call("part", &[s, Value::int(1), Value::int(2)]).expect("three arguments");
    assert_eq!(three.as_str(), Some("b"));
}

#[test]
fn rest_arguments_are_collected() {
    assert_eq!(call("count-more", &ints(1)).expect("one").as_int(), Some(0));
    assert_eq!(
        call("count-more", &ints(9)).expect("nine").as_int(),
        Some(8)
    );
}

#[test]
fn more_than_four_arguments_go_through_the_rest_pointer() {
    assert_eq!(call("many", &ints(5)).expect("five").as_int(), Some(15));
    assert_eq!(call("many", &ints(6)).expect("six").as_int(), Some(21));
}

#[test]
fn nothing_returned_is_nil_and_an_arity_can_be_replaced() {
    assert!(call("nothing", &[]).expect("none").is_nil());
    assert_eq!(call("nothing", &ints(1)).expect("one").as_int(), Some(1));
}

#[test]
fn wrong_counts_name_the_function() {
    let arity = |n: usize, name: &str| {
        let text = format!("Wrong number of args ({n}) passed to: t/{name}");
        ("ArityException", text)
    };
    assert_eq!(failure("part", &ints(1)), arity(1, "part"));
    assert_eq!(failure("part", &ints(4)), arity(4, "part"));
    assert_eq!(failure("many", &ints(4)), arity(4, "many"));
    assert_eq!(failure("many", &ints(7)), arity(7, "many"));
    assert_eq!(failure("count-more", &[]), arity(0, "count-more"));
}

#[test]
fn wrong_kinds_fail_in_the_words_of_the_jvm_and_help_names_the_argument() {
    let (class, text) = failure("part", &[Value::string("abc"), Value::string("x")]);
    assert_eq!(class, "ClassCastException");
    assert_eq!(
        text,
        "class java.lang.String cannot be cast to class java.lang.Number"
    );
    let (class, text) = failure("part", &[Value::NIL, Value::int(1)]);
    assert_eq!(class, "NullPointerException");
    assert_eq!(text, "Cannot use nil as java.lang.String");
    let thrown = call("flag", &[Value::NIL, Value::int(1)]).expect_err("a wrong kind");
    let diagnosis = thrown.exception().diagnosis.as_ref().expect("a diagnosis");
    assert_eq!(
        diagnosis.help.as_deref(),
        Some("`t/flag` argument 2 (name): expected a keyword, got integer 1")
    );
}

#[test]
fn records_tell_names_arglists_and_docs() {
    let record = |name: &str| *TABLE.iter().find(|n| n.name == name).expect("in the table");
    assert_eq!(record("part").arglists, ["s start", "s start end"]);
    assert_eq!(record("count-more").arglists, ["first-one & more"]);
    assert_eq!(record("nothing").arglists, ["", "& ignored"]);
    assert_eq!(
        record("part").doc,
        "Part of a string.\n\n(part \"abc\" 1) ;=> \"bc\""
    );
}
