//! What may be asked for before a candidate is published: that its tests pass, that no turn runs.

use crate::engine::Inner;
use crate::plan::closure;
use crate::publish::{info, rebase_stage};
use crate::report;
use crate::work::Work;
use clutch_core::error::Diagnosis;
use clutch_core::world::World;
use clutch_core::world::running::{Drain, Route, Undrained};
use clutch_core::{Keyword, NsName, R, Value, VarName};
use clutch_vm::context::{Mode, StageState};
use clutch_vm::{Args, Cx, assoc};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// Runs the tests of what a stage evaluated, and of all that requires it, in the candidate and
/// with state of their own.
///
/// # Errors
/// `ExceptionInfo` if one does not pass.
pub(crate) fn run_tests(cx: &mut Cx, stage: &StageState) -> R<()> {
    let candidate = stage.candidate();
    let tested = tested(&candidate, Work::of(stage).evaluated());
    let runner = VarName::from_parts("clojure.test", "run-tests");
    if tested.is_empty() || candidate.binding(runner).is_none() {
        return Ok(());
    }
    let saved = cx.context.enter_trial(candidate);
    let names: Args = tested.iter().map(|n| Value::symbol(n.symbol())).collect();
    let result = cx.call(&Value::var(runner), names);
    let restored = cx.context.restore(saved);
    let counts = result?;
    restored?;
    let mut count = |name: &str| -> R<i64> {
        let key = Value::keyword(Keyword::simple(name));
        Ok(assoc::get(cx, &counts, &key)?.as_int().unwrap_or(0))
    };
    let (tests, failures, errors) = (count("test")?, count("fail")?, count("error")?);
    if failures + errors == 0 {
        return Ok(());
    }
    let message = format!(
        "The publish is refused, tests of the candidate do not pass: {failures} failures and \
         {errors} errors in {tests} tests"
    );
    let diagnosis = Diagnosis {
        code: "reload/tests-fail",
        help: Some("look into the candidate with in-world, or publish it without :test".into()),
        ..Diagnosis::default()
    };
    let data = report::data("tests-fail", [("counts", counts)]);
    Err(info(message, data, diagnosis))
}

/// Namespaces with tests among these and those that require them, directly or not.
fn tested(world: &World, evaluated: Vec<NsName>) -> Vec<NsName> {
    let evaluated: BTreeSet<NsName> = evaluated.into_iter().collect();
    let all = closure(&evaluated, |ns| world.above(ns).collect());
    let has_tests = |ns: &NsName| {
        let namespace = world.namespace(*ns);
        namespace.is_some_and(|ns| {
            let test = |b: &clutch_core::world::Binding| {
                let meta = b.meta().and_then(|m| m.get::<clutch_core::coll::Map>());
                meta.is_some_and(|m| m.get_keyword("test").is_some())
            };
            ns.source.is_some() && ns.bindings.values().any(|b| test(b))
        })
    };
    all.into_iter().filter(has_tests).collect()
}

/// Makes the candidate on trial the same change of the newest world. If that is a conflict, the
/// route stops.
pub(crate) fn bring_up(cx: &mut Cx, engine: &Inner, route: &Route) {
    let newest = engine.cell.current();
    let Some(_mine) = route.bring_up(newest.id()) else {
        return;
    };
    let candidate = route.candidate.downcast_ref::<StageState>();
    let stage = candidate.expect("routes lead to candidates of the engine");
    match rebase_stage(cx, engine, stage, newest) {
        Ok(()) => {
            let (base, world) = stage.line();
            route.go_on(world, base.id());
        }
        Err(conflict) => route.stop(conflict.value),
    }
}

/// Holds new turns back and waits for those that run.
///
/// # Errors
/// `ExceptionInfo` that names the turns that still run when the time is over.
pub(crate) fn drain<'a>(cx: &mut Cx, engine: &'a Inner, patience: Duration) -> R<Drain<'a>> {
    let own = match cx.context.mode() {
        Mode::Turn(pin) => Some(pin.turn),
        _ => None,
    };
    let deadline = Instant::now() + patience;
    let mut stopped = None;
    let drained = engine.cell.drain(own, deadline, &mut || match cx.poll() {
        Ok(()) => true,
        Err(e) => {
            stopped = Some(e);
            false
        }
    });
    let why = match drained {
        Ok(drained) => return Ok(drained),
        Err(why) => why,
    };
    if let Some(stopped) = stopped {
        return Err(stopped);
    }
    let millis = patience.as_millis();
    let running = engine.cell.running_turns();
    let others = running.iter().filter(|pin| Some(pin.turn) != own);
    let numbers: Vec<Value> = others.map(|pin| Value::int(pin.turn as i64)).collect();
    let message = match why {
        Undrained::Turns => format!(
            "The publish is given up, turns are still running after {millis} ms: {}",
            numbers.len()
        ),
        Undrained::Busy => format!(
            "The publish is given up, another one was still waiting for turns after {millis} ms"
        ),
    };
    let diagnosis = Diagnosis {
        code: "reload/not-drained",
        help: Some("look at (running-turns), or publish without :drain".into()),
        ..Diagnosis::default()
    };
    let data = report::data("not-drained", [("turns", Value::vector(numbers))]);
    Err(info(message, data, diagnosis))
}
