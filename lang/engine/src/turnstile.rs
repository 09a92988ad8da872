//! [`Turnstile`]: what follows a publish is done in the order of the publishes.
//!
//! Hooks run after the swap, outside of all locks. If two publishes follow each other closely, the
//! hooks of the first must not come after those of the second, or what they register would be
//! that of the older program. So each publish takes a [`Ticket`] while it is the only publisher,
//! and waits with its hooks until the tickets before it are given back. A hook that publishes
//! itself does not wait for its own thread, and nobody waits for ever: a hook may wait for a
//! thread that waits here.

use clutch_core::R;
use clutch_vm::Cx;
use parking_lot::{Condvar, Mutex};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread::ThreadId;
use std::time::{Duration, Instant};

/// How long a publish waits for the hooks of those before it.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often a waiting thread looks for interrupts.
const LOOK_UP: Duration = Duration::from_millis(10);

/// See the module header.
#[derive(Default)]
pub(crate) struct Turnstile {
    /// Generations whose hooks are not done, with the threads that publish them.
    waiting: Mutex<BTreeMap<u64, ThreadId>>,
    fewer: Condvar,
}

/// A place in the order; given back when it is dropped.
pub(crate) struct Ticket {
    turnstile: Arc<Turnstile>,
    generation: u64,
}

impl Turnstile {
    /// A ticket for a generation that is just being published.
    pub(crate) fn ticket(self: &Arc<Turnstile>, generation: u64) -> Ticket {
        let me = std::thread::current().id();
        self.waiting.lock().insert(generation, me);
        Ticket {
            turnstile: self.clone(),
            generation,
        }
    }
}

impl Ticket {
    /// Waits until nobody before this one has hooks to run.
    ///
    /// # Errors
    /// When interrupted.
    pub(crate) fn wait(&self, cx: &mut Cx) -> R<()> {
        let deadline = Instant::now() + PATIENCE;
        while !self.wait_a_moment(LOOK_UP) && Instant::now() < deadline {
            cx.poll()?;
        }
        Ok(())
    }

    /// Whether its turn has come.
    fn wait_a_moment(&self, time: Duration) -> bool {
        let me = std::thread::current().id();
        let mut waiting = self.turnstile.waiting.lock();
        let first = |waiting: &BTreeMap<u64, ThreadId>| {
            let mut before = waiting.range(..self.generation);
            before.all(|(_, thread)| *thread == me)
        };
        if !first(&waiting) {
            self.turnstile.fewer.wait_for(&mut waiting, time);
        }
        first(&waiting)
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.turnstile.waiting.lock().remove(&self.generation);
        self.turnstile.fewer.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_millis(5);

    #[test]
    fn later_publishes_wait_for_earlier_ones_of_other_threads() {
        let turnstile = Arc::new(Turnstile::default());
        let first = turnstile.ticket(1);
        let second = turnstile.ticket(2);
        assert!(second.wait_a_moment(SOON), "one thread waits for nobody");
        let other = std::thread::spawn({
            let turnstile = turnstile.clone();
            move || {
                let third = turnstile.ticket(3);
                let early = third.wait_a_moment(SOON);
                while !third.wait_a_moment(SOON) {}
                early
            }
        });
        std::thread::sleep(SOON * 4);
        drop((first, second));
        assert!(!other.join().expect("thread"), "it had to wait");
        assert!(turnstile.waiting.lock().is_empty());
    }
}
