//! Running a stage: code runs in a private candidate, and what comes of it is published with one
//! swap or not at all.
//!
//! [`run`] is the only way into a stage, beside [`build`], which keeps the candidate for later.
//! Inside of a stage a nested [`run`] is a savepoint: if it fails, the candidate is as it was
//! before it (`(try (require 'optional) (catch …))`). The stage ends on every way out, panics
//! included: [`Guard`] drops it unless it was published.

use crate::candidate::Candidate;
use crate::conclude::{conclude, publish_if};
use crate::engine::Inner;
use crate::report::{self, Publication};
use crate::request::{Budget, Flags, Request};
use crate::work::Work;
use clutch_core::class::EXCEPTION_INFO;
use clutch_core::error::{Diagnosis, Exception, ThrowKind};
use clutch_core::world::World;
use clutch_core::{R, Thrown};
use clutch_vm::Cx;
use clutch_vm::context::{Mode, Outcome, Policy, StageState};
use clutch_vm::limits::UsedUp;
use std::sync::Arc;

/// Ends a stage that nobody published.
pub(crate) struct Guard {
    pub(crate) engine: Arc<Inner>,
    stage: Arc<StageState>,
}

impl Guard {
    pub(crate) fn new(engine: &Inner, stage: Arc<StageState>) -> Guard {
        Guard {
            engine: engine.arc(),
            stage,
        }
    }

    pub(crate) fn finish(&self, outcome: Outcome) {
        self.stage.finish(outcome);
        self.engine.flights.land(self.stage.id);
    }
}

impl Drop for Guard {
    /// No effect after [`Guard::finish`].
    fn drop(&mut self) {
        self.finish(Outcome::Dropped);
    }
}

/// Runs `f` in a stage and publishes what comes of it. In a stage, or under `in-world`, it only
/// changes the candidate or the private fork.
pub(crate) fn run<T>(
    cx: &mut Cx,
    engine: &Inner,
    request: Request,
    f: impl FnOnce(&mut Cx) -> R<T>,
) -> R<(T, Option<Arc<Publication>>)> {
    if let Some(stage) = cx.context.stage().cloned() {
        return nested(cx, &stage, f).map(|value| (value, None));
    }
    let private = match cx.context.mode() {
        Mode::Turn(pin) if !pin.publishes => Some(pin.world.clone()),
        _ => None,
    };
    let base = private.clone().unwrap_or_else(|| engine.cell.current());
    let flags = request.flags;
    let (stage, guard, value) = evaluate(cx, engine, base, request, f)?;
    let done = match private {
        Some(_) => None,
        None => publish_if(cx, engine, &stage, flags)?,
    };
    let report = conclude(cx, engine, &stage, Some(guard), done)?;
    Ok((value, report))
}

/// Runs `f` in a stage and keeps the candidate for the caller.
pub(crate) fn build(
    cx: &mut Cx,
    engine: &Inner,
    request: Request,
    f: impl FnOnce(&mut Cx) -> R<()>,
) -> R<Candidate> {
    if cx.context.stage().is_some() {
        return Err(Thrown::illegal_state("stage inside of a stage"));
    }
    let base = engine.cell.current();
    let (stage, guard, ()) = evaluate(cx, engine, base, request, f)?;
    // Others may load what this candidate only holds.
    engine.flights.land(stage.id);
    Ok(Candidate::new(stage, guard))
}

/// Runs `f` in a new stage, within its budget.
fn evaluate<T>(
    cx: &mut Cx,
    engine: &Inner,
    base: Arc<World>,
    request: Request,
    f: impl FnOnce(&mut Cx) -> R<T>,
) -> R<(Arc<StageState>, Guard, T)> {
    let flags = request.flags;
    let stage = StageState::new(base, policy(engine, flags), Box::new(Work::new(request)));
    let guard = Guard::new(engine, stage.clone());
    let saved = cx.context.enter_stage(stage.clone());
    let result = within(cx, flags.budget.or(engine.load_budget), f);
    let restored = cx.context.restore(saved);
    let value = result?;
    restored?;
    Ok((stage, guard, value))
}

/// How a stage treats what cannot be undone: first loads do it, whatever the engine says.
fn policy(engine: &Inner, flags: Flags) -> Policy {
    match flags.reloads() {
        true => engine.policy,
        false => Policy::Lenient,
    }
}

/// A load inside of a stage.
fn nested<T>(cx: &mut Cx, stage: &Arc<StageState>, f: impl FnOnce(&mut Cx) -> R<T>) -> R<T> {
    let point = stage.savepoint();
    let work = Work::of(stage);
    let mark = work.mark();
    let result = f(cx);
    if result.is_err() {
        stage.rollback(&point);
        work.back_to(mark);
        cx.context.adopt()?;
    }
    result
}

/// Runs the work of a stage within its budget. A stage that used it up fails like any other.
pub(crate) fn within<T>(cx: &mut Cx, budget: Budget, f: impl FnOnce(&mut Cx) -> R<T>) -> R<T> {
    if budget == Budget::NONE {
        return f(cx);
    }
    let Budget {
        steps,
        time,
        memory,
    } = budget;
    let word = cx.poll_word().clone();
    let narrowed = cx.limits.narrow(steps, time, memory, &word);
    let result = f(cx);
    let used_up = cx.limits.widen(narrowed, &word);
    match (result, used_up) {
        (Err(thrown), Some(used_up)) if thrown.kind == ThrowKind::Limit => {
            let what = match used_up {
                UsedUp::Fuel => "it used up its steps",
                UsedUp::Time => "it ran out of time",
                UsedUp::Memory => "it used up its memory",
            };
            let mut e = Exception::new(&EXCEPTION_INFO, format!("The load was given up: {what}"));
            e.data = report::data("budget", []);
            e.diagnosis = Some(Box::new(Diagnosis {
                code: "reload/budget",
                help: Some("nothing has changed; :budget gives a load more".to_string()),
                ..Diagnosis::default()
            }));
            // Where it was when it was stopped.
            if let Some(stopped) = thrown.value.get::<Exception>() {
                *e.trace.lock() = stopped.trace.lock().clone();
            }
            Err(Box::new(Thrown::plain(e)))
        }
        (result, _) => result,
    }
}
