//! [`Berth`]: where a context is while it runs nothing.
//!
//! A context that runs has polls: there it adopts new worlds, lets go of old code, answers what it
//! is asked. A context that rests, such as that of a session between two calls, has none; so the
//! publisher moves it on, and whoever asks takes its answer from here. Both find it through the
//! slot of its thread. The lock is held for moments only, and never while the context runs: then
//! the berth is empty.

use crate::cx::Cx;
use crate::survey::State;
use clutch_core::world::cell::{ASKED, NEW_WORLD};
use clutch_core::world::running::Rests;
use parking_lot::Mutex;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// See the module header.
pub struct Berth(Mutex<Option<Cx>>);

impl Berth {
    /// A berth with a context in it, which belongs to it from now on.
    pub fn new(cx: Cx) -> Arc<Berth> {
        let berth = Arc::new(Berth(Mutex::new(None)));
        berth.give(cx);
        berth
    }

    /// Puts another context in, in place of one that was lost.
    pub fn give(self: &Arc<Berth>, cx: Cx) {
        let rest: Arc<dyn Rests> = self.clone();
        cx.context.slot().set_rest(Arc::downgrade(&rest));
        self.put(cx);
    }

    /// Takes the context to run something; none while it runs, or if it was lost.
    pub fn take(&self) -> Option<Cx> {
        self.0.lock().take()
    }

    /// Puts the context back. It adopts what was published while it ran.
    pub fn put(&self, mut cx: Cx) {
        cx.move_on();
        cx.answer_as(State::Idle);
        let word = cx.poll_word().clone();
        *self.0.lock() = Some(cx);
        // What came meanwhile did not find it here.
        if word.load(Ordering::Acquire) & (NEW_WORLD | ASKED) != 0 {
            self.move_on();
            self.answer();
        }
    }

    /// Lends the context; none while it runs, or if it was lost.
    pub fn lend(&self) -> Option<Lent<'_>> {
        let cx = self.take()?;
        Some(Lent {
            berth: self,
            cx: Some(cx),
        })
    }
}

impl Rests for Berth {
    fn move_on(&self) {
        if let Some(mut berth) = self.0.try_lock()
            && let Some(cx) = &mut *berth
        {
            cx.move_on();
        }
    }

    fn answer(&self) {
        if let Some(mut berth) = self.0.try_lock()
            && let Some(cx) = &mut *berth
        {
            cx.answer_as(State::Idle);
        }
    }
}

/// A context out of its berth for a while; it goes back when this is dropped.
pub struct Lent<'a> {
    berth: &'a Berth,
    cx: Option<Cx>,
}

impl Deref for Lent<'_> {
    type Target = Cx;
    fn deref(&self) -> &Cx {
        self.cx.as_ref().expect("there until it is dropped")
    }
}

impl DerefMut for Lent<'_> {
    fn deref_mut(&mut self) -> &mut Cx {
        self.cx.as_mut().expect("there until it is dropped")
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(cx) = self.cx.take() {
            self.berth.put(cx);
        }
    }
}
