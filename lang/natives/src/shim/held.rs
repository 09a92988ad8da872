//! [`Held`]: the contents of a mutable host collection, taken out while they are worked on.
//!
//! Equality of keys may run user code, which must not happen under a lock. So who changes the
//! contents takes them out and puts them back; others wait. A thread that comes back to contents
//! it has taken out itself gets a `ConcurrentModificationException`.

use clutch_core::{R, Thrown, class};
use clutch_vm::Cx;
use parking_lot::Mutex;
use std::thread::{self, ThreadId};

enum State<T> {
    Here(T),
    TakenBy(ThreadId),
}

/// Contents that one thread at a time works on.
pub struct Held<T>(Mutex<State<T>>);

/// Puts the contents back, also after a panic.
struct PutBack<'a, T> {
    held: &'a Held<T>,
    contents: Option<T>,
}

impl<T> Drop for PutBack<'_, T> {
    fn drop(&mut self) {
        if let Some(contents) = self.contents.take() {
            *self.held.0.lock() = State::Here(contents);
        }
    }
}

impl<T> Held<T> {
    /// Contents that nobody works on.
    pub fn new(contents: T) -> Held<T> {
        Held(Mutex::new(State::Here(contents)))
    }

    /// Works on the contents; `f` may run user code.
    ///
    /// # Errors
    /// What `f` gives, an interrupt while waiting, or `ConcurrentModificationException`.
    pub fn with<R1>(&self, cx: &mut Cx, f: impl FnOnce(&mut Cx, &mut T) -> R<R1>) -> R<R1> {
        let me = thread::current().id();
        let contents = loop {
            let mut state = self.0.lock();
            if let State::TakenBy(other) = &*state {
                if *other == me {
                    return Err(busy());
                }
                drop(state);
                cx.poll()?;
                thread::yield_now();
                continue;
            }
            match std::mem::replace(&mut *state, State::TakenBy(me)) {
                State::Here(contents) => break contents,
                State::TakenBy(_) => unreachable!("looked at under the lock"),
            }
        };
        let mut put_back = PutBack {
            held: self,
            contents: Some(contents),
        };
        let contents = put_back.contents.as_mut().expect("just put there");
        f(cx, contents)
    }

    /// Looks at the contents if nobody works on them now.
    pub fn try_peek<R1>(&self, f: impl FnOnce(&mut T) -> R1) -> Option<R1> {
        match &mut *self.0.lock() {
            State::Here(contents) => Some(f(contents)),
            State::TakenBy(_) => None,
        }
    }

    /// Looks at the contents without running user code; none if this thread works on them.
    pub fn peek<R1>(&self, f: impl FnOnce(&mut T) -> R1) -> Option<R1> {
        let me = thread::current().id();
        loop {
            match &mut *self.0.lock() {
                State::Here(contents) => return Some(f(contents)),
                State::TakenBy(other) if *other == me => return None,
                State::TakenBy(_) => {}
            }
            thread::yield_now();
        }
    }
}

#[cold]
fn busy() -> Box<Thrown> {
    Thrown::new(
        &class::CONCURRENT_MODIFICATION,
        "the collection is changed by code that it calls itself",
    )
}
