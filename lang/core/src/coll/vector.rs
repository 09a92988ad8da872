//! Persistent vectors: a 32-way trie of full leaves, and a tail of 1 to 32 elements.
//!
//! ```text
//!   position   0 .. start | start .. tail_start | tail_start .. end
//!              skipped      in the trie           in the tail
//! ```
//! A vector of up to 32 elements is only its tail. Positions count from the first leaf of the
//! trie; element `i` of the vector is at position `start + i`. `start` is 0 but for vectors cut
//! out of larger ones ([`Vector::slice`]), which share the leaves and skip what is before.
//!
//! Invariants:
//! - `tail_start` is a multiple of 32, and the trie holds exactly that many elements;
//! - the tail is empty only if the vector is; `start <= tail_start + tail.len()`;
//! - `shift` is 5 times the number of branch levels; the root is absent if `tail_start` is 0;
//! - every update clears the cached hash.
//!
//! Updates work on `&mut Vector`: nodes held by nobody else are changed in place, others are
//! copied, level by level. The associated functions on `Shared<Vector>` add the same decision
//! for the vector itself.

use super::{count_update, iter_debug};
use crate::heap::Shared;
use crate::repr::Value;
use smallvec::SmallVec;
use std::sync::atomic::{AtomicU32, Ordering};

const BITS: u32 = 5;
const WIDTH: usize = 1 << BITS;
const MASK: usize = WIDTH - 1;

/// A node of the trie. Branches are filled from the left.
#[allow(
    clippy::large_enum_variant,
    reason = "one node in 33 is a branch; a box would cost every access to a leaf"
)]
#[derive(Clone)]
enum Node {
    Leaf([Value; WIDTH]),
    Branch([Option<Shared<Node>>; WIDTH]),
}

const NO_KID: Option<Shared<Node>> = None;

impl Node {
    fn branch(kids: impl IntoIterator<Item = Shared<Node>>) -> Shared<Node> {
        let mut slots = [NO_KID; WIDTH];
        for (slot, kid) in slots.iter_mut().zip(kids) {
            *slot = Some(kid);
        }
        Shared::new(Node::Branch(slots))
    }

    #[inline(always)]
    fn kid(&self, i: usize) -> &Node {
        match self {
            Node::Branch(kids) => kids[i].as_ref().expect("position is inside the trie"),
            Node::Leaf(_) => unreachable!("leaves are only at level 0"),
        }
    }

    #[inline(always)]
    fn kids_mut(&mut self) -> &mut [Option<Shared<Node>>; WIDTH] {
        match self {
            Node::Branch(kids) => kids,
            Node::Leaf(_) => unreachable!("leaves are only at level 0"),
        }
    }

    #[inline(always)]
    fn items(&self) -> &[Value; WIDTH] {
        match self {
            Node::Leaf(items) => items,
            Node::Branch(_) => unreachable!("branches are only above level 0"),
        }
    }
}

/// A vector.
pub struct Vector {
    /// Metadata, or nil.
    pub meta: Value,
    /// Cached hash; 0 is "not computed".
    hash: AtomicU32,
    shift: u32,
    start: usize,
    tail_start: usize,
    root: Option<Shared<Node>>,
    tail: Tail,
}

/// Elements that lie in the vector itself, without an allocation of their own: most vectors are
/// pairs, triples and argument lists. With more, the vector would be larger than what the system's
/// allocator keeps at hand (128 bytes); measured on trees of pairs.
const INLINE: usize = 3;

type Tail = SmallVec<[Value; INLINE]>;

impl Default for Vector {
    fn default() -> Vector {
        Vector::new()
    }
}

impl Clone for Vector {
    /// Shares the trie, copies the tail.
    fn clone(&self) -> Vector {
        Vector {
            meta: self.meta.clone(),
            hash: AtomicU32::new(self.hash.load(Ordering::Relaxed)),
            shift: self.shift,
            start: self.start,
            tail_start: self.tail_start,
            root: self.root.clone(),
            tail: self.tail.clone(),
        }
    }
}

impl Vector {
    /// The empty vector.
    pub const fn new() -> Vector {
        Vector {
            meta: Value::NIL,
            hash: AtomicU32::new(0),
            shift: 0,
            start: 0,
            tail_start: 0,
            root: None,
            tail: SmallVec::new_const(),
        }
    }

    /// A vector of the elements. Up to 32 elements this takes over the buffer.
    pub fn from_vec(items: Vec<Value>) -> Vector {
        let mut v = Vector::new();
        if items.len() <= WIDTH {
            v.tail = Tail::from_vec(items);
            return v;
        }
        v.tail_start = (items.len() - 1) & !MASK;
        let mut items = items.into_iter();
        let mut level: Vec<Shared<Node>> = (0..v.tail_start / WIDTH)
            .map(|_| {
                let leaf = std::array::from_fn(|_| items.next().unwrap_or_default());
                Shared::new(Node::Leaf(leaf))
            })
            .collect();
        v.tail = items.collect();
        // At least one branch level, also over a single leaf.
        while v.shift == 0 || level.len() > 1 {
            let mut nodes = level.into_iter();
            let mut above = Vec::with_capacity(nodes.len().div_ceil(WIDTH));
            while nodes.len() > 0 {
                above.push(Node::branch(nodes.by_ref().take(WIDTH)));
            }
            level = above;
            v.shift += BITS;
        }
        v.root = level.pop();
        v
    }

    /// A vector of values moved from registers.
    #[inline]
    pub fn take_all(values: &mut [Value]) -> Vector {
        if values.len() > WIDTH {
            return Vector::from_vec(values.iter_mut().map(Value::take).collect());
        }
        let mut v = Vector::new();
        v.tail.extend(values.iter_mut().map(Value::take));
        v
    }

    /// Number of elements.
    #[inline(always)]
    pub fn count(&self) -> usize {
        self.end() - self.start
    }

    /// Whether there are no elements.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.tail.is_empty()
    }

    /// One past the position of the last element.
    #[inline(always)]
    fn end(&self) -> usize {
        self.tail_start + self.tail.len()
    }

    /// Element `i`, if there is one.
    #[inline(always)]
    pub fn nth(&self, i: usize) -> Option<&Value> {
        let position = self.start + i;
        if position >= self.tail_start {
            self.tail.get(position - self.tail_start)
        } else {
            Some(&self.leaf(position)[position & MASK])
        }
    }

    /// The last element, if any.
    #[inline]
    pub fn last(&self) -> Option<&Value> {
        self.tail.last()
    }

    #[inline]
    fn leaf(&self, position: usize) -> &[Value; WIDTH] {
        let mut node: &Node = self.root.as_ref().expect("position is inside the trie");
        let mut level = self.shift;
        while level > 0 {
            node = node.kid((position >> level) & MASK);
            level -= BITS;
        }
        node.items()
    }

    /// The elements from `i` on to the end of the run that holds `i`: 1 to 32 of them, none if
    /// `i` is past the end. Walking a vector run by run costs one descent for 32 elements.
    #[inline]
    pub fn chunk_at(&self, i: usize) -> &[Value] {
        let position = self.start + i;
        if position >= self.tail_start {
            self.tail.get(position - self.tail_start..).unwrap_or(&[])
        } else {
            &self.leaf(position)[position & MASK..]
        }
    }

    /// The elements, first to last.
    pub fn iter(&self) -> VectorIter<'_> {
        self.iter_from(0)
    }

    /// The elements from index `i` on.
    pub fn iter_from(&self, i: usize) -> VectorIter<'_> {
        let chunk = self.chunk_at(i);
        VectorIter {
            vector: self,
            next: i + chunk.len(),
            chunk: chunk.iter(),
        }
    }

    /// The elements. Up to 32 of a vector that nobody else holds are not copied.
    pub fn into_vec(mut v: Shared<Vector>) -> Vec<Value> {
        match Shared::get_mut(&mut v) {
            Some(v) if v.tail_start == 0 && v.start == 0 => std::mem::take(&mut v.tail).into_vec(),
            _ => v.to_vec(),
        }
    }

    /// A copy of the elements.
    pub fn to_vec(&self) -> Vec<Value> {
        let mut items = Vec::with_capacity(self.count());
        let mut i = 0;
        while i < self.count() {
            let chunk = self.chunk_at(i);
            items.extend_from_slice(chunk);
            i += chunk.len();
        }
        items
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

    /// Adds an element at the end.
    #[inline]
    pub fn push(&mut self, x: Value) {
        *self.hash.get_mut() = 0;
        if self.tail.len() == WIDTH {
            self.flush_tail();
        }
        self.tail.push(x);
    }

    /// Moves the full tail into the trie; keeps its buffer.
    #[inline(never)]
    fn flush_tail(&mut self) {
        let items = std::array::from_fn(|i| self.tail[i].take());
        self.tail.clear();
        let leaf = Shared::new(Node::Leaf(items));
        let position = self.tail_start;
        self.tail_start += WIDTH;
        let Some(root) = self.root.take() else {
            self.shift = BITS;
            self.root = Some(Node::branch([leaf]));
            return;
        };
        let root = if position >> self.shift == WIDTH {
            self.shift += BITS;
            Node::branch([root])
        } else {
            root
        };
        let root = self.root.insert(root);
        add_leaf(root, self.shift, position, leaf);
    }

    /// Element `i` for writing; shared nodes on the way are copied. Forgets the hash.
    #[inline]
    pub fn nth_mut(&mut self, i: usize) -> Option<&mut Value> {
        *self.hash.get_mut() = 0;
        let position = self.start + i;
        if position >= self.tail_start {
            return self.tail.get_mut(position - self.tail_start);
        }
        let mut node = self.root.as_mut()?;
        let mut level = self.shift;
        while level > 0 {
            node = unshare_node(node).kids_mut()[(position >> level) & MASK].as_mut()?;
            level -= BITS;
        }
        match unshare_node(node) {
            Node::Leaf(items) => Some(&mut items[position & MASK]),
            Node::Branch(_) => None,
        }
    }

    /// Takes off the last element.
    pub fn pop_last(&mut self) -> Option<Value> {
        let x = self.tail.pop()?;
        *self.hash.get_mut() = 0;
        if self.tail.is_empty() {
            self.shrink_to(self.tail_start);
        }
        Some(x)
    }

    /// Drops everything from position `end` on, `end` being at most the present end.
    fn shrink_to(&mut self, end: usize) {
        if end <= self.start {
            let meta = self.meta.take();
            *self = Vector::new();
            self.meta = meta;
        } else if end > self.tail_start {
            self.tail.truncate(end - self.tail_start);
        } else {
            let new_start = (end - 1) & !MASK;
            let mut root = self.root.take().expect("the trie holds the new tail");
            self.tail.clear();
            cut(&mut root, self.shift, new_start, &mut self.tail);
            self.tail.truncate(end - new_start);
            self.tail_start = new_start;
            if new_start == 0 {
                self.shift = 0;
            } else {
                self.root = Some(root);
                self.lower_root();
            }
        }
    }

    /// Removes branch levels that have a single kid.
    fn lower_root(&mut self) {
        while self.shift > BITS && self.tail_start <= 1 << self.shift {
            let Some(root) = self.root.as_mut() else {
                return;
            };
            let kid = match Shared::get_mut(root) {
                Some(node) => node.kids_mut()[0].take(),
                None => match &**root {
                    Node::Branch(kids) => kids[0].clone(),
                    Node::Leaf(_) => unreachable!("leaves are only at level 0"),
                },
            };
            self.root = kid;
            self.shift -= BITS;
        }
    }

    /// Forgets whole kids of the root that are skipped, so that a queue made of `subvec` and
    /// `conj` holds at most twice what it needs.
    fn forget_skipped(&mut self) {
        while self.shift > 0 {
            let skipped = (self.start >> self.shift).min(self.tail_start >> self.shift);
            if skipped == 0 {
                break;
            }
            let Some(root) = self.root.as_mut() else {
                break;
            };
            let kids = Shared::make_mut(root).kids_mut();
            kids[..skipped].fill(NO_KID);
            kids.rotate_left(skipped);
            let empty = kids[0].is_none();
            self.start -= skipped << self.shift;
            self.tail_start -= skipped << self.shift;
            if empty {
                self.root = None;
                self.shift = 0;
            } else {
                self.lower_root();
            }
        }
    }

    /// Keeps the elements `from..to`; both must be in order and inside. The result shares the
    /// trie, so it may hold on to some elements before `from`.
    pub fn slice(&mut self, from: usize, to: usize) {
        debug_assert!(from <= to && to <= self.count());
        *self.hash.get_mut() = 0;
        if to - from <= WIDTH {
            let items = self.iter_from(from).take(to - from).cloned().collect();
            let meta = self.meta.take();
            *self = Vector::from_vec(items);
            self.meta = meta;
            return;
        }
        self.shrink_to(self.start + to);
        self.start += from;
        self.forget_skipped();
    }

    /// `conj`: in place if the vector is held by nobody else.
    #[inline]
    pub fn conj(mut v: Shared<Vector>, x: Value) -> Shared<Vector> {
        if let Some(unique) = Shared::get_mut(&mut v) {
            count_update(true);
            unique.push(x);
            return v;
        }
        count_update(false);
        let mut copy = v.clone_with_room();
        copy.push(x);
        Shared::new(copy)
    }

    fn clone_with_room(&self) -> Vector {
        let mut tail = Tail::with_capacity((self.tail.len() + 1).min(WIDTH));
        tail.extend(self.tail.iter().cloned());
        Vector {
            meta: self.meta.clone(),
            hash: AtomicU32::new(0),
            shift: self.shift,
            start: self.start,
            tail_start: self.tail_start,
            root: self.root.clone(),
            tail,
        }
    }

    /// `assoc`: element `i` replaced, or added if `i` is the count; none if `i` is beyond.
    #[inline]
    pub fn assoc_n(mut v: Shared<Vector>, i: usize, x: Value) -> Option<Shared<Vector>> {
        if i >= v.count() {
            return (i == v.count()).then(|| Vector::conj(v, x));
        }
        *Vector::unshare(&mut v).nth_mut(i)? = x;
        Some(v)
    }

    /// `pop`; none if the vector is empty.
    pub fn pop(mut v: Shared<Vector>) -> Option<Shared<Vector>> {
        if v.is_empty() {
            return None;
        }
        Vector::unshare(&mut v).pop_last();
        Some(v)
    }

    /// The vector for writing: itself if held by nobody else, or a copy put in its place.
    #[inline]
    pub fn unshare(v: &mut Shared<Vector>) -> &mut Vector {
        count_update(Shared::is_unique(v));
        Shared::make_mut(v)
    }
}

/// The node for writing; as `Shared::make_mut`, with the rare copy out of the way.
#[inline(always)]
fn unshare_node(node: &mut Shared<Node>) -> &mut Node {
    if !Shared::is_unique(node) {
        copy_node(node);
    }
    Shared::get_mut(node).expect("just made unique")
}

#[inline(never)]
fn copy_node(node: &mut Shared<Node>) {
    *node = Shared::new((**node).clone());
}

/// Puts a leaf at a position that is empty so far; `level` is the shift of `node`.
fn add_leaf(node: &mut Shared<Node>, level: u32, position: usize, leaf: Shared<Node>) {
    let slot = &mut Shared::make_mut(node).kids_mut()[(position >> level) & MASK];
    if level == BITS {
        *slot = Some(leaf);
    } else {
        let kid = slot.get_or_insert_with(|| Node::branch([]));
        add_leaf(kid, level - BITS, position, leaf);
    }
}

/// Removes everything from the leaf at `position` on; the elements of that leaf go to `tail`.
fn cut(node: &mut Shared<Node>, level: u32, position: usize, tail: &mut Tail) {
    let i = (position >> level) & MASK;
    let kids = Shared::make_mut(node).kids_mut();
    kids[i + 1..].fill(NO_KID);
    if level == BITS {
        let leaf = kids[i].take().expect("position is inside the trie");
        match Shared::try_unwrap(leaf) {
            Ok(Node::Leaf(items)) => tail.extend(items),
            Ok(Node::Branch(_)) => unreachable!("branches are only above level 0"),
            Err(shared) => tail.extend(shared.items().iter().cloned()),
        }
        return;
    }
    let kid = kids[i].as_mut().expect("position is inside the trie");
    cut(kid, level - BITS, position, tail);
    // A branch whose first leaf went away is empty.
    if position & ((1 << level) - 1) == 0 {
        kids[i] = None;
    }
}

/// Iterator over the elements of a vector.
#[derive(Clone)]
pub struct VectorIter<'a> {
    vector: &'a Vector,
    chunk: std::slice::Iter<'a, Value>,
    /// Index of the first element after the chunk.
    next: usize,
}

impl<'a> Iterator for VectorIter<'a> {
    type Item = &'a Value;

    #[inline]
    fn next(&mut self) -> Option<&'a Value> {
        loop {
            if let Some(x) = self.chunk.next() {
                return Some(x);
            }
            let chunk = self.vector.chunk_at(self.next);
            if chunk.is_empty() {
                return None;
            }
            self.next += chunk.len();
            self.chunk = chunk.iter();
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = self.vector.count().saturating_sub(self.next) + self.chunk.len();
        (n, Some(n))
    }
}

impl ExactSizeIterator for VectorIter<'_> {}

impl<'a> IntoIterator for &'a Vector {
    type Item = &'a Value;
    type IntoIter = VectorIter<'a>;
    fn into_iter(self) -> VectorIter<'a> {
        self.iter()
    }
}

impl FromIterator<Value> for Vector {
    fn from_iter<I: IntoIterator<Item = Value>>(items: I) -> Vector {
        Vector::from_vec(items.into_iter().collect())
    }
}

impl std::fmt::Debug for Vector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        iter_debug(f, self.iter())
    }
}

impl Value {
    /// A vector value of the elements.
    pub fn vector(items: Vec<Value>) -> Value {
        Value::new(Vector::from_vec(items))
    }
}

#[cfg(test)]
#[path = "vector_tests.rs"]
mod tests;
