//! Choosing and repeating: `and`, `or`, `when`, `cond`, `condp`, `while`, and `assert`.
//!
//! Chains are built from their last link, so that a `cond` with ten thousand clauses is one loop.

use super::{ExpandCx, Macro, count_of, form, sym};
use clutch_core::class;
use clutch_core::{R, Value};

fn expand_and(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    Ok(short_circuit(cx, args, Value::TRUE, true))
}

fn expand_or(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    Ok(short_circuit(cx, args, Value::NIL, false))
}

/// The first argument that decides, or the last. One made-up name serves all links: each refers
/// to its own.
fn short_circuit(cx: &mut ExpandCx<'_>, args: &[Value], empty: Value, go_on_if: bool) -> Value {
    let Some((last, before)) = args.split_last() else {
        return empty;
    };
    let local = cx.fresh(if go_on_if { "and" } else { "or" });
    before.iter().rev().fold(last.clone(), |more, arg| {
        let choice = if go_on_if {
            cx.if_(local.clone(), more, local.clone())
        } else {
            cx.if_(local.clone(), local.clone(), more)
        };
        cx.let_(vec![local.clone(), arg.clone()], &[choice])
    })
}

fn expand_when(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let body = cx.headed(sym::do_(), &args[1..]);
    Ok(cx.list([sym::if_(), args[0].clone(), body]))
}

fn expand_when_not(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let body = cx.headed(sym::do_(), &args[1..]);
    Ok(cx.if_(args[0].clone(), Value::NIL, body))
}

fn expand_if_not(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let otherwise = args.get(2).cloned().unwrap_or_default();
    Ok(cx.if_(args[0].clone(), otherwise, args[1].clone()))
}

fn expand_cond(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    if args.len() % 2 == 1 {
        let (count, last) = (args.len(), args[args.len() - 1].clone());
        return Err(cx
            .expected(
                "compile/odd-cond",
                "an even number of forms, tests and values in turn",
                count_of(count, "form"),
            )
            .at(&last)
            .cause(
                &class::ILLEGAL_ARGUMENT,
                "cond requires an even number of forms",
            )
            .help("a value for all other cases is written `:else value`")
            .throw());
    }
    let clauses = args.chunks_exact(2).rev();
    Ok(clauses.fold(Value::NIL, |otherwise, clause| {
        cx.if_(clause[0].clone(), clause[1].clone(), otherwise)
    }))
}

/// `(throw (new IllegalArgumentException (str "No matching clause: " local)))`
pub(super) fn no_matching_clause(cx: &ExpandCx<'_>, local: Value) -> Value {
    let text = cx.list([sym::str(), Value::string("No matching clause: "), local]);
    let exception = cx.list([sym::new(), sym::illegal_argument(), text]);
    cx.list([sym::throw(), exception])
}

fn expand_condp(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let (pred, expr) = (cx.fresh("pred"), cx.fresh("expr"));
    let found = cx.fresh("found");
    let mut clauses: Vec<(Value, Value, bool)> = Vec::new();
    let mut rest = &args[2..];
    let otherwise = loop {
        match rest {
            [] => break no_matching_clause(cx, expr.clone()),
            [default] => break default.clone(),
            [test, arrow, f, more @ ..] if form::is_keyword(arrow, ">>") => {
                clauses.push((test.clone(), f.clone(), true));
                rest = more;
            }
            [test, value, more @ ..] => {
                clauses.push((test.clone(), value.clone(), false));
                rest = more;
            }
        }
    };
    let chain = clauses
        .into_iter()
        .rev()
        .fold(otherwise, |otherwise, (test, value, passed)| {
            let test = cx.list([pred.clone(), test, expr.clone()]);
            if !passed {
                return cx.if_(test, value, otherwise);
            }
            let call = cx.list([value, found.clone()]);
            let choice = cx.if_(found.clone(), call, otherwise);
            cx.let_(vec![found.clone(), test], &[choice])
        });
    let bindings = vec![pred, args[0].clone(), expr, args[1].clone()];
    Ok(cx.let_(bindings, &[chain]))
}

fn expand_while(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let mut body = args[1..].to_vec();
    body.push(cx.list([sym::recur()]));
    let turn = cx.if_(args[0].clone(), cx.body(&body), Value::NIL);
    Ok(cx.binding_form(sym::loop_star(), Vec::new(), &[turn]))
}

/// A form that throws an `AssertionError` unless `test` holds; does not look at `*assert*`.
pub(super) fn assertion(cx: &ExpandCx<'_>, test: &Value, message: Option<&Value>) -> Value {
    let mut text = vec![sym::str(), Value::string("Assert failed: ")];
    if let Some(message) = message {
        text.extend([message.clone(), Value::string("\n")]);
    }
    let quoted = cx.quoted(test.clone());
    text.push(cx.list([sym::pr_str(), quoted]));
    let text = cx.list(text);
    let error = cx.list([sym::new(), sym::assertion_error(), text]);
    let throw = cx.list([sym::throw(), error]);
    cx.if_(test.clone(), Value::NIL, throw)
}

fn expand_assert(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    if cx.host.asserts()? {
        Ok(assertion(cx, &args[0], args.get(1)))
    } else {
        Ok(Value::NIL)
    }
}

pub(super) const TABLE: &[Macro] = &[
    Macro {
        name: "and",
        arglists: &["[]", "[x]", "[x & next]"],
        doc: "Evaluates forms from left to right up to the first nil or false, which is the value; else the last is.
(and 1 nil 2) ;=> nil
(and 1 2) ;=> 2
(and) ;=> true",
        min: 0,
        max: None,
        checked_by_spec: false,
        expand: expand_and,
    },
    Macro {
        name: "or",
        arglists: &["[]", "[x]", "[x & next]"],
        doc: "Evaluates forms from left to right up to the first that is neither nil nor false, which is the value; else the last is.
(or nil 2 3) ;=> 2
(or nil false) ;=> false
(or) ;=> nil",
        min: 0,
        max: None,
        checked_by_spec: false,
        expand: expand_or,
    },
    Macro {
        name: "when",
        arglists: &["[test & body]"],
        doc: "Evaluates body if test is true; else nil.
(when (pos? 1) :a :b) ;=> :b
(when (neg? 1) :a :b) ;=> nil",
        min: 1,
        max: None,
        checked_by_spec: false,
        expand: expand_when,
    },
    Macro {
        name: "when-not",
        arglists: &["[test & body]"],
        doc: "Evaluates body if test is nil or false; else nil.
(when-not (empty? [1]) :some) ;=> :some",
        min: 1,
        max: None,
        checked_by_spec: false,
        expand: expand_when_not,
    },
    Macro {
        name: "if-not",
        arglists: &["[test then]", "[test then else]"],
        doc: "Like if, with the two cases exchanged.
(if-not false :a :b) ;=> :a",
        min: 2,
        max: Some(3),
        checked_by_spec: false,
        expand: expand_if_not,
    },
    Macro {
        name: "cond",
        arglists: &["[& clauses]"],
        doc: "Takes tests and values in turn: the value after the first true test; nil if none is true.
(let [n 5] (cond (neg? n) :negative (pos? n) :positive :else :zero)) ;=> :positive",
        min: 0,
        max: None,
        checked_by_spec: false,
        expand: expand_cond,
    },
    Macro {
        name: "condp",
        arglists: &["[pred expr & clauses]"],
        doc: "The value of the first clause `test value` for which (pred test expr) is true. A clause `test :>> f`
gives (f result) instead. A single last form is the default; without one, no match is an error.
(condp = 2 1 :one 2 :two) ;=> :two
(condp some [1 2] #{7} :seven #{2} :>> inc) ;=> 3",
        min: 2,
        max: None,
        checked_by_spec: false,
        expand: expand_condp,
    },
    Macro {
        name: "while",
        arglists: &["[test & body]"],
        doc: "Evaluates body again and again as long as test is true; nil.
(let [a (atom 3)] (while (pos? @a) (swap! a dec)) @a) ;=> 0",
        min: 1,
        max: None,
        checked_by_spec: false,
        expand: expand_while,
    },
    Macro {
        name: "assert",
        arglists: &["[x]", "[x message]"],
        doc: "Throws an AssertionError with the form and the message if x is nil or false; else nil.
Means nothing where *assert* is false when it is compiled.
(assert (pos? 1)) ;=> nil",
        min: 1,
        max: Some(2),
        checked_by_spec: false,
        expand: expand_assert,
    },
];
