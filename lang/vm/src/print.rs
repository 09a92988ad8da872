//! Printing.
use crate::cx::Cx;
use clutch_core::{R, Value};
/// `pr-str` of one value.
pub fn pr_str(_: &mut Cx, v: &Value) -> R<String> {
    Ok(format!("{v:?}"))
}
