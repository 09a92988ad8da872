//! [`Shared`]: the thin reference-counted pointer that every heap value is made of.
//!
//! It differs from `triomphe::Arc` in one point, which is why it exists: while the process has
//! one thread, counts are updated with plain loads and stores. A locked read-modify-write costs
//! about 5 ns, and a value-heavy script does one for nearly every move that liveness could not
//! turn into a transfer. The C library's own flag for "this process has one thread" decides, so
//! a host that starts threads of its own is safe without telling us.
//!
//! Invariants:
//! - the allocation is `HeapBox<T>`; the count is its first word, whatever `T` is, so that
//!   [`crate::repr`] can increment without knowing `T`;
//! - `align_of::<T>() <= 8` for every `T` stored in a value (checked where types are listed);
//! - the count is at least 1 while any `Shared` exists.
#![allow(
    unsafe_code,
    reason = "the one place where counts and allocations meet"
)]

use std::ops::Deref;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicUsize, Ordering, fence};

thread_local! {
    static USED: std::cell::Cell<i64> = const { std::cell::Cell::new(0) };
}

/// Bytes of values that this thread has made and not freed; what other threads freed for it
/// counts for them. An estimate for limits: buffers inside of values count where the value
/// says so with [`charge`].
pub fn used() -> i64 {
    USED.with(std::cell::Cell::get)
}

/// Counts bytes that a value holds outside of its own allocation; negative when it is freed.
#[inline]
pub fn charge(bytes: i64) {
    // A thread that is being torn down counts nothing any more.
    let _ = USED.try_with(|u| u.set(u.get() + bytes));
}

/// Allocation behind a [`Shared`]: count first, then the data.
#[repr(C)]
pub(crate) struct HeapBox<T> {
    pub(crate) count: AtomicUsize,
    pub(crate) data: T,
}

/// Whether the process has exactly one thread, as told by the C library.
#[inline(always)]
pub(crate) fn single_threaded() -> bool {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        unsafe extern "C" {
            static __libc_single_threaded: std::ffi::c_char;
        }
        // SAFETY: a plain byte of glibc (2.32 and later) that only `pthread_create` clears, on
        // the creating thread and before the new thread runs; a racing read is impossible
        // while it is true, and reading it as false is always conservative.
        unsafe { std::ptr::read_volatile(&raw const __libc_single_threaded) != 0 }
    }
    #[cfg(not(all(target_os = "linux", target_env = "gnu")))]
    {
        false
    }
}

/// Adds one to a count.
#[inline(always)]
pub(crate) fn increment(count: &AtomicUsize) {
    if single_threaded() {
        count.store(count.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
    } else {
        count.fetch_add(1, Ordering::Relaxed);
    }
}

/// Takes one from a count; true when that was the last reference.
#[inline(always)]
pub(crate) fn decrement(count: &AtomicUsize) -> bool {
    if single_threaded() {
        let n = count.load(Ordering::Relaxed) - 1;
        count.store(n, Ordering::Relaxed);
        n == 0
    } else if count.fetch_sub(1, Ordering::Release) == 1 {
        fence(Ordering::Acquire);
        true
    } else {
        false
    }
}

/// A thin, shared, immutable pointer; mutable only while unique.
pub struct Shared<T> {
    ptr: NonNull<HeapBox<T>>,
}

// SAFETY: as for `std::sync::Arc`: shared access from several threads needs `T: Sync`, and the
// last owner drops the data on its own thread, which needs `T: Send`.
unsafe impl<T: Send + Sync> Send for Shared<T> {}
// SAFETY: see `Send` above.
unsafe impl<T: Send + Sync> Sync for Shared<T> {}

impl<T> Shared<T> {
    /// Moves `data` to the heap with a count of one.
    #[inline]
    pub fn new(data: T) -> Self {
        charge(size_of::<HeapBox<T>>() as i64);
        let boxed = Box::new(HeapBox {
            count: AtomicUsize::new(1),
            data,
        });
        Shared {
            ptr: NonNull::from(Box::leak(boxed)),
        }
    }

    #[inline(always)]
    fn inner(&self) -> &HeapBox<T> {
        // SAFETY: the count is at least one while `self` exists, so the box is alive.
        unsafe { self.ptr.as_ref() }
    }

    /// Whether this is the only reference. A `true` cannot become false behind our back,
    /// because making another reference needs one.
    #[inline(always)]
    pub fn is_unique(this: &Self) -> bool {
        this.inner().count.load(Ordering::Acquire) == 1
    }

    /// The data, if this is the only reference.
    #[inline(always)]
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        if Self::is_unique(this) {
            // SAFETY: unique, and borrowed mutably for the life of the result.
            Some(unsafe { &mut this.ptr.as_mut().data })
        } else {
            None
        }
    }

    /// The data for writing: in place if unique, else of a fresh copy.
    #[inline]
    pub fn make_mut(this: &mut Self) -> &mut T
    where
        T: Clone,
    {
        if !Self::is_unique(this) {
            *this = Shared::new((**this).clone());
        }
        // SAFETY: unique by the branch above.
        unsafe { &mut this.ptr.as_mut().data }
    }

    /// The data itself if this is the only reference, else the pointer back.
    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        if Self::is_unique(&this) {
            let ptr = this.ptr;
            std::mem::forget(this);
            charge(-(size_of::<HeapBox<T>>() as i64));
            // SAFETY: unique and forgotten: nobody else will free the box.
            let boxed = unsafe { Box::from_raw(ptr.as_ptr()) };
            Ok(boxed.data)
        } else {
            Err(this)
        }
    }

    /// Whether both point to the same allocation.
    #[inline]
    pub fn ptr_eq(a: &Self, b: &Self) -> bool {
        a.ptr == b.ptr
    }

    /// Address of the allocation, for identity and caches. Not an owner.
    #[inline]
    pub fn address(this: &Self) -> usize {
        this.ptr.as_ptr() as usize
    }

    /// Number of references right now; for tests and reports.
    pub fn count(this: &Self) -> usize {
        this.inner().count.load(Ordering::Relaxed)
    }

    #[inline(always)]
    pub(crate) fn into_bits(self) -> u64 {
        let bits = self.ptr.as_ptr() as u64;
        std::mem::forget(self);
        bits
    }

    /// # Safety
    /// `bits` must come from `into_bits` of a `Shared<T>` of the same `T`, and carry one count.
    #[inline(always)]
    pub(crate) unsafe fn from_bits(bits: u64) -> Self {
        // SAFETY: never null, by the contract.
        let ptr = unsafe { NonNull::new_unchecked(bits as *mut HeapBox<T>) };
        Shared { ptr }
    }
}

impl<T> Clone for Shared<T> {
    #[inline(always)]
    fn clone(&self) -> Self {
        increment(&self.inner().count);
        Shared { ptr: self.ptr }
    }
}

impl<T> Drop for Shared<T> {
    #[inline(always)]
    fn drop(&mut self) {
        if decrement(&self.inner().count) {
            charge(-(size_of::<HeapBox<T>>() as i64));
            // SAFETY: the last reference; the box came from `Box::leak`.
            drop(unsafe { Box::from_raw(self.ptr.as_ptr()) });
        }
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;
    #[inline(always)]
    fn deref(&self) -> &T {
        &self.inner().data
    }
}

impl<T: std::fmt::Debug> std::fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (**self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unique_until_cloned() {
        let mut a = Shared::new(5);
        assert!(Shared::get_mut(&mut a).is_some());
        let b = a.clone();
        assert!(Shared::get_mut(&mut a).is_none());
        drop(b);
        assert!(Shared::get_mut(&mut a).is_some());
    }

    #[test]
    fn counts_agree_across_threads() {
        let a = Shared::new(vec![1, 2, 3]);
        let handles: Vec<_> = (0..4)
            .map(|_| {
                let a = a.clone();
                std::thread::spawn(move || (0..10_000).map(|_| a.clone().len()).sum::<usize>())
            })
            .collect();
        for h in handles {
            assert_eq!(h.join().expect("thread"), 30_000);
        }
        assert_eq!(Shared::count(&a), 1);
    }
}
