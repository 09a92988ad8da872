//! Persistent maps: a flat run of up to 8 entries in order of insertion, beyond that a hash trie.
//!
//! As in Clojure the kind is visible in the order: a literal or `assoc` gives a flat map that
//! becomes a hash map when a ninth key is added, `hash-map` gives a hash map of any size,
//! `array-map` a flat one of any size, and removing keys keeps the kind.

use super::key::{Pair, count_update, key_eq, simple_eq};
use super::trie::{Trie, TrieIter};
use super::{KeyOps, iter_debug};
use crate::error::R;
use crate::heap::Shared;
use crate::repr::{Tag, Value};
use std::sync::atomic::{AtomicU32, Ordering};

/// Entries up to which adding keys keeps a map flat.
pub const FLAT_MAX: usize = 8;

/// A map.
pub struct Map {
    /// Metadata, or nil.
    pub meta: Value,
    /// Cached hash; 0 is "not computed".
    hash: AtomicU32,
    pub(super) repr: Repr,
}

#[derive(Clone)]
pub(super) enum Repr {
    /// No two keys are equal.
    Flat(Vec<Pair>),
    Hash(Trie<Pair>),
}

impl Default for Map {
    fn default() -> Map {
        Map::new()
    }
}

impl Clone for Map {
    /// Shares the trie, or copies up to 8 entries.
    fn clone(&self) -> Map {
        Map {
            meta: self.meta.clone(),
            hash: AtomicU32::new(self.hash.load(Ordering::Relaxed)),
            repr: self.repr.clone(),
        }
    }
}

/// Index of a key in a flat map.
#[inline]
fn position<K: KeyOps + ?Sized>(cx: &mut K, entries: &[Pair], key: &Value) -> R<Option<usize>> {
    if key.tag() == Tag::Keyword {
        return Ok(entries.iter().position(|e| e.0.same(key)));
    }
    for (i, e) in entries.iter().enumerate() {
        if key_eq(cx, &e.0, key)? {
            return Ok(Some(i));
        }
    }
    Ok(None)
}

impl Map {
    const fn with_repr(repr: Repr) -> Map {
        Map {
            meta: Value::NIL,
            hash: AtomicU32::new(0),
            repr,
        }
    }

    /// The empty flat map.
    pub const fn new() -> Map {
        Map::with_repr(Repr::Flat(Vec::new()))
    }

    /// The empty hash map, which stays a hash map at any size.
    pub const fn new_hash() -> Map {
        Map::with_repr(Repr::Hash(Trie::new()))
    }

    /// A flat map of entries whose keys the caller knows to be different, in this order and of
    /// any number (`array-map`).
    pub fn from_distinct(entries: Vec<Pair>) -> Map {
        debug_assert!(entries.iter().enumerate().all(|(i, e)| {
            entries[..i]
                .iter()
                .all(|f| simple_eq(&e.0, &f.0) != Some(true))
        }));
        Map::with_repr(Repr::Flat(entries))
    }

    /// A map of the entries as a literal or `assoc` makes it: flat up to 8 entries; of equal
    /// keys the last value counts.
    pub fn from_entries<K: KeyOps + ?Sized>(
        cx: &mut K,
        entries: impl IntoIterator<Item = Pair>,
    ) -> R<Map> {
        let mut m = Map::new();
        for (k, v) in entries {
            m.insert(cx, k, v)?;
        }
        Ok(m)
    }

    /// Number of entries.
    #[inline]
    pub fn count(&self) -> usize {
        match &self.repr {
            Repr::Flat(entries) => entries.len(),
            Repr::Hash(trie) => trie.count(),
        }
    }

    /// Whether there are no entries.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    /// Whether the map is flat (Clojure's array map).
    pub fn is_flat(&self) -> bool {
        matches!(self.repr, Repr::Flat(_))
    }

    /// The entries of a flat map, in order.
    pub fn flat_entries(&self) -> Option<&[Pair]> {
        match &self.repr {
            Repr::Flat(entries) => Some(entries),
            Repr::Hash(_) => None,
        }
    }

    /// The entry of a key: the key that the map holds, and the value.
    #[inline]
    pub fn find<K: KeyOps + ?Sized>(&self, cx: &mut K, key: &Value) -> R<Option<&Pair>> {
        match &self.repr {
            Repr::Flat(entries) => Ok(position(cx, entries, key)?.map(|i| &entries[i])),
            Repr::Hash(trie) => trie.find(cx, key),
        }
    }

    /// The value of a key.
    #[inline]
    pub fn get<K: KeyOps + ?Sized>(&self, cx: &mut K, key: &Value) -> R<Option<&Value>> {
        Ok(self.find(cx, key)?.map(|e| &e.1))
    }

    /// Whether there is an entry of the key.
    pub fn contains<K: KeyOps + ?Sized>(&self, cx: &mut K, key: &Value) -> R<bool> {
        Ok(self.find(cx, key)?.is_some())
    }

    /// The value of a keyword, for Rust code that reads maps of options.
    pub fn get_keyword(&self, name: &str) -> Option<&Value> {
        let key = Value::keyword(crate::name::Keyword::simple(name));
        match &self.repr {
            Repr::Flat(entries) => entries.iter().find(|e| e.0.same(&key)).map(|e| &e.1),
            Repr::Hash(trie) => trie.find(&mut NoContext, &key).ok().flatten().map(|e| &e.1),
        }
    }

    /// The entries: in order of insertion if flat, else in the order of Clojure's hash maps.
    pub fn iter(&self) -> MapIter<'_> {
        match &self.repr {
            Repr::Flat(entries) => MapIter(Inner::Flat(entries.iter())),
            Repr::Hash(trie) => MapIter(Inner::Hash(trie.iter())),
        }
    }

    /// Whether two maps are known to be equal because they share their insides.
    pub fn same_entries(&self, other: &Map) -> bool {
        match (&self.repr, &other.repr) {
            (Repr::Hash(a), Repr::Hash(b)) => a.same(b),
            _ => std::ptr::eq(self, other),
        }
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

    /// Adds an entry or replaces the value of its key; the key stays the one that the map has.
    /// True if the key is new. After an error the map is as before.
    #[inline]
    pub fn insert<K: KeyOps + ?Sized>(&mut self, cx: &mut K, key: Value, value: Value) -> R<bool> {
        *self.hash.get_mut() = 0;
        let entries = match &mut self.repr {
            Repr::Hash(trie) => return trie.insert(cx, (key, value)),
            Repr::Flat(entries) => entries,
        };
        if let Some(i) = position(cx, entries, &key)? {
            entries[i].1 = value;
            return Ok(false);
        }
        if entries.len() < FLAT_MAX {
            entries.push((key, value));
            return Ok(true);
        }
        let mut trie = Trie::new();
        for e in entries.iter() {
            trie.insert(cx, e.clone())?;
        }
        trie.insert(cx, (key, value))?;
        self.repr = Repr::Hash(trie);
        Ok(true)
    }

    /// Removes the entry of a key. After an error the map is as before.
    pub fn remove<K: KeyOps + ?Sized>(&mut self, cx: &mut K, key: &Value) -> R<Option<Pair>> {
        *self.hash.get_mut() = 0;
        match &mut self.repr {
            Repr::Hash(trie) => trie.remove(cx, key),
            Repr::Flat(entries) => Ok(position(cx, entries, key)?.map(|i| entries.remove(i))),
        }
    }

    /// The value of a key for writing: none if the key is absent, or if a part of the map that
    /// holds it is shared with another map. Forgets the hash.
    #[inline]
    pub fn get_mut<K: KeyOps + ?Sized>(
        &mut self,
        cx: &mut K,
        key: &Value,
    ) -> R<Option<&mut Value>> {
        *self.hash.get_mut() = 0;
        match &mut self.repr {
            Repr::Hash(trie) => Ok(trie.find_mut(cx, key)?.map(|e| &mut e.1)),
            Repr::Flat(entries) => Ok(position(cx, entries, key)?.map(|i| &mut entries[i].1)),
        }
    }

    /// `assoc`: in place if the map is held by nobody else. If nothing would change the result
    /// is the same map.
    #[inline]
    pub fn assoc<K: KeyOps + ?Sized>(
        mut m: Shared<Map>,
        cx: &mut K,
        key: Value,
        value: Value,
    ) -> R<Shared<Map>> {
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
        let mut copy = m.clone_with_room();
        copy.insert(cx, key, value)?;
        Ok(Shared::new(copy))
    }

    fn clone_with_room(&self) -> Map {
        let repr = match &self.repr {
            Repr::Hash(trie) => Repr::Hash(trie.clone()),
            Repr::Flat(entries) => {
                let mut copy = Vec::with_capacity(entries.len() + 1);
                copy.extend_from_slice(entries);
                Repr::Flat(copy)
            }
        };
        Map {
            meta: self.meta.clone(),
            hash: AtomicU32::new(0),
            repr,
        }
    }

    /// `dissoc`: in place if the map is held by nobody else. If the key is absent the result is
    /// the same map.
    pub fn dissoc<K: KeyOps + ?Sized>(
        mut m: Shared<Map>,
        cx: &mut K,
        key: &Value,
    ) -> R<Shared<Map>> {
        if let Some(unique) = Shared::get_mut(&mut m) {
            count_update(true);
            unique.remove(cx, key)?;
            return Ok(m);
        }
        if !m.contains(cx, key)? {
            return Ok(m);
        }
        count_update(false);
        let mut copy = (*m).clone();
        copy.remove(cx, key)?;
        Ok(Shared::new(copy))
    }

    /// Replaces the value of a key by what `f` makes of it (of none, if the key is absent). The
    /// value is taken out of a uniquely held map while `f` runs, so that it can change in place.
    pub fn update<K: KeyOps + ?Sized>(
        mut m: Shared<Map>,
        cx: &mut K,
        key: Value,
        f: impl FnOnce(&mut K, Option<Value>) -> R,
    ) -> R<Shared<Map>> {
        let old = match Shared::get_mut(&mut m) {
            Some(unique) => unique.get_mut(cx, &key)?.map(Value::take),
            None => None,
        };
        let old = match old {
            Some(v) => Some(v),
            None => m.get(cx, &key)?.cloned(),
        };
        let new = f(cx, old)?;
        Map::assoc(m, cx, key, new)
    }
}

/// Key operations for keys that need none: keywords.
struct NoContext;

impl KeyOps for NoContext {
    fn hash(&mut self, _v: &Value) -> R<u32> {
        Ok(0)
    }
    fn equal(&mut self, a: &Value, b: &Value) -> R<bool> {
        Ok(a.same(b))
    }
    fn compare(&mut self, _: &Value, _: &Value, _: &Value) -> R<std::cmp::Ordering> {
        Ok(std::cmp::Ordering::Equal)
    }
}

/// Iterator over the entries of a map.
pub struct MapIter<'a>(Inner<'a>);

enum Inner<'a> {
    Flat(std::slice::Iter<'a, Pair>),
    Hash(TrieIter<'a, Pair>),
}

impl<'a> Iterator for MapIter<'a> {
    type Item = (&'a Value, &'a Value);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let e = match &mut self.0 {
            Inner::Flat(i) => i.next(),
            Inner::Hash(i) => i.next(),
        };
        e.map(|(k, v)| (k, v))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match &self.0 {
            Inner::Flat(i) => i.size_hint(),
            Inner::Hash(i) => i.size_hint(),
        }
    }
}

impl ExactSizeIterator for MapIter<'_> {}

impl<'a> IntoIterator for &'a Map {
    type Item = (&'a Value, &'a Value);
    type IntoIter = MapIter<'a>;
    fn into_iter(self) -> MapIter<'a> {
        self.iter()
    }
}

impl std::fmt::Debug for Map {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

/// Key and value of a map, as one value; behaves as a vector of two.
pub struct MapEntry {
    /// Key.
    pub key: Value,
    /// Value.
    pub value: Value,
}

impl std::fmt::Debug for MapEntry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        iter_debug(f, [&self.key, &self.value])
    }
}

impl Value {
    /// A map entry value.
    #[inline]
    pub fn map_entry(key: Value, value: Value) -> Value {
        Value::new(MapEntry { key, value })
    }

    /// A flat map value of entries with different keys, for Rust code that makes small maps.
    pub fn map(entries: Vec<Pair>) -> Value {
        Value::new(Map::from_distinct(entries))
    }
}

#[cfg(test)]
#[path = "map_tests.rs"]
mod tests;
