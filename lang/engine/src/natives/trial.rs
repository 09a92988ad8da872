//! Trying a candidate out on live work, and the turns that are running.

use super::{CANDIDATE, number, world_arg};
use crate::candidate::Candidate;
use crate::engine::Inner;
use clutch_core::native::Native;
use clutch_core::world::running::Tally;
use clutch_core::{Keyword, R, Thrown, Value};
use clutch_derive::{native, natives};
use clutch_vm::var::simple_map;
use clutch_vm::{Cx, convert};
use std::sync::atomic::Ordering;

fn key(name: &str) -> Value {
    Value::keyword(Keyword::simple(name))
}

fn candidate(v: &Value) -> R<&Candidate> {
    v.as_host::<Candidate>()
        .ok_or_else(|| Thrown::class_cast(clutch_vm::class::class_of(v).name, CANDIDATE.name))
}

/// Calls f, a function of no arguments, in the given world with state of its own: atoms, refs and
/// agents start with the values that they have and are left as they are. A candidate takes over
/// first what others have published.
///
/// (do (def counted (atom 1)) [(clutch.rt/in-trial (world) (fn [] (swap! counted inc))) @counted]) ;=> [2 1]
#[native("clutch.rt", "in-trial")]
fn in_trial(cx: &mut Cx, world: Value, f: Value) -> R {
    if let Some(candidate) = world.as_host::<Candidate>() {
        let host = cx.host();
        candidate.bring_up(cx, Inner::of(&host))?;
    }
    let world = world_arg(cx, &world)?;
    let saved = cx.context.enter_trial(world);
    let result = cx.call0(&f);
    let restored = cx.context.restore(saved);
    let value = result?;
    restored?;
    Ok(value)
}

/// Notes for `differences` that a candidate answered something else.
///
/// (try (clutch.rt/note-difference! nil {}) (catch ClassCastException _ :no-candidate)) ;=> :no-candidate
#[native("clutch.rt", "note-difference!")]
fn note_difference(c: Value, difference: Value) -> R {
    candidate(&c)?.note_difference(difference);
    Ok(Value::NIL)
}

/// Where the candidate answered something else than the running world, in the calls that `shadow`
/// made: a vector of maps with :call, :current and :candidate, the newest hundred of them.
///
/// (differences (stage 'clojure.set)) ;=> []
#[native("clutch.core", "differences")]
fn differences(c: Value) -> R {
    Ok(Value::vector(candidate(&c)?.differences()))
}

/// Lets a part of the turns, from 0 to 1, begin in a candidate: a trial on live work. What they
/// define is seen by them alone. What others publish meanwhile the candidate takes over before the
/// next turn begins; if it conflicts, no more turns go there. `route-report` tells how they fare;
/// publishing or discarding the candidate ends the trial, and so does (route-turns nil).
///
/// (let [c (stage 'clojure.set)] [(route-turns c 0.05) (:share (route-report)) (route-turns nil) (route-report)]) ;=> [nil 0.05 nil nil]
#[native("clutch.core", "route-turns", arglists = "[candidate share] [nil]")]
fn route_turns(cx: &mut Cx, c: Value, share: Option<f64>) -> R {
    let host = cx.host();
    let cell = &Inner::of(&host).cell;
    if c.is_nil() {
        cell.set_route(None);
        return Ok(Value::NIL);
    }
    let share = share.unwrap_or(1.0);
    candidate(&c)?.route(cell, share)?;
    Ok(Value::NIL)
}

/// How the turns fare since `route-turns`: a map with the :share and the counts of :turns and
/// :failed of the :current world and of the :candidate, and :error, the conflict that ended it, if
/// there was one; nil if all turns go to one world.
///
/// (route-report) ;=> nil
#[native("clutch.core", "route-report")]
fn route_report(cx: &mut Cx) -> Value {
    let host = cx.host();
    let Some(route) = Inner::of(&host).cell.route() else {
        return Value::NIL;
    };
    let counts = |tally: &Tally| {
        let (turns, failed) = tally.counts();
        simple_map([
            (key("turns"), number(turns)),
            (key("failed"), number(failed)),
        ])
    };
    let mut entries = vec![
        (key("share"), Value::float(route.share)),
        (key("current"), counts(&route.current)),
        (key("candidate"), counts(&route.trial)),
    ];
    entries.extend(route.stopped().map(|e| (key("error"), e)));
    simple_map(entries)
}

/// The turns that are running, oldest first: maps with the number of the :turn, the :generation
/// it sees, its :age-ms, whether it was :asked to move on, and whether it is the :own one. With
/// an age in milliseconds, only those that are older.
///
/// (turn (mapv :own (running-turns))) ;=> [true]
#[native("clutch.core", "running-turns", arglists = "[] [older-than-ms]")]
fn running_turns(cx: &mut Cx, older_than_ms: Option<i64>) -> Value {
    let host = cx.host();
    let own = cx.context.turn_number();
    let least = u128::try_from(older_than_ms.unwrap_or(0)).unwrap_or(0);
    let turns = Inner::of(&host).cell.running_turns();
    let old = turns
        .iter()
        .filter(|pin| pin.since.elapsed().as_millis() >= least);
    let shown = old.map(|pin| {
        let age = u64::try_from(pin.since.elapsed().as_millis()).unwrap_or(u64::MAX);
        simple_map([
            (key("turn"), number(pin.turn)),
            (key("generation"), number(pin.world.generation())),
            (key("age-ms"), number(age)),
            (key("asked"), Value::bool(pin.asked.load(Ordering::Relaxed))),
            (key("own"), Value::bool(own == Some(pin.turn))),
        ])
    });
    Value::vector(shown.collect())
}

/// Asks the running turn of this number to move on to the newest world: `repin-asked?` is true in
/// it until it does. Nothing is stopped. False if no such turn is running.
///
/// (ask-to-repin! 0) ;=> false
#[native("clutch.core", "ask-to-repin!")]
fn ask_to_repin(cx: &mut Cx, turn: Value) -> R<bool> {
    let number = convert::to_int(&turn).and_then(|n| u64::try_from(n).ok());
    let host = cx.host();
    let turns = Inner::of(&host).cell.running_turns();
    let found = turns.iter().find(|pin| Some(pin.turn) == number);
    if let Some(pin) = found {
        pin.asked.store(true, Ordering::Relaxed);
    }
    Ok(found.is_some())
}

/// Whether this turn was asked to move on. A loop in a long turn looks at its top, where nothing
/// old is held: (when (repin-asked?) (repin!)).
///
/// (turn (repin-asked?)) ;=> false
#[native("clutch.core", "repin-asked?")]
fn is_repin_asked(cx: &mut Cx) -> bool {
    cx.context.is_asked()
}

/// The natives of this family.
pub(super) static TABLE: &[&Native] = natives![
    in_trial,
    note_difference,
    differences,
    route_turns,
    route_report,
    running_turns,
    ask_to_repin,
    is_repin_asked,
];
