//! Threading a value through steps: `->`, `->>`, `cond->`, `some->`, their last-argument
//! relatives, `doto` and `..`.
//!
//! A step that is a call keeps its place and metadata in the call that it becomes.

use super::{ExpandCx, Macro, count_of, sym};
use clutch_core::class;
use clutch_core::{R, Value};

#[derive(Clone, Copy)]
enum Position {
    First,
    Last,
}

/// The step as a call with the value at its position.
fn step(cx: &mut ExpandCx<'_>, value: Value, step: &Value, at: Position) -> R {
    let Some(mut items) = cx.seq_items(step)? else {
        return Ok(cx.list([step.clone(), value]));
    };
    if items.is_empty() {
        return Err(cx
            .unexpected("compile/bad-step", "a function or a call as a step", step)
            .help("`()` calls nothing; name the function to call")
            .throw());
    }
    match at {
        Position::First => items.insert(1, value),
        Position::Last => items.push(value),
    }
    Ok(cx.list_like(step, items))
}

fn thread(cx: &mut ExpandCx<'_>, args: &[Value], at: Position) -> R {
    let mut value = args[0].clone();
    for form in &args[1..] {
        value = step(cx, value, form, at)?;
    }
    Ok(value)
}

fn expand_first(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    thread(cx, args, Position::First)
}

fn expand_last(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    thread(cx, args, Position::Last)
}

/// One local bound to each value in turn; the last value is the value of the whole.
fn stepwise(cx: &ExpandCx<'_>, local: &Value, mut values: Vec<Value>) -> Value {
    let last = values.pop().expect("there is a first value");
    let bindings = values
        .into_iter()
        .flat_map(|v| [local.clone(), v])
        .collect();
    cx.let_(bindings, &[last])
}

fn some_thread(cx: &mut ExpandCx<'_>, args: &[Value], at: Position) -> R {
    let local = cx.fresh("some");
    let mut values = vec![args[0].clone()];
    for form in &args[1..] {
        let call = step(cx, local.clone(), form, at)?;
        let is_nil = cx.list([sym::nil_p(), local.clone()]);
        values.push(cx.if_(is_nil, Value::NIL, call));
    }
    Ok(stepwise(cx, &local, values))
}

fn expand_some_first(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    some_thread(cx, args, Position::First)
}

fn expand_some_last(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    some_thread(cx, args, Position::Last)
}

fn cond_thread(cx: &mut ExpandCx<'_>, args: &[Value], at: Position) -> R {
    let clauses = &args[1..];
    if clauses.len() % 2 == 1 {
        return Err(cx
            .expected(
                "compile/odd-cond",
                "an even number of forms after the first, tests and steps in turn",
                count_of(clauses.len(), "form"),
            )
            .cause(
                &class::ASSERTION_ERROR,
                "Assert failed: (even? (count clauses))",
            )
            .throw());
    }
    let local = cx.fresh("cond");
    let mut values = vec![args[0].clone()];
    for clause in clauses.chunks_exact(2) {
        let call = step(cx, local.clone(), &clause[1], at)?;
        values.push(cx.if_(clause[0].clone(), call, local.clone()));
    }
    Ok(stepwise(cx, &local, values))
}

fn expand_cond_first(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    cond_thread(cx, args, Position::First)
}

fn expand_cond_last(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    cond_thread(cx, args, Position::Last)
}

fn expand_doto(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let local = cx.fresh("doto");
    let mut body = Vec::with_capacity(args.len());
    for form in &args[1..] {
        body.push(step(cx, local.clone(), form, Position::First)?);
    }
    body.push(local.clone());
    Ok(cx.let_(vec![local, args[0].clone()], &body))
}

fn expand_dots(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let (target, members) = (args[0].clone(), &args[1..]);
    Ok(members.iter().fold(target, |target, member| {
        cx.list_at(member, vec![sym::dot(), target, member.clone()])
    }))
}

pub(super) const TABLE: &[Macro] = &[
    Macro {
        name: "->",
        arglists: &["[x & forms]"],
        doc: "Passes x through the forms: each is called with the value before it as its first argument.
(-> {:a 1} (assoc :b 2) :b inc) ;=> 3",
        min: 1,
        max: None,
        checked_by_spec: false,
        expand: expand_first,
    },
    Macro {
        name: "->>",
        arglists: &["[x & forms]"],
        doc: "Passes x through the forms: each is called with the value before it as its last argument.
(->> (range 5) (filter odd?) (map inc)) ;=> (2 4)",
        min: 1,
        max: None,
        checked_by_spec: false,
        expand: expand_last,
    },
    Macro {
        name: "some->",
        arglists: &["[expr & forms]"],
        doc: "Like ->, but stops at the first nil, which is then the value.
(some-> {:a {:b 1}} :a :b inc) ;=> 2
(some-> {} :a :b inc) ;=> nil",
        min: 1,
        max: None,
        checked_by_spec: false,
        expand: expand_some_first,
    },
    Macro {
        name: "some->>",
        arglists: &["[expr & forms]"],
        doc: "Like ->>, but stops at the first nil, which is then the value.
(some->> [1 2] (map inc) first) ;=> 2",
        min: 1,
        max: None,
        checked_by_spec: false,
        expand: expand_some_last,
    },
    Macro {
        name: "cond->",
        arglists: &["[expr & clauses]"],
        doc: "Passes expr through the steps `test form` whose test is true, as first argument. Tests do not see the value.
(cond-> 1 true inc false (* 10)) ;=> 2",
        min: 1,
        max: None,
        checked_by_spec: false,
        expand: expand_cond_first,
    },
    Macro {
        name: "cond->>",
        arglists: &["[expr & clauses]"],
        doc: "Passes expr through the steps `test form` whose test is true, as last argument. Tests do not see the value.
(cond->> [1 2] true (map inc) false (map dec)) ;=> (2 3)",
        min: 1,
        max: None,
        checked_by_spec: false,
        expand: expand_cond_last,
    },
    Macro {
        name: "doto",
        arglists: &["[x & forms]"],
        doc: "Calls each form with x as its first argument, for effect; the value is x.
@(doto (atom 1) (swap! + 2) (swap! inc)) ;=> 4",
        min: 1,
        max: None,
        checked_by_spec: false,
        expand: expand_doto,
    },
    Macro {
        name: "..",
        arglists: &["[x form]", "[x form & more]"],
        doc: "Calls methods one after the other, each on the value of the one before.
(.. \"abc\" toUpperCase (substring 1)) ;=> \"BC\"",
        min: 2,
        max: None,
        checked_by_spec: false,
        expand: expand_dots,
    },
];
