//! The few operations of other crates that many families need, in the shape they need.

use clutch_core::{R, Value};
use clutch_vm::{Cx, iter};

pub(crate) use clutch_vm::print::{push_text, text as text_of};

/// A vector of these elements.
pub(crate) fn vector(items: Vec<Value>) -> Value {
    Value::vector(items)
}

/// Calls `f` with each element of a seqable.
pub(crate) fn each(cx: &mut Cx, coll: Value, mut f: impl FnMut(&mut Cx, Value) -> R<()>) -> R<()> {
    let mut state = iter::state(cx, coll)?;
    while let Some(v) = iter::step(cx, &mut state)? {
        cx.poll()?;
        f(cx, v)?;
    }
    Ok(())
}
