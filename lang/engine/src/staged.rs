//! [`Staged`]: a reload that was built aside and waits for the host's decision.

use crate::candidate::Candidate;
use crate::engine::{Engine, specs};
use crate::error::Error;
use crate::load;
use crate::publish;
use crate::report::Publication;
use crate::request::{PublishOptions, ReloadOptions};
use crate::turn::Turn;
use clutch_core::world::World;
use std::sync::Arc;

/// A candidate: loaded off to the side, seen by nobody. Dropping it discards it.
pub struct Staged {
    engine: Engine,
    candidate: Candidate,
    by: Option<String>,
}

impl Engine {
    /// Builds what [`Engine::reload`] would publish, and publishes nothing.
    ///
    /// # Errors
    /// What goes wrong while loading.
    pub fn stage(&self, ns: &str) -> Result<Staged, Error> {
        self.stage_with(&[ns], &ReloadOptions::default())
    }

    /// Builds what [`Engine::reload_with`] would publish, and publishes nothing.
    ///
    /// # Errors
    /// What goes wrong while loading.
    pub fn stage_with(
        &self,
        namespaces: &[&str],
        options: &ReloadOptions,
    ) -> Result<Staged, Error> {
        let specs = specs(namespaces);
        let mut session = self.session_of(options);
        let candidate =
            session.run(|cx, inner| load::stage_libs(cx, inner, &specs, options.into()))?;
        Ok(Staged {
            engine: self.clone(),
            candidate,
            by: options.by.clone(),
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

    /// Sends a part of the turns that begin, from 0 to 1, to it: a trial on live work. What others
    /// publish meanwhile it takes over. [`Engine::route_report`] tells how they fare; publishing or
    /// dropping it ends the trial.
    ///
    /// # Errors
    /// For a share that is none; if it was published.
    pub fn route_turns(&self, share: f64) -> Result<(), Error> {
        let mut session = self.engine.session();
        session.run(|_, inner| self.candidate.route(&inner.cell, share))
    }

    /// Makes it the current world; nothing if it changes nothing.
    ///
    /// # Errors
    /// Broken links and conflicts with what was published meanwhile; then it can be tried again.
    pub fn publish(&self) -> Result<Option<Arc<Publication>>, Error> {
        self.publish_with(PublishOptions::default())
    }

    /// Makes it the current world although links break.
    ///
    /// # Errors
    /// Conflicts with what was published meanwhile.
    pub fn publish_breaking(&self) -> Result<Option<Arc<Publication>>, Error> {
        self.publish_with(PublishOptions {
            force_links: true,
            ..PublishOptions::default()
        })
    }

    /// Makes it the current world on the conditions that the options name.
    ///
    /// # Errors
    /// Conflicts, broken links, tests that fail, turns that do not end in time.
    pub fn publish_with(&self, options: PublishOptions) -> Result<Option<Arc<Publication>>, Error> {
        let mut session = self.engine.session();
        if let Some(by) = &self.by {
            session.set_author(by);
        }
        session.run(|cx, inner| self.candidate.publish(cx, inner, options.into()))
    }
}
