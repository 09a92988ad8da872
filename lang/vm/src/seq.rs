//! Walking sequences.
use crate::cx::Cx;
use clutch_core::{R, Thrown, Value};
/// `seq`.
pub fn seq(_: &mut Cx, _v: Value) -> R {
    Err(Thrown::unsupported("seq"))
}
/// `first`.
pub fn first(_: &mut Cx, _v: &Value) -> R {
    Err(Thrown::unsupported("first"))
}
/// `next`.
pub fn next(_: &mut Cx, _v: Value) -> R {
    Err(Thrown::unsupported("next"))
}
/// `rest`.
pub fn rest(_: &mut Cx, _v: Value) -> R {
    Err(Thrown::unsupported("rest"))
}
/// All elements.
pub fn to_vec(_: &mut Cx, _v: Value) -> R<Vec<Value>> {
    Err(Thrown::unsupported("seq"))
}
