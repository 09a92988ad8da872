//! Clutch as a library: an [`Engine`] owns one line of worlds; scripts and sessions run live,
//! host calls run in turns, and a reload is staged, checked and published with one swap.

#![forbid(unsafe_code)]

pub mod link;
mod plan;
pub mod sources;
mod stdlib;

pub use sources::{DirSources, MemSources, Overlay, Source, Sources};
