//! Exceptions as values: making them, and what is in them.

use clutch_core::error::Exception;
use clutch_core::native::Native;
use clutch_core::{R, Tag, Thrown, Value, View, class};
use clutch_derive::{native, natives};
use clutch_vm::class::host::IRECORD;
use clutch_vm::dispatch::interface_method;
use clutch_vm::{Cx, convert};

/// Whether a value is a map of the language: built-in or record.
pub(crate) fn is_map(v: &Value) -> bool {
    match v.view() {
        View::Map(_) | View::SortedMap(_) => true,
        View::Instance(i) => i.ty.is_a(&IRECORD),
        _ => false,
    }
}

/// An exception that carries a map of data, with a message and maybe a cause.
///
/// (ex-data (ex-info "too big" {:size 5})) ;=> {:size 5}
/// (ex-message (ex-cause (ex-info "a" {} (ex-info "b" {})))) ;=> "b"
#[native("clojure.core", "ex-info")]
fn ex_info(cx: &mut Cx, msg: Value, map: Value, cause: Option<Value>) -> R {
    if !matches!(msg.tag(), Tag::Str | Tag::Nil) {
        return Err(convert::wrong_argument(
            &NATIVE_EX_INFO,
            0,
            "a string",
            &msg,
        ));
    }
    if map.is_nil() {
        return Err(Thrown::illegal_argument("Additional data must be non-nil."));
    }
    if !is_map(&map) {
        return Err(convert::wrong_argument(&NATIVE_EX_INFO, 1, "a map", &map));
    }
    let cause = cause.unwrap_or_default();
    if !matches!(cause.tag(), Tag::Exception | Tag::Nil) {
        return Err(convert::wrong_argument(
            &NATIVE_EX_INFO,
            2,
            "an exception",
            &cause,
        ));
    }
    Ok(Value::new(Exception {
        message: msg,
        data: map,
        cause,
        trace: parking_lot::Mutex::new(cx.trace()),
        ..Exception::new(&class::EXCEPTION_INFO, "")
    }))
}

/// The map of data of an exception made by `ex-info`, or nil for anything else.
///
/// (ex-data (ex-info "a" {:b 1})) ;=> {:b 1}
/// (ex-data (Exception. "a")) ;=> nil
#[native("clojure.core", "ex-data")]
fn ex_data(cx: &mut Cx, ex: &Value) -> R {
    match ex.view() {
        View::Exception(e) => Ok(e.data.clone()),
        View::Instance(_) => match interface_method(cx, ex, "getData")? {
            Some(f) => cx.call1(&f, ex.clone()),
            None => Ok(Value::NIL),
        },
        _ => Ok(Value::NIL),
    }
}

/// The message of an exception, or nil for anything else.
///
/// (ex-message (Exception. "oh")) ;=> "oh"
/// (ex-message 1) ;=> nil
#[native("clojure.core", "ex-message")]
fn ex_message(ex: &Value) -> Value {
    match ex.view() {
        View::Exception(e) => e.message.clone(),
        _ => Value::NIL,
    }
}

/// The exception that caused an exception, or nil.
///
/// (ex-message (ex-cause (ex-info "a" {} (Exception. "b")))) ;=> "b"
/// (ex-cause (Exception. "a")) ;=> nil
#[native("clojure.core", "ex-cause")]
fn ex_cause(ex: &Value) -> Value {
    match ex.view() {
        View::Exception(e) => e.cause.clone(),
        _ => Value::NIL,
    }
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![ex_info, ex_data, ex_message, ex_cause];
