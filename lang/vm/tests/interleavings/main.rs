//! The publish cell and the turn protocol under schedulers that choose the interleaving: all of
//! them up to a number of preemptions ([`bounded`]), and random ones with more.
//!
//! Built only with `RUSTFLAGS="--cfg shuttle"`, which swaps the locks and atomics of the real
//! code (see `clutch_core::sync`). Run: `just interleavings`.

#![cfg(shuttle)]

mod bounded;

use bounded::explore;
use clutch_core::sync::Mutex;
use clutch_core::sync::atomic::{AtomicU32, Ordering};
use clutch_core::world::cell::{NEW_WORLD, What, WorldCell};
use clutch_core::world::{Binding, ClassTable, Definition, World};
use clutch_core::{Value, VarName};
use clutch_vm::Context;
use shuttle::thread::{self, JoinHandle};
use std::sync::Arc;

/// A bound that nothing reaches: every schedule there is.
const ALL: usize = usize::MAX;

/// Random schedules of each program, for what needs more preemptions than its bound.
const RANDOM: usize = 500;

/// The program holds under every schedule with at most `bound` preemptions (`DEEPER` adds to it), and
/// under some with more.
#[track_caller]
fn holds(bound: usize, program: impl Fn() + Send + Sync + Clone + 'static) {
    let deeper = std::env::var("DEEPER").ok();
    let deeper: usize = deeper.map_or(0, |n| n.parse().expect("a number"));
    let bound = bound.saturating_add(deeper);
    let name = std::thread::current().name().unwrap_or("").to_string();
    let schedules = explore(bound, program.clone());
    match bound {
        ALL => println!("{name}: all {schedules} schedules"),
        _ => println!("{name}: {schedules} schedules with at most {bound} preemptions"),
    }
    shuttle::check_random(program, RANDOM);
}

/// A place where other threads may run.
fn pause(cell: &WorldCell) {
    cell.epoch();
}

/// A live context of its own thread, and its poll word.
fn live(cell: &Arc<WorldCell>) -> (Context, Arc<AtomicU32>) {
    let poll = Arc::new(AtomicU32::new(0));
    (Context::live(cell.clone(), poll.clone()), poll)
}

/// A thread that publishes these numbers, one after the other.
fn publisher(cell: &Arc<WorldCell>, numbers: std::ops::RangeInclusive<i64>) -> JoinHandle<()> {
    let cell = cell.clone();
    thread::spawn(move || {
        for n in numbers {
            publish_both(&cell, n);
        }
    })
}

/// Begins a turn, asserts that `a` and `b` are equal in it whatever others do, and ends it;
/// gives what they were and the generation.
fn whole_turn(cell: &WorldCell, context: &mut Context) -> (i64, u64) {
    let saved = context.enter_turn();
    let a = get(context.world(), "a");
    pause(cell);
    context.adopt().expect("no stage");
    assert_eq!(get(context.world(), "b"), a);
    let generation = context.world().generation();
    context.restore(saved).expect("no stage");
    (a, generation)
}

fn var(name: &str) -> VarName {
    VarName::from_parts("interleavings", name)
}

fn get(world: &World, name: &str) -> i64 {
    let binding = world.binding(var(name));
    binding
        .and_then(|b| b.value()?.as_int())
        .expect("always defined")
}

fn with(world: &World, values: &[(&str, i64)]) -> World {
    let mut next = world.branch();
    for (name, n) in values {
        next.define(Arc::new(Binding::new(var(name), Value::int(*n))));
    }
    next
}

/// A cell with `a` and `b` equal.
fn cell() -> Arc<WorldCell> {
    let world = with(&World::empty(ClassTable::default()), &[("a", 0), ("b", 0)]);
    WorldCell::new(world)
}

fn publish_both(cell: &WorldCell, n: i64) -> Arc<World> {
    let made = cell.publish_with(What::Register, |w| {
        Ok::<_, ()>(with(w, &[("a", n), ("b", n)]))
    });
    made.expect("cannot fail")
}

#[test]
fn a_turn_sees_one_world_from_end_to_end() {
    holds(3, || {
        let cell = cell();
        let publisher = publisher(&cell, 1..=2);
        let (mut context, _) = live(&cell);
        for _ in 0..2 {
            whole_turn(&cell, &mut context);
        }
        publisher.join().expect("publisher");
    });
}

#[test]
fn what_was_published_before_a_turn_began_is_seen_by_it() {
    holds(3, || {
        let cell = cell();
        let (mut context, _) = live(&cell);
        let published = Arc::new(AtomicU32::new(0));
        let publisher = {
            let (cell, published) = (cell.clone(), published.clone());
            thread::spawn(move || {
                for n in 1..3 {
                    publish_both(&cell, n);
                    published.store(n as u32, Ordering::SeqCst);
                }
            })
        };
        for _ in 0..2 {
            let before = i64::from(published.load(Ordering::SeqCst));
            let saved = context.enter_turn();
            assert!(get(context.world(), "a") >= before);
            context.restore(saved).expect("no stage");
            assert!(get(context.world(), "a") >= before);
        }
        publisher.join().expect("publisher");
    });
}

#[test]
fn no_publish_is_missed_by_a_live_thread() {
    holds(4, || {
        let cell = cell();
        let (mut context, poll) = live(&cell);
        let publishers = [publisher(&cell, 1..=1), publisher(&cell, 2..=2)];
        // A thread that polls: it adopts only when the bit is raised.
        let mut look = || {
            if poll.load(Ordering::Acquire) & NEW_WORLD != 0 {
                context.adopt().expect("no stage");
            }
            context.world_id()
        };
        look();
        look();
        for publisher in publishers {
            publisher.join().expect("publisher");
        }
        assert_eq!(look(), cell.current().id());
        assert_eq!(cell.current().generation(), 2);
    });
}

#[test]
fn of_two_publishers_with_one_base_exactly_one_wins() {
    holds(ALL, || {
        let cell = cell();
        let base = cell.current();
        let publishers: Vec<_> = (1..3)
            .map(|n| {
                let (cell, base) = (cell.clone(), base.clone());
                thread::spawn(move || {
                    let world = with(&base, &[("a", n), ("b", n)]);
                    let what = What::Stage("race".into());
                    cell.compare_and_publish(&base, world, what, |_| ((), None))
                        .is_ok()
                })
            })
            .collect();
        let wins = publishers.into_iter().map(|p| p.join().expect("publisher"));
        assert_eq!(wins.filter(|won| *won).count(), 1);
        let world = cell.current();
        assert_eq!(get(&world, "a"), get(&world, "b"));
        assert_eq!(world.generation(), 1);
    });
}

#[test]
fn a_turns_own_definition_reaches_everybody_and_mixes_with_nothing() {
    holds(5, || {
        let cell = cell();
        let publisher = publisher(&cell, 1..=1);
        let (mut context, _) = live(&cell);
        let saved = context.enter_turn();
        let a = get(context.world(), "a");
        let own = Definition::new(var("own"), Value::int(7));
        context.define(own).expect("defines");
        assert_eq!(get(context.world(), "own"), 7);
        assert_eq!(get(context.world(), "a"), a);
        assert_eq!(get(context.world(), "b"), a);
        publisher.join().expect("publisher");
        let newest = cell.current();
        assert_eq!((get(&newest, "own"), get(&newest, "a")), (7, 1));
        context.restore(saved).expect("no stage");
    });
}

#[test]
fn a_rollback_beside_publishes_is_one_step_like_any_other() {
    holds(2, || {
        let cell = cell();
        let first = cell.current();
        let publisher = publisher(&cell, 1..=2);
        let operator = {
            let (cell, first) = (cell.clone(), first.clone());
            thread::spawn(move || {
                let back = cell.publish_with(What::Rollback(0), |newest| {
                    Ok::<_, ()>(newest.become_like(&first))
                });
                let back = back.expect("cannot fail");
                assert_eq!((get(&back, "a"), get(&back, "b")), (0, 0));
            })
        };
        let (mut context, _) = live(&cell);
        let (_, first) = whole_turn(&cell, &mut context);
        let (_, second) = whole_turn(&cell, &mut context);
        assert!(second >= first, "never back in time");
        publisher.join().expect("publisher");
        operator.join().expect("operator");
        assert_eq!(cell.current().generation(), 3, "nobody's step is lost");
    });
}

#[test]
fn a_turn_that_moves_on_adopts_a_whole_world() {
    holds(3, || {
        let cell = cell();
        let publisher = publisher(&cell, 1..=2);
        let (mut context, _) = live(&cell);
        let saved = context.enter_turn();
        let mut last = 0;
        for _ in 0..2 {
            assert!(context.repin());
            let a = get(context.world(), "a");
            assert!(a >= last);
            last = a;
            pause(&cell);
            context.adopt().expect("no stage");
            assert_eq!(get(context.world(), "b"), a);
        }
        // A thread of the same work sees what the turn sees.
        let a = get(context.world(), "a");
        let part = context.convey();
        let part = thread::spawn(move || {
            let part = part.into_context(Arc::new(AtomicU32::new(0)));
            let part = part.expect("no stage");
            (get(part.world(), "a"), get(part.world(), "b"))
        });
        assert_eq!(part.join().expect("part"), (a, a));
        context.restore(saved).expect("no stage");
        publisher.join().expect("publisher");
    });
}

/// A publisher that waits for the turns of so many threads to end, and holds back new ones.
fn draining(workers: usize) -> impl Fn() + Send + Sync + Clone + 'static {
    move || {
        let cell = cell();
        let inside = Arc::new(AtomicU32::new(0));
        let workers: Vec<_> = (0..workers)
            .map(|_| {
                let (cell, inside) = (cell.clone(), inside.clone());
                thread::spawn(move || {
                    let (mut context, _) = live(&cell);
                    let saved = context.enter_turn();
                    inside.fetch_add(1, Ordering::SeqCst);
                    let a = get(context.world(), "a");
                    pause(&cell);
                    assert_eq!(get(context.world(), "b"), a);
                    inside.fetch_sub(1, Ordering::SeqCst);
                    context.restore(saved).expect("no stage");
                })
            })
            .collect();
        let far = std::time::Instant::now() + std::time::Duration::from_secs(600);
        let drained = cell.drain(None, far, &mut || true).expect("they end");
        assert_eq!(inside.load(Ordering::SeqCst), 0);
        publish_both(&cell, 1);
        assert_eq!(inside.load(Ordering::SeqCst), 0);
        drop(drained);
        for worker in workers {
            worker.join().expect("worker");
        }
    }
}

#[test]
fn while_a_publisher_has_drained_no_turn_runs_and_then_it_goes_on() {
    holds(3, draining(1));
}

#[test]
fn while_a_publisher_has_drained_two_threads_wait_and_then_both_go_on() {
    holds(1, draining(2));
}

#[test]
fn what_lies_over_a_turn_is_seen_by_it_alone_and_its_publishes_stay() {
    holds(2, || {
        let cell = cell();
        let publisher = publisher(&cell, 1..=1);
        let other = {
            let cell = cell.clone();
            thread::spawn(move || {
                let (mut context, _) = live(&cell);
                assert_ne!(whole_turn(&cell, &mut context).0, 100);
            })
        };
        let (mut context, _) = live(&cell);
        let overlaid = context.enter_overlay(&[(var("a"), Value::int(100))]);
        let overlaid = overlaid.expect("defined");
        let own = Definition::new(var("own"), Value::int(7));
        context.define(own).expect("defines");
        assert_eq!(get(context.world(), "a"), 100);
        context.leave_overlay(overlaid).expect("no stage");
        publisher.join().expect("publisher");
        other.join().expect("other");
        context.adopt().expect("no stage");
        let newest = cell.current();
        assert_eq!((get(&newest, "a"), get(&newest, "own")), (1, 7));
        assert_eq!(get(context.world(), "own"), 7);
    });
}

/// What the protocol of the cell is made of, to show that its order matters: a number that is
/// published and a bit that says so.
#[derive(Default)]
struct SmallCell {
    number: Mutex<u64>,
    raised: AtomicU32,
}

/// Which way of doing it.
#[derive(Clone, Copy, Debug)]
enum Order {
    /// Swap, then raise; clear, then copy.
    AsTheCell,
    /// Raise before the swap.
    RaisesFirst,
    /// Copy before the bit is cleared.
    ClearsLast,
}

impl SmallCell {
    fn publish(&self, order: Order) {
        if let Order::RaisesFirst = order {
            self.raised.store(1, Ordering::SeqCst);
            *self.number.lock() += 1;
        } else {
            *self.number.lock() += 1;
            self.raised.store(1, Ordering::SeqCst);
        }
    }

    /// What a thread knows after a poll, from what it knew before.
    fn poll(&self, known: u64, order: Order) -> u64 {
        if self.raised.load(Ordering::SeqCst) == 0 {
            return known;
        }
        if let Order::ClearsLast = order {
            let copied = *self.number.lock();
            self.raised.store(0, Ordering::SeqCst);
            return copied;
        }
        self.raised.store(0, Ordering::SeqCst);
        *self.number.lock()
    }
}

/// Whether a polling thread misses a publish under a schedule with at most `bound` preemptions.
fn misses_a_publish(order: Order, bound: usize) -> bool {
    let program = move || {
        let cell = Arc::new(SmallCell::default());
        let publishers = [(); 2].map(|()| {
            let cell = cell.clone();
            thread::spawn(move || cell.publish(order))
        });
        let known = cell.poll(0, order);
        for publisher in publishers {
            publisher.join().expect("publisher");
        }
        assert_eq!(cell.poll(known, order), 2);
    };
    std::panic::catch_unwind(|| explore(bound, program)).is_err()
}

#[test]
fn steps_of_the_cell_in_the_wrong_order_are_found() {
    assert!(!misses_a_publish(Order::AsTheCell, 5));
    for wrong in [Order::RaisesFirst, Order::ClearsLast] {
        let found = (0..=2).map(|bound| misses_a_publish(wrong, bound));
        let found: Vec<bool> = found.collect();
        assert_eq!(found, [false, false, true], "{wrong:?}");
    }
}
