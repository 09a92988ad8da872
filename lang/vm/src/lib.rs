//! The machine: the running context, the run loop, and the laws of values that may run user code
//! (equality, hashing, ordering, printing, sequences).
//!
//! Reading order: [`cx`] (the running context), [`call`] (one calling convention), [`run`] (the
//! dispatch loop), then the laws.

#![deny(unsafe_code)]

pub mod assoc;
pub mod berth;
pub mod call;
pub mod caps;
pub mod class;
pub mod conj;
pub mod context;
pub mod convert;
pub mod cx;
pub mod disasm;
pub mod dispatch;
pub mod dynamic;
pub mod eq;
mod exec;
mod frame;
mod globals;
pub mod hash;
pub mod host;
pub mod iter;
#[cfg(test)]
mod laws;
pub mod lazy;
pub mod limits;
pub mod literal;
pub mod meta;
pub mod native;
pub mod number;
pub mod order;
pub mod print;
pub mod reach;
pub mod record;
mod run;
pub mod seq;
pub mod shape;
pub mod sorted;
mod stack;
pub mod survey;
#[cfg(test)]
mod testing;
pub mod transient;
mod unwind;
mod user;
pub mod var;
pub mod verify;
mod walk;
pub mod watch;
pub mod world;
pub mod writer;

pub use context::Context;
pub use cx::Cx;
pub use host::Host;
pub use native::Args;
