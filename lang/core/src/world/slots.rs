//! [`Slots`]: the persistent vector from var slots to bindings.
//!
//! ```text
//!   depth 2:  root [ . . . ] ── node [ . . . ] ── leaf [ binding? × 32 ]
//! ```
//! A 32-way trie of fixed depth that only grows. Reading is one indexed step per level (two for
//! up to 1,024 vars, three for 32,768), writing copies one path, cloning is one count. A tree of
//! our own and not `im::Vector`, because slots are sparse, never concatenated, and read by every
//! thread after every publish: the fixed shape makes that read a few dependent loads.

use super::Binding;
use std::sync::Arc;

const BITS: u32 = 5;
const WIDTH: usize = 1 << BITS;
const MASK: u32 = (WIDTH - 1) as u32;

type Leaf = [Option<Arc<Binding>>; WIDTH];
type Inner = [Option<Arc<Node>>; WIDTH];

#[derive(Clone)]
enum Node {
    Leaf(Box<Leaf>),
    Inner(Box<Inner>),
}

/// Slot → binding.
#[derive(Clone, Default)]
pub struct Slots {
    root: Option<Arc<Node>>,
    /// Bits that the root's index is shifted by; 0 when the root is a leaf.
    shift: u32,
    len: usize,
}

impl Slots {
    /// Number of slots that hold a binding.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether no slot holds a binding.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The binding in a slot.
    #[inline]
    pub fn get(&self, slot: u32) -> Option<&Arc<Binding>> {
        let mut node = self.root.as_deref()?;
        let mut shift = self.shift;
        if slot >> shift >= WIDTH as u32 {
            return None;
        }
        loop {
            match node {
                Node::Leaf(leaf) => return leaf[(slot & MASK) as usize].as_ref(),
                Node::Inner(inner) => {
                    node = inner[((slot >> shift) & MASK) as usize].as_deref()?;
                    shift -= BITS;
                }
            }
        }
    }

    /// Puts a binding, or nothing, into a slot; gives what was there.
    pub fn set(&mut self, slot: u32, binding: Option<Arc<Binding>>) -> Option<Arc<Binding>> {
        while slot >> self.shift >= WIDTH as u32 {
            self.grow();
        }
        let shift = self.shift;
        let mut node = self
            .root
            .get_or_insert_with(|| Arc::new(Node::empty(shift)));
        let mut shift = shift;
        loop {
            match Arc::make_mut(node) {
                Node::Leaf(leaf) => {
                    let old = std::mem::replace(&mut leaf[(slot & MASK) as usize], binding.clone());
                    self.len += usize::from(binding.is_some());
                    self.len -= usize::from(old.is_some());
                    return old;
                }
                Node::Inner(inner) => {
                    let child = &mut inner[((slot >> shift) & MASK) as usize];
                    shift -= BITS;
                    node = child.get_or_insert_with(|| Arc::new(Node::empty(shift)));
                }
            }
        }
    }

    fn grow(&mut self) {
        self.shift += BITS;
        if let Some(root) = self.root.take() {
            let mut inner: Box<Inner> = Box::default();
            inner[0] = Some(root);
            self.root = Some(Arc::new(Node::Inner(inner)));
        }
    }
}

impl Node {
    fn empty(shift: u32) -> Node {
        if shift == 0 {
            Node::Leaf(Box::default())
        } else {
            Node::Inner(Box::default())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{NsName, Symbol, Value, VarName};

    fn binding(n: i64) -> Arc<Binding> {
        let var = VarName::new(NsName::new("slots.test"), Symbol::simple("x"));
        Arc::new(Binding::new(var, Value::int(n)))
    }

    fn at(slots: &Slots, slot: u32) -> Option<i64> {
        slots.get(slot)?.value()?.as_int()
    }

    #[test]
    fn a_written_slot_is_read_back_at_every_depth() {
        let mut slots = Slots::default();
        for slot in [0, 31, 32, 1023, 1024, 32_768, 1 << 20, u32::MAX] {
            assert_eq!(at(&slots, slot), None);
            slots.set(slot, Some(binding(i64::from(slot))));
        }
        for slot in [0, 31, 32, 1023, 1024, 32_768, 1 << 20, u32::MAX] {
            assert_eq!(at(&slots, slot), Some(i64::from(slot)));
        }
        assert_eq!(slots.len(), 8);
        assert_eq!(at(&slots, 5), None);
    }

    #[test]
    fn a_clone_is_not_changed_by_later_writes() {
        let mut a = Slots::default();
        a.set(7, Some(binding(1)));
        let b = a.clone();
        a.set(7, Some(binding(2)));
        a.set(70_000, Some(binding(3)));
        assert_eq!((at(&a, 7), at(&b, 7)), (Some(2), Some(1)));
        assert_eq!(at(&b, 70_000), None);
        a.set(7, None);
        assert_eq!((a.len(), b.len()), (1, 1));
    }
}
