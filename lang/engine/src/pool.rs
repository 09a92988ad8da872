//! [`Pool`]: running contexts that are idle, for the next turn or session.
//!
//! Making a context maps a large stack, which costs more than a short call. A context comes back
//! without bindings and limits, live, and with its cancel bit cleared; a [`Canceller`] is bound
//! to one use of it and does nothing afterwards. Each is in its [`Berth`], where publishers move
//! it on, so that idle contexts hold no old code.
//!
//! The pool belongs to the handles of an engine and not to its shared part: contexts hold the
//! shared part, and a circle would keep both for ever.

use crate::engine::Inner;
use clutch_core::sync::atomic::{AtomicU32, Ordering};
use clutch_vm::Cx;
use clutch_vm::berth::Berth;
use clutch_vm::dynamic::Bindings;
use clutch_vm::limits::CANCEL;
use parking_lot::Mutex;
use std::sync::Arc;

/// Most contexts that are kept.
const KEPT: usize = 16;

/// Idle contexts.
#[derive(Default)]
pub(crate) struct Pool {
    idle: Mutex<Vec<Arc<Berth>>>,
}

/// Stops what a session or turn is running, from any thread.
#[derive(Clone)]
pub struct Canceller {
    /// The context's poll word, as long as the session or turn has it.
    target: Arc<Mutex<Option<Arc<AtomicU32>>>>,
}

impl Canceller {
    pub(crate) fn new(cx: &Cx) -> Canceller {
        Canceller {
            target: Arc::new(Mutex::new(Some(cx.poll_word().clone()))),
        }
    }

    /// Stops the running evaluation; scripts cannot catch it. No effect when the session or turn
    /// is gone.
    pub fn cancel(&self) {
        if let Some(word) = &*self.target.lock() {
            word.fetch_or(CANCEL, Ordering::AcqRel);
        }
    }

    /// Aims at another context of the same session.
    pub(crate) fn aim(&self, cx: &Cx) {
        *self.target.lock() = Some(cx.poll_word().clone());
    }

    fn disarm(&self) {
        *self.target.lock() = None;
    }
}

impl Pool {
    /// The berth of an idle context, or of a new one, and the context: live, without bindings.
    pub(crate) fn take(&self, engine: &Inner, what_for: &'static str) -> (Arc<Berth>, Cx) {
        let idle = self.idle.lock().pop();
        let berth = idle.unwrap_or_else(|| Berth::new(engine.context()));
        let cx = berth.take().expect("nobody else has an idle context");
        cx.context.slot().set_name(what_for);
        (berth, cx)
    }

    /// Takes back a context that is live and runs nothing.
    pub(crate) fn give_back(&self, berth: Arc<Berth>, mut cx: Cx, canceller: &Canceller) {
        canceller.disarm();
        cx.poll_word().fetch_and(!CANCEL, Ordering::AcqRel);
        cx.set_bindings(Bindings::default());
        cx.context.set_author(None);
        let word = cx.poll_word().clone();
        cx.limits.set(None, None, None, &word);
        cx.context.slot().set_name("idle");
        berth.put(cx);
        let mut idle = self.idle.lock();
        if idle.len() < KEPT {
            idle.push(berth);
        }
    }
}
