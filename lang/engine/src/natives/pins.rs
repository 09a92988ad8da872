//! What keeps old worlds on purpose, cells made in turns: a report of them, and ways to do
//! without.

use super::number;
use crate::engine::Inner;
use crate::held;
use crate::who_holds::ASKED_FOR;
use clutch_core::native::Native;
use clutch_core::seq::{LazySeq, LazyState};
use clutch_core::state::DelayState;
use clutch_core::world::Pin;
use clutch_core::{Keyword, R, Symbol, Value, View};
use clutch_derive::{native, natives};
use clutch_natives::state::force;
use clutch_vm::reach::Walk;
use clutch_vm::var::simple_map;
use clutch_vm::{Cx, lazy};
use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

fn key(name: &str) -> Value {
    Value::keyword(Keyword::simple(name))
}

/// A lazy sequence as `lazy-seq` makes it that carries no pin, although it may be made in a turn.
///
/// (clutch.rt/live-seq* (fn [] [1 2])) ;=> (1 2)
#[native("clutch.rt", "live-seq*")]
fn live_seq(f: Value) -> Value {
    Value::new(LazySeq {
        state: Mutex::new(LazyState::Pending(f, None)),
        meta: Value::NIL,
    })
}

/// Realises every lazy seq and delay that x is, or holds as data (in collections, records, map
/// values, other seqs), and returns x. Afterwards none of them holds a world. Functions and
/// references are not looked into.
///
/// (let [s (turn (map (fn [n] (delay n)) [1 2]))] (realize {:s s}) (map realized? (cons s s))) ;=> (true true true)
#[native("clutch.core", "realize")]
fn realize(cx: &mut Cx, x: Value) -> R {
    let mut walk = Walk::without_paths(usize::MAX);
    walk.add(x.clone());
    while let Some(found) = walk.next() {
        cx.poll()?;
        match found.value.view() {
            View::LazySeq(_) => {
                walk.pass_over();
                walk.add(lazy::force(cx, &found.value)?);
            }
            View::Delay(_) => {
                walk.pass_over();
                walk.add(force(cx, &found.value)?);
            }
            _ if !is_data(&found.value) => walk.pass_over(),
            _ => {}
        }
    }
    Ok(x)
}

/// Whether what a value holds is its content, which does not change.
fn is_data(value: &Value) -> bool {
    matches!(
        value.view(),
        View::Cons(_)
            | View::List(_)
            | View::ChunkedCons(_)
            | View::ArraySeq(_)
            | View::Chunk(_)
            | View::VectorSeq(_)
            | View::Vector(_)
            | View::MapEntry(_)
            | View::Map(_)
            | View::Set(_)
            | View::SortedMap(_)
            | View::SortedSet(_)
            | View::Instance(_)
            | View::Reduced(_)
    )
}

/// The turns whose world something keeps, oldest first: those that run, and those that have ended
/// but made lazy seqs or delays that are not realised, or threads that still run. Maps with
/// :turn, the :generation, :age-ms, whether the turn is :running, how many things hold it
/// (:count), and the definitions and registrations that do (:holders). With an age in
/// milliseconds, only those that are older. `realize` lets go, `who-holds` tells more.
///
/// (do (def kept (turn (map inc [1 2]))) (map :holders (filter (comp seq :holders) (pin-report)))) ;=> ([user/kept])
#[native("clutch.core", "pin-report", arglists = "[] [older-than-ms]")]
fn pin_report(cx: &mut Cx, older_than_ms: Option<i64>) -> Value {
    let host = cx.host();
    let cell = &Inner::of(&host).cell;
    let least = u128::try_from(older_than_ms.unwrap_or(0)).unwrap_or(0);
    let world = cell.current();
    let mut holders: FxHashMap<*const Pin, BTreeSet<Symbol>> = FxHashMap::default();
    held::look_everywhere(&world, cell, ASKED_FOR, &mut |met| {
        let pin = match met.found.value.view() {
            View::LazySeq(l) => match &*l.state.lock() {
                LazyState::Pending(_, Some(pin)) => Arc::as_ptr(pin),
                _ => return,
            },
            View::Delay(d) => match &*d.state.lock() {
                DelayState::Pending(_, Some(pin)) => Arc::as_ptr(pin),
                _ => return,
            },
            _ => return,
        };
        holders.entry(pin).or_default().insert(met.holder);
    });
    let running = cell.running_turns();
    // One count is that of the lists here.
    let counted = |pin: &Arc<Pin>, lists: usize| Arc::strong_count(pin).saturating_sub(lists);
    let mut rows: Vec<(Arc<Pin>, usize)> = Vec::new();
    for pin in cell.alive().pins() {
        let listed = running.iter().filter(|r| Arc::ptr_eq(r, &pin)).count();
        let known = rows.iter().any(|(p, _)| Arc::ptr_eq(p, &pin));
        if !known {
            let count = counted(&pin, 1 + listed);
            rows.push((pin, count));
        }
    }
    for pin in &running {
        if !rows.iter().any(|(p, _)| Arc::ptr_eq(p, pin)) {
            rows.push((pin.clone(), counted(pin, 1)));
        }
    }
    rows.retain(|(pin, _)| pin.since.elapsed().as_millis() >= least);
    rows.sort_by_key(|(pin, _)| (pin.since, pin.turn));
    let shown = rows.iter().map(|(pin, count)| {
        let age = u64::try_from(pin.since.elapsed().as_millis()).unwrap_or(u64::MAX);
        let runs = running.iter().any(|r| r.turn == pin.turn);
        let names = holders.get(&Arc::as_ptr(pin)).into_iter().flatten();
        simple_map([
            (key("turn"), number(pin.turn)),
            (key("generation"), number(pin.world.generation())),
            (key("age-ms"), number(age)),
            (key("running"), Value::bool(runs)),
            (key("asked"), Value::bool(pin.asked.load(Ordering::Relaxed))),
            (key("count"), number(*count as u64)),
            (
                key("holders"),
                Value::vector(names.map(|n| Value::symbol(*n)).collect()),
            ),
        ])
    });
    Value::vector(shown.collect())
}

/// The natives of this topic.
pub(super) static TABLE: &[&Native] = natives![live_seq, realize, pin_report];
