//! The few operations of other crates that many families need, in the shape they need.

use clutch_core::{R, Value, View};
use clutch_vm::Cx;

/// A vector of these elements.
pub(crate) fn vector(items: Vec<Value>) -> Value {
    Value::vector(items)
}

/// Appends the text of a value as `str` gives it.
pub(crate) fn push_text(_cx: &mut Cx, out: &mut String, v: &Value) -> R<()> {
    match v.view() {
        View::Nil => {}
        View::Str(s) => out.push_str(s),
        View::Char(c) => out.push(c),
        View::Int(n) => out.push_str(&n.to_string()),
        View::Keyword(k) => out.push_str(&k.to_string()),
        View::Symbol(s) => out.push_str(&s.to_string()),
        _ => out.push_str(&format!("{v:?}")),
    }
    Ok(())
}

/// The text of a value as `str` gives it.
pub(crate) fn text_of(cx: &mut Cx, v: &Value) -> R<String> {
    let mut out = String::new();
    push_text(cx, &mut out, v)?;
    Ok(out)
}

/// Calls `f` with each element of a seqable.
pub(crate) fn each(cx: &mut Cx, coll: Value, mut f: impl FnMut(&mut Cx, Value) -> R<()>) -> R<()> {
    if let View::List(list) = coll.view() {
        for v in list.iter() {
            f(cx, v.clone())?;
        }
    }
    Ok(())
}

/// The text of a value as `pr-str` gives it.
pub(crate) fn readable(cx: &mut Cx, v: &Value) -> R<String> {
    clutch_vm::print::pr_str(cx, v)
}
