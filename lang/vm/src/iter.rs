//! Stepping iterators.
use crate::cx::Cx;
use clutch_core::{R, Thrown, Value};
/// Next element or the end mark.
pub fn next(_: &mut Cx, _v: &Value) -> R {
    Err(Thrown::unsupported("iter"))
}
