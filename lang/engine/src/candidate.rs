//! [`Candidate`]: a stage whose work is done and that waits to be published or dropped.

use crate::conclude::{conclude, publish_if};
use crate::engine::Inner;
use crate::publish;
use crate::report::Publication;
use crate::request::{Flags, Request};
use crate::stage::Guard;
use crate::work::Work;
use clutch_core::object::HostData;
use clutch_core::world::running::Route;
use clutch_core::world::{World, WorldCell};
use clutch_core::{R, Thrown, Value};
use clutch_vm::Cx;
use clutch_vm::context::{Outcome, StageState};
use parking_lot::Mutex;
use std::collections::VecDeque;
use std::sync::Arc;

/// A candidate that waits to be published or dropped; dropped when nobody holds it.
pub(crate) struct Candidate {
    pub(crate) stage: Arc<StageState>,
    guard: Mutex<Option<Guard>>,
    /// Calls that it answered otherwise than the running world.
    differences: Mutex<VecDeque<Value>>,
}

/// Most differences that a candidate remembers.
const MOST_DIFFERENCES: usize = 100;

impl HostData for Candidate {
    fn text(&self) -> Option<String> {
        let ended = match self.stage.outcome() {
            None => return Some(publish::report(&self.stage).to_string()),
            Some(Outcome::Published) => "published",
            Some(Outcome::Dropped) => "dropped",
        };
        let what = Work::of(&self.stage).request().what;
        Some(format!("Candidate: {what}, {ended}"))
    }
    fn readable(&self) -> Option<String> {
        self.text()
    }
}

impl Candidate {
    /// What a stage made, with what drops it.
    pub(crate) fn new(stage: Arc<StageState>, guard: Guard) -> Candidate {
        Candidate {
            stage,
            guard: Mutex::new(Some(guard)),
            differences: Mutex::default(),
        }
    }

    /// Gives the candidate up.
    pub(crate) fn drop_stage(&self) {
        if let Some(guard) = self.guard.lock().take() {
            self.end_route(&guard.engine);
        }
    }

    /// Sends a part of the turns, from 0 to 1, to the candidate.
    ///
    /// # Errors
    /// If it has ended; for a share that is none.
    pub(crate) fn route(&self, cell: &WorldCell, share: f64) -> R<()> {
        if !(0.0..=1.0).contains(&share) {
            return Err(Thrown::illegal_argument("a share is a number from 0 to 1"));
        }
        if self.stage.outcome().is_some() {
            return Err(ended());
        }
        let (base, world) = self.stage.line();
        let candidate = (self.stage.id, self.stage.clone() as Arc<_>);
        let route = Route::new(world, base.id(), candidate, share);
        cell.set_route(Some(Arc::new(route)));
        Ok(())
    }

    /// Takes over what others have published since it was built.
    ///
    /// # Errors
    /// Conflicts.
    pub(crate) fn bring_up(&self, cx: &mut Cx, engine: &Inner) -> R<()> {
        match self.stage.outcome() {
            None => publish::rebase_stage(cx, engine, &self.stage, engine.cell.current()),
            Some(_) => Ok(()),
        }
    }

    fn end_route(&self, engine: &Inner) {
        if engine
            .cell
            .route()
            .is_some_and(|r| r.stage == self.stage.id)
        {
            engine.cell.set_route(None);
        }
    }

    pub(crate) fn note_difference(&self, difference: Value) {
        let mut differences = self.differences.lock();
        differences.push_back(difference);
        if differences.len() > MOST_DIFFERENCES {
            differences.pop_front();
        }
    }

    pub(crate) fn differences(&self) -> Vec<Value> {
        self.differences.lock().iter().cloned().collect()
    }

    /// Publishes the candidate.
    ///
    /// # Errors
    /// Conflicts, broken links, failing tests, turns that do not end, after which it can be tried
    /// again; if it has ended already.
    pub(crate) fn publish(
        &self,
        cx: &mut Cx,
        engine: &Inner,
        flags: Flags,
    ) -> R<Option<Arc<Publication>>> {
        if cx.context.stage().is_some() {
            return Err(Thrown::illegal_state("publish! inside of a stage"));
        }
        // Nobody else publishes or drops it meanwhile.
        let Some(guard) = self.guard.lock().take() else {
            return Err(ended());
        };
        Work::of(&self.stage).join(flags);
        match publish_if(cx, engine, &self.stage, flags) {
            Ok(done) => {
                self.end_route(engine);
                conclude(cx, engine, &self.stage, Some(guard), done)
            }
            Err(refused) => {
                *self.guard.lock() = Some(guard);
                Err(refused)
            }
        }
    }
}

#[cold]
fn ended() -> Box<Thrown> {
    Thrown::illegal_state("This candidate was published or discarded already")
}

/// Publishes a draft, a change of `base` that was made as a value.
pub(crate) fn publish_change(
    cx: &mut Cx,
    engine: &Inner,
    base: Arc<World>,
    draft: &World,
    request: Request,
) -> R<Option<Arc<Publication>>> {
    let flags = request.flags;
    let work = Work::new(request);
    let stage = StageState::new(base.clone(), engine.policy, Box::new(work));
    let mut candidate = draft.step();
    candidate.restamp(&base, stage.stamp().clone());
    stage.rebased(base, candidate);
    let guard = Guard::new(engine, stage.clone());
    Candidate::new(stage, guard).publish(cx, engine, flags)
}
