//! Expansions as text: what each macro call becomes, and what bad calls say.

mod errors;
mod golden;
mod text;

use super::{Host, expand, find};
use clutch_core::coll::{KeyOps, List, Vector, simple_eq, simple_hash};
use clutch_core::name::NsName;
use clutch_core::seq::Cons;
use clutch_core::{R, Span, Symbol, Thrown, Value};
use std::cmp::Ordering;

/// A compiler that knows just enough.
struct TestHost {
    asserts: bool,
}

impl KeyOps for TestHost {
    fn hash(&mut self, v: &Value) -> R<u32> {
        // Any number will do, as long as equal forms have the same.
        Ok(simple_hash(v).unwrap_or(1))
    }
    fn equal(&mut self, a: &Value, b: &Value) -> R<bool> {
        Ok(simple_eq(a, b).unwrap_or_else(|| text::print(a) == text::print(b)))
    }
    fn compare(&mut self, _: &Value, _: &Value, _: &Value) -> R<Ordering> {
        Err(Thrown::runtime("forms are not ordered"))
    }
}

impl Host for TestHost {
    fn ns(&self) -> NsName {
        NsName::new("app")
    }
    fn asserts(&mut self) -> R<bool> {
        Ok(self.asserts)
    }
    fn elements(&mut self, seq: &Value) -> R<Vec<Value>> {
        let mut out = Vec::new();
        let mut rest = seq.clone();
        while let Some(cons) = rest.clone().get::<Cons>() {
            out.push(cons.first.clone());
            rest = cons.rest.clone();
        }
        Ok(out)
    }
    fn show(&mut self, form: &Value) -> String {
        text::print(form)
    }
}

/// The call expanded once.
fn expand_once(host: &mut TestHost, form: &Value) -> R {
    let head = form.get::<List>().and_then(|l| l.first.as_symbol());
    let name = head.expect("a call of a macro").name();
    let called = find(Symbol::simple(name)).expect("a macro");
    expand(host, called, form, Span::NONE)
}

fn expand_text(text: &str) -> R {
    expand_once(&mut TestHost { asserts: true }, &text::read(text))
}

/// Checks what a call becomes, after one expansion.
#[track_caller]
fn check(call: &str, expected: &str) {
    let expanded = expand_text(call).unwrap_or_else(|e| panic!("{call}: {}", e.message()));
    // Through the reader, so that layout does not matter.
    assert_eq!(text::print(&expanded), text::print(&text::read(expected)));
}

#[test]
fn every_macro_has_arglists_and_a_summary_sentence() {
    for m in super::macros() {
        assert!(!m.arglists.is_empty(), "{}", m.name);
        let summary = m.doc.lines().next().expect("a line");
        assert!(
            !summary.is_empty() && !summary.starts_with('('),
            "{}",
            m.name
        );
        assert!(m.max.is_none_or(|max| m.min <= max), "{}", m.name);
    }
}

#[test]
fn every_macro_is_found_by_name_once() {
    let names: Vec<_> = super::macros().map(|m| m.name).collect();
    for name in &names {
        assert_eq!(find(Symbol::simple(name)).map(|m| m.name), Some(*name));
        assert_eq!(names.iter().filter(|n| *n == name).count(), 1, "{name}");
    }
}

#[test]
fn every_special_form_is_documented_and_no_macro() {
    for form in super::SPECIAL_FORMS {
        assert!(find(Symbol::simple(form.name)).is_none(), "{}", form.name);
        assert!(form.forms.iter().all(|f| f.starts_with(['(', '\'', '#'])));
        assert!(super::special_form(form.name).is_some());
    }
}

#[test]
fn lists_made_up_are_placed_at_the_call() {
    let source = "(or (when a b) c)";
    let form = text::read(source);
    let whole = super::form::span_of(&form);
    let expanded = expand_once(&mut TestHost { asserts: true }, &form).expect("expands");
    assert_eq!(super::form::span_of(&expanded), whole);
    let List { rest, .. } = expanded.get::<List>().expect("a list");
    let bindings = rest.as_ref().expect("bindings").first.clone();
    let bindings = bindings.get::<Vector>().expect("a vector");
    // The user's own list keeps its own place.
    let user = super::form::span_of(bindings.nth(1).expect("a value"));
    assert_eq!((user.start, user.end), (4, 14));
}

#[test]
fn threaded_steps_keep_place_and_metadata() {
    let form = text::read("(-> a ^:hint (b c) d)");
    let outer = expand_once(&mut TestHost { asserts: true }, &form).expect("expands");
    assert_eq!(super::form::span_of(&outer), super::form::span_of(&form));
    let step = outer.get::<List>().and_then(|l| l.rest.clone());
    let step = step.expect("an argument").first.clone();
    let span = super::form::span_of(&step);
    assert_eq!((span.start, span.end), (13, 18));
    assert_eq!(text::print(&super::form::meta_of(&step)), "{:hint true}");
}

#[test]
fn ten_thousand_steps_clauses_and_nested_patterns_need_no_native_stack() {
    let many =
        |before: &str, step: &str, after: &str| format!("{before}{}{after}", step.repeat(10_000));
    let texts = [
        many("(-> x", " (f 1)", ")"),
        many("(->> x", " f", ")"),
        many("(some-> x", " f", ")"),
        many("(cond", " a b", ")"),
        many("(and", " a", ")"),
        many("(or", " a", ")"),
        many("(condp = x", " 1 2", ")"),
        many("(.. x", " (f)", ")"),
        many("(doseq [", " x xs", "])"),
        many("(for [", " x xs", "] x)"),
        format!("(let [{}a{} x] a)", "[".repeat(10_000), "]".repeat(10_000)),
        format!(
            "(let [{}a{} x] a)",
            "{".repeat(10_000),
            " :k}".repeat(10_000)
        ),
    ];
    let small = std::thread::Builder::new().stack_size(256 * 1024);
    let run = small.spawn(move || {
        for text in texts {
            expand_text(&text).expect("expands");
        }
    });
    run.expect("starts").join().expect("no overflow");
}

#[test]
fn calls_made_by_macros_may_be_any_seq() {
    let cons = |first: Value, rest: Value| {
        Value::new(Cons {
            first,
            rest,
            meta: Value::NIL,
        })
    };
    let step = cons(text::read("f"), cons(text::read("1"), Value::NIL));
    let call = cons(
        text::read("->"),
        cons(text::read("x"), cons(step, Value::NIL)),
    );
    let called = find(Symbol::simple("->")).expect("a macro");
    let place = Span {
        source: 7,
        start: 1,
        end: 2,
    };
    let mut host = TestHost { asserts: true };
    let expanded = expand(&mut host, called, &call, place).expect("expands");
    assert_eq!(text::print(&expanded), "(f x 1)");
    assert_eq!(super::form::span_of(&expanded), place);
}

#[test]
fn destructure_gives_unique_names_each_time() {
    let mut host = TestHost { asserts: true };
    let bindings = text::read("[[a] x]");
    let mut once = || text::print(&super::destructure(&mut host, &bindings).expect("works"));
    let (first, second) = (once(), once());
    assert!(first.starts_with("[vec__") && first.contains(" x a (clojure.core/nth vec__"));
    assert_ne!(first, second);
}

#[test]
fn destructure_leaves_plain_names_alone() {
    let mut host = TestHost { asserts: true };
    let bindings = text::read("[a 1 b/c 2]");
    let result = super::destructure(&mut host, &bindings).expect("works");
    assert!(result.same(&bindings));
    let bad = super::destructure(&mut host, &text::read("[:a 1]")).expect_err("no pattern");
    assert_eq!(bad.exception().class.name, "java.lang.Exception");
    assert_eq!(bad.message(), "Unsupported binding form: :a");
}
