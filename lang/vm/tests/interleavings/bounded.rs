//! Every schedule with at most so many preemptions.
//!
//! A preemption is a switch away from a thread that could have gone on; switches where a thread
//! blocks, ends or waits are free. Most mistakes need very few (Musuvathi and Qadeer, "Iterative
//! context bounding", 2007), and with a bound the number of schedules is a power of the number
//! of steps and not of the number of threads, so that all of them can be run.
//!
//! The search is depth first and keeps no states: each execution replays the choices of the one
//! before it up to the last that has an alternative. A thread that spins says so by yielding;
//! it may then be at most two rounds ahead of those that could run, or the search would never end.

use shuttle::scheduler::{Schedule, Scheduler, Task, TaskId};
use shuttle::{Config, Runner};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Rounds that a spinning thread may be ahead.
const AHEAD: usize = 2;

/// One choice of an execution.
#[derive(Debug)]
struct Choice {
    /// The threads that may go on here; going on with the running one comes first.
    options: Vec<TaskId>,
    taken: usize,
}

struct Bounded {
    bound: usize,
    choices: Vec<Choice>,
    /// Position in `choices`, preemptions so far, and rounds of spinning, in this execution.
    step: usize,
    preemptions: usize,
    rounds: BTreeMap<TaskId, usize>,
    started: bool,
    /// Set when no choice has an alternative left.
    complete: Arc<AtomicBool>,
}

impl Bounded {
    /// The threads that may run next, and whether leaving the first is a preemption.
    fn options(
        &self,
        runnable: &[&Task],
        current: Option<TaskId>,
        yields: bool,
    ) -> (Vec<TaskId>, bool) {
        let mut options: Vec<TaskId> = runnable.iter().map(|task| task.id()).collect();
        let current = current.filter(|id| options.contains(id));
        let rounds = |id: &TaskId| self.rounds.get(id).copied().unwrap_or(0);
        if yields {
            let least = options.iter().map(rounds).min().unwrap_or(0);
            options.retain(|id| rounds(id) < least + AHEAD);
        } else if let Some(current) = current {
            let first = options.iter().position(|id| *id == current);
            options.swap(0, first.expect("it is one of them"));
            if self.preemptions == self.bound {
                options.truncate(1);
            }
            return (options, true);
        }
        (options, false)
    }
}

impl Scheduler for Bounded {
    fn new_execution(&mut self) -> Option<Schedule> {
        if self.started {
            while let Some(last) = self.choices.last_mut() {
                if last.taken + 1 < last.options.len() {
                    last.taken += 1;
                    break;
                }
                self.choices.pop();
            }
            if self.choices.is_empty() {
                self.complete.store(true, Ordering::Relaxed);
                return None;
            }
        }
        self.started = true;
        (self.step, self.preemptions) = (0, 0);
        self.rounds.clear();
        Some(Schedule::new(0))
    }

    fn next_task(
        &mut self,
        runnable: &[&Task],
        current: Option<TaskId>,
        yields: bool,
    ) -> Option<TaskId> {
        if yields && let Some(current) = current {
            *self.rounds.entry(current).or_default() += 1;
        }
        let (options, preempts) = self.options(runnable, current, yields);
        match self.choices.get(self.step) {
            None => self.choices.push(Choice { options, taken: 0 }),
            Some(known) => assert_eq!(known.options, options, "the program is deterministic"),
        }
        let choice = &self.choices[self.step];
        self.step += 1;
        self.preemptions += usize::from(preempts && choice.taken > 0);
        Some(choice.options[choice.taken])
    }

    fn next_u64(&mut self) -> u64 {
        panic!("random data would make the search incomplete")
    }
}

/// Runs the program under every schedule with at most `bound` preemptions; gives their number.
#[track_caller]
pub(crate) fn explore(bound: usize, program: impl Fn() + Send + Sync + 'static) -> usize {
    let complete = Arc::new(AtomicBool::new(false));
    let scheduler = Bounded {
        bound,
        choices: Vec::new(),
        step: 0,
        preemptions: 0,
        rounds: BTreeMap::new(),
        started: false,
        complete: complete.clone(),
    };
    let schedules = Runner::new(scheduler, Config::new()).run(program);
    assert!(complete.load(Ordering::Relaxed), "the search was cut");
    schedules
}

mod tests {
    use super::*;
    use shuttle::scheduler::DfsScheduler;
    use shuttle::sync::atomic::AtomicUsize;
    use shuttle::thread;
    use std::collections::BTreeSet;
    use std::sync::Mutex;

    /// Three threads that each read a counter and write it one higher.
    fn lossy(results: Arc<Mutex<BTreeSet<usize>>>) -> impl Fn() + Send + Sync + 'static {
        move || {
            let n = Arc::new(AtomicUsize::new(0));
            let threads: Vec<_> = (0..3)
                .map(|_| {
                    let n = n.clone();
                    thread::spawn(move || {
                        let read = n.load(Ordering::SeqCst);
                        n.store(read + 1, Ordering::SeqCst);
                    })
                })
                .collect();
            for thread in threads {
                thread.join().expect("ends");
            }
            let seen = n.load(Ordering::SeqCst);
            results.lock().expect("not poisoned").insert(seen);
        }
    }

    #[test]
    fn without_a_bound_it_runs_the_schedules_of_a_plain_search() {
        let ours = explore(usize::MAX, lossy(Arc::default()));
        let plain = Runner::new(DfsScheduler::new(None, false), Config::new());
        assert_eq!(ours, plain.run(lossy(Arc::default())));
    }

    #[test]
    fn each_preemption_more_shows_more() {
        let seen = |bound: usize| {
            let results = Arc::new(Mutex::new(BTreeSet::new()));
            let schedules = explore(bound, lossy(results.clone()));
            let results = results.lock().expect("not poisoned").clone();
            (schedules, results.into_iter().collect::<Vec<_>>())
        };
        let (none, one, two) = (seen(0), seen(1), seen(2));
        assert_eq!((&none.1[..], &one.1[..]), (&[3][..], &[1, 2, 3][..]));
        assert_eq!(two.1, [1, 2, 3]);
        assert!(none.0 < one.0 && one.0 < two.0);
    }

    #[test]
    fn threads_that_spin_come_to_an_end() {
        let schedules = explore(2, || {
            let ready = Arc::new(AtomicUsize::new(0));
            let spinning: Vec<_> = (0..2)
                .map(|_| {
                    let ready = ready.clone();
                    thread::spawn(move || {
                        while ready.load(Ordering::SeqCst) == 0 {
                            thread::yield_now();
                        }
                    })
                })
                .collect();
            ready.store(1, Ordering::SeqCst);
            for thread in spinning {
                thread.join().expect("ends");
            }
        });
        assert!(schedules > 10);
    }
}
