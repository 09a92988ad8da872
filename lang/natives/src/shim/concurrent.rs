//! `java.util.concurrent`: atomic cells, latches, blocking queues, locks, time units.

use super::lists::JavaList;
use super::members;
use crate::thread::{deadline, wait_until};
use clutch_core::error::ThrowKind;
use clutch_core::object::HostData;
use clutch_core::state::{Promise, PromiseState};
use clutch_core::{R, Shared, Thrown, TypeInfo, Value, class};
use clutch_vm::class::host as h;
use clutch_vm::number::arith;
use clutch_vm::{Cx, eq};
use parking_lot::{Condvar, Mutex};
use std::time::{Duration, Instant};

/// `AtomicLong`, `AtomicInteger`, `AtomicBoolean`, `AtomicReference`: one cell, four classes.
pub(super) struct Cell(Mutex<Value>);

impl HostData for Cell {
    fn text(&self) -> Option<String> {
        match self.0.lock().view() {
            clutch_core::View::Int(n) => Some(n.to_string()),
            clutch_core::View::Bool(b) => Some(b.to_string()),
            clutch_core::View::Str(s) => Some(s.to_string()),
            _ => None,
        }
    }
    fn held(&self) -> Vec<Value> {
        vec![self.0.lock().clone()]
    }
}

fn cell(v: &Value) -> R<&Cell> {
    v.as_host::<Cell>()
        .ok_or_else(|| super::text::wrong(v, "an atomic cell"))
}

fn new_cell(class: &'static TypeInfo, initial: Value) -> Value {
    Value::host(class, Cell(Mutex::new(initial)))
}

/// Replaces the value by what `f` makes of it, again if another thread was faster; gives both.
fn update(cx: &mut Cx, v: &Value, mut f: impl FnMut(&mut Cx, Value) -> R) -> R<(Value, Value)> {
    let cell = cell(v)?;
    loop {
        let old = cell.0.lock().clone();
        let new = f(cx, old.clone())?;
        let mut now = cell.0.lock();
        if now.same(&old) {
            let dropped = std::mem::replace(&mut *now, new.clone());
            drop(now);
            drop(dropped);
            return Ok((old, new));
        }
        drop(now);
        cx.poll()?;
    }
}

fn add(cx: &mut Cx, v: &Value, n: i64) -> R<(Value, Value)> {
    update(cx, v, |_, old| arith::add_wrapping(&old, &Value::int(n)))
}

/// Whether two values are the same as `compareAndSet` means it: numbers by value.
fn same(cx: &mut Cx, a: &Value, b: &Value) -> R<bool> {
    if a.same(b) {
        return Ok(true);
    }
    if a.is_heap() && b.is_heap() && a.as_str().is_none() {
        return Ok(false);
    }
    eq::equal(cx, a, b)
}

/// A count that threads wait for: latches and semaphores.
struct Count {
    left: Mutex<i64>,
    changed: Condvar,
}

impl HostData for Count {}

fn count(v: &Value) -> R<&Count> {
    v.as_host::<Count>()
        .ok_or_else(|| super::text::wrong(v, "a latch or semaphore"))
}

fn new_count(class: &'static TypeInfo, n: i64) -> Value {
    Value::host(
        class,
        Count {
            left: Mutex::new(n),
            changed: Condvar::new(),
        },
    )
}

/// A lock that its owner may take again.
struct Lock {
    state: Mutex<(Option<std::thread::ThreadId>, u32)>,
    free: Condvar,
}

impl HostData for Lock {}

fn lock(v: &Value) -> R<&Lock> {
    v.as_host::<Lock>()
        .ok_or_else(|| super::text::wrong(v, "a lock"))
}

fn take_lock(cx: &mut Cx, v: &Value, end: Option<Instant>) -> R<bool> {
    let lock = lock(v)?;
    let me = std::thread::current().id();
    let mine = |s: &(Option<std::thread::ThreadId>, u32)| s.0.is_none_or(|owner| owner == me);
    let (taken, mut state) = wait_until(cx, &lock.state, &lock.free, end, mine)?;
    if taken {
        state.0 = Some(me);
        state.1 += 1;
    }
    Ok(taken)
}

/// `TimeUnit`: name and length in nanoseconds.
struct Unit(&'static str, i64);

impl HostData for Unit {
    fn text(&self) -> Option<String> {
        Some(self.0.to_string())
    }
    fn equal(&self, other: &dyn HostData) -> bool {
        self.text() == other.text()
    }
    fn hash(&self) -> Option<u32> {
        Some(clutch_core::murmur::hash_string(self.0))
    }
}

const UNITS: [(&str, i64); 7] = [
    ("NANOSECONDS", 1),
    ("MICROSECONDS", 1000),
    ("MILLISECONDS", 1_000_000),
    ("SECONDS", 1_000_000_000),
    ("MINUTES", 60_000_000_000),
    ("HOURS", 3_600_000_000_000),
    ("DAYS", 86_400_000_000_000),
];

fn unit(name: &str) -> R {
    match UNITS.iter().find(|(n, _)| *n == name) {
        Some((name, length)) => Ok(Value::host(&h::TIME_UNIT, Unit(name, *length))),
        None => Err(Thrown::illegal_argument(format!(
            "No enum constant java.util.concurrent.TimeUnit.{name}"
        ))),
    }
}

/// Nanoseconds of an amount of a unit.
fn nanos(amount: i64, u: &Value) -> R<i64> {
    match u.as_host::<Unit>() {
        Some(u) => Ok(amount.saturating_mul(u.1)),
        None => Err(super::text::wrong(u, "a time unit")),
    }
}

/// A function that runs once, and its outcome.
struct Task {
    body: Value,
    outcome: Shared<Promise>,
}

impl HostData for Task {
    fn held(&self) -> Vec<Value> {
        vec![self.body.clone(), Value::heap(self.outcome.clone())]
    }
}

fn task(v: &Value) -> R<&Task> {
    v.as_host::<Task>()
        .ok_or_else(|| super::text::wrong(v, "a future task"))
}

/// A list of another class with these elements.
fn filled(cx: &mut Cx, class: &'static TypeInfo, from: Option<Value>) -> R {
    let mut args = clutch_vm::Args::new();
    args.extend(from);
    let list = super::construct(cx, &h::LINKED_LIST, args)?;
    super::lists::reclassed(&list, class)
}

fn end_after(amount: i64, u: &Value) -> R<Instant> {
    Ok(deadline(nanos(amount, u)? / 1_000_000))
}

fn list(v: &Value) -> R<&JavaList> {
    v.as_host::<JavaList>()
        .ok_or_else(|| super::text::wrong(v, "a queue"))
}

/// Takes the first element of a queue, waiting for one up to the end.
fn take(cx: &mut Cx, q: &Value, end: Option<Instant>) -> R<Option<Value>> {
    let queue = list(q)?;
    loop {
        if let Some(v) = queue.pop_front(cx)? {
            return Ok(Some(v));
        }
        if end.is_some_and(|end| Instant::now() >= end) {
            return Ok(None);
        }
        cx.context.record_wait();
        cx.context.before_wait()?;
        crate::thread::sleep(cx, Duration::from_micros(200))?;
    }
}

/// The members that all atomic cells have.
macro_rules! cells {
    ($($module:ident $class:literal $info:ident $initial:expr;)*) => {$(
        pub(super) mod $module {
            use super::*;
            members! {
                $class {
                    fn new "new" (initial: Option<Value>) -> Value { new_cell(&h::$info, initial.unwrap_or($initial)) }
                    fn get ".get" (c: &Value) -> R { Ok(cell(c)?.0.lock().clone()) }
                    fn set ".set" (c: &Value, v: Value) -> R<()> {
                        let old = std::mem::replace(&mut *cell(c)?.0.lock(), v);
                        drop(old);
                        Ok(())
                    }
                    fn lazy_set ".lazySet" (c: &Value, v: Value) -> R<()> { set(c, v) }
                    fn get_and_set ".getAndSet" (c: &Value, v: Value) -> R { Ok(std::mem::replace(&mut *cell(c)?.0.lock(), v)) }
                    fn compare_and_set ".compareAndSet" (cx: &mut Cx, c: &Value, old: &Value, new: Value) -> R<bool> {
                        let now = cell(c)?.0.lock().clone();
                        if !same(cx, &now, old)? {
                            return Ok(false);
                        }
                        let mut guard = cell(c)?.0.lock();
                        if !guard.same(&now) {
                            return Ok(false);
                        }
                        let dropped = std::mem::replace(&mut *guard, new);
                        drop(guard);
                        drop(dropped);
                        Ok(true)
                    }
                    fn increment_and_get ".incrementAndGet" (cx: &mut Cx, c: &Value) -> R { Ok(add(cx, c, 1)?.1) }
                    fn decrement_and_get ".decrementAndGet" (cx: &mut Cx, c: &Value) -> R { Ok(add(cx, c, -1)?.1) }
                    fn get_and_increment ".getAndIncrement" (cx: &mut Cx, c: &Value) -> R { Ok(add(cx, c, 1)?.0) }
                    fn get_and_decrement ".getAndDecrement" (cx: &mut Cx, c: &Value) -> R { Ok(add(cx, c, -1)?.0) }
                    fn add_and_get ".addAndGet" (cx: &mut Cx, c: &Value, n: i64) -> R { Ok(add(cx, c, n)?.1) }
                    fn get_and_add ".getAndAdd" (cx: &mut Cx, c: &Value, n: i64) -> R { Ok(add(cx, c, n)?.0) }
                    fn update_and_get ".updateAndGet" (cx: &mut Cx, c: &Value, f: &Value) -> R { Ok(update(cx, c, |cx, old| cx.call1(f, old))?.1) }
                    fn get_and_update ".getAndUpdate" (cx: &mut Cx, c: &Value, f: &Value) -> R { Ok(update(cx, c, |cx, old| cx.call1(f, old))?.0) }
                    fn int_value ".intValue" (c: &Value) -> R { get(c) }
                    fn long_value ".longValue" (c: &Value) -> R { get(c) }
                }
            }
        }
    )*};
}

cells! {
    atomic_long "java.util.concurrent.atomic.AtomicLong" ATOMIC_LONG Value::int(0);
    atomic_integer "java.util.concurrent.atomic.AtomicInteger" ATOMIC_INTEGER Value::int(0);
    atomic_boolean "java.util.concurrent.atomic.AtomicBoolean" ATOMIC_BOOLEAN Value::FALSE;
    atomic_reference "java.util.concurrent.atomic.AtomicReference" ATOMIC_REFERENCE Value::NIL;
}

members! {
    "java.util.concurrent.CountDownLatch" {
        fn new_latch "new" (n: i64) -> Value { new_count(&h::COUNT_DOWN_LATCH, n) }
        fn count_down ".countDown" (l: &Value) -> R<()> {
            let l = count(l)?;
            let mut left = l.left.lock();
            *left = (*left - 1).max(0);
            drop(left);
            l.changed.notify_all();
            Ok(())
        }
        fn get_count ".getCount" (l: &Value) -> R<i64> { Ok(*count(l)?.left.lock()) }
        fn await_latch ".await" (cx: &mut Cx, l: &Value) -> R<()> {
            let l = count(l)?;
            wait_until(cx, &l.left, &l.changed, None, |n| *n == 0).map(|_| ())
        }
        fn await_latch_for ".await" (cx: &mut Cx, l: &Value, amount: i64, unit: &Value) -> R<bool> {
            let end = end_after(amount, unit)?;
            let l = count(l)?;
            Ok(wait_until(cx, &l.left, &l.changed, Some(end), |n| *n == 0)?.0)
        }
    }
    "java.util.concurrent.ConcurrentLinkedQueue" {
        fn new_linked_queue "new" (cx: &mut Cx, from: Option<Value>) -> R { filled(cx, &h::CONCURRENT_LINKED_QUEUE, from) }
    }
    "java.util.concurrent.CopyOnWriteArrayList" {
        fn new_copied_list "new" (cx: &mut Cx, from: Option<Value>) -> R { filled(cx, &h::COPY_ON_WRITE_ARRAY_LIST, from) }
    }
    "java.util.concurrent.LinkedBlockingDeque" {
        fn new_blocking_deque "new" (cx: &mut Cx, _capacity: Option<Value>) -> R { filled(cx, &h::LINKED_BLOCKING_DEQUE, None) }
    }
    "java.util.concurrent.FutureTask" {
        fn new_task "new" (body: Value) -> Value {
            let outcome = crate::thread::new_promise(false);
            Value::host(&h::JAVA_FUTURE_TASK, Task { body, outcome })
        }
        fn task_run ".run" (cx: &mut Cx, t: &Value) -> R<()> {
            let task = task(t)?;
            let state = match super::instance_call(cx, task.body.clone(), "call", clutch_vm::Args::new()) {
                Ok(v) => PromiseState::Done(v),
                Err(e) if e.kind == ThrowKind::Exception => PromiseState::Failed(e.value),
                Err(e) => return Err(e),
            };
            task.outcome.settle(state);
            Ok(())
        }
        fn task_get ".get" (cx: &mut Cx, t: &Value) -> R {
            let found = crate::thread::await_promise(cx, &task(t)?.outcome, None)?;
            Ok(found.unwrap_or_default())
        }
        fn task_get_for ".get" (cx: &mut Cx, t: &Value, amount: i64, unit: &Value) -> R {
            let end = end_after(amount, unit)?;
            match crate::thread::await_promise(cx, &task(t)?.outcome, Some(end))? {
                Some(v) => Ok(v),
                None => Err(Thrown::new(&class::TIMEOUT, "")),
            }
        }
        fn task_is_done ".isDone" (t: &Value) -> R<bool> { Ok(!matches!(*task(t)?.outcome.state.lock(), PromiseState::Pending)) }
        fn task_cancel ".cancel" (t: &Value, _interrupt: bool) -> R<bool> { Ok(task(t)?.outcome.settle(PromiseState::Done(Value::NIL))) }
    }
    "java.util.concurrent.ArrayBlockingQueue" {
        fn new_array_queue "new" (cx: &mut Cx, _capacity: i64) -> R { filled(cx, &h::ARRAY_BLOCKING_QUEUE, None) }
    }
    "java.util.concurrent.LinkedBlockingQueue" {
        fn new_blocking_queue "new" (cx: &mut Cx, _from: Option<Value>) -> R {
            let list = super::construct(cx, &h::LINKED_LIST, clutch_vm::Args::new())?;
            // The same contents under another class.
            super::lists::reclassed(&list, &h::LINKED_BLOCKING_QUEUE)
        }
        fn queue_take ".take" (cx: &mut Cx, q: &Value) -> R { Ok(take(cx, q, None)?.unwrap_or_default()) }
        fn queue_poll_for ".poll" (cx: &mut Cx, q: &Value, amount: i64, unit: &Value) -> R<Option<Value>> {
            let end = end_after(amount, unit)?;
            take(cx, q, Some(end))
        }
        fn queue_put ".put" (cx: &mut Cx, q: &Value, x: Value) -> R<()> { list(q)?.push(cx, x) }
        fn queue_offer_for ".offer" (cx: &mut Cx, q: &Value, x: Value, _amount: i64, _unit: &Value) -> R<bool> {
            list(q)?.push(cx, x)?;
            Ok(true)
        }
    }
    "java.util.concurrent.locks.ReentrantLock" {
        fn new_lock "new" (_fair: Option<bool>) -> Value {
            Value::host(&h::REENTRANT_LOCK, Lock { state: Mutex::new((None, 0)), free: Condvar::new() })
        }
        fn lock_method ".lock" (cx: &mut Cx, l: &Value) -> R<()> { take_lock(cx, l, None).map(|_| ()) }
        fn lock_interruptibly ".lockInterruptibly" (cx: &mut Cx, l: &Value) -> R<()> { take_lock(cx, l, None).map(|_| ()) }
        fn try_lock ".tryLock" (cx: &mut Cx, l: &Value) -> R<bool> { take_lock(cx, l, Some(Instant::now())) }
        fn try_lock_for ".tryLock" (cx: &mut Cx, l: &Value, amount: i64, unit: &Value) -> R<bool> {
            let end = end_after(amount, unit)?;
            take_lock(cx, l, Some(end))
        }
        fn unlock ".unlock" (l: &Value) -> R<()> {
            let lock = lock(l)?;
            let mut state = lock.state.lock();
            if state.0 != Some(std::thread::current().id()) {
                return Err(Thrown::new(&class::ILLEGAL_STATE, "the lock is not held by this thread"));
            }
            state.1 -= 1;
            if state.1 == 0 {
                state.0 = None;
                drop(state);
                lock.free.notify_one();
            }
            Ok(())
        }
        fn is_locked ".isLocked" (l: &Value) -> R<bool> { Ok(lock(l)?.state.lock().0.is_some()) }
        fn is_held ".isHeldByCurrentThread" (l: &Value) -> R<bool> {
            Ok(lock(l)?.state.lock().0 == Some(std::thread::current().id()))
        }
    }
    "java.util.concurrent.TimeUnit" {
        fn unit_value_of "valueOf" (name: &str) -> R { unit(name) }
        fn nanoseconds "NANOSECONDS" () -> R { unit("NANOSECONDS") }
        fn microseconds "MICROSECONDS" () -> R { unit("MICROSECONDS") }
        fn milliseconds "MILLISECONDS" () -> R { unit("MILLISECONDS") }
        fn seconds "SECONDS" () -> R { unit("SECONDS") }
        fn minutes "MINUTES" () -> R { unit("MINUTES") }
        fn hours "HOURS" () -> R { unit("HOURS") }
        fn days "DAYS" () -> R { unit("DAYS") }
        fn to_nanos ".toNanos" (u: &Value, n: i64) -> R<i64> { nanos(n, u) }
        fn to_micros ".toMicros" (u: &Value, n: i64) -> R<i64> { Ok(nanos(n, u)? / 1000) }
        fn to_millis ".toMillis" (u: &Value, n: i64) -> R<i64> { Ok(nanos(n, u)? / 1_000_000) }
        fn to_seconds ".toSeconds" (u: &Value, n: i64) -> R<i64> { Ok(nanos(n, u)? / 1_000_000_000) }
        fn to_minutes ".toMinutes" (u: &Value, n: i64) -> R<i64> { Ok(nanos(n, u)? / 60_000_000_000) }
        fn to_hours ".toHours" (u: &Value, n: i64) -> R<i64> { Ok(nanos(n, u)? / 3_600_000_000_000) }
        fn to_days ".toDays" (u: &Value, n: i64) -> R<i64> { Ok(nanos(n, u)? / 86_400_000_000_000) }
        fn convert ".convert" (u: &Value, n: i64, from: &Value) -> R<i64> { Ok(nanos(n, from)? / nanos(1, u)?) }
        fn unit_sleep ".sleep" (cx: &mut Cx, u: &Value, n: i64) -> R<()> {
            let nanos = u64::try_from(nanos(n, u)?).unwrap_or(0);
            crate::thread::sleep(cx, Duration::from_nanos(nanos))
        }
    }
    "java.util.concurrent.Future" {
        fn future_get ".get" (cx: &mut Cx, f: &Value) -> R { crate::state::deref(cx, f) }
        fn future_get_for ".get" (cx: &mut Cx, f: &Value, amount: i64, unit: &Value) -> R {
            let end = end_after(amount, unit)?;
            let Some(p) = f.get::<clutch_core::state::Promise>() else {
                return Err(super::text::wrong(f, "a future"));
            };
            match crate::thread::await_promise(cx, p, Some(end))? {
                Some(v) => Ok(v),
                None => Err(Thrown::new(&class::TIMEOUT, "the future did not end in time")),
            }
        }
        fn future_is_done ".isDone" (f: &Value) -> R<bool> { crate::thread::is_done(f) }
        fn future_cancel ".cancel" (f: &Value, _interrupt: bool) -> R<bool> { crate::thread::cancel(f) }
        fn future_is_cancelled ".isCancelled" (f: &Value) -> R<bool> { crate::thread::is_cancelled(f) }
    }
}
