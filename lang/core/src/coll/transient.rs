//! Transients.
use crate::repr::Value;
use parking_lot::Mutex;
/// A mutable builder.
#[derive(Debug)]
pub struct Transient(pub Mutex<Option<Value>>);
