//! Nodes of hash tries: one allocation each, reference counted.
//!
//! ```text
//!   offset 0  count: reference count
//!          8  data: bit set of digits with an entry here
//!         12  kids: bit set of digits with a kid
//!         16  kids (pointers), in the order of their digits
//!          …  entries, in the order of their digits
//! ```
//! A node reached after all digits of the hash are used up is a *collision node*: entries whose
//! keys hash alike, in order of insertion. It is marked by bit sets that overlap: `kids` has all
//! bits, and `data` is the number of entries.
//!
//! Why unsafe pays here: a map of a million integers takes 60 B per entry, 32 of which are key
//! and value. Two boxed slices per node would add two pointers, two lengths and two allocations,
//! and a cache miss on each level of every lookup. Invariants:
//! - the allocation has the size that the two bit sets tell ([`Shape::layout`]), and all its
//!   entries and kids are initialised;
//! - `data` and `kids` are disjoint, or it is a collision node with at least one entry;
//! - entries and kids are written only while `count` is 1 and the node is borrowed mutably;
//! - a node never contains itself (nodes are made from finished nodes).
#![allow(unsafe_code, reason = "nodes of exact size in one allocation")]

use super::key::Entry;
use crate::heap::{decrement, increment};
use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};
use std::marker::PhantomData;
use std::mem::{ManuallyDrop, MaybeUninit};
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicUsize, Ordering};

#[repr(C)]
struct Header {
    count: AtomicUsize,
    shape: Shape,
}

/// Sizes of allocations are multiples of this, so that every second insertion into a unique node
/// of a map finds room: building a map of a million integers takes a fifth less time than with
/// exact sizes, for 12 B more per entry.
const STEP: usize = 64;

/// Room for the content of a node that is rebuilt in its own memory: 32 entries of a map.
const BUFFER: usize = 1088;

/// The two bit sets of a node.
#[derive(Clone, Copy)]
struct Shape {
    data: u32,
    kids: u32,
}

impl Shape {
    #[inline(always)]
    fn is_collision(self) -> bool {
        self.data & self.kids != 0
    }
    #[inline(always)]
    fn entry_count(self) -> usize {
        if self.is_collision() {
            self.data as usize
        } else {
            self.data.count_ones() as usize
        }
    }
    #[inline(always)]
    fn kid_count(self) -> usize {
        if self.is_collision() {
            0
        } else {
            self.kids.count_ones() as usize
        }
    }
    #[inline(always)]
    fn layout<E>(self) -> Layout {
        const {
            assert!(align_of::<E>() <= 8 && size_of::<E>().is_multiple_of(8));
            assert!(size_of::<Header>() == 16);
        }
        let used = size_of::<Header>()
            + self.entry_count() * size_of::<E>()
            + self.kid_count() * size_of::<*const Header>();
        Layout::from_size_align(used.next_multiple_of(STEP), 8)
            .expect("a node is smaller than the address space")
    }
}

/// Number of members of a bit set below a bit: the index of that digit's entry or kid.
#[inline(always)]
pub(super) fn index(set: u32, bit: u32) -> usize {
    (set & (bit - 1)).count_ones() as usize
}

/// A counted pointer to a node.
pub(super) struct Node<E: Entry> {
    ptr: NonNull<Header>,
    owns: PhantomData<E>,
}

// SAFETY: as for `Arc`: entries are `Send + Sync` by the bound of `Entry`.
unsafe impl<E: Entry> Send for Node<E> {}
// SAFETY: see `Send` above.
unsafe impl<E: Entry> Sync for Node<E> {}

impl<E: Entry> Node<E> {
    /// A node of one entry.
    pub(super) fn of_entry(bit: u32, e: E) -> Node<E> {
        let new = Unfilled::<E>::new(Shape { data: bit, kids: 0 });
        // SAFETY: room for exactly one entry.
        unsafe { new.entry(0).write(e) };
        new.finish()
    }

    /// A node of two entries with different digits.
    pub(super) fn of_entries(bit1: u32, e1: E, bit2: u32, e2: E) -> Node<E> {
        debug_assert!(bit1 != bit2);
        let new = Unfilled::<E>::new(Shape {
            data: bit1 | bit2,
            kids: 0,
        });
        let (low, high) = if bit1 < bit2 { (e1, e2) } else { (e2, e1) };
        // SAFETY: room for exactly two entries.
        unsafe {
            new.entry(0).write(low);
            new.entry(1).write(high);
        }
        new.finish()
    }

    /// A node of one kid.
    pub(super) fn of_kid(bit: u32, kid: Node<E>) -> Node<E> {
        let new = Unfilled::<E>::new(Shape { data: 0, kids: bit });
        // SAFETY: room for exactly one kid.
        unsafe { new.kid(0).write(kid) };
        new.finish()
    }

    /// A collision node of two entries.
    pub(super) fn of_collision(e1: E, e2: E) -> Node<E> {
        let new = Unfilled::<E>::new(Shape {
            data: 2,
            kids: u32::MAX,
        });
        // SAFETY: room for exactly two entries.
        unsafe {
            new.entry(0).write(e1);
            new.entry(1).write(e2);
        }
        new.finish()
    }

    #[inline(always)]
    fn header(&self) -> &Header {
        // SAFETY: the count is at least one while `self` exists.
        unsafe { self.ptr.as_ref() }
    }

    /// Digits with an entry. Not for collision nodes.
    #[inline(always)]
    pub(super) fn data(&self) -> u32 {
        self.header().shape.data
    }

    /// Digits with a kid. Not for collision nodes.
    #[inline(always)]
    pub(super) fn kid_set(&self) -> u32 {
        self.header().shape.kids
    }

    /// Whether all keys hash alike.
    #[inline(always)]
    pub(super) fn is_collision(&self) -> bool {
        self.header().shape.is_collision()
    }

    /// Whether nobody else holds the node.
    #[inline(always)]
    pub(super) fn is_unique(&self) -> bool {
        self.header().count.load(Ordering::Acquire) == 1
    }

    /// Whether both are the same allocation.
    #[inline(always)]
    pub(super) fn same(&self, other: &Node<E>) -> bool {
        self.ptr == other.ptr
    }

    #[inline(always)]
    fn kids_ptr(&self) -> *mut Node<E> {
        // SAFETY: kids start right behind the header, inside of the allocation. They come before
        // the entries because a lookup in a large map reads more of them: one cache line less.
        unsafe { self.ptr.as_ptr().add(1).cast() }
    }

    #[inline(always)]
    fn entries_ptr(&self) -> *mut E {
        // SAFETY: entries start behind the kids, inside of the allocation.
        unsafe { self.kids_ptr().add(self.header().shape.kid_count()).cast() }
    }

    /// The entries in order.
    #[inline(always)]
    pub(super) fn entries(&self) -> &[E] {
        let n = self.header().shape.entry_count();
        // SAFETY: `n` initialised entries, not written while borrowed.
        unsafe { std::slice::from_raw_parts(self.entries_ptr(), n) }
    }

    /// The kids in order.
    #[inline(always)]
    pub(super) fn kids(&self) -> &[Node<E>] {
        let n = self.header().shape.kid_count();
        // SAFETY: `n` initialised kids, not written while borrowed.
        unsafe { std::slice::from_raw_parts(self.kids_ptr(), n) }
    }

    /// The entry at an index known to be inside.
    #[inline(always)]
    pub(super) fn entry(&self, i: usize) -> &E {
        debug_assert!(i < self.header().shape.entry_count());
        // SAFETY: callers derive `i` from the node's own bit sets.
        unsafe { &*self.entries_ptr().add(i) }
    }

    /// The kid at an index known to be inside.
    #[inline(always)]
    pub(super) fn kid(&self, i: usize) -> &Node<E> {
        debug_assert!(i < self.header().shape.kid_count());
        // SAFETY: callers derive `i` from the node's own bit sets.
        unsafe { &*self.kids_ptr().add(i) }
    }

    /// The entries for writing, if nobody else holds the node.
    #[inline(always)]
    pub(super) fn entries_mut(&mut self) -> Option<&mut [E]> {
        if !self.is_unique() {
            return None;
        }
        let n = self.header().shape.entry_count();
        // SAFETY: unique, and borrowed mutably for the life of the result.
        Some(unsafe { std::slice::from_raw_parts_mut(self.entries_ptr(), n) })
    }

    /// The kids for writing, if nobody else holds the node.
    #[inline(always)]
    pub(super) fn kids_mut(&mut self) -> Option<&mut [Node<E>]> {
        if !self.is_unique() {
            return None;
        }
        let n = self.header().shape.kid_count();
        // SAFETY: unique, and borrowed mutably for the life of the result.
        Some(unsafe { std::slice::from_raw_parts_mut(self.kids_ptr(), n) })
    }

    /// Makes this pointer the only holder of its node, by copying if need be.
    pub(super) fn unshare(&mut self) {
        if !self.is_unique() {
            let shape = self.header().shape;
            self.rebuild(shape, |old, new| {
                old.move_entries(0, new, 0, shape.entry_count());
                old.move_kids(0, new, 0, shape.kid_count());
            });
        }
    }

    /// Replaces a kid.
    pub(super) fn set_kid(&mut self, i: usize, kid: Node<E>) {
        self.unshare();
        self.kids_mut().expect("just unshared")[i] = kid;
    }

    /// Adds the entry of a digit that has neither entry nor kid.
    pub(super) fn insert_entry(&mut self, bit: u32, e: E) {
        let old_shape = self.header().shape;
        let shape = Shape {
            data: old_shape.data | bit,
            ..old_shape
        };
        self.insert_entry_at(shape, index(shape.data, bit), e);
    }

    /// Adds an entry to a collision node, at the end or at the front.
    pub(super) fn insert_collision(&mut self, front: bool, e: E) {
        let old_shape = self.header().shape;
        debug_assert!(old_shape.is_collision());
        let shape = Shape {
            data: old_shape.data + 1,
            ..old_shape
        };
        let i = if front { 0 } else { old_shape.entry_count() };
        self.insert_entry_at(shape, i, e);
    }

    fn insert_entry_at(&mut self, shape: Shape, i: usize, e: E) {
        let n = self.header().shape.entry_count();
        self.rebuild(shape, |old, new| {
            old.move_entries(0, new, 0, i);
            // SAFETY: the new node has one entry more; `i` is the gap.
            unsafe { new.entry(i).write(e) };
            old.move_entries(i, new, i + 1, n - i);
            old.move_kids(0, new, 0, shape.kid_count());
        });
    }

    /// Removes the entry of a digit. The caller drops a node that gets empty.
    pub(super) fn remove_entry(&mut self, bit: u32) -> E {
        let old_shape = self.header().shape;
        let shape = Shape {
            data: old_shape.data & !bit,
            ..old_shape
        };
        self.remove_entry_at(shape, index(old_shape.data, bit))
    }

    /// Removes an entry of a collision node that has at least two.
    pub(super) fn remove_collision(&mut self, i: usize) -> E {
        let old_shape = self.header().shape;
        debug_assert!(old_shape.is_collision() && old_shape.data > 1);
        let shape = Shape {
            data: old_shape.data - 1,
            ..old_shape
        };
        self.remove_entry_at(shape, i)
    }

    fn remove_entry_at(&mut self, shape: Shape, i: usize) -> E {
        let n = self.header().shape.entry_count();
        let mut removed = None;
        self.rebuild(shape, |old, new| {
            old.move_entries(0, new, 0, i);
            removed = Some(old.take_entry(i));
            old.move_entries(i + 1, new, i, n - i - 1);
            old.move_kids(0, new, 0, shape.kid_count());
        });
        removed.expect("taken above")
    }

    /// Replaces the entry of a digit by a kid made from it.
    pub(super) fn entry_to_kid(&mut self, bit: u32, make: impl FnOnce(E) -> Node<E>) {
        let old_shape = self.header().shape;
        let shape = Shape {
            data: old_shape.data & !bit,
            kids: old_shape.kids | bit,
        };
        let i = index(old_shape.data, bit);
        let k = index(shape.kids, bit);
        self.rebuild(shape, |old, new| {
            old.move_entries(0, new, 0, i);
            let kid = make(old.take_entry(i));
            old.move_entries(i + 1, new, i, shape.entry_count() - i);
            old.move_kids(0, new, 0, k);
            // SAFETY: the new node has one kid more; `k` is the gap.
            unsafe { new.kid(k).write(kid) };
            old.move_kids(k, new, k + 1, old_shape.kid_count() - k);
        });
    }

    /// Replaces the kid of a digit by an entry.
    pub(super) fn kid_to_entry(&mut self, bit: u32, e: E) {
        let old_shape = self.header().shape;
        let shape = Shape {
            data: old_shape.data | bit,
            kids: old_shape.kids & !bit,
        };
        let i = index(shape.data, bit);
        let k = index(old_shape.kids, bit);
        self.rebuild(shape, |old, new| {
            old.move_entries(0, new, 0, i);
            // SAFETY: the new node has one entry more; `i` is the gap.
            unsafe { new.entry(i).write(e) };
            old.move_entries(i, new, i + 1, old_shape.entry_count() - i);
            old.move_kids(0, new, 0, k);
            old.drop_kid(k);
            old.move_kids(k + 1, new, k, shape.kid_count() - k);
        });
    }

    /// Replaces the node by one of another shape. `fill` must take every entry and kid of the
    /// old node exactly once and write every slot of the new one exactly once.
    #[inline(always)]
    fn rebuild(&mut self, shape: Shape, fill: impl FnOnce(&Source<E>, &Unfilled<E>)) {
        let unique = self.is_unique();
        let layout = self.header().shape.layout::<E>();
        if unique && shape.layout::<E>() == layout && layout.size() <= BUFFER {
            return self.rebuild_here(shape, layout.size(), fill);
        }
        let new = Unfilled::<E>::new(shape);
        let old = Source {
            unique,
            node: ManuallyDrop::new(Node {
                ptr: self.ptr,
                owns: PhantomData,
            }),
        };
        fill(&old, &new);
        let new = ManuallyDrop::new(new.finish());
        self.ptr = new.ptr;
        old.finish();
    }

    /// [`Node::rebuild`] of a unique node in its own memory: its content moves to the stack, and
    /// from there to its new places.
    #[inline(always)]
    fn rebuild_here(
        &mut self,
        shape: Shape,
        size: usize,
        fill: impl FnOnce(&Source<E>, &Unfilled<E>),
    ) {
        let mut buffer = MaybeUninit::<[u64; BUFFER / 8]>::uninit();
        let copy = NonNull::from(&mut buffer).cast::<Header>();
        // SAFETY: both have at least `size` bytes, aligned to 8, and do not overlap. The copy
        // owns the parts from here on, until `fill` moves each to its new place.
        unsafe {
            ptr::copy_nonoverlapping(
                self.ptr.as_ptr().cast::<u8>(),
                copy.as_ptr().cast::<u8>(),
                size,
            );
            (*self.ptr.as_ptr()).shape = shape;
        }
        let old = Source {
            unique: true,
            node: ManuallyDrop::new(Node {
                ptr: copy,
                owns: PhantomData,
            }),
        };
        let new = Unfilled(ManuallyDrop::new(Node {
            ptr: self.ptr,
            owns: PhantomData,
        }));
        fill(&old, &new);
    }
}

/// An allocated node whose slots are still to be written. If a panic gets in between, it leaks.
struct Unfilled<E: Entry>(ManuallyDrop<Node<E>>);

impl<E: Entry> Unfilled<E> {
    #[inline(always)]
    fn new(shape: Shape) -> Self {
        let layout = shape.layout::<E>();
        // SAFETY: the layout is never empty: it has a header.
        let memory = unsafe { alloc(layout) }.cast::<Header>();
        let Some(ptr) = NonNull::new(memory) else {
            handle_alloc_error(layout)
        };
        // SAFETY: fresh memory with room for a header.
        unsafe {
            ptr.write(Header {
                count: AtomicUsize::new(1),
                shape,
            });
        }
        Unfilled(ManuallyDrop::new(Node {
            ptr,
            owns: PhantomData,
        }))
    }

    #[inline(always)]
    fn entry(&self, i: usize) -> *mut E {
        // SAFETY: callers stay inside of the shape.
        unsafe { self.0.entries_ptr().add(i) }
    }

    #[inline(always)]
    fn kid(&self, i: usize) -> *mut Node<E> {
        // SAFETY: callers stay inside of the shape.
        unsafe { self.0.kids_ptr().add(i) }
    }

    #[inline(always)]
    fn finish(self) -> Node<E> {
        ManuallyDrop::into_inner(self.0)
    }
}

/// The old node of a rebuild: its parts are moved out if nobody else holds it, else cloned.
struct Source<E: Entry> {
    unique: bool,
    node: ManuallyDrop<Node<E>>,
}

impl<E: Entry> Source<E> {
    #[inline(always)]
    fn move_entries(&self, from: usize, new: &Unfilled<E>, to: usize, n: usize) {
        // SAFETY: both ranges are inside of their nodes. If unique, each entry is moved once and
        // the old memory is freed without dropping it.
        unsafe {
            transfer(
                self.unique,
                self.node.entries_ptr().add(from),
                new.entry(to),
                n,
            )
        };
    }

    #[inline(always)]
    fn move_kids(&self, from: usize, new: &Unfilled<E>, to: usize, n: usize) {
        // SAFETY: as for entries.
        unsafe { transfer(self.unique, self.node.kids_ptr().add(from), new.kid(to), n) };
    }

    #[inline(always)]
    fn take_entry(&self, i: usize) -> E {
        let entry = self.node.entry(i);
        if self.unique {
            // SAFETY: moved out once; the old memory is freed without dropping it.
            unsafe { ptr::read(entry) }
        } else {
            entry.clone()
        }
    }

    #[inline(always)]
    fn drop_kid(&self, k: usize) {
        if self.unique {
            // SAFETY: moved out once, as above.
            drop(unsafe { ptr::read(self.node.kid(k)) });
        }
    }

    #[inline(always)]
    fn finish(self) {
        if self.unique {
            let layout = self.node.header().shape.layout::<E>();
            // SAFETY: allocated with this layout; its parts were moved out.
            unsafe { dealloc(self.node.ptr.as_ptr().cast(), layout) };
        } else {
            drop(ManuallyDrop::into_inner(self.node));
        }
    }
}

/// Moves or clones `n` elements.
///
/// # Safety
/// `from` holds `n` initialised elements, `to` has room for `n`, and they do not overlap. If
/// `unique`, the caller never drops or reads the elements of `from` again.
#[inline(always)]
unsafe fn transfer<T: Clone>(unique: bool, from: *const T, to: *mut T, n: usize) {
    if unique {
        // SAFETY: by the contract.
        unsafe { ptr::copy_nonoverlapping(from, to, n) };
    } else {
        for i in 0..n {
            // SAFETY: by the contract.
            unsafe { to.add(i).write((*from.add(i)).clone()) };
        }
    }
}

impl<E: Entry> Clone for Node<E> {
    #[inline(always)]
    fn clone(&self) -> Self {
        increment(&self.header().count);
        Node {
            ptr: self.ptr,
            owns: PhantomData,
        }
    }
}

impl<E: Entry> Drop for Node<E> {
    #[inline(always)]
    fn drop(&mut self) {
        if decrement(&self.header().count) {
            self.free();
        }
    }
}

impl<E: Entry> Node<E> {
    /// Frees the node; recursion is bounded by the depth of tries, 8.
    #[inline(never)]
    fn free(&mut self) {
        let shape = self.header().shape;
        // SAFETY: the last reference: entries and kids are dropped once, then the memory, which
        // was allocated with this layout, is freed.
        unsafe {
            ptr::drop_in_place(ptr::slice_from_raw_parts_mut(
                self.entries_ptr(),
                shape.entry_count(),
            ));
            ptr::drop_in_place(ptr::slice_from_raw_parts_mut(
                self.kids_ptr(),
                shape.kid_count(),
            ));
            dealloc(self.ptr.as_ptr().cast(), shape.layout::<E>());
        }
    }
}
