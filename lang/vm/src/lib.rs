//! The machine: the running context, the run loop, and the laws of values that may run user code
//! (equality, hashing, ordering, printing, sequences).
//!
//! Reading order: [`cx`] (the running context), [`call`] (one calling convention), [`run`] (the
//! dispatch loop), then the laws.

#![deny(unsafe_code)]

pub mod call;
pub mod class;
pub mod context;
pub mod convert;
pub mod cx;
pub mod host;
pub mod native;
pub mod number;

pub use context::Context;
pub use cx::Cx;
pub use host::Host;
pub use native::Args;
