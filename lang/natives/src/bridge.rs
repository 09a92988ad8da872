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

/// A function of the language that is written in Rust.
pub(crate) fn function(
    name: &str,
    f: impl Fn(&mut Cx, clutch_vm::Args) -> R + Send + Sync + 'static,
) -> Value {
    let call: clutch_vm::native::BoxedNative = Box::new(f);
    Value::new(clutch_core::native::NativeClosure {
        name: name.into(),
        call: Box::new(call),
        meta: Value::NIL,
    })
}
