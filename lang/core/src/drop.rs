//! Teardown without native recursion: a list of a million nested vectors is freed with a queue.
//!
//! Freeing a value frees what it holds, which recurses through `Value::drop`. Up to a depth of
//! [`DIRECT_DEPTH`] that is plain recursion, the fast path; deeper values wait in a queue of the
//! thread that the outermost drop empties.
#![allow(unsafe_code, reason = "owns counts of values whose drop it postpones")]

use crate::repr::{Tag, release};
use std::cell::{Cell, RefCell};

/// Levels freed by direct recursion; a level takes about 200 bytes of native stack.
const DIRECT_DEPTH: u32 = 100;

thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(0) };
    static QUEUE: RefCell<Vec<(Tag, u64)>> = const { RefCell::new(Vec::new()) };
}

/// Frees one count of a heap value. Called by `Value::drop` only, with the value's own parts.
#[inline(never)]
pub(crate) fn drop_heap(tag: Tag, bits: u64) {
    let depth = DEPTH.try_with(|d| {
        let depth = d.get();
        d.set(depth + 1);
        depth
    });
    let Ok(depth) = depth else {
        // The thread is being torn down: free directly.
        // SAFETY: `Value::drop` hands over the count that the value owned.
        unsafe { release(tag, bits) };
        return;
    };
    if depth >= DIRECT_DEPTH {
        QUEUE.with(|q| q.borrow_mut().push((tag, bits)));
    } else {
        // SAFETY: as above.
        unsafe { release(tag, bits) };
        if depth == 0 {
            drain();
        }
    }
    DEPTH.with(|d| d.set(d.get() - 1));
}

fn drain() {
    while let Some((tag, bits)) = QUEUE.with(|q| q.borrow_mut().pop()) {
        // SAFETY: the queue owns the counts put into it by `drop_heap`.
        unsafe { release(tag, bits) };
    }
}
