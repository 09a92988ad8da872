//! Call frames: a bounded stack of records beside the value stack.
//!
//! The last frame is the running one; its `pc` is kept in the run loop and written back before
//! anything that may call, throw, poll or look at the stack. Invariants:
//! - **frames do not outlive their code**: `callee` is a bitwise copy without a count of its
//!   own. It is kept alive by the slot below the frame's registers (calls through a window and
//!   from Rust), by a register or the closure of the calling frame, which rests until the call
//!   returns, or by the thread's table of globals and, once displaced there, by the retire
//!   list (`globals.rs`), which is only emptied of values that no frame uses;
//! - `code` belongs to the callee's prototype;
//! - `pc` points into `code.ins`, one past the instruction being executed;
//! - in [`Frames`], `start <= top <= end`, records below `top` are initialised, and no pointer to a
//!   record is kept over a push, which may move them.
#![allow(
    unsafe_code,
    reason = "frames borrow code and callees without counting"
)]

use crate::stack::Regs;
use clutch_core::Value;
use clutch_core::func::{Closure, Code};
use clutch_core::op::Ins;
use std::alloc::Layout;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

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
    /// Its registers.
    pub(crate) regs: Regs,
    /// Register of the caller that gets the result.
    pub(crate) dst: u16,
    /// Whether its result goes to Rust code instead of a frame below.
    pub(crate) is_entry: bool,
}

impl Frame {
    /// A frame at the start of `code`, which belongs to `callee`. The caller keeps the callee
    /// alive as the module header says.
    #[inline(always)]
    pub(crate) fn new(callee: &Value, code: &Code, regs: Regs, dst: u16, is_entry: bool) -> Frame {
        Frame {
            pc: Pc::start(code),
            code,
            callee: borrow(callee),
            regs,
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
    start: NonNull<Frame>,
    /// One past the running frame.
    top: *mut Frame,
    /// One past the last place that may be used.
    end: *mut Frame,
    capacity: usize,
    limit: usize,
}

// SAFETY: frames point to code that the same context keeps alive, wherever it runs; the memory
// belongs to this value alone.
unsafe impl Send for Frames {}

/// Places of a new thread.
const FIRST_CAPACITY: usize = 256;

impl Frames {
    pub(crate) fn new(limit: usize) -> Frames {
        let start = Frames::allocate(FIRST_CAPACITY);
        let mut frames = Frames {
            start,
            top: start.as_ptr(),
            end: start.as_ptr(),
            capacity: FIRST_CAPACITY,
            limit,
        };
        frames.set_end();
        frames
    }

    fn allocate(capacity: usize) -> NonNull<Frame> {
        let layout = Layout::array::<Frame>(capacity).expect("a sensible number of frames");
        // SAFETY: the layout is not empty.
        let start = unsafe { std::alloc::alloc(layout) }.cast::<Frame>();
        NonNull::new(start).unwrap_or_else(|| std::alloc::handle_alloc_error(layout))
    }

    /// Puts the end where memory or the limit ends; never below what is in use.
    fn set_end(&mut self) {
        let places = self.capacity.min(self.limit).max(self.len());
        // SAFETY: inside the allocation or one past it.
        self.end = unsafe { self.start.as_ptr().add(places) };
    }

    /// Adds a frame; false if there are too many.
    #[inline(always)]
    pub(crate) fn push(&mut self, frame: Frame) -> bool {
        if self.top == self.end && !self.grow() {
            return false;
        }
        // SAFETY: below the end.
        unsafe {
            self.top.write(frame);
            self.top = self.top.add(1);
        }
        true
    }

    /// Makes room for one more frame, unless the limit is reached.
    #[cold]
    #[inline(never)]
    fn grow(&mut self) -> bool {
        let len = self.len();
        if len >= self.limit {
            return false;
        }
        let capacity = self.capacity * 2;
        let start = Frames::allocate(capacity);
        // SAFETY: both allocations hold `len` frames; frames have no destructor, so the old ones
        // are forgotten with their memory.
        unsafe {
            start
                .as_ptr()
                .copy_from_nonoverlapping(self.start.as_ptr(), len);
            self.top = start.as_ptr().add(len);
        }
        self.free();
        self.start = start;
        self.capacity = capacity;
        self.set_end();
        true
    }

    fn free(&mut self) {
        let layout = Layout::array::<Frame>(self.capacity).expect("as at creation");
        // SAFETY: allocated with this layout.
        unsafe { std::alloc::dealloc(self.start.as_ptr().cast(), layout) };
    }

    /// Removes the running frame.
    #[inline(always)]
    pub(crate) fn pop(&mut self) -> &Frame {
        debug_assert!(self.len() > 0, "a frame is running");
        // SAFETY: only the run loop and unwinding pop, once for each frame that they pushed; the
        // record stays readable until the next push.
        unsafe {
            self.top = self.top.sub(1);
            &*self.top
        }
    }
    /// The running frame.
    #[inline(always)]
    pub(crate) fn top(&mut self) -> &mut Frame {
        debug_assert!(self.len() > 0, "a frame is running");
        // SAFETY: asked only while a frame is running.
        unsafe { &mut *self.top.sub(1) }
    }
    /// The running frame, if any.
    pub(crate) fn last(&self) -> Option<&Frame> {
        self.as_slice().last()
    }
    /// Number of frames.
    #[inline(always)]
    pub(crate) fn len(&self) -> usize {
        // SAFETY: both point into the allocation.
        unsafe { self.top.offset_from(self.start.as_ptr()) as usize }
    }
    fn as_slice(&self) -> &[Frame] {
        // SAFETY: records below the top are initialised.
        unsafe { std::slice::from_raw_parts(self.start.as_ptr(), self.len()) }
    }
    /// The frames, outermost first: the one way to walk them, for traces, the retire list and
    /// the report of who holds what.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &Frame> {
        self.as_slice().iter()
    }
    /// Changes the largest number of frames.
    pub(crate) fn set_limit(&mut self, limit: usize) {
        self.limit = limit;
        self.set_end();
    }
}

impl Drop for Frames {
    fn drop(&mut self) {
        self.free();
    }
}
