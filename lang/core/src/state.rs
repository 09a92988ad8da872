//! The mutable things: the only interior mutability of values.
//!
//! Each has a birth stamp: the id of the stage that made it, or 0 when made live. By it a stage
//! tells its own things, which it may change freely, from those of the running program. All access
//! goes through `vm::Cx`, which may put an overlay in between.

use crate::repr::Value;
use crate::sync::atomic::AtomicU32;
use parking_lot::{Condvar, Mutex};
use std::any::Any;
use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64};

thread_local! {
    static BIRTH: Cell<u64> = const { Cell::new(0) };
}

/// Birth stamp of what this thread makes now: the id of the stage that it runs in, or 0.
pub fn birth() -> u64 {
    BIRTH.get()
}

/// Sets the birth stamp of what this thread makes from now on.
pub fn set_birth(stage: u64) {
    BIRTH.set(stage);
}

/// Ends a reduction with its value.
#[derive(Debug)]
pub struct Reduced(pub Value);

/// What atoms, refs and agents have in common.
#[derive(Debug, Default)]
pub struct Watched {
    /// Metadata, validator and watches; nil where absent. Watches are (key, function).
    pub meta: Value,
    /// Validator function.
    pub validator: Value,
    /// Watches in the order added.
    pub watches: Vec<(Value, Value)>,
}

/// An atom.
#[derive(Debug)]
pub struct Atom {
    /// Current value; locked only to copy or compare-and-set, never while user code runs.
    pub value: Mutex<Value>,
    /// Watches, validator, metadata.
    pub watched: Mutex<Watched>,
    /// Whether `watched` has a validator or watches; lets `swap!` skip the lock.
    pub is_watched: AtomicBool,
    /// Stage that made it, or 0.
    pub birth: u64,
}

/// A volatile.
#[derive(Debug)]
pub struct Volatile {
    /// Current value.
    pub value: Mutex<Value>,
    /// Stage that made it, or 0.
    pub birth: u64,
}

impl Volatile {
    /// A volatile with this value.
    pub fn new(value: Value) -> Volatile {
        Volatile {
            value: Mutex::new(value),
            birth: birth(),
        }
    }
}

/// State of a delay.
#[derive(Debug)]
pub enum DelayState {
    /// Function of no arguments, and the pin it was made under.
    Pending(Value, Option<Arc<crate::world::Pin>>),
    /// Being computed by this thread.
    Running(std::thread::ThreadId),
    /// The value.
    Done(Value),
    /// The exception that it throws again each time.
    Failed(Value),
}

/// A delay.
#[derive(Debug)]
pub struct Delay {
    /// Where it stands.
    pub state: Mutex<DelayState>,
    /// Waiters for `Running` to end.
    pub changed: Condvar,
}

/// State of a promise or future.
#[derive(Debug)]
pub enum PromiseState {
    /// Nothing yet.
    Pending,
    /// The value.
    Done(Value),
    /// The exception of a future.
    Failed(Value),
    /// `future-cancel`.
    Cancelled,
}

/// A promise, or the result of a future.
#[derive(Debug)]
pub struct Promise {
    /// Where it stands.
    pub state: Mutex<PromiseState>,
    /// Waiters.
    pub changed: Condvar,
    /// Whether it belongs to a future (then `deliver` is refused).
    pub is_future: bool,
    /// Poll word of the thread of a future, through which it is cancelled.
    pub thread: Mutex<Option<Arc<AtomicU32>>>,
    /// Stage that made it, or 0.
    pub birth: u64,
}

impl Promise {
    /// Settles it if it is still open; says whether it was. Wakes who waits.
    pub fn settle(&self, state: PromiseState) -> bool {
        let mut now = self.state.lock();
        if !matches!(*now, PromiseState::Pending) {
            return false;
        }
        let old = std::mem::replace(&mut *now, state);
        drop(now);
        drop(old);
        self.changed.notify_all();
        true
    }
}

/// A committed value of a ref with its stamp.
#[derive(Debug)]
pub struct RefVersion {
    /// Commit stamp.
    pub stamp: u64,
    /// Value from this stamp on.
    pub value: Value,
}

/// A ref: a short history of committed values.
#[derive(Debug)]
pub struct Ref {
    /// Newest last; never empty.
    pub history: Mutex<Vec<RefVersion>>,
    /// Transaction that holds the write intent, or 0.
    pub writer: AtomicU64,
    /// Watches, validator, metadata.
    pub watched: Mutex<Watched>,
    /// Identity for a fixed locking order.
    pub id: u64,
    /// Fewest and most kept versions.
    pub bounds: Mutex<(usize, usize)>,
    /// Reads that found no version old enough since the last commit: a longer history is needed.
    pub faults: AtomicU64,
    /// Stage that made it, or 0.
    pub birth: u64,
}

/// An agent.
#[derive(Debug)]
pub struct Agent {
    /// Current value.
    pub value: Mutex<Value>,
    /// Watches, validator, metadata.
    pub watched: Mutex<Watched>,
    /// Actions, failure and modes.
    pub queue: Mutex<AgentQueue>,
    /// Waiters of `await`.
    pub changed: Condvar,
    /// Stage that made it, or 0.
    pub birth: u64,
}

/// Something an agent has to do.
pub struct Action {
    /// The function.
    pub function: Value,
    /// Its arguments after the state.
    pub args: Vec<Value>,
    /// What it takes over from the thread that sent it (a type of `natives`).
    pub conveyed: Box<dyn Any + Send + Sync>,
    /// Generation that its sender saw; [`Action::FRESH`] if it knows nothing of the state's shape.
    pub generation: u64,
}

impl Action {
    /// Of no generation: never too old.
    pub const FRESH: u64 = u64::MAX;
}

impl std::fmt::Debug for Action {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Action({:?} {:?})", self.function, self.args)
    }
}

/// What an agent has to do.
#[derive(Debug, Default)]
pub struct AgentQueue {
    /// Pending actions, oldest first.
    pub actions: std::collections::VecDeque<Action>,
    /// Whether a thread is running its actions.
    pub running: bool,
    /// The exception that stopped it, or nil.
    pub error: Value,
    /// Error handler function, or nil.
    pub handler: Value,
    /// Whether errors leave it running (`:continue`).
    pub continues: bool,
    /// Actions of older generations are refused: the publish of this one migrated the state.
    pub fence: u64,
    /// Whether a publish has migrated the state and is not through yet: actions wait.
    pub paused: bool,
}
