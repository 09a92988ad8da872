//! Persistent maps.
use crate::repr::Value;
/// A map.
#[derive(Debug)]
pub struct Map {
    /// Metadata, or nil.
    pub meta: Value,
}
/// Key and value.
#[derive(Debug)]
pub struct MapEntry {
    /// Key.
    pub key: Value,
    /// Value.
    pub value: Value,
}
/// A position in a map or set.
#[derive(Debug)]
pub struct Cursor;
