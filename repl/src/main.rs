//! The `clutch` command.
fn main() {}
