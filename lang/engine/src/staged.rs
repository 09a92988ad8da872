//! [`Staged`]: a reload that was built aside and waits for the host's decision.

use crate::candidate::Candidate;
use crate::engine::Engine;
use crate::error::Error;
use crate::load;
use crate::publish;
use crate::report::Publication;
use crate::request::PublishOptions;
use crate::turn::Turn;
use clutch_core::world::World;
use clutch_core::{Symbol, Value};
use clutch_vm::Args;
use std::sync::Arc;

/// A candidate: loaded off to the side, seen by nobody. Dropping it discards it.
pub struct Staged {
    engine: Engine,
    candidate: Candidate,
}

impl Engine {
    /// Builds what [`Engine::reload`] would publish, and publishes nothing.
    ///
    /// # Errors
    /// What goes wrong while loading.
    pub fn stage(&self, ns: &str) -> Result<Staged, Error> {
        let args = Args::from_iter([Value::symbol(Symbol::simple(ns))]);
        let candidate = self
            .session()
            .run(|cx, inner| load::stage(cx, inner, args))?;
        Ok(Staged {
            engine: self.clone(),
            candidate,
        })
    }
}

impl Staged {
    /// What publishing it would do now.
    pub fn report(&self) -> Publication {
        publish::report(&self.candidate.stage)
    }

    /// The world that would be published.
    pub fn world(&self) -> Arc<World> {
        self.candidate.stage.candidate()
    }

    /// A turn in the candidate: for tests before it is published. What it defines is lost.
    pub fn turn(&self) -> Turn {
        self.engine.turn_at(self.world())
    }

    /// Makes it the current world; nothing if it changes nothing.
    ///
    /// # Errors
    /// Broken links and conflicts with what was published meanwhile.
    pub fn publish(self) -> Result<Option<Arc<Publication>>, Error> {
        self.publish_with(PublishOptions::default())
    }

    /// Makes it the current world although links break.
    ///
    /// # Errors
    /// Conflicts with what was published meanwhile.
    pub fn publish_breaking(self) -> Result<Option<Arc<Publication>>, Error> {
        self.publish_with(PublishOptions {
            force_links: true,
            ..PublishOptions::default()
        })
    }

    /// Makes it the current world on the conditions that the options name.
    ///
    /// # Errors
    /// Conflicts, broken links, tests that fail, turns that do not end in time.
    pub fn publish_with(self, options: PublishOptions) -> Result<Option<Arc<Publication>>, Error> {
        let candidate = self.candidate;
        self.engine
            .session()
            .run(|cx, inner| candidate.publish(cx, inner, options.into()))
    }
}
