//! Realising lazy sequences.
//!
//! A cell is a state machine: pending with a function, running, done. The lock of a cell is held
//! for moments only, never while its function runs; a thread that finds a cell running in another
//! thread waits, noticing interrupts. A cell made in a turn carries the turn's pin and runs under
//! it; what a cell made outside of turns makes carries none either, whoever realises it. When done a cell drops function and pin.
//!
//! A function may answer with another lazy seq, and that one again: they are unwrapped in a loop,
//! and at the end every cell of the chain holds the final seq. If a function throws, its cell is
//! pending again and may be tried again; the cells before it in the chain are done with the next
//! cell as their answer, so `Done` may hold a lazy seq that is still to be unwrapped. A function
//! that moves its captures out as it runs, so that a loop in it does not hold a collection that it
//! walks, cannot be tried again: its cell fails with the same exception from then on.

use crate::cx::Cx;
use crate::dispatch::interface_method;
use crate::native::{Args, BoxedNative};
use crate::seq;
use clutch_core::error::ThrowKind;
use clutch_core::func::Closure;
use clutch_core::native::NativeClosure;
use clutch_core::seq::{LazySeq, LazyState};
use clutch_core::world::Pin;
use clutch_core::{R, Shared, Symbol, Tag, Thrown, Value, VarName};
use parking_lot::{Condvar, Mutex};
use smallvec::SmallVec;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

/// A lazy seq of what `f`, a function of no arguments, gives; carries the pin of the turn.
pub fn lazy_seq(cx: &Cx, f: Value) -> Value {
    Value::new(LazySeq {
        state: Mutex::new(LazyState::Pending(f, cx.pin())),
        meta: Value::NIL,
    })
}

/// A lazy seq whose function is written in Rust and calls no user code that needs a pin. `f` may
/// be called again if it failed.
pub(crate) fn native(name: &str, f: impl Fn(&mut Cx) -> R + Send + Sync + 'static) -> Value {
    let call: BoxedNative = Box::new(move |cx: &mut Cx, _: Args| f(cx));
    let f = Value::new(NativeClosure {
        name: name.into(),
        call: Box::new(call),
        meta: Value::NIL,
    });
    Value::new(LazySeq {
        state: Mutex::new(LazyState::Pending(f, None)),
        meta: Value::NIL,
    })
}

/// Whether the cell's function has been run.
pub fn is_realized(lazy: &LazySeq) -> bool {
    matches!(*lazy.state.lock(), LazyState::Done(..))
}

/// The seq of a lazy seq, or nil.
#[inline]
pub fn force(cx: &mut Cx, lazy: &Value) -> R {
    let cell = lazy.get::<LazySeq>().expect("a lazy seq");
    if let LazyState::Done(s, _) = &*cell.state.lock()
        && s.tag() != Tag::LazySeq
    {
        return Ok(s.clone());
    }
    let cell = lazy.to_shared::<LazySeq>().expect("a lazy seq");
    realise(cx, cell)
}

/// As [`force`]; the cell is let go, so that a seq that only it holds may be changed in place.
pub fn force_owned(cx: &mut Cx, lazy: Value) -> R {
    let s = force(cx, &lazy)?;
    drop(lazy);
    Ok(s)
}

/// What became of taking a cell.
enum Taken {
    /// Its function is ours to run.
    Ours(Value, Option<Arc<Pin>>),
    /// It has an answer.
    Done(Value),
}

/// Cells being realised together. Dropping it before the end, on an error or a panic, leaves no
/// cell running.
struct Chain {
    /// Cells whose answer is the next one.
    cells: SmallVec<[Shared<LazySeq>; 4]>,
    /// The cell after them.
    last: Shared<LazySeq>,
    /// Generation of the world in which the cells run.
    generation: u64,
    /// What becomes of the last cell if what it runs does not end, if it is ours.
    running: Option<LazyState>,
}

impl Drop for Chain {
    fn drop(&mut self) {
        if let Some(state) = self.running.take() {
            settle(&self.last, state);
        }
        let mut next = self.last.clone();
        while let Some(cell) = self.cells.pop() {
            settle(&cell, LazyState::Done(Value::heap(next), self.generation));
            next = cell;
        }
    }
}

#[inline(never)]
fn realise(cx: &mut Cx, first: Shared<LazySeq>) -> R {
    let mut chain = Chain {
        cells: SmallVec::new(),
        last: first,
        generation: 0,
        running: None,
    };
    loop {
        let taken = take(cx, &chain.last)?;
        if let Taken::Ours(f, pin) = &taken {
            chain.generation = generation(cx, f, pin.as_deref());
        }
        let answer = match taken {
            Taken::Done(answer) => answer,
            Taken::Ours(f, pin) if takes_captures(&f) => {
                chain.running = Some(LazyState::Failed(Value::NIL));
                let result = cx.with_pin(pin, |cx| cx.call_once(f));
                result.inspect_err(|e| {
                    if e.kind == ThrowKind::Exception {
                        chain.running = Some(LazyState::Failed(e.value.clone()));
                    }
                })?
            }
            Taken::Ours(f, pin) => {
                chain.running = Some(LazyState::Pending(f.clone(), pin.clone()));
                match f.tag() {
                    Tag::NativeClosure => cx.call0(&f)?,
                    _ => cx.with_pin(pin, |cx| cx.call0(&f))?,
                }
            }
        };
        let answer = match answer.into_shared::<LazySeq>() {
            Ok(next) => {
                chain.running = None;
                let cell = std::mem::replace(&mut chain.last, next);
                chain.cells.push(cell);
                continue;
            }
            Err(answer) => answer,
        };
        let s = seq::seq(cx, answer)?;
        // All hold the seq now; what is left of the chain for its drop are its empty parts.
        chain.running = None;
        let generation = chain.generation;
        settle(&chain.last, LazyState::Done(s.clone(), generation));
        for cell in chain.cells.drain(..) {
            settle(&cell, LazyState::Done(s.clone(), generation));
        }
        return Ok(s);
    }
}

/// Generation of the world in which a cell's function runs; 0 for one that is no code.
fn generation(cx: &Cx, f: &Value, pin: Option<&Pin>) -> u64 {
    match (f.tag(), pin) {
        (Tag::NativeClosure, _) => 0,
        (_, Some(pin)) => pin.world.generation(),
        (_, None) => cx.context.generation(),
    }
}

fn takes_captures(f: &Value) -> bool {
    f.get::<Closure>().is_some_and(|c| c.proto.takes_captures)
}

#[cold]
fn failed_before(exception: &Value) -> Box<Thrown> {
    if exception.is_nil() {
        return Thrown::illegal_state(
            "The computation of this lazy sequence was stopped before its end; make the sequence anew",
        );
    }
    Box::new(Thrown {
        value: exception.clone(),
        kind: ThrowKind::Exception,
    })
}

/// Takes the function of a pending cell, or its answer; waits while another thread runs it.
fn take(cx: &mut Cx, cell: &LazySeq) -> R<Taken> {
    loop {
        let mut state = cell.state.lock();
        match &*state {
            LazyState::Done(answer, _) => return Ok(Taken::Done(answer.clone())),
            LazyState::Failed(exception) => return Err(failed_before(exception)),
            LazyState::Running(thread) if *thread == this_thread() => {
                return Err(Thrown::illegal_state(
                    "This lazy sequence needs its own elements while it is being realised",
                ));
            }
            LazyState::Running(_) => {
                drop(state);
                wait(cx, cell)?;
            }
            LazyState::Pending(..) => {
                let taken = std::mem::replace(&mut *state, LazyState::Running(this_thread()));
                if let LazyState::Pending(f, pin) = taken {
                    return Ok(Taken::Ours(f, pin));
                }
            }
        }
    }
}

/// Ends the running state of a cell and wakes who waits for it.
fn settle(cell: &Shared<LazySeq>, state: LazyState) {
    let old = std::mem::replace(&mut *cell.state.lock(), state);
    drop(old);
    if WAITING.load(Ordering::SeqCst) > 0 {
        let place = place(cell);
        let guard = place.0.lock();
        place.1.notify_all();
        drop(guard);
    }
}

/// A number for this thread.
fn this_thread() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    thread_local! {
        static ID: u64 = NEXT.fetch_add(1, Ordering::Relaxed);
    }
    ID.with(|id| *id)
}

/// Threads that wait for a cell, so that nobody is woken for nothing in the usual case.
static WAITING: AtomicUsize = AtomicUsize::new(0);

const PLACES: usize = 16;
/// Where threads wait, by the address of the cell.
static WAITING_ROOM: [(Mutex<()>, Condvar); PLACES] =
    [const { (Mutex::new(()), Condvar::new()) }; PLACES];
/// How often a waiting thread looks for interrupts.
const LOOK_UP: Duration = Duration::from_millis(10);

fn place(cell: &LazySeq) -> &'static (Mutex<()>, Condvar) {
    let address = std::ptr::from_ref(cell) as usize;
    &WAITING_ROOM[(address >> 4) % PLACES]
}

/// Waits until the cell is no longer running.
fn wait(cx: &mut Cx, cell: &LazySeq) -> R<()> {
    WAITING.fetch_add(1, Ordering::SeqCst);
    let (lock, changed) = place(cell);
    let result = loop {
        let mut guard = lock.lock();
        if !matches!(*cell.state.lock(), LazyState::Running(_)) {
            break Ok(());
        }
        changed.wait_for(&mut guard, LOOK_UP);
        drop(guard);
        if let Err(e) = cx.poll_waiting() {
            break Err(e);
        }
    };
    WAITING.fetch_sub(1, Ordering::SeqCst);
    result
}

/// Elements asked of an iterator object at a time.
const ITERATOR_RUN: usize = 32;

/// The seq of what an object with the methods `hasNext` and `next` gives.
pub(crate) fn iterator_seq(cx: &mut Cx, iterator: Value) -> R {
    let mut items = Vec::new();
    let mut more = Value::NIL;
    while ask(cx, &iterator, "hasNext")?.truthy() {
        if items.len() == ITERATOR_RUN {
            more = native("iterator seq", move |cx| iterator_seq(cx, iterator.clone()));
            break;
        }
        items.push(ask(cx, &iterator, "next")?);
    }
    Ok(seq::run_before(items, more))
}

/// Calls a method without arguments: of a user type, or of a host object, whose methods are known
/// to the natives above this crate only.
fn ask(cx: &mut Cx, object: &Value, method: &str) -> R {
    if let Some(f) = interface_method(cx, object, method)? {
        return cx.call1(&f, object.clone());
    }
    let invoke = cx.var_value(VarName::from_parts("clutch.rt", "invoke-method"))?;
    let method = Value::symbol(Symbol::simple(method));
    cx.call2(&invoke, object.clone(), method)
}

#[cfg(test)]
#[path = "lazy_tests.rs"]
mod tests;
