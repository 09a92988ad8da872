//! What functions are as code: the name they are known by, and which version of it they run.

use clutch_core::native::Native;
use clutch_core::{Value, View};
use clutch_derive::{native, natives};
use clutch_vm::Cx;

/// The var of a function that is the value of its definition and captured nothing, else the
/// value itself: equal for the function of before and after a reload.
///
/// (do (defn named [] 1) (clutch.rt/code-name named)) ;=> #'user/named
/// (clutch.rt/code-name :k) ;=> :k
#[native("clutch.rt", "code-name")]
fn code_name(f: Value) -> Value {
    match f.view() {
        View::Closure(c) if c.captured.is_empty() => c.proto.var.map_or(f.clone(), Value::var),
        _ => f,
    }
}

/// A number that changes when calling the value means other code here: the generation of the
/// definition for a var and for a function that forwards, nil for other values.
///
/// (clutch.rt/code-version (fn [] 1)) ;=> nil
/// (int? (clutch.rt/code-version #'identity)) ;=> true
#[native("clutch.rt", "code-version")]
fn code_version(cx: &mut Cx, f: &Value) -> Value {
    let var = match f.view() {
        View::Var(var) => Some(var),
        View::Closure(c) if c.proto.forward.is_some() => c.proto.var,
        _ => None,
    };
    let binding = var.and_then(|var| cx.context.world().binding(var));
    binding.map_or(Value::NIL, |b| Value::int(b.generation.get() as i64))
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![code_name, code_version];
