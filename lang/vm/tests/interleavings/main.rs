//! The publish cell and the turn protocol under a scheduler that chooses the interleaving.
//!
//! Built only with `RUSTFLAGS="--cfg shuttle"`, which swaps the locks and atomics of the real
//! code (see `clutch_core::sync`). Run: `just interleavings`.

#![cfg(shuttle)]

use clutch_core::sync::atomic::{AtomicU32, Ordering};
use clutch_core::world::cell::{NEW_WORLD, What, WorldCell};
use clutch_core::world::{Binding, ClassTable, World};
use clutch_core::{Value, VarName};
use clutch_vm::Context;
use shuttle::thread;
use std::sync::Arc;

const ROUNDS: usize = 2_000;

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
    shuttle::check_random(
        || {
            let cell = cell();
            let publisher = {
                let cell = cell.clone();
                thread::spawn(move || {
                    publish_both(&cell, 1);
                    publish_both(&cell, 2);
                })
            };
            let mut context = Context::live(cell.clone(), Arc::new(AtomicU32::new(0)));
            for _ in 0..3 {
                let saved = context.enter_turn();
                let a = get(context.world(), "a");
                thread::yield_now();
                context.adopt().expect("no stage");
                assert_eq!(get(context.world(), "b"), a);
                context.restore(saved).expect("no stage");
            }
            publisher.join().expect("publisher");
        },
        ROUNDS,
    );
}

#[test]
fn what_was_published_before_a_turn_began_is_seen_by_it() {
    shuttle::check_random(
        || {
            let cell = cell();
            let poll = Arc::new(AtomicU32::new(0));
            let mut context = Context::live(cell.clone(), poll);
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
            for _ in 0..3 {
                let before = i64::from(published.load(Ordering::SeqCst));
                let saved = context.enter_turn();
                assert!(get(context.world(), "a") >= before);
                context.restore(saved).expect("no stage");
                assert!(get(context.world(), "a") >= before);
            }
            publisher.join().expect("publisher");
        },
        ROUNDS,
    );
}

#[test]
fn no_publish_is_missed_by_a_live_thread() {
    shuttle::check_random(
        || {
            let cell = cell();
            let poll = Arc::new(AtomicU32::new(0));
            let mut context = Context::live(cell.clone(), poll.clone());
            let publishers: Vec<_> = (1..3)
                .map(|n| {
                    let cell = cell.clone();
                    thread::spawn(move || {
                        publish_both(&cell, n);
                    })
                })
                .collect();
            // A thread that polls: it adopts only when the bit is raised.
            for _ in 0..2 {
                if poll.load(Ordering::Acquire) & NEW_WORLD != 0 {
                    context.adopt().expect("no stage");
                }
                thread::yield_now();
            }
            for p in publishers {
                p.join().expect("publisher");
            }
            if poll.load(Ordering::Acquire) & NEW_WORLD != 0 {
                context.adopt().expect("no stage");
            }
            assert_eq!(context.world_id(), cell.current().id());
            assert_eq!(cell.current().generation(), 2);
        },
        ROUNDS,
    );
}

#[test]
fn of_two_publishers_with_one_base_exactly_one_wins() {
    shuttle::check_random(
        || {
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
        },
        ROUNDS,
    );
}

#[test]
fn a_turns_own_definition_reaches_everybody_and_mixes_with_nothing() {
    shuttle::check_random(
        || {
            let cell = cell();
            let publisher = {
                let cell = cell.clone();
                thread::spawn(move || {
                    publish_both(&cell, 1);
                })
            };
            let mut context = Context::live(cell.clone(), Arc::new(AtomicU32::new(0)));
            let saved = context.enter_turn();
            let a = get(context.world(), "a");
            let own = clutch_core::world::Definition::new(var("own"), Value::int(7));
            context.define(own).expect("defines");
            assert_eq!(get(context.world(), "own"), 7);
            assert_eq!(get(context.world(), "a"), a);
            assert_eq!(get(context.world(), "b"), a);
            publisher.join().expect("publisher");
            let newest = cell.current();
            assert_eq!((get(&newest, "own"), get(&newest, "a")), (7, 1));
            context.restore(saved).expect("no stage");
        },
        ROUNDS,
    );
}

#[test]
fn a_rollback_beside_publishes_is_one_step_like_any_other() {
    shuttle::check_random(
        || {
            let cell = cell();
            let first = cell.current();
            let publisher = {
                let cell = cell.clone();
                thread::spawn(move || {
                    publish_both(&cell, 1);
                    publish_both(&cell, 2);
                })
            };
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
            let mut context = Context::live(cell.clone(), Arc::new(AtomicU32::new(0)));
            let mut generation = 0;
            for _ in 0..2 {
                let saved = context.enter_turn();
                let a = get(context.world(), "a");
                thread::yield_now();
                assert_eq!(get(context.world(), "b"), a);
                assert!(
                    context.world().generation() >= generation,
                    "never back in time"
                );
                generation = context.world().generation();
                context.restore(saved).expect("no stage");
            }
            publisher.join().expect("publisher");
            operator.join().expect("operator");
            assert_eq!(cell.current().generation(), 3, "nobody's step is lost");
        },
        ROUNDS,
    );
}

#[test]
fn a_turn_that_moves_on_adopts_a_whole_world() {
    shuttle::check_random(
        || {
            let cell = cell();
            let publisher = {
                let cell = cell.clone();
                thread::spawn(move || {
                    publish_both(&cell, 1);
                    publish_both(&cell, 2);
                })
            };
            let mut context = Context::live(cell.clone(), Arc::new(AtomicU32::new(0)));
            let saved = context.enter_turn();
            let mut last = 0;
            for _ in 0..3 {
                assert!(context.repin());
                let a = get(context.world(), "a");
                assert!(a >= last);
                last = a;
                thread::yield_now();
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
        },
        ROUNDS,
    );
}

#[test]
fn while_a_publisher_has_drained_no_turn_runs_and_then_all_go_on() {
    shuttle::check_random(
        || {
            let cell = cell();
            let inside = Arc::new(AtomicU32::new(0));
            let workers: Vec<_> = (0..2)
                .map(|_| {
                    let (cell, inside) = (cell.clone(), inside.clone());
                    thread::spawn(move || {
                        let mut context = Context::live(cell, Arc::new(AtomicU32::new(0)));
                        for _ in 0..2 {
                            let saved = context.enter_turn();
                            inside.fetch_add(1, Ordering::SeqCst);
                            let a = get(context.world(), "a");
                            thread::yield_now();
                            assert_eq!(get(context.world(), "b"), a);
                            inside.fetch_sub(1, Ordering::SeqCst);
                            context.restore(saved).expect("no stage");
                        }
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
        },
        ROUNDS,
    );
}

#[test]
fn what_lies_over_a_turn_is_seen_by_it_alone_and_its_publishes_stay() {
    shuttle::check_random(
        || {
            let cell = cell();
            let publisher = {
                let cell = cell.clone();
                thread::spawn(move || {
                    publish_both(&cell, 1);
                })
            };
            let other = {
                let cell = cell.clone();
                thread::spawn(move || {
                    let mut context = Context::live(cell, Arc::new(AtomicU32::new(0)));
                    let saved = context.enter_turn();
                    assert_ne!(get(context.world(), "a"), 100);
                    context.restore(saved).expect("no stage");
                })
            };
            let mut context = Context::live(cell.clone(), Arc::new(AtomicU32::new(0)));
            let overlaid = context.enter_overlay(&[(var("a"), Value::int(100))]);
            let overlaid = overlaid.expect("defined");
            let own = clutch_core::world::Definition::new(var("own"), Value::int(7));
            context.define(own).expect("defines");
            assert_eq!(get(context.world(), "a"), 100);
            context.leave_overlay(overlaid).expect("no stage");
            publisher.join().expect("publisher");
            other.join().expect("other");
            context.adopt().expect("no stage");
            let newest = cell.current();
            assert_eq!((get(&newest, "a"), get(&newest, "own")), (1, 7));
            assert_eq!(get(context.world(), "own"), 7);
        },
        ROUNDS,
    );
}
