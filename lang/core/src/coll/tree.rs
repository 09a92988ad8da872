//! Balanced search trees: what sorted maps and sets are made of.
//!
//! Weight-balanced trees (Adams, "Efficient sets: a balancing act", 1993) with the parameters
//! 3 and 2 proven by Hirai and Yamamoto (2011): a subtree is at most 3 times as heavy as its
//! sibling. The comparator is called before anything is changed on a level, so an update that
//! throws leaves a valid tree with the same entries.

use super::KeyOps;
use super::key::Entry;
use crate::error::R;
use crate::heap::Shared;
use crate::repr::Value;
use std::cmp::Ordering;

const DELTA: usize = 3;
const RATIO: usize = 2;

pub(super) type Link<E> = Option<Shared<TreeNode<E>>>;

/// A node of a tree.
#[derive(Clone)]
pub(super) struct TreeNode<E: Entry> {
    entry: E,
    left: Link<E>,
    right: Link<E>,
    /// Nodes in this subtree.
    size: usize,
}

pub(super) fn size<E: Entry>(link: &Link<E>) -> usize {
    link.as_ref().map_or(0, |n| n.size)
}

fn weight<E: Entry>(link: &Link<E>) -> usize {
    size(link) + 1
}

impl<E: Entry> TreeNode<E> {
    fn resize(&mut self) {
        self.size = size(&self.left) + size(&self.right) + 1;
    }
}

pub(super) fn find<'a, E: Entry, K: KeyOps + ?Sized>(
    mut link: &'a Link<E>,
    cx: &mut K,
    comparator: &Value,
    key: &Value,
) -> R<Option<&'a E>> {
    while let Some(node) = link {
        link = match cx.compare(comparator, key, node.entry.key())? {
            Ordering::Equal => return Ok(Some(&node.entry)),
            Ordering::Less => &node.left,
            Ordering::Greater => &node.right,
        };
    }
    Ok(None)
}

/// The entry of a key for writing; none if absent or if a node on the way is shared.
pub(super) fn find_mut<'a, E: Entry, K: KeyOps + ?Sized>(
    mut link: &'a mut Link<E>,
    cx: &mut K,
    comparator: &Value,
    key: &Value,
) -> R<Option<&'a mut E>> {
    while let Some(shared) = link {
        let Some(node) = Shared::get_mut(shared) else {
            return Ok(None);
        };
        link = match cx.compare(comparator, key, node.entry.key())? {
            Ordering::Equal => return Ok(Some(&mut node.entry)),
            Ordering::Less => &mut node.left,
            Ordering::Greater => &mut node.right,
        };
    }
    Ok(None)
}

/// Adds an entry, or gives the present entry of its key the new value. True if added.
pub(super) fn insert<E: Entry, K: KeyOps + ?Sized>(
    link: &mut Link<E>,
    cx: &mut K,
    comparator: &Value,
    e: E,
) -> R<bool> {
    let Some(shared) = link else {
        return Ok(grow(link, e));
    };
    let order = cx.compare(comparator, e.key(), shared.entry.key())?;
    if order == Ordering::Equal {
        if !shared.entry.same_value(&e) {
            Shared::make_mut(shared).entry.replace(e);
        }
        return Ok(false);
    }
    let node = Shared::make_mut(shared);
    let side = if order == Ordering::Less {
        &mut node.left
    } else {
        &mut node.right
    };
    let added = insert(side, cx, comparator, e)?;
    if added {
        rebalance(link);
    }
    Ok(added)
}

fn grow<E: Entry>(link: &mut Link<E>, entry: E) -> bool {
    *link = Some(Shared::new(TreeNode {
        entry,
        left: None,
        right: None,
        size: 1,
    }));
    true
}

/// Removes the entry of a key.
pub(super) fn remove<E: Entry, K: KeyOps + ?Sized>(
    link: &mut Link<E>,
    cx: &mut K,
    comparator: &Value,
    key: &Value,
) -> R<Option<E>> {
    let Some(shared) = link else {
        return Ok(None);
    };
    let order = cx.compare(comparator, key, shared.entry.key())?;
    if order == Ordering::Equal {
        return Ok(take_root(link));
    }
    let node = Shared::make_mut(shared);
    let side = if order == Ordering::Less {
        &mut node.left
    } else {
        &mut node.right
    };
    let removed = remove(side, cx, comparator, key)?;
    if removed.is_some() {
        rebalance(link);
    }
    Ok(removed)
}

/// Removes the entry at the top, joining what is below it.
fn take_root<E: Entry>(link: &mut Link<E>) -> Option<E> {
    let shared = link.take()?;
    let node = Shared::try_unwrap(shared).unwrap_or_else(|shared| (*shared).clone());
    let TreeNode {
        entry,
        mut left,
        mut right,
        ..
    } = node;
    let next = if size(&left) > size(&right) {
        take_end(&mut left, false)
    } else {
        take_end(&mut right, true)
    };
    if let Some(next) = next {
        *link = Some(Shared::new(TreeNode {
            size: size(&left) + size(&right) + 1,
            entry: next,
            left,
            right,
        }));
        rebalance(link);
    }
    Some(entry)
}

/// Removes the first or the last entry.
fn take_end<E: Entry>(link: &mut Link<E>, first: bool) -> Option<E> {
    let node = Shared::make_mut(link.as_mut()?);
    let side = if first {
        &mut node.left
    } else {
        &mut node.right
    };
    if side.is_none() {
        return take_root(link);
    }
    let e = take_end(side, first);
    rebalance(link);
    e
}

/// Restores size and balance of the top node after a change by one below it.
fn rebalance<E: Entry>(link: &mut Link<E>) {
    let Some(shared) = link else { return };
    let node = Shared::make_mut(shared);
    node.resize();
    let (l, r) = (weight(&node.left), weight(&node.right));
    if r > DELTA * l {
        let right = Shared::make_mut(node.right.as_mut().expect("the heavy side"));
        if weight(&right.left) >= RATIO * weight(&right.right) {
            rotate_right(&mut node.right);
        }
        rotate_left(link);
    } else if l > DELTA * r {
        let left = Shared::make_mut(node.left.as_mut().expect("the heavy side"));
        if weight(&left.right) >= RATIO * weight(&left.left) {
            rotate_left(&mut node.left);
        }
        rotate_right(link);
    }
}

fn rotate_left<E: Entry>(link: &mut Link<E>) {
    let mut top = link.take().expect("rotated around its right kid");
    let node = Shared::make_mut(&mut top);
    let mut right = node.right.take().expect("rotated around its right kid");
    let up = Shared::make_mut(&mut right);
    node.right = up.left.take();
    node.resize();
    up.left = Some(top);
    up.resize();
    *link = Some(right);
}

fn rotate_right<E: Entry>(link: &mut Link<E>) {
    let mut top = link.take().expect("rotated around its left kid");
    let node = Shared::make_mut(&mut top);
    let mut left = node.left.take().expect("rotated around its left kid");
    let up = Shared::make_mut(&mut left);
    node.left = up.right.take();
    node.resize();
    up.right = Some(top);
    up.resize();
    *link = Some(left);
}

/// The first or the last entry.
pub(super) fn end<E: Entry>(link: &Link<E>, first: bool) -> Option<&E> {
    let mut node = link.as_ref()?;
    while let Some(next) = if first { &node.left } else { &node.right } {
        node = next;
    }
    Some(&node.entry)
}

/// Borrowing iterator, ascending.
pub(super) struct TreeIter<'a, E: Entry> {
    stack: Vec<&'a TreeNode<E>>,
    left: usize,
}

impl<'a, E: Entry> TreeIter<'a, E> {
    pub(super) fn new(link: &'a Link<E>) -> Self {
        let mut iter = TreeIter {
            stack: Vec::new(),
            left: size(link),
        };
        iter.descend(link);
        iter
    }
    fn descend(&mut self, mut link: &'a Link<E>) {
        while let Some(node) = link {
            self.stack.push(node);
            link = &node.left;
        }
    }
}

impl<'a, E: Entry> Iterator for TreeIter<'a, E> {
    type Item = &'a E;
    fn next(&mut self) -> Option<&'a E> {
        let node = self.stack.pop()?;
        self.left -= 1;
        self.descend(&node.right);
        Some(&node.entry)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl<E: Entry> ExactSizeIterator for TreeIter<'_, E> {}

/// Owning walk in either direction, from the end or from a key.
#[derive(Clone)]
pub(super) struct TreeWalk<E: Entry> {
    /// Nodes whose entry is still to come, the next one on top.
    stack: Vec<Shared<TreeNode<E>>>,
    ascending: bool,
}

impl<E: Entry> TreeWalk<E> {
    pub(super) fn new(link: &Link<E>, ascending: bool) -> Self {
        let mut walk = TreeWalk {
            stack: Vec::new(),
            ascending,
        };
        walk.descend(link);
        walk
    }

    /// Starts at the first entry, in the walk's direction, that is not before `key`.
    pub(super) fn from_key<K: KeyOps + ?Sized>(
        mut link: &Link<E>,
        cx: &mut K,
        comparator: &Value,
        key: &Value,
        ascending: bool,
    ) -> R<Self> {
        let mut stack = Vec::new();
        while let Some(node) = link {
            let order = cx.compare(comparator, key, node.entry.key())?;
            let before = if ascending {
                Ordering::Greater
            } else {
                Ordering::Less
            };
            link = if order == before {
                if ascending { &node.right } else { &node.left }
            } else {
                stack.push(node.clone());
                if order == Ordering::Equal {
                    break;
                }
                if ascending { &node.left } else { &node.right }
            };
        }
        Ok(TreeWalk { stack, ascending })
    }

    fn descend(&mut self, mut link: &Link<E>) {
        while let Some(node) = link {
            self.stack.push(node.clone());
            link = if self.ascending {
                &node.left
            } else {
                &node.right
            };
        }
    }
}

impl<E: Entry> Iterator for TreeWalk<E> {
    type Item = E;
    fn next(&mut self) -> Option<E> {
        let node = self.stack.pop()?;
        let after = if self.ascending {
            &node.right
        } else {
            &node.left
        };
        self.descend(after);
        Some(node.entry.clone())
    }
}

/// Levels of nodes.
#[cfg(test)]
pub(super) fn depth<E: Entry>(link: &Link<E>) -> usize {
    link.as_ref()
        .map_or(0, |n| 1 + depth(&n.left).max(depth(&n.right)))
}

/// Whether sizes are right and no subtree is too heavy.
#[cfg(test)]
pub(super) fn is_balanced<E: Entry>(link: &Link<E>) -> bool {
    link.as_ref().is_none_or(|n| {
        let (l, r) = (weight(&n.left), weight(&n.right));
        n.size + 1 == l + r
            && l <= DELTA * r
            && r <= DELTA * l
            && is_balanced(&n.left)
            && is_balanced(&n.right)
    })
}
