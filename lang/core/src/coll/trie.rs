//! Hash tries: what hash maps and sets are made of.
//!
//! A compressed hash-array mapped prefix trie (Steindorfer and Vinju, "Optimizing Hash-Array
//! Mapped Tries for Fast and Lean Immutable JVM Collections", 2015), but entries and kids of a
//! node are visited interleaved by digit, which makes the order that of Clojure's hash maps:
//! entries by the 5-bit digits of their hash from the low end, equal hashes in order of
//! insertion, nil first of all.
//!
//! A node with a single entry and no kid exists only as the root; removals pull such an entry up
//! into the parent. So equal sets of keys have equal shapes (up to the order in collisions).

use super::KeyOps;
use super::key::{Entry, earlier_hash, key_eq, key_hash};
use super::node::{Node, index};
use crate::error::R;
use crate::repr::Value;

const BITS: u32 = 5;
/// First shift at which the 32 bits of a hash are used up.
const HASH_END: u32 = 35;
/// Nodes on the longest path: seven digits and a collision node.
const MAX_DEPTH: usize = 8;

/// A set of entries, each found by the hash and equality of its key.
#[derive(Clone)]
pub(super) struct Trie<E: Entry> {
    root: Option<Node<E>>,
    count: usize,
}

#[inline(always)]
fn digit(hash: u32, shift: u32) -> u32 {
    debug_assert!(shift < HASH_END);
    1 << ((hash >> shift) & 31)
}

impl<E: Entry> Trie<E> {
    pub(super) const fn new() -> Self {
        Trie {
            root: None,
            count: 0,
        }
    }

    #[inline(always)]
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Whether both share their root: the same entries without looking.
    pub(super) fn same(&self, other: &Trie<E>) -> bool {
        match (&self.root, &other.root) {
            (Some(a), Some(b)) => a.same(b),
            (None, None) => true,
            _ => false,
        }
    }

    /// The entry of a key.
    #[inline]
    pub(super) fn find<K: KeyOps + ?Sized>(&self, cx: &mut K, key: &Value) -> R<Option<&E>> {
        if self.root.is_none() {
            return Ok(None);
        }
        let hash = key_hash(cx, key)?;
        if let Some(e) = self.find_at(cx, key, hash)? {
            return Ok(Some(e));
        }
        match earlier_hash(cx, key)? {
            Some(earlier) if earlier != hash => self.find_at(cx, key, earlier),
            _ => Ok(None),
        }
    }

    /// The entry of a key that was put in when it had this hash.
    #[inline]
    fn find_at<K: KeyOps + ?Sized>(&self, cx: &mut K, key: &Value, hash: u32) -> R<Option<&E>> {
        let Some(mut node) = self.root.as_ref() else {
            return Ok(None);
        };
        let mut shift = 0;
        while !node.is_collision() {
            let bit = digit(hash, shift);
            if node.data() & bit != 0 {
                let e = node.entry(index(node.data(), bit));
                return Ok(key_eq(cx, e.key(), key)?.then_some(e));
            }
            if node.kid_set() & bit == 0 {
                return Ok(None);
            }
            node = node.kid(index(node.kid_set(), bit));
            shift += BITS;
        }
        for e in node.entries() {
            if key_eq(cx, e.key(), key)? {
                return Ok(Some(e));
            }
        }
        Ok(None)
    }

    /// The entry of a key for writing. None if the key is absent or a node on the way is shared.
    pub(super) fn find_mut<K: KeyOps + ?Sized>(
        &mut self,
        cx: &mut K,
        key: &Value,
    ) -> R<Option<&mut E>> {
        let Some(mut node) = self.root.as_mut() else {
            return Ok(None);
        };
        let hash = key_hash(cx, key)?;
        let mut shift = 0;
        while !node.is_collision() {
            let bit = digit(hash, shift);
            if node.data() & bit != 0 {
                let i = index(node.data(), bit);
                let Some(entries) = node.entries_mut() else {
                    return Ok(None);
                };
                let e = &mut entries[i];
                return Ok(if key_eq(cx, e.key(), key)? {
                    Some(e)
                } else {
                    None
                });
            }
            if node.kid_set() & bit == 0 {
                return Ok(None);
            }
            let i = index(node.kid_set(), bit);
            let Some(kids) = node.kids_mut() else {
                return Ok(None);
            };
            node = &mut kids[i];
            shift += BITS;
        }
        let Some(entries) = node.entries_mut() else {
            return Ok(None);
        };
        for e in entries {
            if key_eq(cx, e.key(), key)? {
                return Ok(Some(e));
            }
        }
        Ok(None)
    }

    /// Adds an entry, or gives the present entry of its key the new value. True if added.
    /// After an error the trie is as before.
    #[inline]
    pub(super) fn insert<K: KeyOps + ?Sized>(&mut self, cx: &mut K, e: E) -> R<bool> {
        let hash = key_hash(cx, e.key())?;
        if let Some(earlier) = earlier_hash(cx, e.key())?
            && earlier != hash
        {
            return self.move_and_insert(cx, e, earlier, hash);
        }
        self.insert_at(cx, e, hash)
    }

    /// Adds an entry whose key may have been put in when it had another hash: then the entry
    /// moves to where it is found now.
    #[cold]
    fn move_and_insert<K: KeyOps + ?Sized>(
        &mut self,
        cx: &mut K,
        e: E,
        earlier: u32,
        hash: u32,
    ) -> R<bool> {
        if self.find_at(cx, e.key(), hash)?.is_some() {
            return self.insert_at(cx, e, hash);
        }
        match self.remove_at(cx, e.key(), earlier)? {
            None => self.insert_at(cx, e, hash),
            Some(mut present) => {
                present.replace(e);
                self.insert_at(cx, present, hash)?;
                Ok(false)
            }
        }
    }

    #[inline]
    fn insert_at<K: KeyOps + ?Sized>(&mut self, cx: &mut K, e: E, hash: u32) -> R<bool> {
        let added = match self.root.as_mut() {
            None => {
                self.root = Some(Node::of_entry(digit(hash, 0), e));
                true
            }
            Some(root) => insert(root, cx, 0, hash, e)?,
        };
        self.count += usize::from(added);
        Ok(added)
    }

    /// Removes the entry of a key. After an error the trie is as before.
    pub(super) fn remove<K: KeyOps + ?Sized>(&mut self, cx: &mut K, key: &Value) -> R<Option<E>> {
        if self.root.is_none() {
            return Ok(None);
        }
        let hash = key_hash(cx, key)?;
        if let Some(removed) = self.remove_at(cx, key, hash)? {
            return Ok(Some(removed));
        }
        match earlier_hash(cx, key)? {
            Some(earlier) if earlier != hash => self.remove_at(cx, key, earlier),
            _ => Ok(None),
        }
    }

    fn remove_at<K: KeyOps + ?Sized>(
        &mut self,
        cx: &mut K,
        key: &Value,
        hash: u32,
    ) -> R<Option<E>> {
        let Some(root) = self.root.as_mut() else {
            return Ok(None);
        };
        let removed = remove(root, cx, 0, hash, key)?;
        if removed.is_some() {
            self.count -= 1;
            if self.count == 0 {
                self.root = None;
            }
        }
        Ok(removed)
    }

    pub(super) fn iter(&self) -> TrieIter<'_, E> {
        let mut stack = [const { None }; MAX_DEPTH];
        if let Some(root) = &self.root {
            stack[0] = Some((root, Rest::of(root)));
        }
        TrieIter {
            depth: usize::from(self.root.is_some()),
            stack,
            left: self.count,
        }
    }

    /// A walk that owns what it walks over.
    pub(super) fn walk(&self) -> TrieWalk<E> {
        TrieWalk {
            stack: self
                .root
                .iter()
                .map(|root| (root.clone(), Rest::of(root)))
                .collect(),
        }
    }
}

fn insert<E: Entry, K: KeyOps + ?Sized>(
    node: &mut Node<E>,
    cx: &mut K,
    shift: u32,
    hash: u32,
    e: E,
) -> R<bool> {
    if node.is_collision() {
        for i in 0..node.entries().len() {
            if key_eq(cx, node.entry(i).key(), e.key())? {
                replace(node, i, e);
                return Ok(false);
            }
        }
        node.insert_collision(e.key().is_nil(), e);
        return Ok(true);
    }
    let bit = digit(hash, shift);
    if node.kid_set() & bit != 0 {
        let i = index(node.kid_set(), bit);
        if let Some(kids) = node.kids_mut() {
            return insert(&mut kids[i], cx, shift + BITS, hash, e);
        }
        let mut kid = node.kid(i).clone();
        let added = insert(&mut kid, cx, shift + BITS, hash, e)?;
        if !kid.same(node.kid(i)) {
            node.set_kid(i, kid);
        }
        return Ok(added);
    }
    if node.data() & bit == 0 {
        node.insert_entry(bit, e);
        return Ok(true);
    }
    let i = index(node.data(), bit);
    let present = node.entry(i).key();
    if key_eq(cx, present, e.key())? {
        replace(node, i, e);
        return Ok(false);
    }
    let present_hash = hash_on_path(cx, present, hash, shift)?;
    node.entry_to_kid(bit, |present| {
        pair(shift + BITS, present_hash, present, hash, e)
    });
    Ok(true)
}

/// The hash of a key that lies where the digits of `hash` up to `shift` lead: of one that has
/// another hash by now, that which it was put in with.
fn hash_on_path<K: KeyOps + ?Sized>(cx: &mut K, key: &Value, hash: u32, shift: u32) -> R<u32> {
    let used = u64::MAX >> (64 - shift - BITS);
    let leads_here = |h: u32| u64::from(h ^ hash) & used == 0;
    let now = key_hash(cx, key)?;
    if leads_here(now) {
        return Ok(now);
    }
    let earlier = earlier_hash(cx, key)?;
    Ok(earlier.filter(|h| leads_here(*h)).unwrap_or(now))
}

fn replace<E: Entry>(node: &mut Node<E>, i: usize, e: E) {
    if node.entry(i).same_value(&e) {
        return;
    }
    node.unshare();
    node.entries_mut().expect("just unshared")[i].replace(e);
}

/// The smallest node that tells two entries apart by the digits from `shift` on.
fn pair<E: Entry>(shift: u32, hash1: u32, e1: E, hash2: u32, e2: E) -> Node<E> {
    if shift >= HASH_END {
        return if e2.key().is_nil() {
            Node::of_collision(e2, e1)
        } else {
            Node::of_collision(e1, e2)
        };
    }
    let (bit1, bit2) = (digit(hash1, shift), digit(hash2, shift));
    if bit1 == bit2 {
        Node::of_kid(bit1, pair(shift + BITS, hash1, e1, hash2, e2))
    } else {
        Node::of_entries(bit1, e1, bit2, e2)
    }
}

fn remove<E: Entry, K: KeyOps + ?Sized>(
    node: &mut Node<E>,
    cx: &mut K,
    shift: u32,
    hash: u32,
    key: &Value,
) -> R<Option<E>> {
    if node.is_collision() {
        for i in 0..node.entries().len() {
            if key_eq(cx, node.entry(i).key(), key)? {
                return Ok(Some(node.remove_collision(i)));
            }
        }
        return Ok(None);
    }
    let bit = digit(hash, shift);
    if node.data() & bit != 0 {
        let i = index(node.data(), bit);
        return Ok(if key_eq(cx, node.entry(i).key(), key)? {
            Some(node.remove_entry(bit))
        } else {
            None
        });
    }
    if node.kid_set() & bit == 0 {
        return Ok(None);
    }
    let i = index(node.kid_set(), bit);
    if let Some(kids) = node.kids_mut() {
        let removed = remove(&mut kids[i], cx, shift + BITS, hash, key)?;
        if removed.is_some()
            && let Some(last) = single(node.kid(i))
        {
            node.kid_to_entry(bit, last);
        }
        return Ok(removed);
    }
    let mut kid = node.kid(i).clone();
    let removed = remove(&mut kid, cx, shift + BITS, hash, key)?;
    if removed.is_some() {
        match single(&kid) {
            Some(last) => node.kid_to_entry(bit, last),
            None => node.set_kid(i, kid),
        }
    }
    Ok(removed)
}

/// The entry of a node that has one and no kids.
fn single<E: Entry>(node: &Node<E>) -> Option<E> {
    match (node.entries(), node.kids()) {
        ([e], []) => Some(e.clone()),
        _ => None,
    }
}

/// What is left to visit of a node: the digits, or the next index of a collision node.
#[derive(Clone, Copy)]
enum Rest {
    Digits(u32),
    Collision(usize),
}

/// What comes next in a node.
enum Step {
    Entry(usize),
    Kid(usize),
    End,
}

impl Rest {
    fn of<E: Entry>(node: &Node<E>) -> Rest {
        if node.is_collision() {
            Rest::Collision(0)
        } else {
            Rest::Digits(node.data() | node.kid_set())
        }
    }

    #[inline]
    fn step<E: Entry>(&mut self, node: &Node<E>) -> Step {
        match self {
            Rest::Digits(0) => Step::End,
            Rest::Digits(set) => {
                let bit = *set & set.wrapping_neg();
                *set ^= bit;
                if node.data() & bit != 0 {
                    Step::Entry(index(node.data(), bit))
                } else {
                    Step::Kid(index(node.kid_set(), bit))
                }
            }
            Rest::Collision(next) => {
                let i = *next;
                *next += 1;
                if i < node.entries().len() {
                    Step::Entry(i)
                } else {
                    Step::End
                }
            }
        }
    }
}

/// Borrowing iterator over the entries.
pub(super) struct TrieIter<'a, E: Entry> {
    stack: [Option<(&'a Node<E>, Rest)>; MAX_DEPTH],
    depth: usize,
    left: usize,
}

impl<'a, E: Entry> Iterator for TrieIter<'a, E> {
    type Item = &'a E;

    fn next(&mut self) -> Option<&'a E> {
        while self.depth > 0 {
            let Some((node, rest)) = &mut self.stack[self.depth - 1] else {
                return None;
            };
            let node: &'a Node<E> = node;
            match rest.step(node) {
                Step::Entry(i) => {
                    self.left -= 1;
                    return Some(node.entry(i));
                }
                Step::Kid(i) => {
                    let kid = node.kid(i);
                    self.stack[self.depth] = Some((kid, Rest::of(kid)));
                    self.depth += 1;
                }
                Step::End => self.depth -= 1,
            }
        }
        None
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl<E: Entry> ExactSizeIterator for TrieIter<'_, E> {}

/// Owning walk over the entries: holds the nodes on the way, so the trie may change or go
/// meanwhile.
#[derive(Clone)]
pub(super) struct TrieWalk<E: Entry> {
    stack: smallvec::SmallVec<[(Node<E>, Rest); 4]>,
}

impl<E: Entry> Iterator for TrieWalk<E> {
    type Item = E;

    fn next(&mut self) -> Option<E> {
        loop {
            let (node, rest) = self.stack.last_mut()?;
            match rest.step(node) {
                Step::Entry(i) => return Some(node.entry(i).clone()),
                Step::Kid(i) => {
                    let kid = node.kid(i).clone();
                    let rest = Rest::of(&kid);
                    self.stack.push((kid, rest));
                }
                Step::End => {
                    self.stack.pop();
                }
            }
        }
    }
}
