//! The standard library inside of the binary: bound by name at start, compiled at first use.

pub(crate) mod index;
