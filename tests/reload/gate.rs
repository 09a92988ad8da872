//! A place in a script where a publish is let happen.

use clutch_lang::Module;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// What the publisher and the scripts in the gap know of each other.
#[derive(Default)]
pub(crate) struct Gate {
    state: Mutex<State>,
    changed: Condvar,
    visits: AtomicU64,
}

#[derive(Default)]
struct State {
    publishes: u64,
    inside: usize,
}

/// Longest wait for the other side. Without it the last readers would wait for ever.
const PATIENCE: Duration = Duration::from_millis(20);

impl Gate {
    /// `gate/gap` and `gate/rest` for scripts. Every second visit waits for the next publish, every other one
    /// gives up the processor and leaves the rest to luck.
    pub(crate) fn module(self: &Arc<Gate>) -> Module {
        let gate = self.clone();
        Module::new("gate")
            .function("gap", "Lets a publish happen.", move || gate.gap())
            .function("rest", "Asks for a pause of 50 microseconds.", || {
                std::thread::sleep(Duration::from_micros(50));
            })
    }

    fn gap(&self) {
        if self.visits.fetch_add(1, Ordering::Relaxed) % 2 == 1 {
            return std::thread::yield_now();
        }
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = state.publishes;
        state.inside += 1;
        self.changed.notify_all();
        let waited = self
            .changed
            .wait_timeout_while(state, PATIENCE, |s| s.publishes == seen);
        waited.unwrap_or_else(PoisonError::into_inner).0.inside -= 1;
    }

    /// Publishes by `f` as soon as a script is in the gap, or after a while without.
    pub(crate) fn publish(&self, f: impl FnOnce()) {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self
            .changed
            .wait_timeout_while(state, PATIENCE, |s| s.inside == 0);
        drop(waited);
        f();
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.publishes += 1;
        self.changed.notify_all();
    }
}
