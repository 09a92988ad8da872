//! Persistent collections of the language.
//!
//! Keys' equality and hashing may run user code, throw and be cancelled, so lookups take a
//! context ([`KeyOps`]) and may fail. Updates take the collection by value and work in place
//! where it is uniquely held. Cached hashes are cleared by every in-place update.

mod list;
mod map;
mod set;
mod sorted;
mod transient;
mod vector;

pub use list::List;
pub use map::{Cursor, Map, MapEntry};
pub use set::Set;
pub use sorted::{SortedMap, SortedSet};
pub use transient::Transient;
pub use vector::Vector;

use crate::error::R;
use crate::repr::Value;
use std::cmp::Ordering;

/// What collections need to know about keys.
pub trait KeyOps {
    /// Clojure's `hash`.
    fn hash(&mut self, v: &Value) -> R<u32>;
    /// Clojure's `=`.
    fn equal(&mut self, a: &Value, b: &Value) -> R<bool>;
    /// Order by a comparator function, or Clojure's `compare` if it is nil.
    fn compare(&mut self, comparator: &Value, a: &Value, b: &Value) -> R<Ordering>;
}
