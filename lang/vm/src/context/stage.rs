//! [`StageState`]: a stage as the threads that run in it see it. What a stage loads and whether it
//! may be published is the engine's.
//!
//! Invariant: a thread that was put off starts at most once, and never if the stage is dropped.

use super::convey::Conveyed;
use clutch_core::class::ILLEGAL_STATE;
use clutch_core::error::{Diagnosis, Thrown};
use clutch_core::object::Scope;
use clutch_core::sync::Mutex;
use clutch_core::sync::atomic::{AtomicU32, Ordering};
use clutch_core::world::cell::NEW_WORLD;
use clutch_core::world::{Binding, Stamp, World};
use clutch_core::{R, Span, VarName};
use rustc_hash::FxHashSet;
use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::AtomicU8;

/// How a stage treats what cannot be undone.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Policy {
    /// Does it and reports.
    #[default]
    Lenient,
    /// Refuses.
    Strict,
}

/// How a stage ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Its candidate is current, or a part of it.
    Published,
    /// It was given up.
    Dropped,
}

/// An undeclared effect of staged code.
#[derive(Clone, Debug)]
pub struct Effect {
    /// What was done, as a sentence part.
    pub what: String,
    /// Where.
    pub span: Span,
}

impl std::fmt::Display for Effect {
    /// `swap! of … (app/core.clj:4)`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.what)?;
        match (self.span.text(), self.span.line_column()) {
            (Some(text), Some((line, _))) => write!(f, " ({}:{line})", text.name),
            _ => Ok(()),
        }
    }
}

/// Takes back a change to something outside of the candidate.
type Undo = Box<dyn FnOnce() + Send>;

type Job = (Conveyed, Box<dyn FnOnce(Conveyed) + Send>);

/// A stage as the threads that run in it see it.
pub struct StageState {
    /// Unique number; birth stamp of references made by the stage.
    pub id: u64,
    /// Data of the engine.
    pub data: Box<dyn Any + Send + Sync>,
    /// Of all that the stage makes; settled by each rebase.
    stamp: Stamp,
    /// How it ended, for what instances became while it ran ([`Scope::Stage`]).
    mark: Arc<AtomicU8>,
    line: Mutex<Line>,
    shared: Mutex<Shared>,
}

/// A candidate and the world that it is a change of.
struct Line {
    base: Arc<World>,
    candidate: Arc<World>,
    /// Definitions before the stage, of namespaces that it builds anew.
    parked: Vec<Arc<Binding>>,
}

#[derive(Default)]
struct Shared {
    outcome: Option<Outcome>,
    policy: Policy,
    next: u64,
    words: Vec<(u64, Arc<AtomicU32>)>,
    deferred: Vec<Job>,
    effects: Vec<Effect>,
    undo: Vec<Undo>,
    /// What the threads of the stage, beside the one that loads, have read.
    reads: FxHashSet<VarName>,
}

/// Where a stage can go back to; see [`StageState::savepoint`].
pub struct Savepoint {
    world: Arc<World>,
    deferred: usize,
    undo: usize,
}

pub(super) struct StageRegistration {
    stage: Arc<StageState>,
    id: u64,
}

impl Drop for StageRegistration {
    fn drop(&mut self) {
        let mut shared = self.stage.shared.lock();
        shared.words.retain(|(id, _)| *id != self.id);
    }
}

static NEXT_STAGE: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);

impl StageState {
    /// A stage that starts from `base`.
    pub fn new(base: Arc<World>, policy: Policy, data: Box<dyn Any + Send + Sync>) -> Arc<Self> {
        let stamp = Stamp::expected(base.generation() + 1);
        let mut candidate = base.branch();
        candidate.set_stamp(stamp.clone());
        Arc::new(StageState {
            id: NEXT_STAGE.fetch_add(1, std::sync::atomic::Ordering::Relaxed),
            data,
            stamp,
            mark: Arc::new(AtomicU8::new(Scope::OPEN)),
            line: Mutex::new(Line {
                base,
                candidate: Arc::new(candidate),
                parked: Vec::new(),
            }),
            shared: Mutex::new(Shared {
                policy,
                ..Shared::default()
            }),
        })
    }

    /// How the stage treats effects and waits now.
    pub fn policy(&self) -> Policy {
        self.shared.lock().policy
    }

    /// Sets how the stage treats effects and waits from now on. Gives how it did before.
    pub fn set_policy(&self, policy: Policy) -> Policy {
        std::mem::replace(&mut self.shared.lock().policy, policy)
    }

    /// The candidate as it is now.
    pub fn candidate(&self) -> Arc<World> {
        self.line.lock().candidate.clone()
    }

    /// The world that the candidate is a change of: the one that the stage started from, or a
    /// newer one that it was rebased onto.
    pub fn base(&self) -> Arc<World> {
        self.line.lock().base.clone()
    }

    /// The generation that the stage makes, if nobody publishes before it does.
    pub fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    /// Goes on from a newer base: `candidate` is the same change made to `base`.
    pub fn rebased(&self, base: Arc<World>, mut candidate: World) {
        candidate.set_stamp(self.stamp.clone());
        let mut line = self.line.lock();
        self.stamp.settle(base.generation() + 1);
        line.base = base;
        line.candidate = Arc::new(candidate);
        drop(line);
        self.tell();
    }

    /// Keeps the definitions of a namespace that is built anew, for those that `defonce` keeps.
    pub fn park(&self, kept: Vec<Arc<Binding>>) {
        self.line.lock().parked.extend(kept);
    }

    /// The kept definition of a var, once.
    pub fn take_parked(&self, var: VarName) -> Option<Arc<Binding>> {
        let parked = &mut self.line.lock().parked;
        let at = parked.iter().position(|b| b.var == var)?;
        Some(parked.swap_remove(at))
    }

    /// How the stage ended, if it did.
    pub fn outcome(&self) -> Option<Outcome> {
        self.shared.lock().outcome
    }

    /// Notes what a thread of the stage, beside the one that loads, has read.
    pub(super) fn note_reads(&self, vars: impl IntoIterator<Item = VarName>) {
        self.shared.lock().reads.extend(vars);
    }

    /// What the other threads of the stage have read so far.
    pub(super) fn reads(&self) -> Vec<VarName> {
        self.shared.lock().reads.iter().copied().collect()
    }

    /// The world that the candidate is a change of, and the candidate.
    pub fn line(&self) -> (Arc<World>, Arc<World>) {
        let line = self.line.lock();
        (line.base.clone(), line.candidate.clone())
    }

    /// Effects noted so far.
    pub fn effects(&self) -> Vec<Effect> {
        self.shared.lock().effects.clone()
    }

    pub(super) fn change<T>(
        &self,
        edit: &mut impl FnMut(&mut World) -> R<T>,
    ) -> R<(Arc<World>, T)> {
        let mut line = self.line.lock();
        let mut world = line.candidate.step();
        let result = edit(&mut world)?;
        line.candidate = Arc::new(world);
        let world = line.candidate.clone();
        drop(line);
        self.tell();
        Ok((world, result))
    }

    fn tell(&self) {
        for (_, word) in &self.shared.lock().words {
            word.fetch_or(NEW_WORLD, Ordering::AcqRel);
        }
    }

    pub(super) fn register(stage: &Arc<StageState>, poll: Arc<AtomicU32>) -> StageRegistration {
        let mut shared = stage.shared.lock();
        shared.next += 1;
        let id = shared.next;
        shared.words.push((id, poll));
        StageRegistration {
            stage: stage.clone(),
            id,
        }
    }

    pub(super) fn defer(&self, conveyed: Conveyed, start: Box<dyn FnOnce(Conveyed) + Send>) {
        let mut shared = self.shared.lock();
        match shared.outcome {
            None => shared.deferred.push((conveyed, start)),
            Some(Outcome::Published) => {
                drop(shared);
                start(Conveyed::live(conveyed.cell));
            }
            Some(Outcome::Dropped) => {}
        }
    }

    pub(super) fn start_deferred(&self) -> R<()> {
        let mut shared = self.shared.lock();
        let (jobs, policy) = (std::mem::take(&mut shared.deferred), shared.policy);
        drop(shared);
        if !jobs.is_empty() && policy == Policy::Strict {
            return Err(Thrown::illegal_state(
                "This load waits for a thread that it started, which starts only at the publish",
            ));
        }
        for (conveyed, start) in jobs {
            start(conveyed);
        }
        Ok(())
    }

    pub(super) fn effect(&self, what: String, span: Span) -> R<()> {
        let effect = Effect { what, span };
        let mut shared = self.shared.lock();
        if shared.policy == Policy::Strict {
            drop(shared);
            let diagnosis = Diagnosis {
                code: "reload/effect",
                labels: vec![(span, "this form".to_string())],
                help: Some("a lenient load (the default at the prompt) does it and reports".into()),
            };
            return Err(Thrown::diagnosed(
                &ILLEGAL_STATE,
                format!(
                    "A strict load may not do this: {effect}; declare the effect with \
                     on-publish, or use defonce"
                ),
                diagnosis,
            ));
        }
        shared.effects.push(effect);
        Ok(())
    }

    /// Where the stage is now.
    pub fn savepoint(&self) -> Savepoint {
        let world = self.candidate();
        let shared = self.shared.lock();
        Savepoint {
            world,
            deferred: shared.deferred.len(),
            undo: shared.undo.len(),
        }
    }

    /// Takes back everything since a savepoint (effects stay noted: they happened).
    pub fn rollback(&self, point: &Savepoint) {
        self.line.lock().candidate = Arc::new(point.world.step());
        let mut shared = self.shared.lock();
        shared.deferred.truncate(point.deferred);
        let from = point.undo.min(shared.undo.len());
        let undo = shared.undo.split_off(from);
        drop(shared);
        undo.into_iter().rev().for_each(|take_back| take_back());
        self.tell();
    }

    /// Notes how a change outside of the candidate is taken back if the stage fails.
    pub(super) fn on_failure(&self, take_back: Undo) {
        let mut shared = self.shared.lock();
        match shared.outcome {
            None => shared.undo.push(take_back),
            Some(Outcome::Published) => {}
            Some(Outcome::Dropped) => {
                drop(shared);
                take_back();
            }
        }
    }

    /// Who sees what instances become in the stage.
    pub(crate) fn scope(&self) -> Scope {
        Scope::Stage(self.mark.clone())
    }

    /// Goes back to an earlier candidate of the same base.
    pub fn take_candidate_back(&self, candidate: &World) {
        self.line.lock().candidate = Arc::new(candidate.step());
        self.tell();
    }

    /// Shows everybody what instances became while the stage ran, just before the swap; or hides it
    /// again, if there is none after all.
    pub fn reveal(&self, shown: bool) {
        let mark = match shown {
            true => Scope::PUBLISHED,
            false => Scope::OPEN,
        };
        self.mark.store(mark, Ordering::Release);
    }

    /// Ends the stage. Published: its threads go on live, those put off start now. Dropped: its
    /// threads are cancelled at their next poll, those put off never start, and what it changed
    /// outside of the candidate is taken back as far as it was noted.
    pub fn finish(&self, outcome: Outcome) {
        let (jobs, undo) = {
            let mut shared = self.shared.lock();
            if shared.outcome.is_some() {
                return;
            }
            shared.outcome = Some(outcome);
            let mark = match outcome {
                Outcome::Published => Scope::PUBLISHED,
                Outcome::Dropped => Scope::DROPPED,
            };
            self.mark.store(mark, Ordering::Release);
            let shared = &mut *shared;
            (
                std::mem::take(&mut shared.deferred),
                std::mem::take(&mut shared.undo),
            )
        };
        self.tell();
        if outcome == Outcome::Dropped {
            undo.into_iter().rev().for_each(|take_back| take_back());
        }
        if outcome == Outcome::Published {
            for (conveyed, start) in jobs {
                start(Conveyed::live(conveyed.cell));
            }
        }
    }
}
