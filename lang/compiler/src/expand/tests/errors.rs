//! What bad calls say: a stable code, expected and found, help, and the cause that Clojure gives.

use super::{TestHost, expand_once, text};
use clutch_core::Span;
use clutch_core::error::Exception;

/// Code, message, class and message of the cause, help, and the text pointed at.
struct Report {
    code: &'static str,
    message: String,
    cause: (String, String),
    help: String,
    at: String,
}

#[track_caller]
fn report(call: &str) -> Report {
    let form = text::read(call);
    let mut host = TestHost { asserts: true };
    let thrown = expand_once(&mut host, &form).expect_err("a bad call");
    let e = thrown.exception();
    let diagnosis = e.diagnosis.as_ref().expect("a report");
    let Span { start, end, .. } = diagnosis.labels[0].0;
    let cause = match e.cause.get::<Exception>() {
        Some(cause) => (
            cause.class.simple_name().to_string(),
            cause.message.as_str().expect("text").to_string(),
        ),
        None => (e.class.simple_name().to_string(), thrown.message()),
    };
    Report {
        code: diagnosis.code,
        message: thrown.message(),
        cause,
        help: diagnosis.help.clone().unwrap_or_default(),
        at: call[start as usize..end as usize].to_string(),
    }
}

#[track_caller]
fn check_report(call: &str, code: &str, found: &str) {
    let report = report(call);
    assert_eq!(report.code, code, "{call}: {}", report.message);
    let ends = format!("but found {found}");
    assert!(
        report.message.ends_with(&ends),
        "{call}: {}",
        report.message
    );
}

#[track_caller]
fn check_cause(call: &str, class: &str, message: &str) {
    let (found_class, found_message) = report(call).cause;
    assert_eq!(
        (&found_class[..], &found_message[..]),
        (class, message),
        "{call}"
    );
}

#[test]
fn binding_vectors() {
    check_report("(let [x] x)", "compile/odd-bindings", "1 form");
    check_report("(let x x)", "compile/bindings-not-vector", "`x`");
    check_report("(let (x 1) x)", "compile/bindings-not-vector", "`(x 1)`");
    check_report("(loop [x 1 y] x)", "compile/odd-bindings", "3 forms");
    check_report("(when-let [x 1 y 2] 1)", "compile/one-binding", "4 forms");
    check_report("(if-let [x] 1)", "compile/one-binding", "1 form");
    check_report("(dotimes [i] 1)", "compile/one-binding", "1 form");
    check_report("(doseq [x] 1)", "compile/odd-bindings", "1 form");
    check_report("(binding x 1)", "compile/bindings-not-vector", "`x`");
}

#[test]
fn patterns() {
    for (call, found) in [
        ("(let [1 2] 3)", "`1`"),
        ("(let [:a 2] 3)", "`:a`"),
        ("(let [\"a\" 2] 3)", "`\"a\"`"),
        ("(let [[a & b c] x] 3)", "`c`"),
        ("(let [[a &] x] 3)", "the end"),
        ("(let [[a & &] x] 3)", "`&`"),
        ("(let [[a :as] x] 3)", "the end"),
        ("(let [[a :as [b]] x] 3)", "`[b]`"),
        ("(let [[a :as c & b] x] 3)", "`&`"),
        ("(let [[a :b] x] 3)", "`:b`"),
        ("(let [{:x y} m] 3)", "`:x`"),
        ("(let [{:as 1} m] 3)", "`1`"),
        ("(let [{:keys x} m] 3)", "`x`"),
        ("(let [{:keys [[a]]} m] 3)", "`[a]`"),
        ("(let [{:keys [a] :or [a 1]} m] 3)", "`[a 1]`"),
        ("(let [{:keys [a] :or {:a 1}} m] 3)", "`:a`"),
        ("(let [{\"x\" y} m] 3)", "`\"x\"`"),
        ("(fn [1] 2)", "`1`"),
        ("(for [x xs \"a\" 1] x)", "`\"a\"`"),
    ] {
        check_report(call, "compile/bad-pattern", found);
    }
    check_report("(let [a/b 2] 3)", "compile/bad-name", "`a/b`");
    check_report("(let [& 2] 3)", "compile/bad-name", "`&`");
    let swapped = report("(let [{:x y} m] 3)");
    assert!(swapped.help.contains("`{y :x}`"), "{}", swapped.help);
}

#[test]
fn functions() {
    for call in ["(fn)", "(fn f)", "(defn f)", "(defn f \"doc\")"] {
        check_report(call, "compile/bad-fn", "none");
    }
    check_report("(fn 1)", "compile/bad-fn", "`1`");
    check_report("(fn ())", "compile/bad-fn", "`()`");
    check_report("(fn ([x] 1) 5)", "compile/bad-fn", "`5`");
    check_report("(fn \"doc\" [] 1)", "compile/bad-fn", "`\"doc\"`");
    check_report("(fn [a & b c] 1)", "compile/bad-params", "2 parameters");
    check_report("(fn [a &] 1)", "compile/bad-params", "no parameters");
    check_report("(fn [a/b] 1)", "compile/bad-params", "`a/b`");
    check_report("(fn a/b [] 1)", "compile/bad-name", "`a/b`");
    check_report("(defn a/b [] 1)", "compile/bad-name", "`a/b`");
    check_report("(defn)", "compile/bad-name", "`nil`");
    check_report("(defmacro 1 [])", "compile/bad-name", "`1`");
    check_report("(letfn [f [x] 1])", "compile/bad-letfn", "`f`");
    check_report("(letfn [(f)] 1)", "compile/bad-fn", "none");
    check_report("(fn [x] {:pre 1} x)", "compile/bad-fn", "`1`");
}

#[test]
fn clauses() {
    check_report("(cond a 1 b)", "compile/odd-cond", "3 forms");
    check_report("(cond-> a b)", "compile/odd-cond", "1 form");
    check_report("(case 1 1 2 (3 1) 4)", "compile/duplicate-case", "`1`");
    check_report("(case 1 [a] 2 [a] 4)", "compile/duplicate-case", "`[a]`");
    check_report("(-> a ())", "compile/bad-step", "`()`");
    check_report("(for [] 1)", "compile/bad-bindings", "no bindings");
    check_report("(for [:when a x xs] 1)", "compile/bad-bindings", "`:when`");
    check_report("(for [x xs :wen a] 1)", "compile/bad-modifier", "`:wen`");
    check_report(
        "(doseq [x xs :a/let []] 1)",
        "compile/bad-modifier",
        "`:a/let`",
    );
    check_report("(defonce 1 2)", "compile/bad-name", "`1`");
    check_report("(declare a \"b\")", "compile/bad-name", "`\"b\"`");
    check_report("(dotimes [[i] 2] 1)", "compile/bad-name", "`[i]`");
}

#[test]
fn namespaces() {
    for (call, found) in [
        ("(ns)", "`nil`"),
        ("(ns \"x\")", "`\"x\"`"),
        ("(ns a/b)", "`a/b`"),
        ("(ns a (require b))", "`(require b)`"),
        ("(ns a (:foo b))", "`(:foo b)`"),
        ("(ns a :require)", "`:require`"),
        ("(ns a (:require))", "nothing"),
        ("(ns a (:require [b :as]))", "`[b :as]`"),
        ("(ns a (:require []))", "`[]`"),
        ("(ns a (:require \"b\"))", "`\"b\"`"),
        ("(ns a (:require b :as c))", "`:as`"),
        ("(ns a (:require [b :as \"c\"]))", "`\"c\"`"),
        ("(ns a (:refer-clojure :only))", "`(:refer-clojure :only)`"),
        ("(ns a (:refer))", "nothing"),
        ("(ns a (:import (java.util)))", "`(java.util)`"),
    ] {
        check_report(call, "compile/bad-ns", found);
    }
    let keyword = report("(ns a (require b))");
    assert!(keyword.help.contains("`(:require …)`"), "{}", keyword.help);
    assert_eq!(keyword.at, "(require b)");
}

#[test]
fn causes_are_those_of_clojure() {
    let spec = |name: &str| format!("Call to clojure.core/{name} did not conform to spec.");
    check_cause("(let [x] x)", "ExceptionInfo", &spec("let"));
    check_cause("(if-let [x 1])", "ExceptionInfo", &spec("if-let"));
    check_cause("(fn 1)", "ExceptionInfo", &spec("fn"));
    check_cause("(ns 1)", "ExceptionInfo", &spec("ns"));
    check_cause(
        "(loop [x] x)",
        "IllegalArgumentException",
        "loop requires an even number of forms in binding vector in app:1",
    );
    check_cause(
        "(doseq x x)",
        "IllegalArgumentException",
        "doseq requires a vector for its binding in app:1",
    );
    check_cause(
        "(dotimes [i] 1)",
        "IllegalArgumentException",
        "dotimes requires exactly 2 forms in binding vector in app:1",
    );
    check_cause(
        "(cond 1)",
        "IllegalArgumentException",
        "cond requires an even number of forms",
    );
    check_cause(
        "(cond-> 1 2)",
        "AssertionError",
        "Assert failed: (even? (count clauses))",
    );
    check_cause(
        "(case 1 a 1 a 2)",
        "IllegalArgumentException",
        "Duplicate case test constant: a",
    );
    check_cause(
        "(for [x [] :foo 1] x)",
        "IllegalArgumentException",
        "Invalid 'for' keyword :foo",
    );
    check_cause(
        "(for [] x)",
        "IllegalStateException",
        "Can't pop empty vector",
    );
}

#[test]
fn wrong_numbers_of_arguments_are_arity_exceptions() {
    let arity =
        |n: usize, name: &str| format!("Wrong number of args ({n}) passed to: clojure.core/{name}");
    for (call, n, name) in [
        ("(when)", 0, "when"),
        ("(if-not 1)", 1, "if-not"),
        ("(if-not 1 2 3 4)", 4, "if-not"),
        ("(condp =)", 1, "condp"),
        ("(case)", 0, "case"),
        ("(->)", 0, "->"),
        ("(defonce x)", 1, "defonce"),
        ("(for [x xs])", 1, "for"),
    ] {
        check_cause(call, "ArityException", &arity(n, name));
    }
    let report = report("(if-not 1)");
    assert_eq!(report.code, "compile/macro-arity");
    assert_eq!(
        report.help,
        "write `(if-not test then)` or `(if-not test then else)`"
    );
}

#[test]
fn messages_are_sentences_with_place() {
    let odd = report("(let [a 1 b] a)");
    assert_eq!(
        odd.message,
        "`let` expects an even number of forms in its binding vector, but found 3 forms"
    );
    assert_eq!(odd.help, "each name is followed by its value: `[a 1 b 2]`");
    assert_eq!(odd.at, "(let [a 1 b] a)");
    let clause = report("(cond a 1 (b c))");
    assert_eq!(clause.at, "(b c)");
}
