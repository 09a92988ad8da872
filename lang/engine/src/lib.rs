//! Clutch as a library: an [`Engine`] owns one line of worlds; scripts and sessions run live,
//! host calls run in turns, and a reload is staged, checked and published with one swap.
//!
//! ```
//! use clutch_lang::{Engine, MemSources};
//!
//! let sources = MemSources::new();
//! sources.set("app", "(ns app) (def limit 10) (defn allowed [] limit)");
//! let engine = Engine::builder().sources(sources.clone()).build();
//! engine.require("app")?;
//! let mut before = engine.turn();
//!
//! sources.set("app", "(ns app) (def limit 20) (defn allowed [] limit)");
//! let report = engine.reload("app")?.expect("something changed");
//! assert_eq!(report.loaded.len(), 1);
//! assert_eq!(engine.call("app/allowed", [])?.as_int(), Some(20));
//! // A turn that began before the reload goes on in its own world.
//! assert_eq!(before.call("app/allowed", [])?.as_int(), Some(10));
//! # Ok::<(), clutch_lang::Error>(())
//! ```
//!
//! An engine refuses reloads that would lose something: state, definitions made live, or what a
//! failed load could not take back. [`EngineBuilder::lenient`] has it done and reported instead.
//!
//! Reading order: [`engine`], [`session`], [`turn`]; then the life of a load: `load`, `reload`
//! and `plan`, `stage` with its `work`, `candidate`, `conclude`, `publish`, `link`, `migrate`, `hook`
//! and `worker`, `report`, `history`.

#![forbid(unsafe_code)]

mod candidate;
mod changed;
pub mod complete;
mod conclude;
pub mod convert;
mod drift;
mod dry_run;
pub mod engine;
pub mod error;
mod eval;
mod excerpt;
mod flight;
mod frames;
pub mod held;
pub mod history;
mod hook;
mod host;
pub mod inspect;
mod interactive;
pub mod io;
pub mod link;
mod live;
mod load;
mod migrate;
pub mod migrate_types;
mod names;
mod natives;
mod ns_form;
mod operator;
mod plan;
mod pool;
mod publish;
mod reload;
mod report;
mod request;
pub mod session;
pub mod sources;
mod stage;
mod staged;
mod stdlib;
mod trial;
pub mod turn;
mod turnstile;
mod unload;
mod who_holds;
mod work;
mod worker;

pub use clutch_core::world::World;
pub use clutch_core::{R, Value};
pub use clutch_vm::caps::Caps;
pub use clutch_vm::{Args, Cx};
pub use complete::{Candidate, CandidateKind, Completion, KnownKeywords};
pub use convert::{Arguments, FromValue, HostFunction, IntoValue};
pub use drift::{Drift, FileState};
pub use engine::{Engine, EngineBuilder, Limits, Module};
pub use error::{Error, Kind};
pub use frames::UserFrame;
pub use hook::HookError;
pub use inspect::Info;
pub use interactive::FormText;
pub use io::Io;
pub use operator::{RouteReport, RunningTurn};
pub use pool::Canceller;
pub use report::Publication;
pub use request::{Budget, LiveRule, PublishOptions, ReloadOptions};
pub use session::Session;
pub use sources::{DirSources, MemSources, Overlay, Source, Sources};
pub use staged::Staged;
pub use turn::{Func, Link, Turn};
pub use worker::{WorkerInfo, WorkerState};

/// Texts without a running context: tokens for colours, ends of forms for line editors.
pub mod read {
    pub use clutch_syntax::{Scan, Scanner, Syntax, TokenClass, forms, scan, tokens};
}
