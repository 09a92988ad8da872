//! Persistent sets.
use crate::repr::Value;
/// A set.
#[derive(Debug)]
pub struct Set {
    /// Metadata, or nil.
    pub meta: Value,
}
