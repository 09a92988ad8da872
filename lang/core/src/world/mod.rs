//! Worlds.
/// Pin.
#[derive(Debug)]
pub struct Pin;
/// World as a value.
#[derive(Debug)]
pub struct WorldValue;
