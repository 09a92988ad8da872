//! Definitions that are not functions: `declare` and `defonce`.

use super::form::{self, keyword};
use super::{ExpandCx, Macro, sym};
use clutch_core::class;
use clutch_core::{R, Symbol, Value};

/// The symbol with one more entry in its metadata.
fn marked(cx: &mut ExpandCx<'_>, name: &Value, mark: &str) -> R {
    let Some(symbol) = name.as_symbol() else {
        let expected = "a symbol to define";
        return Err(cx
            .unexpected("compile/bad-name", expected, name)
            .cause(
                &class::RUNTIME_EXCEPTION,
                "First argument to def must be a Symbol",
            )
            .throw());
    };
    let mut entries = form::map_entries(&form::meta_of(name)).unwrap_or_default();
    entries.push((keyword(mark), Value::TRUE));
    let meta = form::map_of(cx.host, entries)?;
    Ok(form::symbol_with_meta(symbol, meta))
}

fn expand_declare(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let mut items = vec![sym::do_()];
    for name in args {
        let name = marked(cx, name, "declared")?;
        items.push(cx.list([sym::def(), name]));
    }
    Ok(cx.list(items))
}

fn expand_defonce(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let name = marked(cx, &args[0], "defonce")?;
    let symbol = name.as_symbol().expect("marked gives a symbol");
    let ns = cx.host.ns();
    let full = Symbol::new(Some(symbol.ns().unwrap_or(ns.name())), symbol.name());
    let full = cx.quoted(Value::symbol(full));
    let kept = cx.list([sym::keep_defonce(), full]);
    // Metadata is that of the form that was evaluated last, as in Clojure.
    let mark = cx.list([sym::def(), name.clone()]);
    let mark = cx.list([sym::do_(), mark, Value::NIL]);
    let define = cx.list([sym::def(), name, args[1].clone()]);
    Ok(cx.if_(kept, mark, define))
}

pub(super) const TABLE: &[Macro] = &[
    Macro {
        name: "declare",
        arglists: &["[& names]"],
        doc: "Makes the names known without values, so that code before their definitions can refer to them.
(do (declare later) (defn now [] (later)) (defn later [] 1) (now)) ;=> 1",
        min: 0,
        max: None,
        checked_by_spec: false,
        expand: expand_declare,
    },
    Macro {
        name: "defonce",
        arglists: &["[name expr]"],
        doc: "Defines name as the value of expr, unless it has a value: then expr is not evaluated, and
the value stays, through reloads too.
(do (defonce state (atom 1)) (defonce state (atom 2)) @state) ;=> 1",
        min: 2,
        max: Some(2),
        checked_by_spec: false,
        expand: expand_defonce,
    },
];
