//! Operations.
/// An instruction.
#[derive(Debug, Clone, Copy)]
pub struct Ins;
