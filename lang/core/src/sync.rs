//! Locks and atomics of the code whose interleavings are tested.
//!
//! [`crate::world::cell`] and what pins are made of import from here only. A build with
//! `--cfg shuttle` swaps in the shuttle crate's scheduler-controlled twins, so that the
//! interleaving tests run the real code and not a model of it.

#[cfg(not(shuttle))]
pub use parking_lot::{Mutex, MutexGuard};
#[cfg(not(shuttle))]
pub use std::sync::atomic;

#[cfg(shuttle)]
pub use self::under_shuttle::{Mutex, MutexGuard};
#[cfg(shuttle)]
pub use shuttle::sync::atomic;

#[cfg(shuttle)]
mod under_shuttle {
    /// Guard of the lock below.
    pub type MutexGuard<'a, T> = shuttle::sync::MutexGuard<'a, T>;

    /// A lock with `parking_lot`'s interface: no poisoning.
    #[derive(Debug, Default)]
    pub struct Mutex<T>(shuttle::sync::Mutex<T>);

    impl<T> Mutex<T> {
        /// An unlocked lock.
        pub fn new(data: T) -> Mutex<T> {
            Mutex(shuttle::sync::Mutex::new(data))
        }
        /// Waits for the lock.
        pub fn lock(&self) -> MutexGuard<'_, T> {
            self.0
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner)
        }
    }
}
