//! Mutable references: what atoms, refs and agents have in common, and `deref` of everything.

pub mod agent;
pub mod atom;
pub mod cell;
pub mod reference;
mod shadow;
pub mod stm;

use clutch_core::native::Native;
use clutch_core::{R, Value, View};
use clutch_derive::{native, natives};
use clutch_vm::dispatch::interface_method;
use clutch_vm::{Args, Cx, convert};

pub use cell::force;
pub use reference::{notify, validate, validator_of};

/// Calls the method of a user type, if it has one.
pub(crate) fn user_method(cx: &mut Cx, x: &Value, name: &str, more: &[Value]) -> R<Option<Value>> {
    if !matches!(x.view(), View::Instance(_)) {
        return Ok(None);
    }
    let Some(f) = interface_method(cx, x, name)? else {
        return Ok(None);
    };
    let mut args = Args::new();
    args.push(x.clone());
    args.extend(more.iter().cloned());
    cx.call(&f, args).map(Some)
}

/// The value of a reference now; waits for futures and promises, computes delays.
pub fn deref(cx: &mut Cx, x: &Value) -> R {
    let x = &*shadow::own(cx, x);
    match x.view() {
        View::Atom(a) => Ok(a.value.lock().clone()),
        View::Volatile(v) => Ok(v.value.lock().clone()),
        View::Var(name) => cx.var_value(name),
        View::Delay(_) => force(cx, x),
        View::Reduced(r) => Ok(r.0.clone()),
        View::Ref(_) => stm::deref(x),
        View::Agent(a) => Ok(a.value.lock().clone()),
        View::Promise(p) => {
            let value = crate::thread::await_promise(cx, p, None)?;
            Ok(value.expect("without a deadline there is a value"))
        }
        View::Host(h) => match h.data.deref() {
            Some(v) => Ok(v),
            None => Err(convert::wrong_argument(
                &NATIVE_DEREF_NATIVE,
                0,
                "a reference",
                x,
            )),
        },
        _ => match user_method(cx, x, "deref", &[])? {
            Some(v) => Ok(v),
            None => Err(convert::wrong_argument(
                &NATIVE_DEREF_NATIVE,
                0,
                "a reference",
                x,
            )),
        },
    }
}

/// The value of an atom, ref, agent, var, volatile, delay, promise or future; `@x` is short for it.
/// Waits for promises and futures, with a time limit in milliseconds and a value for when that is
/// over if they are given.
///
/// (deref (atom 1)) ;=> 1
/// (deref (promise) 5 :none) ;=> :none
#[native("clojure.core", "deref", arglists = "[ref] [ref timeout-ms timeout-val]", arity1 = deref1)]
fn deref_native(cx: &mut Cx, x: Value, timeout_ms: i64, timeout_val: Value) -> R {
    match x.view() {
        View::Promise(p) => {
            let deadline = crate::thread::deadline(timeout_ms);
            let value = crate::thread::await_promise(cx, p, Some(deadline))?;
            Ok(value.unwrap_or(timeout_val))
        }
        _ => match user_method(cx, &x, "deref", &[timeout_ms.into(), timeout_val])? {
            Some(v) => Ok(v),
            None => Err(convert::wrong_argument(
                &NATIVE_DEREF_NATIVE,
                0,
                "a promise or future",
                &x,
            )),
        },
    }
}

fn deref1(cx: &mut Cx, x: Value) -> R {
    deref(cx, &x)
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![deref_native];
