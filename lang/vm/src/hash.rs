//! Hashing.
use crate::cx::Cx;
use clutch_core::{R, Thrown, Value};
/// `hash`.
pub fn hash(_: &mut Cx, _a: &Value) -> R<u32> {
    Err(Thrown::unsupported("hash"))
}
