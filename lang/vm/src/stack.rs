//! The value stack of a thread, and the registers of the running frame as a window into it.
//!
//! One allocation of zeroed memory, which is a stack of nils; the system maps its pages as they
//! are touched, so a large limit costs nothing until it is used. It never moves, so [`Regs`] is
//! a plain pointer. Invariants:
//! - a frame's registers lie inside the allocation: checked when the frame is entered
//!   ([`Stack::fits`]), for the number of registers that the compiler counted;
//! - an operand's register is below that number: checked by `verify` when code is made in debug
//!   builds and tests, and by every access of the debug build;
//! - slots above the running frame are nil or hold nothing that owns memory.
#![allow(unsafe_code, reason = "registers are accessed without bounds checks")]

use clutch_core::Value;
use std::alloc::Layout;
use std::ptr::NonNull;

/// The value stack of a thread.
pub(crate) struct Stack {
    start: NonNull<Value>,
    end: *mut Value,
    len: usize,
}

// SAFETY: the stack owns its values, which are `Send`; nothing else points into it while it
// moves between threads.
unsafe impl Send for Stack {}

impl Stack {
    /// A stack of `len` nils.
    pub(crate) fn new(len: usize) -> Stack {
        let layout = Layout::array::<Value>(len).expect("a sensible stack size");
        // SAFETY: the layout is not empty.
        let start = unsafe { std::alloc::alloc_zeroed(layout) }.cast::<Value>();
        let Some(start) = NonNull::new(start) else {
            std::alloc::handle_alloc_error(layout)
        };
        // SAFETY: one past the allocation.
        let end = unsafe { start.as_ptr().add(len) };
        Stack { start, end, len }
    }

    /// Whether a frame of so many registers fits there.
    #[inline(always)]
    pub(crate) fn fits(&self, regs: Regs, registers: usize) -> bool {
        let room = self.end.addr() - regs.0.addr();
        room > (registers + 1) * size_of::<Value>()
    }

    /// The registers of a frame at `base`.
    #[inline(always)]
    pub(crate) fn regs(&self, base: usize) -> Regs {
        debug_assert!(base < self.len);
        // SAFETY: inside the allocation, see `fits`.
        Regs(unsafe { self.start.as_ptr().add(base) })
    }

    /// Position of a frame's registers.
    pub(crate) fn base_of(&self, regs: Regs) -> usize {
        // SAFETY: both point into this allocation.
        unsafe { regs.0.offset_from(self.start.as_ptr()) as usize }
    }

    /// Drops everything below a place.
    pub(crate) fn clear_below(&self, end: Regs) {
        self.clear(Regs(self.start.as_ptr()), self.base_of(end));
    }

    /// Drops `count` values from `first` on, as far as the stack goes.
    pub(crate) fn clear(&self, first: Regs, count: usize) {
        let from = self.base_of(first);
        for i in from..(from + count).min(self.len) {
            // SAFETY: inside the allocation, always initialised.
            unsafe { *self.start.as_ptr().add(i) = Value::NIL };
        }
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        let layout = Layout::array::<Value>(self.len).expect("as at creation");
        // SAFETY: allocated in `new` with this layout; frames have emptied their registers.
        unsafe { std::alloc::dealloc(self.start.as_ptr().cast(), layout) };
    }
}

/// Registers of the running frame.
#[derive(Clone, Copy)]
pub(crate) struct Regs(*mut Value);

impl Regs {
    /// Reads a register.
    #[inline(always)]
    pub(crate) fn get(&self, r: u16) -> &Value {
        // SAFETY: below the frame's register count, see the module header.
        unsafe { &*self.0.add(r as usize) }
    }

    /// A register for changing its value in place.
    #[inline(always)]
    pub(crate) fn get_mut(&mut self, r: u16) -> &mut Value {
        // SAFETY: as `get`; nobody else has a reference while the result is used.
        unsafe { &mut *self.0.add(r as usize) }
    }

    /// Writes a register that owns nothing.
    #[inline(always)]
    pub(crate) fn set(&self, r: u16, v: Value) {
        debug_assert!(
            !self.get(r).is_heap(),
            "register {r} is written while it owns a value"
        );
        // SAFETY: as `get`; the old value owns nothing, so that it need not be dropped.
        unsafe { std::ptr::write(self.0.add(r as usize), v) };
    }

    /// Moves a register's value out, leaving nil.
    #[inline(always)]
    pub(crate) fn take(&self, r: u16) -> Value {
        // SAFETY: as `get`; nil is written in its place.
        unsafe { std::ptr::replace(self.0.add(r as usize), Value::NIL) }
    }

    /// Drops a register's value.
    #[inline(always)]
    pub(crate) fn drop_at(&self, r: u16) {
        if self.get(r).is_heap() {
            drop(self.take(r));
        }
    }

    /// Drops what is in the slot below a frame.
    #[inline(always)]
    pub(crate) fn drop_callee(&self) {
        // SAFETY: a frame's base is never 0: the slot below holds its callee.
        let slot = unsafe { &mut *self.0.sub(1) };
        if slot.is_heap() {
            drop(slot.take());
        }
    }

    /// Puts a callee into the slot below a frame.
    pub(crate) fn set_callee(&self, callee: Value) {
        self.drop_callee();
        // SAFETY: a frame's base is never 0; the slot owns nothing any more.
        unsafe { std::ptr::write(self.0.sub(1), callee) };
    }

    /// The place below a frame's first register.
    pub(crate) fn below(&self) -> Regs {
        // SAFETY: a frame's base is never 0.
        Regs(unsafe { self.0.sub(1) })
    }

    /// The frame whose first register is register `r` of this one.
    #[inline(always)]
    pub(crate) fn above(&self, r: u16) -> Regs {
        // SAFETY: windows lie inside the frame's registers.
        Regs(unsafe { self.0.add(r as usize) })
    }

    /// Consecutive registers.
    #[inline(always)]
    pub(crate) fn slice(&mut self, first: u16, count: usize) -> &mut [Value] {
        // SAFETY: windows lie inside the frame's registers; nobody else has a reference while
        // the result is used.
        unsafe { std::slice::from_raw_parts_mut(self.0.add(first as usize), count) }
    }
}
