//! [`Pool`]: running contexts that are idle, for the next turn or session.
//!
//! Making a context maps a large stack, which costs more than a short call. A context comes back
//! without bindings and limits, live, and with its cancel bit cleared; a [`Canceller`] is bound
//! to one use of it and does nothing afterwards. Idle contexts are moved on when something was
//! published, so that they hold no old code.
//!
//! The pool belongs to the handles of an engine and not to its shared part: contexts hold the
//! shared part, and a circle would keep both for ever.

use crate::engine::Inner;
use clutch_core::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use clutch_vm::Cx;
use clutch_vm::dynamic::Bindings;
use clutch_vm::limits::CANCEL;
use parking_lot::Mutex;
use std::sync::Arc;

/// Most contexts that are kept.
const KEPT: usize = 16;

/// Idle contexts.
#[derive(Default)]
pub(crate) struct Pool {
    idle: Mutex<Vec<Cx>>,
    /// Publishes that the idle contexts have seen.
    epoch: AtomicU64,
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
    /// An idle context, or a new one: live and without bindings.
    pub(crate) fn take(&self, engine: &Inner) -> Cx {
        let idle = self.idle.lock().pop();
        idle.unwrap_or_else(|| engine.context())
    }

    /// Takes back a context that is live and runs nothing.
    pub(crate) fn give_back(&self, mut cx: Cx, canceller: &Canceller) {
        canceller.disarm();
        cx.poll_word().fetch_and(!CANCEL, Ordering::AcqRel);
        cx.set_bindings(Bindings::default());
        cx.context.set_author(None);
        let word = cx.poll_word().clone();
        cx.limits.set(None, None, None, &word);
        // Nothing is asked of the context, so the poll only adopts the newest world.
        if cx.poll().is_err() {
            return;
        }
        cx.free_displaced();
        let mut idle = self.idle.lock();
        if idle.len() < KEPT {
            idle.push(cx);
        }
    }

    /// Moves idle contexts on to the newest world, if something was published.
    pub(crate) fn refresh(&self, engine: &Inner) {
        let epoch = engine.cell.epoch();
        if self.epoch.swap(epoch, Ordering::AcqRel) != epoch {
            self.idle.lock().retain_mut(|cx| cx.poll().is_ok());
        }
    }
}
