//! Sorted maps and sets.
use crate::repr::Value;
/// A sorted map.
#[derive(Debug)]
pub struct SortedMap {
    /// Metadata, or nil.
    pub meta: Value,
}
/// A sorted set.
#[derive(Debug)]
pub struct SortedSet {
    /// Metadata, or nil.
    pub meta: Value,
}
