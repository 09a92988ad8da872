//! Which turns are running, holding new ones back, and which world new turns begin in.
//!
//! Each registered thread has a [`Slot`] that says which turn it is in. A publisher that drains
//! raises a flag first and looks at the slots then; a turn that begins fills its slot first and
//! looks at the flag then. Both go through the slot's lock, so one of them sees the other: no
//! turn slips through.

use super::{Pin, World};
use crate::Value;
use crate::sync::Mutex;
use crate::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::any::Any;
use std::borrow::Cow;
use std::sync::{Arc, Weak};
use std::time::Instant;

/// What others know of a thread and ask it: its name, the turn that it is in, questions for its
/// next poll, and where its context is while it runs nothing.
#[derive(Default)]
pub struct Slot {
    turn: Mutex<Option<Arc<Pin>>>,
    name: Mutex<Cow<'static, str>>,
    questions: Mutex<Vec<Question>>,
    rest: Mutex<Option<Weak<dyn Rests>>>,
}

/// Something to be answered at a thread's next poll: a type of `vm`.
pub type Question = Box<dyn Any + Send>;

/// The place of a context that may run nothing: then others do for it what it would do at a poll.
/// Nothing happens if it runs.
pub trait Rests: Send + Sync {
    /// Something was published.
    fn move_on(&self);
    /// Something was asked.
    fn answer(&self);
}

impl Slot {
    /// Says that the thread is in a turn, or goes on in a fork of it.
    pub fn fill(&self, pin: Arc<Pin>) {
        let old = self.turn.lock().replace(pin);
        drop(old);
    }

    /// Says that the turn has ended.
    pub fn clear(&self) {
        let old = self.turn.lock().take();
        drop(old);
    }

    /// The turn that the thread is in.
    pub fn turn(&self) -> Option<Arc<Pin>> {
        self.turn.lock().clone()
    }

    /// Goes on in a fork, if this is the turn that the thread is in.
    pub fn replace(&self, pin: &Arc<Pin>) {
        let mut slot = self.turn.lock();
        let old = match &*slot {
            Some(old) if old.turn == pin.turn => slot.replace(pin.clone()),
            _ => None,
        };
        drop(slot);
        drop(old);
    }

    /// Names the thread.
    pub fn set_name(&self, name: impl Into<Cow<'static, str>>) {
        *self.name.lock() = name.into();
    }

    /// The name of the thread, or what it is for.
    pub fn name(&self) -> String {
        self.name.lock().clone().into_owned()
    }

    /// Says where the context is while it runs nothing.
    pub fn set_rest(&self, rest: Weak<dyn Rests>) {
        *self.rest.lock() = Some(rest);
    }

    /// Where the context is while it runs nothing.
    pub fn rest(&self) -> Option<Arc<dyn Rests>> {
        self.rest.lock().as_ref()?.upgrade()
    }

    /// Leaves a question; the bit [`super::cell::ASKED`] of the poll word tells of it.
    pub(super) fn ask(&self, question: Question) {
        self.questions.lock().push(question);
    }

    /// The questions that were left.
    pub fn take_questions(&self) -> Vec<Question> {
        std::mem::take(&mut *self.questions.lock())
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

/// Some of the turns begin in another world than the newest: a candidate on trial. It follows what
/// others publish (the engine brings it up before a turn begins) until that cannot be done.
pub struct Route {
    place: Mutex<Place>,
    /// Whether somebody brings it up.
    busy: AtomicBool,
    /// The stage that built it.
    pub stage: u64,
    /// That stage, a type of the engine.
    pub candidate: Arc<dyn Any + Send + Sync>,
    /// Part of the turns, from 0 to 1.
    pub share: f64,
    begun: AtomicU64,
    /// Of turns in the newest world.
    pub current: Tally,
    /// Of turns in the world on trial.
    pub trial: Tally,
}

/// Where turns of a route go.
struct Place {
    /// The world on trial.
    world: Arc<World>,
    /// Id of the published world that it is a change of.
    base: u64,
    /// Why no turn goes there any more: an exception.
    stopped: Option<Value>,
}

/// Whoever has it brings the route up, and nobody else.
pub struct BringingUp<'a>(&'a Route);

impl Drop for BringingUp<'_> {
    fn drop(&mut self) {
        self.0.busy.store(false, Ordering::Release);
    }
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
    /// A route of this part of the turns to a world, a change of the published world `base`.
    pub fn new(
        world: Arc<World>,
        base: u64,
        (stage, candidate): (u64, Arc<dyn Any + Send + Sync>),
        share: f64,
    ) -> Route {
        Route {
            place: Mutex::new(Place {
                world,
                base,
                stopped: None,
            }),
            busy: AtomicBool::new(false),
            stage,
            candidate,
            share,
            begun: AtomicU64::new(0),
            current: Tally::default(),
            trial: Tally::default(),
        }
    }

    /// The world on trial.
    pub fn world(&self) -> Arc<World> {
        self.place.lock().world.clone()
    }

    /// The exception that stopped it.
    pub fn stopped(&self) -> Option<Value> {
        self.place.lock().stopped.clone()
    }

    /// Sends no more turns to the world on trial, for this reason.
    pub fn stop(&self, why: Value) {
        self.place.lock().stopped = Some(why);
    }

    /// If the world on trial is a change of another published world than this one, and nobody
    /// brings it up yet: the right to do so.
    pub fn bring_up(&self, newest: u64) -> Option<BringingUp<'_>> {
        let place = self.place.lock();
        let late = place.base != newest && place.stopped.is_none();
        drop(place);
        (late && !self.busy.swap(true, Ordering::AcqRel)).then_some(BringingUp(self))
    }

    /// Goes on with the same change of a newer published world.
    pub fn go_on(&self, world: Arc<World>, base: u64) {
        let mut place = self.place.lock();
        let old = std::mem::replace(&mut place.world, world);
        place.base = base;
        drop(place);
        drop(old);
    }

    /// Whether the turn that begins now goes to the world on trial: turns are taken in even
    /// distances, without dice.
    pub fn takes_next(&self) -> bool {
        if self.place.lock().stopped.is_some() {
            return false;
        }
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

/// Why waiting for turns to end came to nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Undrained {
    /// Turns are still running.
    Turns,
    /// Another publisher waits for turns to end, or publishes after it has.
    Busy,
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
