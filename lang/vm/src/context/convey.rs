//! What other threads start with, and what code does that reaches beyond its own context.

use super::{Context, Mode, Saved};
use clutch_core::R;
use clutch_core::sync::atomic::AtomicU32;
use clutch_core::world::Usage;
use clutch_core::world::cell::WorldCell;
use std::sync::Arc;

impl Context {
    /// What a thread that is part of the same work (a future, `pmap`) starts with.
    pub fn convey(&self) -> Conveyed {
        if let Mode::Turn(pin) = &self.mode {
            self.remember(pin);
        }
        Conveyed {
            cell: self.cell.clone(),
            mode: self.mode.clone(),
        }
    }

    /// What a thread of its own (a daemon, an agent) starts with: live, or the stage it belongs to.
    pub fn convey_live(&self) -> Conveyed {
        Conveyed {
            cell: self.cell.clone(),
            mode: match &self.mode {
                Mode::Stage(s) => Mode::Stage(s.clone()),
                _ => Mode::Live,
            },
        }
    }

    /// Starts a thread through `start`, which is given what the thread starts with: now, or when
    /// the stage is published or waits for it. Never, if the stage is dropped before.
    pub fn launch(&self, conveyed: Conveyed, start: impl FnOnce(Conveyed) + Send + 'static) {
        match conveyed.mode.clone() {
            Mode::Stage(stage) => stage.defer(conveyed, Box::new(start)),
            _ => start(conveyed),
        }
    }

    /// To be called before any wait for another thread: a stage then starts the threads that it
    /// put off, since one of them may be what is waited for.
    ///
    /// # Errors
    /// In a strict stage, which refuses to wait.
    pub fn before_wait(&self) -> R<()> {
        match &self.mode {
            Mode::Stage(stage) => stage.start_deferred(),
            _ => Ok(()),
        }
    }

    /// Notes how a change to something outside of the candidate (a watch on a live atom) is
    /// taken back, in case this is a stage and it fails. Outside of stages nothing is kept.
    pub fn on_failure(&self, take_back: impl FnOnce() + Send + 'static) {
        if let Mode::Stage(stage) = &self.mode {
            stage.on_failure(Box::new(take_back));
        }
    }

    /// Notes a change of something with this birth stamp, if that was not made by the stage that
    /// runs. `what` says what is done to what: `swap! of an atom`.
    ///
    /// # Errors
    /// In a strict stage, which refuses it.
    #[inline]
    pub fn changes(&self, birth: u64, what: impl FnOnce() -> String) -> R<()> {
        match &self.mode {
            Mode::Stage(stage) if stage.id != birth => {
                let what = format!("{} that was made before this load", what());
                stage.effect(what, self.recorder.span)
            }
            _ => Ok(()),
        }
    }

    /// Notes an effect of the top-level form at work on something outside of the stage (`swap!` of
    /// a live atom, a file that is written).
    ///
    /// # Errors
    /// In a strict stage, which refuses it.
    pub fn effect(&self, what: impl FnOnce() -> String) -> R<()> {
        match &self.mode {
            Mode::Stage(stage) => stage.effect(what(), self.recorder.span),
            _ => Ok(()),
        }
    }
}

/// What another thread starts with.
#[derive(Clone)]
pub struct Conveyed {
    pub(super) cell: Arc<WorldCell>,
    mode: Mode,
}

impl Conveyed {
    /// A live start in a line of worlds.
    pub fn live(cell: Arc<WorldCell>) -> Conveyed {
        Conveyed {
            cell,
            mode: Mode::Live,
        }
    }

    /// The context of the new thread. If its stage has been published meanwhile, it is live.
    ///
    /// # Errors
    /// Cancelled, if its stage has been dropped.
    pub fn into_context(self, poll: Arc<AtomicU32>) -> R<Context> {
        let mut context = Context::live(self.cell, poll);
        let saved = match self.mode {
            Mode::Live => Saved::default(),
            Mode::Turn(pin) => {
                context.slot().fill(pin.clone());
                context.enter_pin(pin)
            }
            Mode::Stage(stage) => context.enter_stage(stage),
        };
        drop(saved);
        context.refresh()?;
        if context.stage().is_some() {
            // Whoever waits for this thread may compute with what it reads.
            context.recorder.reading = Some(Usage::Load);
        }
        Ok(context)
    }
}
