//! What is still there of the past: worlds that were published, and pins that cells have taken.
//!
//! Both are only remembered while somebody else holds them, so that remembering keeps nothing
//! alive. It answers who still holds an old generation.

use super::{Pin, World};
use parking_lot::Mutex;
use std::sync::{Arc, Weak};

/// See the module header.
#[derive(Default)]
pub struct Alive {
    worlds: Mutex<Remembered<World>>,
    pins: Mutex<Remembered<Pin>>,
}

impl Alive {
    /// Remembers a world that is published.
    pub fn add_world(&self, world: &Arc<World>) {
        self.worlds.lock().add(world);
    }

    /// Remembers a pin that something which outlives its turn has taken.
    pub fn add_pin(&self, pin: &Arc<Pin>) {
        self.pins.lock().add(pin);
    }

    /// The published worlds that somebody holds, oldest first.
    pub fn worlds(&self) -> Vec<Arc<World>> {
        self.worlds.lock().all()
    }

    /// The pins that somebody holds, in the order taken.
    pub fn pins(&self) -> Vec<Arc<Pin>> {
        self.pins.lock().all()
    }
}

struct Remembered<T> {
    list: Vec<Weak<T>>,
    /// How many were left after the last clearing.
    left: usize,
}

impl<T> Default for Remembered<T> {
    fn default() -> Remembered<T> {
        Remembered {
            list: Vec::new(),
            left: 0,
        }
    }
}

impl<T> Remembered<T> {
    fn add(&mut self, new: &Arc<T>) {
        if self.list.len() >= 2 * self.left + 64 {
            self.clear();
        }
        self.list.push(Arc::downgrade(new));
    }

    /// Forgets what nobody holds any more.
    fn clear(&mut self) {
        self.list.retain(|old| old.strong_count() > 0);
        self.left = self.list.len();
    }

    fn all(&mut self) -> Vec<Arc<T>> {
        self.clear();
        self.list.iter().filter_map(Weak::upgrade).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_somebody_holds_is_remembered_in_little_space() {
        let mut remembered = Remembered::default();
        let held = Arc::new(0);
        remembered.add(&held);
        for n in 1..10_000 {
            remembered.add(&Arc::new(n));
        }
        assert_eq!(remembered.all(), [held]);
        assert!(remembered.list.len() < 100);
    }
}
