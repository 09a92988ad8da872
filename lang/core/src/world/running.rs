//! Which turns are running, holding new ones back, and which world new turns begin in.
//!
//! Each registered thread has a [`Slot`] that says which turn it is in. A publisher that drains
//! raises a flag first and looks at the slots then; a turn that begins fills its slot first and
//! looks at the flag then. Both go through the slot's lock, so one of them sees the other: no
//! turn slips through.

use super::{Pin, World};
use crate::sync::Mutex;
use crate::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::Arc;
use std::time::Instant;

/// The turn that a thread is in.
#[derive(Default)]
pub struct Slot(Mutex<Option<Arc<Pin>>>);

impl Slot {
    /// Says that the thread is in a turn, or goes on in a fork of it.
    pub fn fill(&self, pin: Arc<Pin>) {
        let old = self.0.lock().replace(pin);
        drop(old);
    }

    /// Says that the turn has ended.
    pub fn clear(&self) {
        let old = self.0.lock().take();
        drop(old);
    }

    /// The turn that the thread is in.
    pub fn turn(&self) -> Option<Arc<Pin>> {
        self.0.lock().clone()
    }

    /// Goes on in a fork, if this is the turn that the thread is in.
    pub fn replace(&self, pin: &Arc<Pin>) {
        let mut slot = self.0.lock();
        let old = match &*slot {
            Some(old) if old.turn == pin.turn => slot.replace(pin.clone()),
            _ => None,
        };
        drop(slot);
        drop(old);
    }
}

/// Holds back turns that want to begin.
#[derive(Default)]
pub(super) struct Gate(AtomicBool);

impl Gate {
    /// Closes the gate; `None` if it is closed already.
    pub(super) fn close(&self) -> bool {
        self.0
            .compare_exchange(false, true, Ordering::SeqCst, Ordering::SeqCst)
            .is_ok()
    }

    pub(super) fn open(&self) {
        self.0.store(false, Ordering::SeqCst);
    }

    pub(super) fn is_closed(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// Some of the turns begin in another world than the newest: a candidate on trial.
pub struct Route {
    /// The world on trial.
    pub world: Arc<World>,
    /// The stage that built it.
    pub stage: u64,
    /// Part of the turns, from 0 to 1.
    pub share: f64,
    begun: AtomicU64,
    /// Of turns in the newest world.
    pub current: Tally,
    /// Of turns in the world on trial.
    pub trial: Tally,
}

/// Turns that have ended.
#[derive(Default)]
pub struct Tally {
    turns: AtomicU64,
    failed: AtomicU64,
}

impl Tally {
    /// Counts a turn.
    pub fn count(&self, failed: bool) {
        self.turns.fetch_add(1, Ordering::Relaxed);
        self.failed.fetch_add(failed.into(), Ordering::Relaxed);
    }

    /// How many there were, and how many of them ended with an exception.
    pub fn counts(&self) -> (u64, u64) {
        let read = |n: &AtomicU64| n.load(Ordering::Relaxed);
        (read(&self.turns), read(&self.failed))
    }
}

impl Route {
    /// A route of this part of the turns to a world.
    pub fn new(world: Arc<World>, stage: u64, share: f64) -> Route {
        Route {
            world,
            stage,
            share,
            begun: AtomicU64::new(0),
            current: Tally::default(),
            trial: Tally::default(),
        }
    }

    /// Whether the turn that begins now goes to the world on trial: turns are taken in even
    /// distances, without dice.
    pub fn takes_next(&self) -> bool {
        let n = self.begun.fetch_add(1, Ordering::Relaxed);
        let upto = |n: u64| (n as f64 * self.share + 1e-9).floor();
        upto(n + 1) > upto(n)
    }

    /// The count for turns of one of the two worlds.
    pub fn tally(&self, on_trial: bool) -> &Tally {
        match on_trial {
            true => &self.trial,
            false => &self.current,
        }
    }
}

/// Turns are held back as long as this lives.
pub struct Drain<'a> {
    pub(super) gate: &'a Gate,
}

impl Drop for Drain<'_> {
    fn drop(&mut self) {
        self.gate.open();
    }
}

/// Gives other threads the processor while something is waited for.
pub(super) fn pause(until: Instant) -> bool {
    #[cfg(not(shuttle))]
    std::thread::sleep(std::time::Duration::from_micros(200));
    #[cfg(shuttle)]
    shuttle::thread::yield_now();
    Instant::now() < until
}
