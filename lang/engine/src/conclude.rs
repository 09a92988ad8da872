//! The end of a stage: publishing what it made on the conditions that were asked for, and what
//! follows the swap.
//!
//! The order is: tests, waiting for turns, the publish itself ([`publish`]), what the publisher
//! sees from now on, the end of the stage (threads that it put off start), declared effects, the
//! host's hook. Until the swap everything can fail and nothing has happened.

use crate::engine::Inner;
use crate::hook;
use crate::publish::{self, Done, same};
use crate::report::Publication;
use crate::request::Flags;
use crate::stage::{Guard, within};
use crate::trial;
use crate::work::Work;
use clutch_core::R;
use clutch_core::world::World;
use clutch_core::world::change::{impose, rebase};
use clutch_vm::Cx;
use clutch_vm::context::{Mode, Outcome, StageState};
use std::sync::Arc;

/// Publishes on the conditions that the words name.
pub(crate) fn publish_if(
    cx: &mut Cx,
    engine: &Inner,
    stage: &Arc<StageState>,
    flags: Flags,
) -> R<Option<Done>> {
    if flags.test {
        let budget = flags.budget.or(engine.load_budget);
        within(cx, budget, |cx| trial::run_tests(cx, stage))?;
    }
    let patience = flags.drain;
    let _drained = patience.map(|p| trial::drain(cx, engine, p)).transpose()?;
    publish::publish(cx, engine, stage)
}

/// Ends a stage after its publish, if there was one: the publisher goes on in what it published,
/// the stage is finished, and what follows a swap is done.
pub(crate) fn conclude(
    cx: &mut Cx,
    engine: &Inner,
    stage: &StageState,
    guard: Option<Guard>,
    done: Option<Done>,
) -> R<Option<Arc<Publication>>> {
    see_own_publish(cx, stage, done.as_ref())?;
    if let Some(guard) = guard {
        guard.finish(Outcome::Published);
    }
    match done {
        Some(done) => settle(cx, engine, stage, done),
        None => Ok(None),
    }
}

/// A turn goes on in its own world plus what it published; live code in the newest world, without
/// waiting for its next poll.
fn see_own_publish(cx: &mut Cx, stage: &StageState, done: Option<&Done>) -> R<()> {
    let Mode::Turn(pin) = cx.context.mode().clone() else {
        return cx.context.adopt();
    };
    let published = done.map(|d| d.after.clone());
    let (base, candidate) = (stage.base(), stage.candidate());
    let mut onto = |pinned: &Arc<World>| {
        if let Some(world) = &published
            && world.parent() == pinned.id()
        {
            return world.clone();
        }
        if candidate.delta().is_empty() {
            return pinned.clone();
        }
        let merged = rebase(&base, &candidate, pinned, &mut |a, b| same(cx, a, b));
        Arc::new(merged.unwrap_or_else(|_| impose(&candidate, pinned)))
    };
    let world = onto(&pin.world);
    match &pin.overlay {
        Some(overlay) => {
            let plain = onto(&overlay.plain);
            cx.context.fork_overlaid(world, plain);
        }
        None => cx.context.fork_turn(world),
    }
    cx.context.adopt()
}

/// What follows a swap: declared effects, and telling the host.
fn settle(
    cx: &mut Cx,
    engine: &Inner,
    stage: &StageState,
    done: Done,
) -> R<Option<Arc<Publication>>> {
    let work = Work::of(stage);
    let evaluated = work.evaluated();
    done.ticket.wait(cx)?;
    let errors = hook::settle(cx, engine, &done.before, &done.after, &evaluated);
    let failed = !errors.is_empty();
    done.report.hook_errors.lock().extend(errors);
    let result = match failed && work.request().flags.rollback_on_hook_error {
        false => Ok(Some(done.report.clone())),
        true => {
            let mut migrated = done.migrated;
            migrated.take_back(cx);
            Err(hook::roll_back(
                cx,
                engine,
                &done.before,
                &done.after,
                &done.report,
            ))
        }
    };
    if let Some(tell) = &engine.on_publish {
        tell(&done.report);
    }
    result
}
