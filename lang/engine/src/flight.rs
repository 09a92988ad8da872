//! [`Flights`]: each namespace is loaded for the first time by one stage; others wait for it.
//!
//! A stage claims a namespace before it evaluates its file and keeps the claim until it has
//! published or was dropped. Another stage that needs the namespace waits for that. Two stages
//! that wait for each other (one loads `a` then `b`, the other `b` then `a`) would wait for ever;
//! the one that would close the circle is told to load its own copy, and the publish sorts it
//! out: the copy that comes second gives way to the first.

use clutch_core::NsName;
use parking_lot::{Condvar, Mutex};
use rustc_hash::FxHashMap;
use std::time::Duration;

/// Who loads what.
#[derive(Default)]
pub(crate) struct Flights {
    state: Mutex<State>,
    landed: Condvar,
}

#[derive(Default)]
struct State {
    /// Namespace → stage that loads it.
    loading: FxHashMap<NsName, u64>,
    /// Stage → stage that it waits for.
    waiting: FxHashMap<u64, u64>,
}

/// Answer to a claim.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Claim {
    /// Load it; nobody else does.
    Mine,
    /// Load it, although another stage does too: waiting for that one would be a circle.
    Copy,
    /// Another stage loads it; nothing came of it within the time given.
    Busy,
    /// The stage that loaded it has ended: look again.
    Landed,
}

impl Flights {
    /// Claims a namespace for a stage; waits up to `patience` if another stage loads it.
    pub(crate) fn claim(&self, ns: NsName, stage: u64, patience: Duration) -> Claim {
        let mut state = self.state.lock();
        let Some(&owner) = state.loading.get(&ns) else {
            state.loading.insert(ns, stage);
            return Claim::Mine;
        };
        if owner == stage {
            return Claim::Mine;
        }
        if state.leads_to(owner, stage) {
            return Claim::Copy;
        }
        state.waiting.insert(stage, owner);
        let timed_out = self.landed.wait_for(&mut state, patience).timed_out();
        state.waiting.remove(&stage);
        match state.loading.get(&ns) {
            Some(o) if *o == owner && timed_out => Claim::Busy,
            _ => Claim::Landed,
        }
    }

    /// Gives up all claims of a stage that has ended.
    pub(crate) fn land(&self, stage: u64) {
        let mut state = self.state.lock();
        state.loading.retain(|_, owner| *owner != stage);
        drop(state);
        self.landed.notify_all();
    }

    /// Whether no stage loads anything.
    #[cfg(test)]
    pub(crate) fn is_idle(&self) -> bool {
        self.state.lock().loading.is_empty()
    }
}

impl State {
    fn leads_to(&self, from: u64, to: u64) -> bool {
        let mut at = from;
        // A chain of waits without a circle is shorter than the number of waiters.
        for _ in 0..=self.waiting.len() {
            match self.waiting.get(&at) {
                Some(next) if *next == to => return true,
                Some(next) => at = *next,
                None => return false,
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    const SOON: Duration = Duration::from_millis(5);

    fn ns(name: &str) -> NsName {
        NsName::new(name)
    }

    #[test]
    fn a_claimed_namespace_is_waited_for() {
        let flights = Arc::new(Flights::default());
        assert_eq!(flights.claim(ns("a"), 1, SOON), Claim::Mine);
        assert_eq!(flights.claim(ns("a"), 1, SOON), Claim::Mine);
        assert_eq!(flights.claim(ns("a"), 2, SOON), Claim::Busy);
        let waiter = {
            let flights = flights.clone();
            std::thread::spawn(move || flights.claim(ns("a"), 2, Duration::from_secs(60)))
        };
        while flights.state.lock().waiting.is_empty() {
            std::thread::yield_now();
        }
        flights.land(1);
        assert_eq!(waiter.join().expect("thread"), Claim::Landed);
        assert_eq!(flights.claim(ns("a"), 2, SOON), Claim::Mine);
        flights.land(2);
        assert!(flights.is_idle());
    }

    #[test]
    fn a_circle_of_waits_is_not_closed() {
        let flights = Arc::new(Flights::default());
        assert_eq!(flights.claim(ns("a"), 1, SOON), Claim::Mine);
        assert_eq!(flights.claim(ns("b"), 2, SOON), Claim::Mine);
        let waiter = {
            let flights = flights.clone();
            std::thread::spawn(move || flights.claim(ns("b"), 1, Duration::from_secs(60)))
        };
        while flights.state.lock().waiting.is_empty() {
            std::thread::yield_now();
        }
        assert_eq!(flights.claim(ns("a"), 2, SOON), Claim::Copy);
        flights.land(2);
        assert_eq!(waiter.join().expect("thread"), Claim::Landed);
    }
}
