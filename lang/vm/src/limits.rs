//! Limits and interrupts: what a host may impose on running code, checked at polls.
//!
//! The poll word of a thread is zero while nothing is asked of it. A thread with fuel has the bit
//! [`COUNTING`] set for good, so that each poll comes here and takes one unit; threads without
//! fuel pay nothing. Cancel and limits raise a [`Thrown`] that scripts cannot catch.

use clutch_core::class;
use clutch_core::error::{Exception, ThrowKind, Thrown};
use clutch_core::heap;
use clutch_core::sync::atomic::{AtomicU32, Ordering};
use clutch_core::{R, Value};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Poll bit: stop with a cancellation (raised by the host, Ctrl-C, or `future-cancel`).
pub const CANCEL: u32 = 1 << 8;
/// Poll bit: this thread counts fuel or watches the clock.
pub const COUNTING: u32 = 1 << 9;

/// Polls between two looks at the clock.
const CLOCK_EVERY: u32 = 256;

/// Polls that `finally` clauses may take after a limit struck.
const FINALLY_POLLS: u32 = 10_000;
/// Time that `finally` clauses may take after a limit struck.
const FINALLY_TIME: Duration = Duration::from_millis(100);

/// What running code may use up. `None` is "no limit".
#[derive(Clone, Debug, Default)]
pub struct Limits {
    fuel: Option<u64>,
    deadline: Option<Instant>,
    /// Bytes in use, by `heap::used`, at which running code stops.
    memory: Option<i64>,
    clock: u32,
    /// Polls left to a `finally` after a limit or cancel struck.
    grace: Option<u32>,
    /// The limit that struck.
    struck: Option<UsedUp>,
}

/// Limits to go back to; see [`Limits::narrow`].
#[must_use = "must be given back to Limits::widen"]
pub struct Narrowed {
    /// Fuel at the start of the part.
    given: Option<u64>,
    /// Whether the memory of the part is bounded by the limits around it.
    outer_memory: bool,
    outer: Limits,
}

/// Which limit of a part was used up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UsedUp {
    /// Its polls.
    Fuel,
    /// Its time.
    Time,
    /// Its memory.
    Memory,
}

impl Limits {
    /// Limits for the next run of this context, on this thread: polls, time, and bytes beyond
    /// what is in use now. Marks the poll word.
    pub fn set(
        &mut self,
        fuel: Option<u64>,
        time: Option<Duration>,
        memory: Option<usize>,
        word: &AtomicU32,
    ) {
        self.memory = memory.map(bytes_from_now);
        self.fuel = fuel;
        self.deadline = time.map(|t| Instant::now() + t);
        self.clock = 0;
        self.grace = None;
        self.struck = None;
        if self.is_limited() {
            word.fetch_or(COUNTING, Ordering::AcqRel);
        } else {
            word.fetch_and(!COUNTING, Ordering::AcqRel);
        }
    }

    /// Narrows the limits for a part of the run; what is wider already stays as it is. Gives what
    /// to pass to [`Limits::widen`].
    pub fn narrow(
        &mut self,
        fuel: Option<u64>,
        time: Option<Duration>,
        memory: Option<usize>,
        word: &AtomicU32,
    ) -> Narrowed {
        let outer = self.clone();
        self.fuel = least(self.fuel, fuel);
        self.deadline = least(self.deadline, time.map(|t| Instant::now() + t));
        self.memory = least(self.memory, memory.map(bytes_from_now));
        if self.is_limited() {
            word.fetch_or(COUNTING, Ordering::AcqRel);
        }
        Narrowed {
            given: self.fuel,
            outer_memory: outer.memory.is_some() && outer.memory == self.memory,
            outer,
        }
    }

    /// Goes back to the limits from before [`Limits::narrow`], less what was used since. If the
    /// narrow limits are used up and the wide ones are not, says which.
    pub fn widen(&mut self, narrowed: Narrowed, word: &AtomicU32) -> Option<UsedUp> {
        let Narrowed {
            given,
            outer_memory,
            mut outer,
        } = narrowed;
        let left = self.fuel.unwrap_or(0);
        let used = given.map_or(0, |g| g.saturating_sub(left));
        outer.fuel = outer.fuel.map(|f| f.saturating_sub(used));
        let passed = |end: Option<Instant>| end.is_some_and(|e| e <= Instant::now());
        // What was used up may have been freed since: it counts whose bound was struck.
        let full = outer_memory && self.struck == Some(UsedUp::Memory);
        let outer_holds = outer.fuel != Some(0) && !passed(outer.deadline) && !full;
        let used_up = self.struck.filter(|_| outer_holds);
        *self = outer;
        if !self.is_limited() {
            word.fetch_and(!COUNTING, Ordering::AcqRel);
        }
        used_up
    }

    fn is_limited(&self) -> bool {
        self.fuel.is_some() || self.deadline.is_some() || self.memory.is_some()
    }

    /// Has the next check look at the clock: for loops that wait between their polls.
    pub fn look_at_clock(&mut self) {
        self.clock = CLOCK_EVERY;
    }

    /// Fuel left, if it is limited.
    pub fn fuel(&self) -> Option<u64> {
        self.fuel
    }

    /// Bytes that may still be used, if they are limited.
    pub fn memory(&self) -> Option<usize> {
        let left = self.memory?.saturating_sub(heap::used());
        Some(usize::try_from(left).unwrap_or(0))
    }

    /// Point in time at which running code stops.
    pub fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    /// Lets a `finally` run a little after a limit struck.
    pub(crate) fn grant_grace(&mut self) {
        if self.grace.is_none() {
            self.grace = Some(FINALLY_POLLS);
            if let Some(fuel) = &mut self.fuel {
                *fuel = (*fuel).max(u64::from(FINALLY_POLLS));
            }
            if self.deadline.is_some() {
                self.deadline = Some(Instant::now() + FINALLY_TIME);
            }
        }
    }

    /// Takes one unit of fuel and looks at the clock now and then.
    pub(crate) fn check(&mut self, word: &Arc<AtomicU32>) -> R<()> {
        let bits = word.load(Ordering::Acquire);
        if bits & CANCEL != 0 {
            word.fetch_and(!CANCEL, Ordering::AcqRel);
            return Err(stop(ThrowKind::Cancelled, "The evaluation was cancelled"));
        }
        if bits & COUNTING == 0 {
            return Ok(());
        }
        if let Some(fuel) = &mut self.fuel {
            if *fuel == 0 {
                self.struck = Some(UsedUp::Fuel);
                return Err(stop(ThrowKind::Limit, "The evaluation used up its fuel"));
            }
            *fuel -= 1;
        }
        if self.memory.is_some_and(|m| heap::used() > m) {
            self.memory = None;
            self.struck = Some(UsedUp::Memory);
            return Err(stop(ThrowKind::Limit, "The evaluation used up its memory"));
        }
        if let Some(deadline) = self.deadline {
            self.clock += 1;
            if self.clock >= CLOCK_EVERY {
                self.clock = 0;
                if Instant::now() >= deadline {
                    self.struck = Some(UsedUp::Time);
                    return Err(stop(ThrowKind::Limit, "The evaluation ran out of time"));
                }
            }
        }
        Ok(())
    }
}

/// What `heap::used` may be if so many bytes may be used beyond what is in use now.
fn bytes_from_now(bytes: usize) -> i64 {
    let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
    heap::used().saturating_add(bytes)
}

/// The narrower of two limits.
fn least<T: Ord>(a: Option<T>, b: Option<T>) -> Option<T> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// An uncatchable end of the evaluation.
pub fn stop(kind: ThrowKind, message: &str) -> Box<Thrown> {
    let class = if kind == ThrowKind::Cancelled {
        &class::THREAD_DEATH
    } else {
        &class::ERROR
    };
    Box::new(Thrown {
        value: Value::new(Exception::new(class, message)),
        kind,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn polls(limits: &mut Limits, word: &Arc<AtomicU32>, count: usize) -> R<()> {
        (0..count).try_for_each(|_| limits.check(word))
    }

    #[test]
    fn a_narrow_limit_strikes_first_and_what_it_used_is_taken_from_the_wide_one() {
        let word = Arc::default();
        let mut limits = Limits::default();
        limits.set(Some(100), None, None, &word);
        let narrowed = limits.narrow(Some(10), None, None, &word);
        assert!(polls(&mut limits, &word, 11).is_err());
        assert_eq!(limits.widen(narrowed, &word), Some(UsedUp::Fuel));
        assert_eq!(limits.fuel(), Some(90));
        let narrowed = limits.narrow(Some(1_000), None, None, &word);
        assert!(polls(&mut limits, &word, 91).is_err());
        assert_eq!(limits.widen(narrowed, &word), None, "the wide one struck");
    }

    #[test]
    fn without_a_wide_limit_nothing_is_counted_afterwards() {
        let word = Arc::default();
        let mut limits = Limits::default();
        let narrowed = limits.narrow(None, Some(Duration::ZERO), None, &word);
        assert!(polls(&mut limits, &word, 1_000).is_err());
        assert_eq!(limits.widen(narrowed, &word), Some(UsedUp::Time));
        assert_eq!(word.load(Ordering::Relaxed) & COUNTING, 0);
        assert!(polls(&mut limits, &word, 1_000).is_ok());
    }

    #[test]
    fn a_narrow_memory_limit_ends_with_its_part() {
        let word = Arc::default();
        let mut limits = Limits::default();
        let narrowed = limits.narrow(None, None, Some(1_000), &word);
        assert!(polls(&mut limits, &word, 1).is_ok());
        heap::charge(2_000);
        assert!(polls(&mut limits, &word, 1).is_err());
        assert_eq!(limits.widen(narrowed, &word), Some(UsedUp::Memory));
        assert!(polls(&mut limits, &word, 1).is_ok());
        heap::charge(-2_000);
    }

    #[test]
    fn who_waits_between_polls_has_the_clock_looked_at_each_time() {
        let word = Arc::default();
        let mut limits = Limits::default();
        limits.set(None, Some(Duration::ZERO), None, &word);
        assert!(polls(&mut limits, &word, 1).is_ok());
        limits.look_at_clock();
        assert!(polls(&mut limits, &word, 1).is_err());
    }
}
