//! An engine as its operator sees it: how the program differs from its sources, who holds old
//! worlds, which turns and workers run, where turns go. All of it as data, without the language.

use crate::drift::{self, Drift};
use crate::engine::{Engine, specs};
use crate::error::Error;
use crate::history;
use crate::report::Publication;
use crate::request::{PublishOptions, Request};
use crate::unload;
use crate::who_holds::who_holds;
use crate::worker::WorkerInfo;
use clutch_core::error::ThrowKind;
use clutch_core::world::cell::What;
use clutch_core::world::running::Tally;
use clutch_core::{Symbol, Thrown, Value, VarName};
use clutch_natives::ns::withdraw_worker;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// A turn that is running.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningTurn {
    /// Its number.
    pub turn: u64,
    /// The generation that it sees.
    pub generation: u64,
    /// Time since it began, or since it moved on to a newer world.
    pub age: Duration,
    /// Whether it was asked to move on.
    pub asked: bool,
}

/// How the turns fare while a part of them goes to a candidate.
#[derive(Debug)]
pub struct RouteReport {
    /// Part of the turns, from 0 to 1.
    pub share: f64,
    /// Turns of the current world that have ended, and how many of them failed.
    pub current: (u64, u64),
    /// Those of the candidate.
    pub candidate: (u64, u64),
    /// The conflict that ended the trial.
    pub stopped: Option<Error>,
}

impl Engine {
    /// How each namespace that was loaded from a text differs from it, in alphabetical order.
    ///
    /// # Errors
    /// If a source cannot be read.
    pub fn drift(&self) -> Result<Vec<Drift>, Error> {
        let mut session = self.session();
        session.run(|cx, inner| drift::drift(inner, cx.context.world()))
    }

    /// What keeps a generation from being freed: a map for each holder, as `(who-holds g)` gives.
    ///
    /// # Errors
    /// When interrupted.
    pub fn who_holds(&self, generation: u64) -> Result<Vec<Value>, Error> {
        let mut session = self.session();
        session.run(|cx, inner| who_holds(cx, inner, generation))
    }

    /// The report of the publish that made a generation, if it was a staged one that history keeps.
    pub fn publication(&self, generation: u64) -> Option<Arc<Publication>> {
        history::publication(&self.inner.cell.published(generation)?)
    }

    /// Takes loaded namespaces away, with all that they registered: one publish.
    ///
    /// # Errors
    /// Namespaces that are not loaded, links that break (unless forced), turns that do not end.
    pub fn unload(
        &self,
        namespaces: &[&str],
        options: PublishOptions,
    ) -> Result<Option<Arc<Publication>>, Error> {
        let names: Vec<_> = specs(namespaces).iter().map(|s| s.lib).collect();
        let request = Request {
            what: format!("unload {}", namespaces.join(" ")),
            flags: options.into(),
        };
        let mut session = self.session();
        session.run(|cx, inner| unload::unload(cx, inner, &names, request))
    }

    /// The workers that run, and the last that ended by each name.
    pub fn workers(&self) -> Vec<WorkerInfo> {
        self.inner.workers.infos()
    }

    /// Ends a worker after the round that it is at, by its name such as `app/beat`: a publish
    /// without its declaration. False if nothing declares it. A reload of its namespace starts it
    /// again.
    ///
    /// # Errors
    /// If the name is none of a definition.
    pub fn stop_worker(&self, name: &str) -> Result<bool, Error> {
        let symbol = Symbol::parse(name);
        let mut session = self.session();
        session.run(|cx, _| {
            let Some(ns) = symbol.ns() else {
                let message = format!("a worker is named like a definition, found {name}");
                return Err(Thrown::illegal_argument(message));
            };
            let var = VarName::from_parts(ns, symbol.name());
            cx.context
                .change(What::Register, |w| withdraw_worker(w, var))
        })
    }

    /// The turns that are running, oldest first.
    pub fn running_turns(&self) -> Vec<RunningTurn> {
        let turns = self.inner.cell.running_turns();
        let shown = turns.iter().map(|pin| RunningTurn {
            turn: pin.turn,
            generation: pin.world.generation(),
            age: pin.since.elapsed(),
            asked: pin.asked.load(Ordering::Relaxed),
        });
        shown.collect()
    }

    /// Asks a running turn to move on to the newest world when it can (`repin-asked?`); nothing is
    /// stopped. False if no such turn is running.
    pub fn ask_to_repin(&self, turn: u64) -> bool {
        let turns = self.inner.cell.running_turns();
        let found = turns.iter().find(|pin| pin.turn == turn);
        if let Some(pin) = found {
            pin.asked.store(true, Ordering::Relaxed);
        }
        found.is_some()
    }

    /// How the turns fare since [`crate::Staged::route_turns`]; nothing if all go to one world.
    pub fn route_report(&self) -> Option<RouteReport> {
        let route = self.inner.cell.route()?;
        let counts = |tally: &Tally| tally.counts();
        let stopped = route.stopped().map(|value| Thrown {
            value,
            kind: ThrowKind::Exception,
        });
        Some(RouteReport {
            share: route.share,
            current: counts(&route.current),
            candidate: counts(&route.trial),
            stopped: stopped.map(|thrown| Error::from_thrown(&thrown)),
        })
    }

    /// Sends all turns that begin from now on to the newest world.
    pub fn end_route(&self) {
        self.inner.cell.set_route(None);
    }
}
