//! The thread's table of globals: for each var's slot, the world that was asked last and the
//! value it gave.
//!
//! An entry is good while its world id equals the context's; ids are unique in the process, so
//! candidates, forks and old worlds can never be mistaken for each other. Moving to another
//! world changes one number; entries are refilled with one read of the world as they are used.
//! Values of dynamic vars are never kept here.
//!
//! A value that is displaced from the table may be the callee of a running frame, which holds no
//! count of its own. Displaced values therefore go to the *retire list*, and only those that no
//! frame runs are freed, at a poll or when the list grows.

use crate::frame::Frames;
use clutch_core::Value;
use clutch_core::world::World;

struct Entry {
    world: u64,
    value: Value,
}

/// Displaced values that make a sweep worth it.
const SWEEP_AT: usize = 64;

/// See the module header.
#[derive(Default)]
pub(crate) struct Globals {
    entries: Vec<Entry>,
    retired: Vec<Value>,
    /// The world that the thread has moved on to with these tables.
    home: u64,
    /// Whether there are entries of other worlds: of turns, of a stage, of a newer world.
    foreign: bool,
}

impl Globals {
    /// The value of a slot, if it was read in this world.
    #[inline(always)]
    pub(crate) fn get(&self, slot: u32, world: u64) -> Option<&Value> {
        match self.entries.get(slot as usize) {
            Some(e) if e.world == world => Some(&e.value),
            _ => None,
        }
    }

    /// Keeps the value that a world gives for a slot.
    pub(crate) fn put(&mut self, slot: u32, world: u64, value: Value, frames: &Frames) {
        let slot = slot as usize;
        if slot >= self.entries.len() {
            let len = (slot + 1).next_power_of_two().max(1024);
            self.entries.resize_with(len, || Entry {
                world: 0,
                value: Value::NIL,
            });
        }
        self.foreign |= world != self.home;
        let entry = &mut self.entries[slot];
        entry.world = world;
        if !entry.value.same(&value) {
            let old = std::mem::replace(&mut entry.value, value);
            self.retire(old, frames);
        }
    }

    /// Whether something is to be let go of in this world.
    pub(crate) fn lag_behind(&self, world: u64) -> bool {
        self.foreign || self.home != world
    }

    /// Lets go of what is not of this world: values that were replaced or removed on the way to
    /// it, and those of other worlds. What did not change stays for the next read.
    pub(crate) fn move_to(&mut self, now: &World, frames: &Frames) {
        let (from, to) = (self.home, now.id());
        let one_step = now.parent() == from;
        if one_step {
            for slot in now.changed_slots() {
                self.forget(slot, to, frames);
            }
        }
        if self.foreign || !(one_step || from == to) {
            for slot in 0..self.entries.len() {
                let of = self.entries[slot].world;
                if of != to && (of != from || !(one_step || from == to)) {
                    self.forget(slot as u32, to, frames);
                }
            }
        }
        self.home = to;
        self.foreign = false;
        self.sweep(frames);
    }

    /// Lets go of a slot's value, unless it was read in the world `kept`.
    fn forget(&mut self, slot: u32, kept: u64, frames: &Frames) {
        if let Some(entry) = self.entries.get_mut(slot as usize)
            && entry.world != kept
        {
            entry.world = 0;
            let old = entry.value.take();
            self.retire(old, frames);
        }
    }

    fn retire(&mut self, old: Value, frames: &Frames) {
        if old.is_heap() {
            self.retired.push(old);
            if self.retired.len() >= SWEEP_AT {
                self.sweep(frames);
            }
        }
    }

    /// Frees the retired values that no frame runs.
    pub(crate) fn sweep(&mut self, frames: &Frames) {
        if self.retired.is_empty() {
            return;
        }
        let running: rustc_hash::FxHashSet<u64> =
            frames.iter().map(|f| f.callee().bits()).collect();
        self.retired.retain(|v| running.contains(&v.bits()));
    }
}
