//! Unwinding: an error goes up the frames to the nearest handler that may take it.
//!
//! Every frame that is left is emptied: whatever its registers still own is dropped, and so is
//! the callee in the slot below. A frame that handles the error keeps its registers below
//! `Handler::keep`; the compiler's handler drops what is dead among them.

use crate::cx::Cx;
use clutch_core::R;
use clutch_core::error::{Exception, ThrowKind, Thrown, TraceFrame};

/// Frames that a trace records at most, from the innermost.
const TRACE_FRAMES: usize = 60;

/// Takes an error to its handler; the frame that handles it is on top then, at its handler. Gives
/// the error back when the frames are down to `floor`.
#[cold]
#[inline(never)]
pub(crate) fn unwind(cx: &mut Cx, thrown: Box<Thrown>, floor: usize) -> R<()> {
    record_trace(cx, &thrown);
    let catchable = thrown.kind == ThrowKind::Exception;
    while cx.frames.len() > floor {
        let frame = cx.frames.top();
        let code = frame.code();
        let at = frame.pc.index(code);
        let regs = frame.regs;
        let handler = code
            .handlers
            .iter()
            .find(|h| h.start <= at && at < h.end && (catchable || h.catches_all));
        if let Some(h) = handler {
            frame.pc.go(code, h.target);
            let above = usize::from(code.registers - h.keep);
            cx.stack.clear(regs.above(h.keep), above);
            if catchable {
                regs.set(h.register, thrown.value);
            } else {
                regs.set(h.register, crate::exec::wrap_uncatchable(*thrown));
                cx.limits.grant_grace();
            }
            return Ok(());
        }
        cx.stack
            .clear(regs.below(), usize::from(code.registers) + 1);
        cx.frames.pop();
    }
    Err(thrown)
}

/// Fills the trace of an exception that is thrown for the first time.
fn record_trace(cx: &mut Cx, thrown: &Thrown) {
    let Some(e) = thrown.value.get::<Exception>() else {
        return;
    };
    let mut trace = e.trace.lock();
    if !trace.is_empty() {
        return;
    }
    trace.extend(cx.trace());
}

impl Cx {
    /// What runs now, innermost first, as exceptions record it.
    pub fn trace(&self) -> Vec<TraceFrame> {
        let frames = self.frames.iter().rev().take(TRACE_FRAMES);
        let frame = |frame: &crate::frame::Frame| {
            let code = frame.code();
            let proto = &frame.closure().proto;
            TraceFrame {
                function: proto.name.to_string(),
                span: code.span_at(frame.pc.index(code)),
                generation: proto.generation.get(),
            }
        };
        frames.map(frame).collect()
    }
}
