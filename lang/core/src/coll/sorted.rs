//! Sorted maps and sets, ordered by a comparator function or by Clojure's `compare`.
//!
//! Two keys are the same where the comparator says 0; equality and hashes play no part. The
//! first key put into an empty collection is checked, as in Clojure, so that `(sorted-set :a)`
//! works and `(sorted-set {})` throws.

use super::key::{Pair, count_update};
use super::tree::{self, Link, TreeIter};
use super::{KeyOps, iter_debug};
use crate::error::R;
use crate::heap::Shared;
use crate::repr::Value;
use std::sync::atomic::{AtomicU32, Ordering};

macro_rules! sorted {
    ($(#[$doc:meta])* $name:ident of $entry:ty) => {
        $(#[$doc])*
        pub struct $name {
            /// Metadata, or nil.
            pub meta: Value,
            /// Comparator function; nil for `compare`.
            pub comparator: Value,
            /// Cached hash; 0 is "not computed".
            hash: AtomicU32,
            pub(super) root: Link<$entry>,
        }

        impl Clone for $name {
            /// Shares the tree.
            fn clone(&self) -> Self {
                $name {
                    meta: self.meta.clone(),
                    comparator: self.comparator.clone(),
                    hash: AtomicU32::new(self.hash.load(Ordering::Relaxed)),
                    root: self.root.clone(),
                }
            }
        }

        impl $name {
            /// Empty, with a comparator function, or nil for `compare`.
            pub const fn new(comparator: Value) -> Self {
                $name {
                    meta: Value::NIL,
                    comparator,
                    hash: AtomicU32::new(0),
                    root: None,
                }
            }

            /// Number of entries.
            pub fn count(&self) -> usize {
                tree::size(&self.root)
            }

            /// Whether there are none.
            pub fn is_empty(&self) -> bool {
                self.root.is_none()
            }

            /// The cached hash; 0 is "not computed".
            pub fn cached_hash(&self) -> u32 {
                self.hash.load(Ordering::Relaxed)
            }

            /// Stores the hash. It is forgotten at the next update.
            pub fn cache_hash(&self, hash: u32) {
                self.hash.store(hash, Ordering::Relaxed);
            }

            /// Whether an entry has this key.
            pub fn contains<K: KeyOps + ?Sized>(&self, cx: &mut K, key: &Value) -> R<bool> {
                Ok(tree::find(&self.root, cx, &self.comparator, key)?.is_some())
            }

            fn insert_entry<K: KeyOps + ?Sized>(&mut self, cx: &mut K, e: $entry) -> R<bool> {
                *self.hash.get_mut() = 0;
                if self.root.is_none() {
                    let key = super::key::Entry::key(&e);
                    cx.check_first(&self.comparator, key)?;
                }
                tree::insert(&mut self.root, cx, &self.comparator, e)
            }

            /// Removes the entry of a key. After an error the collection is as before.
            pub fn remove<K: KeyOps + ?Sized>(
                &mut self,
                cx: &mut K,
                key: &Value,
            ) -> R<Option<$entry>> {
                *self.hash.get_mut() = 0;
                tree::remove(&mut self.root, cx, &self.comparator, key)
            }

            /// Without a key: in place if held by nobody else; the same if the key is absent.
            pub fn without<K: KeyOps + ?Sized>(
                mut s: Shared<Self>,
                cx: &mut K,
                key: &Value,
            ) -> R<Shared<Self>> {
                if let Some(unique) = Shared::get_mut(&mut s) {
                    count_update(true);
                    unique.remove(cx, key)?;
                    return Ok(s);
                }
                if !s.contains(cx, key)? {
                    return Ok(s);
                }
                count_update(false);
                let mut copy = (*s).clone();
                copy.remove(cx, key)?;
                Ok(Shared::new(copy))
            }
        }
    };
}

sorted! {
    /// A sorted map.
    SortedMap of Pair
}
sorted! {
    /// A sorted set.
    SortedSet of Value
}

impl SortedMap {
    /// The entry of a key.
    pub fn find<K: KeyOps + ?Sized>(&self, cx: &mut K, key: &Value) -> R<Option<&Pair>> {
        tree::find(&self.root, cx, &self.comparator, key)
    }

    /// The value of a key.
    pub fn get<K: KeyOps + ?Sized>(&self, cx: &mut K, key: &Value) -> R<Option<&Value>> {
        Ok(self.find(cx, key)?.map(|e| &e.1))
    }

    /// The value of a key for writing; none if absent or shared with another map.
    pub fn get_mut<K: KeyOps + ?Sized>(
        &mut self,
        cx: &mut K,
        key: &Value,
    ) -> R<Option<&mut Value>> {
        *self.hash.get_mut() = 0;
        let found = tree::find_mut(&mut self.root, cx, &self.comparator, key)?;
        Ok(found.map(|e| &mut e.1))
    }

    /// Adds an entry or replaces the value of its key. True if the key is new. After an error
    /// the map is as before.
    pub fn insert<K: KeyOps + ?Sized>(&mut self, cx: &mut K, key: Value, value: Value) -> R<bool> {
        self.insert_entry(cx, (key, value))
    }

    /// `assoc`: in place if the map is held by nobody else; the same if nothing would change.
    pub fn assoc<K: KeyOps + ?Sized>(
        mut m: Shared<SortedMap>,
        cx: &mut K,
        key: Value,
        value: Value,
    ) -> R<Shared<SortedMap>> {
        if let Some(unique) = Shared::get_mut(&mut m) {
            count_update(true);
            unique.insert(cx, key, value)?;
            return Ok(m);
        }
        if let Some(present) = m.get(cx, &key)?
            && present.same(&value)
        {
            return Ok(m);
        }
        count_update(false);
        let mut copy = (*m).clone();
        copy.insert(cx, key, value)?;
        Ok(Shared::new(copy))
    }

    /// The first entry.
    pub fn first(&self) -> Option<&Pair> {
        tree::end(&self.root, true)
    }

    /// The last entry.
    pub fn last(&self) -> Option<&Pair> {
        tree::end(&self.root, false)
    }

    /// The entries, ascending.
    pub fn iter(&self) -> SortedMapIter<'_> {
        SortedMapIter(TreeIter::new(&self.root))
    }
}

impl SortedSet {
    /// The element of the set that compares as `x`.
    pub fn get<K: KeyOps + ?Sized>(&self, cx: &mut K, x: &Value) -> R<Option<&Value>> {
        tree::find(&self.root, cx, &self.comparator, x)
    }

    /// Adds an element; one that compares alike stays. True if it is new. After an error the set
    /// is as before.
    pub fn insert<K: KeyOps + ?Sized>(&mut self, cx: &mut K, x: Value) -> R<bool> {
        self.insert_entry(cx, x)
    }

    /// `conj`: in place if the set is held by nobody else; the same if nothing would change.
    pub fn conj<K: KeyOps + ?Sized>(
        mut s: Shared<SortedSet>,
        cx: &mut K,
        x: Value,
    ) -> R<Shared<SortedSet>> {
        if let Some(unique) = Shared::get_mut(&mut s) {
            count_update(true);
            unique.insert(cx, x)?;
            return Ok(s);
        }
        if !s.is_empty() && s.contains(cx, &x)? {
            return Ok(s);
        }
        count_update(false);
        let mut copy = (*s).clone();
        copy.insert(cx, x)?;
        Ok(Shared::new(copy))
    }

    /// The first element.
    pub fn first(&self) -> Option<&Value> {
        tree::end(&self.root, true)
    }

    /// The last element.
    pub fn last(&self) -> Option<&Value> {
        tree::end(&self.root, false)
    }

    /// The elements, ascending.
    pub fn iter(&self) -> SortedSetIter<'_> {
        SortedSetIter(TreeIter::new(&self.root))
    }
}

/// Iterator over the entries of a sorted map, ascending.
pub struct SortedMapIter<'a>(TreeIter<'a, Pair>);

impl<'a> Iterator for SortedMapIter<'a> {
    type Item = (&'a Value, &'a Value);
    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(k, v)| (k, v))
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl ExactSizeIterator for SortedMapIter<'_> {}

/// Iterator over the elements of a sorted set, ascending.
pub struct SortedSetIter<'a>(TreeIter<'a, Value>);

impl<'a> Iterator for SortedSetIter<'a> {
    type Item = &'a Value;
    fn next(&mut self) -> Option<&'a Value> {
        self.0.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl ExactSizeIterator for SortedSetIter<'_> {}

impl<'a> IntoIterator for &'a SortedMap {
    type Item = (&'a Value, &'a Value);
    type IntoIter = SortedMapIter<'a>;
    fn into_iter(self) -> SortedMapIter<'a> {
        self.iter()
    }
}

impl<'a> IntoIterator for &'a SortedSet {
    type Item = &'a Value;
    type IntoIter = SortedSetIter<'a>;
    fn into_iter(self) -> SortedSetIter<'a> {
        self.iter()
    }
}

impl std::fmt::Debug for SortedMap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl std::fmt::Debug for SortedSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        iter_debug(f, self.iter())
    }
}

#[cfg(test)]
#[path = "sorted_tests.rs"]
mod tests;
