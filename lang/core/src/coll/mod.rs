//! Persistent collections of the language.
//!
//! Keys' equality and hashing may run user code, throw and be cancelled, so lookups take a
//! context ([`KeyOps`]) and may fail. Keys of the simple kinds (integers, keywords, symbols,
//! strings, …) never ask it. Updates take the collection by value and work in place where it is
//! uniquely held, node by node; where it is shared they copy the path. Cached hashes are cleared
//! by every update.
//!
//! Each type has two layers: methods on `&mut` that change it (`push`, `insert`, `remove`), and
//! functions on [`crate::Shared`] named as in the language (`conj`, `assoc`, `dissoc`) that
//! decide between changing and copying.
//!
//! Reading order: [`vector`], `key` (the simple kinds), `node` and `trie` (hash tries), [`map`],
//! [`set`], `tree` and [`sorted`], [`cursor`].

pub mod cursor;
mod key;
mod list;
pub mod map;
mod node;
pub mod set;
pub mod sorted;
#[cfg(test)]
mod test_keys;
pub mod transient;
mod tree;
mod trie;
pub mod vector;

pub use cursor::Cursor;
pub use key::{Entry, Pair, simple_eq, simple_hash};
pub use list::List;
pub use map::{Map, MapEntry};
pub use set::Set;
pub use sorted::{SortedMap, SortedSet};
pub use transient::Transient;
pub use vector::Vector;

use crate::error::R;
use crate::repr::Value;
use key::count_update;
use std::cmp::Ordering;

/// What collections need to know about keys.
pub trait KeyOps {
    /// Clojure's `hash`.
    fn hash(&mut self, v: &Value) -> R<u32>;
    /// The hash that the key had when it may have been put into a collection, if it has another
    /// now. Asked only of instances of types that have had several definitions.
    fn earlier_hash(&mut self, _v: &Value) -> R<Option<u32>> {
        Ok(None)
    }
    /// Clojure's `=`.
    fn equal(&mut self, a: &Value, b: &Value) -> R<bool>;
    /// Order by a comparator function, or Clojure's `compare` if it is nil.
    fn compare(&mut self, comparator: &Value, a: &Value, b: &Value) -> R<Ordering>;
    /// Whether a key may be the first of a sorted collection, which compares it with nothing.
    fn check_first(&mut self, _comparator: &Value, _key: &Value) -> R<()> {
        Ok(())
    }
}

/// What has the key operations of something else: a reader or compiler those of the context that
/// it works in.
pub trait KeysOf {
    /// Whose operations they are.
    type Keys: KeyOps;
    /// The one who has them.
    fn keys(&mut self) -> &mut Self::Keys;
}

impl<T: KeysOf> KeyOps for T {
    fn hash(&mut self, v: &Value) -> R<u32> {
        self.keys().hash(v)
    }
    fn equal(&mut self, a: &Value, b: &Value) -> R<bool> {
        self.keys().equal(a, b)
    }
    fn compare(&mut self, comparator: &Value, a: &Value, b: &Value) -> R<Ordering> {
        self.keys().compare(comparator, a, b)
    }
    fn check_first(&mut self, comparator: &Value, key: &Value) -> R<()> {
        self.keys().check_first(comparator, key)
    }
}

/// The elements as Rust's debug form of a list.
fn iter_debug<'a>(
    f: &mut std::fmt::Formatter<'_>,
    items: impl IntoIterator<Item = &'a Value>,
) -> std::fmt::Result {
    f.debug_list().entries(items).finish()
}
