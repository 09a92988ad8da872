//! Persistent vectors.
use crate::repr::Value;
/// A vector.
#[derive(Debug)]
pub struct Vector {
    /// Metadata, or nil.
    pub meta: Value,
}
