//! Generic access to collections.
use crate::cx::Cx;
use crate::native::Args;
use clutch_core::{R, Thrown, Value};
/// `get`.
pub fn get(_: &mut Cx, _c: &Value, _k: &Value) -> R {
    Err(Thrown::unsupported("get"))
}
/// `get` with a default.
pub fn get_or(_: &mut Cx, _c: &Value, _k: &Value, _d: Value) -> R {
    Err(Thrown::unsupported("get"))
}
/// `nth`.
pub fn nth(_: &mut Cx, _c: &Value, _n: &Value) -> R {
    Err(Thrown::unsupported("nth"))
}
/// `nth` with a default.
pub fn nth_or(_: &mut Cx, _c: &Value, _n: &Value, _d: Value) -> R {
    Err(Thrown::unsupported("nth"))
}
/// A vector called as a function.
pub fn nth_as_fn(_: &mut Cx, _c: &Value, _n: &Value) -> R {
    Err(Thrown::unsupported("nth"))
}
/// Another callable object.
pub fn call_object(_: &mut Cx, _c: &Value, _args: Args) -> R {
    Err(Thrown::unsupported("call"))
}
/// `count`.
pub fn count(_: &mut Cx, _c: &Value) -> R<i64> {
    Err(Thrown::unsupported("count"))
}
/// `conj`.
pub fn conj(_: &mut Cx, _c: Value, _x: Value) -> R {
    Err(Thrown::unsupported("conj"))
}
/// A map literal: keys and values in turn; a duplicate key is an error.
pub fn map_literal(_: &mut Cx, _items: Vec<Value>) -> R {
    Err(Thrown::unsupported("map"))
}
/// A set literal; a duplicate is an error.
pub fn set_literal(_: &mut Cx, _items: Vec<Value>) -> R {
    Err(Thrown::unsupported("set"))
}
/// Metadata, or nil.
pub fn meta(_: &Value) -> Value {
    Value::NIL
}
/// `with-meta`.
pub fn with_meta(_: &mut Cx, v: Value, _m: Value) -> R {
    Ok(v)
}
/// `assoc`.
pub fn assoc(_: &mut Cx, _c: Value, _k: Value, _v: Value) -> R {
    Err(Thrown::unsupported("assoc"))
}
/// `contains?`.
pub fn contains(_: &mut Cx, _c: &Value, _k: &Value) -> R<bool> {
    Err(Thrown::unsupported("contains?"))
}
