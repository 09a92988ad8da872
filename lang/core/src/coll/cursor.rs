//! [`Cursor`]: a resumable position in a map or set.
//!
//! It owns what it walks over, so the collection it came from may be updated or dropped
//! meanwhile (updates then copy). Lazy seqs of maps and the iterators of the library are made of
//! cursors; Rust code that finishes its loop borrows with `iter()` instead.

use super::KeyOps;
use super::key::Pair;
use super::map::{Map, Repr};
use super::set::Set;
use super::sorted::{SortedMap, SortedSet};
use super::tree::TreeWalk;
use super::trie::TrieWalk;
use crate::error::R;
use crate::heap::Shared;
use crate::repr::Value;

/// A position in a map or set. As an iterator it gives elements; those of maps are map entries.
#[derive(Clone)]
pub struct Cursor(Walk);

#[derive(Clone)]
enum Walk {
    Flat(Shared<Map>, usize),
    Map(TrieWalk<Pair>),
    Set(TrieWalk<Value>),
    SortedMap(TreeWalk<Pair>),
    SortedSet(TreeWalk<Value>),
}

impl Cursor {
    /// Over the entries of a map.
    pub fn map(m: Shared<Map>) -> Cursor {
        Cursor(match &m.repr {
            Repr::Hash(trie) => Walk::Map(trie.walk()),
            Repr::Flat(_) => Walk::Flat(m, 0),
        })
    }

    /// Over the elements of a set.
    pub fn set(s: &Set) -> Cursor {
        Cursor(Walk::Set(s.trie.walk()))
    }

    /// Over the entries of a sorted map, in one of its two directions.
    pub fn sorted_map(m: &SortedMap, ascending: bool) -> Cursor {
        Cursor(Walk::SortedMap(TreeWalk::new(&m.root, ascending)))
    }

    /// Over the elements of a sorted set, in one of its two directions.
    pub fn sorted_set(s: &SortedSet, ascending: bool) -> Cursor {
        Cursor(Walk::SortedSet(TreeWalk::new(&s.root, ascending)))
    }

    /// Over the entries of a sorted map from the first, in the direction, that is not before
    /// `key`.
    pub fn sorted_map_from<K: KeyOps + ?Sized>(
        m: &SortedMap,
        cx: &mut K,
        key: &Value,
        ascending: bool,
    ) -> R<Cursor> {
        let walk = TreeWalk::from_key(&m.root, cx, &m.comparator, key, ascending)?;
        Ok(Cursor(Walk::SortedMap(walk)))
    }

    /// Over the elements of a sorted set from the first, in the direction, that is not before
    /// `key`.
    pub fn sorted_set_from<K: KeyOps + ?Sized>(
        s: &SortedSet,
        cx: &mut K,
        key: &Value,
        ascending: bool,
    ) -> R<Cursor> {
        let walk = TreeWalk::from_key(&s.root, cx, &s.comparator, key, ascending)?;
        Ok(Cursor(Walk::SortedSet(walk)))
    }

    /// Over whatever map or set the value is.
    pub fn of(coll: &Value) -> Option<Cursor> {
        if let Some(m) = coll.to_shared::<Map>() {
            Some(Cursor::map(m))
        } else if let Some(s) = coll.get::<Set>() {
            Some(Cursor::set(s))
        } else if let Some(m) = coll.get::<SortedMap>() {
            Some(Cursor::sorted_map(m, true))
        } else {
            coll.get::<SortedSet>().map(|s| Cursor::sorted_set(s, true))
        }
    }

    /// Whether the elements are entries.
    pub fn is_of_map(&self) -> bool {
        matches!(self.0, Walk::Flat(..) | Walk::Map(_) | Walk::SortedMap(_))
    }

    /// The next key and value, without making an entry of them. For sets both are the element.
    #[inline]
    pub fn next_pair(&mut self) -> Option<Pair> {
        match &mut self.0 {
            Walk::Flat(m, i) => {
                let e = m.flat_entries()?.get(*i)?.clone();
                *i += 1;
                Some(e)
            }
            Walk::Map(walk) => walk.next(),
            Walk::SortedMap(walk) => walk.next(),
            Walk::Set(walk) => walk.next().map(|x| (x.clone(), x)),
            Walk::SortedSet(walk) => walk.next().map(|x| (x.clone(), x)),
        }
    }
}

impl Iterator for Cursor {
    type Item = Value;

    #[inline]
    fn next(&mut self) -> Option<Value> {
        match &mut self.0 {
            Walk::Set(walk) => walk.next(),
            Walk::SortedSet(walk) => walk.next(),
            _ => self.next_pair().map(|(k, v)| Value::map_entry(k, v)),
        }
    }
}

impl std::fmt::Debug for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Cursor")
    }
}
