//! Persistent sets: a hash trie of the elements, in the order of Clojure's hash sets at any size.

use super::key::count_update;
use super::trie::{Trie, TrieIter};
use super::{KeyOps, iter_debug};
use crate::error::R;
use crate::heap::Shared;
use crate::repr::Value;
use std::sync::atomic::{AtomicU32, Ordering};

/// A set.
pub struct Set {
    /// Metadata, or nil.
    pub meta: Value,
    /// Cached hash; 0 is "not computed".
    hash: AtomicU32,
    pub(super) trie: Trie<Value>,
}

impl Default for Set {
    fn default() -> Set {
        Set::new()
    }
}

impl Clone for Set {
    /// Shares the trie.
    fn clone(&self) -> Set {
        Set {
            meta: self.meta.clone(),
            hash: AtomicU32::new(self.hash.load(Ordering::Relaxed)),
            trie: self.trie.clone(),
        }
    }
}

impl Set {
    /// The empty set.
    pub const fn new() -> Set {
        Set {
            meta: Value::NIL,
            hash: AtomicU32::new(0),
            trie: Trie::new(),
        }
    }

    /// A set of the elements; of equal ones the first counts.
    pub fn from_items<K: KeyOps + ?Sized>(
        cx: &mut K,
        items: impl IntoIterator<Item = Value>,
    ) -> R<Set> {
        let mut s = Set::new();
        for x in items {
            s.insert(cx, x)?;
        }
        Ok(s)
    }

    /// Number of elements.
    #[inline]
    pub fn count(&self) -> usize {
        self.trie.count()
    }

    /// Whether there are no elements.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    /// The element of the set that is equal to `x`.
    #[inline]
    pub fn get<K: KeyOps + ?Sized>(&self, cx: &mut K, x: &Value) -> R<Option<&Value>> {
        self.trie.find(cx, x)
    }

    /// Whether an element is equal to `x`.
    #[inline]
    pub fn contains<K: KeyOps + ?Sized>(&self, cx: &mut K, x: &Value) -> R<bool> {
        Ok(self.trie.find(cx, x)?.is_some())
    }

    /// The elements.
    pub fn iter(&self) -> SetIter<'_> {
        SetIter(self.trie.iter())
    }

    /// Whether two sets are known to be equal because they share their insides.
    pub fn same_items(&self, other: &Set) -> bool {
        self.trie.same(&other.trie)
    }

    /// The cached hash; 0 is "not computed".
    #[inline]
    pub fn cached_hash(&self) -> u32 {
        self.hash.load(Ordering::Relaxed)
    }

    /// Stores the hash. It is forgotten at the next update.
    #[inline]
    pub fn cache_hash(&self, hash: u32) {
        self.hash.store(hash, Ordering::Relaxed);
    }

    /// Adds an element; an equal one stays. True if it is new. After an error the set is as
    /// before.
    #[inline]
    pub fn insert<K: KeyOps + ?Sized>(&mut self, cx: &mut K, x: Value) -> R<bool> {
        *self.hash.get_mut() = 0;
        self.trie.insert(cx, x)
    }

    /// Removes the element that is equal to `x`. After an error the set is as before.
    pub fn remove<K: KeyOps + ?Sized>(&mut self, cx: &mut K, x: &Value) -> R<Option<Value>> {
        *self.hash.get_mut() = 0;
        self.trie.remove(cx, x)
    }

    /// `conj`: in place if the set is held by nobody else; the same set if `x` is in it.
    #[inline]
    pub fn conj<K: KeyOps + ?Sized>(mut s: Shared<Set>, cx: &mut K, x: Value) -> R<Shared<Set>> {
        if let Some(unique) = Shared::get_mut(&mut s) {
            count_update(true);
            unique.insert(cx, x)?;
            return Ok(s);
        }
        let mut copy = (*s).clone();
        // An old instance that lay elsewhere has moved, though it is no new element.
        if !copy.insert(cx, x)? && copy.trie.same(&s.trie) {
            return Ok(s);
        }
        count_update(false);
        Ok(Shared::new(copy))
    }

    /// `disj`: in place if the set is held by nobody else; the same set if `x` is not in it.
    pub fn disj<K: KeyOps + ?Sized>(mut s: Shared<Set>, cx: &mut K, x: &Value) -> R<Shared<Set>> {
        if let Some(unique) = Shared::get_mut(&mut s) {
            count_update(true);
            unique.remove(cx, x)?;
            return Ok(s);
        }
        let mut copy = (*s).clone();
        if copy.remove(cx, x)?.is_none() {
            return Ok(s);
        }
        count_update(false);
        Ok(Shared::new(copy))
    }
}

/// Iterator over the elements of a set.
pub struct SetIter<'a>(TrieIter<'a, Value>);

impl<'a> Iterator for SetIter<'a> {
    type Item = &'a Value;
    #[inline]
    fn next(&mut self) -> Option<&'a Value> {
        self.0.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl ExactSizeIterator for SetIter<'_> {}

impl<'a> IntoIterator for &'a Set {
    type Item = &'a Value;
    type IntoIter = SetIter<'a>;
    fn into_iter(self) -> SetIter<'a> {
        self.iter()
    }
}

impl std::fmt::Debug for Set {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        iter_debug(f, self.iter())
    }
}
