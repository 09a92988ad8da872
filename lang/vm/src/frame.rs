//! Call frames: a bounded stack of records beside the value stack.
//!
//! The last frame is the running one; its `pc` is kept in the run loop and written back before
//! anything that may call, throw, poll or look at the stack. Invariants:
//! - **frames do not outlive their code**: `callee` is a bitwise copy without a count of its
//!   own. It is kept alive by the slot below the frame's registers (calls through a register and
//!   from Rust), or by the thread's table of globals and, once displaced there, by the retire
//!   list (`globals.rs`), which is only emptied of values that no frame uses;
//! - `code` belongs to the callee's prototype;
//! - `pc` points into `code.ins`, one past the instruction being executed.
#![allow(
    unsafe_code,
    reason = "frames borrow code and callees without counting"
)]

use clutch_core::Value;
use clutch_core::func::{Closure, Code};
use clutch_core::op::Ins;
use std::mem::ManuallyDrop;

/// Position in a function's instructions.
#[derive(Clone, Copy)]
pub(crate) struct Pc(*const Ins);

impl Pc {
    /// First instruction.
    #[inline(always)]
    pub(crate) fn start(code: &Code) -> Pc {
        Pc(code.ins.as_ptr())
    }
    /// The instruction here.
    #[inline(always)]
    pub(crate) fn ins(self) -> &'static Ins {
        // SAFETY: jumps stay inside and the last instruction never falls through (`verify`); code
        // outlives the frame that runs it, and the loop keeps no instruction longer.
        unsafe { &*self.0 }
    }
    /// Moves to the next instruction.
    #[inline(always)]
    pub(crate) fn advance(&mut self) {
        self.jump(1);
    }
    /// The position behind the instruction here.
    #[inline(always)]
    pub(crate) fn after(mut self) -> Pc {
        self.jump(1);
        self
    }
    /// Moves by a number of instructions.
    #[inline(always)]
    pub(crate) fn jump(&mut self, offset: i32) {
        // SAFETY: the compiler's jumps stay inside the function (`verify`).
        self.0 = unsafe { self.0.offset(offset as isize) };
    }
    /// Moves to an instruction.
    #[inline(always)]
    pub(crate) fn go(&mut self, code: &Code, index: u32) {
        debug_assert!((index as usize) < code.ins.len());
        // SAFETY: an index made by the compiler for this code.
        self.0 = unsafe { code.ins.as_ptr().add(index as usize) };
    }
    /// Index of the instruction that was read last.
    pub(crate) fn index(self, code: &Code) -> u32 {
        // SAFETY: points into, or one past, `code.ins`.
        unsafe { (self.0.offset_from(code.ins.as_ptr()) - 1).max(0) as u32 }
    }
}

/// A bitwise copy of a callee that something else keeps alive; see the module header.
#[inline(always)]
pub(crate) fn borrow(f: &Value) -> ManuallyDrop<Value> {
    // SAFETY: never dropped; the table of globals or the running frame owns the count.
    ManuallyDrop::new(unsafe { std::ptr::read(f) })
}

/// A running or suspended call.
pub(crate) struct Frame {
    /// Where it goes on.
    pub(crate) pc: Pc,
    code: *const Code,
    callee: ManuallyDrop<Value>,
    /// Position of its registers in the value stack.
    pub(crate) base: usize,
    /// Register of the caller that gets the result.
    pub(crate) dst: u16,
    /// Whether its result goes to Rust code instead of a frame below.
    pub(crate) is_entry: bool,
}

impl Frame {
    /// A frame at the start of `code`, which belongs to `callee`. The caller keeps the callee
    /// alive as the module header says.
    #[inline(always)]
    pub(crate) fn new(callee: &Value, code: &Code, base: usize, dst: u16, is_entry: bool) -> Frame {
        Frame {
            pc: Pc::start(code),
            code,
            callee: borrow(callee),
            base,
            dst,
            is_entry,
        }
    }
    /// Its code.
    #[inline(always)]
    pub(crate) fn code(&self) -> &'static Code {
        // SAFETY: alive as long as the frame; the loop never keeps it longer.
        unsafe { &*self.code }
    }
    /// The function that runs.
    #[inline(always)]
    pub(crate) fn callee(&self) -> &Value {
        &self.callee
    }
    /// The function that runs, as a closure. Lives as long as the frame.
    #[inline(always)]
    pub(crate) fn closure(&self) -> &'static Closure {
        let closure: *const Closure = self.callee.get::<Closure>().expect("frames run closures");
        // SAFETY: as `code`.
        unsafe { &*closure }
    }
}

/// The frames of a thread.
pub(crate) struct Frames {
    frames: Vec<Frame>,
    limit: usize,
}

// SAFETY: frames point to code that the same context keeps alive, wherever it runs.
unsafe impl Send for Frames {}

impl Frames {
    pub(crate) fn new(limit: usize) -> Frames {
        Frames {
            frames: Vec::with_capacity(256),
            limit,
        }
    }
    /// Adds a frame; false if there are too many.
    #[inline(always)]
    pub(crate) fn push(&mut self, frame: Frame) -> bool {
        if self.frames.len() >= self.limit {
            return false;
        }
        self.frames.push(frame);
        true
    }
    /// Removes the running frame.
    #[inline(always)]
    pub(crate) fn pop(&mut self) -> Frame {
        self.frames.pop().expect("a frame is running")
    }
    /// The running frame.
    #[inline(always)]
    pub(crate) fn top(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("a frame is running")
    }
    /// The running frame, if any.
    #[inline(always)]
    pub(crate) fn last(&self) -> Option<&Frame> {
        self.frames.last()
    }
    /// Number of frames.
    #[inline(always)]
    pub(crate) fn len(&self) -> usize {
        self.frames.len()
    }
    /// The frames, outermost first: the one way to walk them, for traces, the retire list and
    /// the report of who holds what.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &Frame> {
        self.frames.iter()
    }
    /// Changes the largest number of frames.
    pub(crate) fn set_limit(&mut self, limit: usize) {
        self.limit = limit;
    }
}
