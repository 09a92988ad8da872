//! The running context: one per thread that runs code.

/// Everything a running thread of the language has: stack, frames, world or pin, dynamic
/// bindings, capabilities, limits and the poll word.
#[derive(Default)]
pub struct Cx {}
