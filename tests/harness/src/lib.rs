//! The harness of the script tests.
//!
//! ```text
//! *.clj ──script──▶ Script (steps with expectations) ──Runner──▶ outcomes ──check──▶ report
//! doc   ──examples──▶ Script
//! ```
//!
//! A script is read once and run in every [`RunMode`]; all of its failing expectations are reported
//! together, each with file, line, what was expected and what was got. Who evaluates is behind the
//! trait [`Runner`]: the engine in this process, or a command ([`process`]), which is how the expected
//! values were taken from the reference implementation.
//!
//! Reading order: [`script`] (the format), [`runner`], [`check`], [`canon`] (when two printed values
//! are the same), [`examples`], [`process`], [`manifest`],
//! [`scenario`].

#![forbid(unsafe_code)]

pub mod canon;
pub mod check;
pub mod corpus;
pub mod engine;
pub mod examples;
pub mod manifest;
pub mod process;
pub mod runner;
pub mod scenario;
pub mod script;
pub mod spec;
pub mod suite;
pub mod vars;

pub use check::{Mismatch, check};
pub use runner::{Failure, Outcome, RunMode, Runner};
pub use script::{Action, Script, Step};
