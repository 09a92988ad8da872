//! Equality.
use crate::cx::Cx;
use clutch_core::{R, Thrown, Value};
/// `=`.
pub fn equal(_: &mut Cx, _a: &Value, _b: &Value) -> R<bool> {
    Err(Thrown::unsupported("="))
}
