//! Transients: a collection that is changed in place until `persistent!` takes it out.
//!
//! A transient holds an ordinary collection value. Taking the value out, updating it and putting
//! it back is in place because nobody else holds it; the first update of a collection that the
//! program still holds copies what it touches. The lock is never held while user code runs.

use crate::class::ILLEGAL_ACCESS_ERROR;
use crate::error::{R, Thrown};
use crate::repr::Value;
use parking_lot::Mutex;

/// A mutable builder of a collection; none after `persistent!`.
#[derive(Debug)]
pub struct Transient(pub Mutex<Option<Value>>);

impl Transient {
    /// A builder that starts with this collection.
    pub fn new(coll: Value) -> Transient {
        Transient(Mutex::new(Some(coll)))
    }

    /// Takes the collection out, for `persistent!` or for an update that puts the result back.
    pub fn take(&self) -> R {
        self.0.lock().take().ok_or_else(used_up)
    }

    /// Puts an updated collection back.
    pub fn put(&self, coll: Value) {
        *self.0.lock() = Some(coll);
    }

    /// The collection as it is now; holding it makes the next update copy.
    pub fn peek(&self) -> R {
        self.0.lock().clone().ok_or_else(used_up)
    }

    /// Looks at the collection through a short function that runs no user code.
    pub fn with<T>(&self, f: impl FnOnce(&Value) -> T) -> R<T> {
        self.0.lock().as_ref().map(f).ok_or_else(used_up)
    }
}

#[cold]
fn used_up() -> Box<Thrown> {
    Thrown::new(
        &ILLEGAL_ACCESS_ERROR,
        "Transient used after persistent! call",
    )
}
