//! `case`: dispatch on constants.
//!
//! The expansion is `(let* [local expr] (case* local default ([constant …] expr) …))`; see the
//! module header of [`super`] for what the analyzer may rely on. Which constants are the same is
//! the host's `=`: `1` and `1N` are, `1` and `1.0` are not.

use super::control::no_matching_clause;
use super::{ExpandCx, Macro, sym};
use clutch_core::class;
use clutch_core::{R, Value};
use rustc_hash::FxHashMap;

/// The constants of all clauses so far, by hash.
#[derive(Default)]
struct Seen(FxHashMap<u32, Vec<Value>>);

impl Seen {
    fn add(&mut self, cx: &mut ExpandCx<'_>, constant: &Value, clause: &Value) -> R<()> {
        let bucket = self.0.entry(cx.host.hash(constant)?).or_default();
        for other in bucket.iter() {
            if cx.host.equal(other, constant)? {
                let shown = cx.host.show(constant);
                return Err(cx
                    .unexpected("compile/duplicate-case", "different constants", constant)
                    .at(clause)
                    .cause(
                        &class::ILLEGAL_ARGUMENT,
                        format!("Duplicate case test constant: {shown}"),
                    )
                    .help("this constant is in a clause before; the later one would never match")
                    .throw());
            }
        }
        bucket.push(constant.clone());
        Ok(())
    }
}

fn expand_case(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let local = cx.fresh("case");
    let clauses = args[1..].chunks_exact(2);
    let default = match clauses.remainder() {
        [default] => default.clone(),
        _ => no_matching_clause(cx, local.clone()),
    };
    let mut seen = Seen::default();
    let mut items = vec![sym::case_star(), local.clone(), default];
    for clause in clauses {
        let (test, expr) = (&clause[0], &clause[1]);
        let constants = match cx.seq_items(test)? {
            Some(alternatives) => alternatives,
            None => vec![test.clone()],
        };
        for constant in &constants {
            seen.add(cx, constant, test)?;
        }
        let clause = vec![Value::vector(constants), expr.clone()];
        items.push(cx.list_at(expr, clause));
    }
    let choice = if items.len() > 3 {
        cx.list(items)
    } else {
        items.swap_remove(2)
    };
    Ok(cx.let_(vec![local, args[0].clone()], &[choice]))
}

pub(super) const TABLE: &[Macro] = &[Macro {
    name: "case",
    arglists: &["[expr & clauses]"],
    doc: "The value of the clause `constant value` whose constant equals expr. Constants are not evaluated;
a list of constants stands for any of them. A single last form is the default; without one, no match is an error.
Takes the same time for any number of clauses.
(case 'b a :a (b c) :b-or-c :other) ;=> :b-or-c
(case [1 2] [1 2] :pair :other) ;=> :pair",
    min: 1,
    max: None,
    checked_by_spec: false,
    expand: expand_case,
}];
