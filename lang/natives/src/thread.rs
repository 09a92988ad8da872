//! Threads: starting them with what they take over, waiting with an ear for interrupts, futures.
//!
//! A thread of the language is a native thread with a running context of its own. It takes over
//! the dynamic bindings, the limits and, as part of the same work, the turn or stage of the
//! thread that starts it. Threads are reused: an idle one waits a while for the next job.
//!
//! Nothing blocks for good: every wait looks at the poll word a hundred times a second, so that
//! cancellation, deadlines and new worlds reach a waiting thread too.

use clutch_core::class;
use clutch_core::error::{Exception, ThrowKind};
use clutch_core::native::Native;
use clutch_core::state::{Promise, PromiseState, birth};
use clutch_core::sync::atomic::AtomicU32;
use clutch_core::{R, Shared, Thrown, Value};
use clutch_derive::{native, natives};
use clutch_vm::limits::CANCEL;
use clutch_vm::{Cx, convert};
use parking_lot::{Condvar, Mutex, MutexGuard};
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// How often a waiting thread looks for interrupts.
const LOOK_UP: Duration = Duration::from_millis(10);
/// How long an idle thread waits for a job.
const IDLE: Duration = Duration::from_secs(10);
/// Value stack of a started thread: a little over 32 MiB of address space, mapped as touched. From
/// there on the C library always maps fresh memory; below, once a stack was freed, it would take
/// the old one and fill it with zeros, which costs a millisecond for each thread.
const STACK_VALUES: usize = (2 << 20) + 4096;
/// Frames of a started thread.
const FRAMES: usize = 50_000;

// ---- waiting -----------------------------------------------------------------------------------

/// Waits until `ready` is true of the guarded data or the deadline is over; says whether it is.
///
/// # Errors
/// When interrupted, and in a strict stage, which may not wait.
pub fn wait_until<'a, T>(
    cx: &mut Cx,
    lock: &'a Mutex<T>,
    changed: &Condvar,
    deadline: Option<Instant>,
    mut ready: impl FnMut(&T) -> bool,
) -> R<(bool, MutexGuard<'a, T>)> {
    cx.context.record_wait();
    let guard = lock.lock();
    if ready(&guard) {
        return Ok((true, guard));
    }
    drop(guard);
    cx.context.before_wait()?;
    loop {
        cx.limits.look_at_clock();
        cx.poll_waiting()?;
        let mut guard = lock.lock();
        if ready(&guard) {
            return Ok((true, guard));
        }
        let now = Instant::now();
        let slice = match deadline {
            Some(end) if end <= now => return Ok((false, guard)),
            Some(end) => LOOK_UP.min(end - now),
            None => LOOK_UP,
        };
        changed.wait_for(&mut guard, slice);
        if ready(&guard) {
            return Ok((true, guard));
        }
    }
}

/// Sleeps, but not through an interrupt.
pub fn sleep(cx: &mut Cx, time: Duration) -> R<()> {
    let deadline = Instant::now() + time;
    loop {
        cx.limits.look_at_clock();
        cx.poll_waiting()?;
        let now = Instant::now();
        if now >= deadline {
            return Ok(());
        }
        std::thread::sleep(LOOK_UP.min(deadline - now));
    }
}

/// The moment this many milliseconds from now; negative counts are now.
pub fn deadline(millis: i64) -> Instant {
    let millis = u64::try_from(millis).unwrap_or(0);
    let now = Instant::now();
    // Further away than anybody waits: a century.
    let most = Duration::from_secs(100 * 365 * 86_400);
    now + Duration::from_millis(millis).min(most)
}

// ---- starting ----------------------------------------------------------------------------------

type Job = Box<dyn FnOnce() + Send>;

struct Pool {
    jobs: VecDeque<Job>,
    idle: usize,
}

static POOL: Mutex<Pool> = Mutex::new(Pool {
    jobs: VecDeque::new(),
    idle: 0,
});
static NEW_JOB: Condvar = Condvar::new();

/// Runs a job on a thread of its own: an idle one, or a new one.
fn run_job(job: Job) -> std::io::Result<()> {
    let mut pool = POOL.lock();
    pool.jobs.push_back(job);
    if pool.idle >= pool.jobs.len() {
        NEW_JOB.notify_one();
        return Ok(());
    }
    drop(pool);
    let started = std::thread::Builder::new()
        .name("clutch worker".to_string())
        .spawn(work);
    started.map(|_| ())
}

fn work() {
    let mut pool = POOL.lock();
    loop {
        if let Some(job) = pool.jobs.pop_front() {
            drop(pool);
            // A job reports its own failure; a panic must not take the worker with it.
            let _ = catch_unwind(AssertUnwindSafe(job));
            pool = POOL.lock();
            continue;
        }
        pool.idle += 1;
        let timed_out = NEW_JOB.wait_for(&mut pool, IDLE).timed_out();
        pool.idle -= 1;
        if timed_out && pool.jobs.is_empty() {
            return;
        }
    }
}

/// Whether a started thread is part of the work of the thread that starts it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// A future: it stays in the turn.
    OfThisWork,
    /// An agent, a daemon: it is live.
    OfItsOwn,
}

/// Starts a thread, known by this name; gives its poll word. The body is called with the new context, or with the
/// error that kept it from getting one; it is dropped uncalled if the stage is given up first.
pub fn spawn(
    cx: &mut Cx,
    part: Part,
    name: &str,
    body: impl FnOnce(R<&mut Cx>) + Send + 'static,
) -> R<Arc<AtomicU32>> {
    cx.caps.threads()?;
    let poll: Arc<AtomicU32> = Arc::default();
    let word = poll.clone();
    let name = name.to_string();
    let bindings = cx.bindings().convey();
    let host = cx.host();
    let caps = cx.caps.clone();
    let fuel = cx.limits.fuel();
    let memory = cx.limits.memory();
    let end = cx.limits.deadline();
    let conveyed = match part {
        Part::OfThisWork => cx.context.convey(),
        Part::OfItsOwn => cx.context.convey_live(),
    };
    let failed: Arc<Mutex<Option<std::io::Error>>> = Arc::default();
    let failure = failed.clone();
    cx.context.launch(conveyed, move |conveyed| {
        let job = move || match conveyed.into_context(word.clone()) {
            Ok(context) => {
                context.slot().set_name(name);
                let mut cx = Cx::with_stack(context, word, host, STACK_VALUES, FRAMES);
                cx.set_bindings(bindings);
                cx.caps = caps;
                if fuel.is_some() || end.is_some() || memory.is_some() {
                    let left = end.map(|e| e.saturating_duration_since(Instant::now()));
                    let word = cx.poll_word().clone();
                    cx.limits.set(fuel, left, memory, &word);
                }
                body(Ok(&mut cx));
            }
            Err(e) => body(Err(e)),
        };
        if let Err(e) = run_job(Box::new(job)) {
            *failure.lock() = Some(e);
        }
    });
    match failed.lock().take() {
        Some(e) => Err(Thrown::new(
            &class::OUT_OF_MEMORY_ERROR,
            format!("unable to start a thread: {e}"),
        )),
        None => Ok(poll),
    }
}

/// Held by a thread that the process must not end before: one that a program started itself and
/// that is no daemon, as on the JVM. Futures and agents do not keep the process.
pub struct KeepsProcess(());

static KEEPING: Mutex<usize> = Mutex::new(0);
static FEWER_KEEPING: Condvar = Condvar::new();

impl KeepsProcess {
    /// Counts until it is dropped.
    #[allow(
        clippy::new_without_default,
        reason = "making one has an effect, so it is spelled out"
    )]
    pub fn new() -> KeepsProcess {
        *KEEPING.lock() += 1;
        KeepsProcess(())
    }
}

impl Drop for KeepsProcess {
    fn drop(&mut self) {
        *KEEPING.lock() -= 1;
        FEWER_KEEPING.notify_all();
    }
}

/// Waits until no thread keeps the process any more.
///
/// # Errors
/// When interrupted.
pub fn wait_for_threads(cx: &mut Cx) -> R<()> {
    wait_until(cx, &KEEPING, &FEWER_KEEPING, None, |count| *count == 0).map(|_| ())
}

/// Runs code that a thread was started for; a panic becomes an error.
pub fn guard_panics(cx: &mut Cx, body: impl FnOnce(&mut Cx) -> R) -> R {
    catch_unwind(AssertUnwindSafe(|| body(cx))).unwrap_or_else(|panic| {
        let text = panic
            .downcast_ref::<&str>()
            .map(|s| (*s).to_string())
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_default();
        Err(Thrown::new(
            &class::ERROR,
            format!("panic in a host function: {text}"),
        ))
    })
}

// ---- promises and futures ----------------------------------------------------------------------

/// An empty promise or result of a future.
pub fn new_promise(is_future: bool) -> Shared<Promise> {
    Shared::new(Promise {
        state: Mutex::new(PromiseState::Pending),
        changed: Condvar::new(),
        is_future,
        thread: Mutex::new(None),
        birth: birth(),
    })
}

/// Settles a promise that is still open; says whether it was.
pub fn settle(promise: &Promise, state: PromiseState) -> bool {
    promise.settle(state)
}

/// A future whose thread never runs, because its stage was given up, counts as cancelled.
struct Unsettled(Shared<Promise>);

impl Drop for Unsettled {
    fn drop(&mut self) {
        settle(&self.0, PromiseState::Cancelled);
    }
}

/// Starts `f` in another thread; the future holds its result.
pub fn start_future(
    cx: &mut Cx,
    f: impl FnOnce(&mut Cx) -> R + Send + 'static,
) -> R<Shared<Promise>> {
    let future = new_promise(true);
    let result = Unsettled(future.clone());
    let word = spawn(cx, Part::OfThisWork, "future", move |cx| {
        let outcome = match cx {
            Ok(cx) => guard_panics(cx, f),
            Err(e) => Err(e),
        };
        let state = match outcome {
            Ok(v) => PromiseState::Done(v),
            Err(e) if e.kind == ThrowKind::Cancelled => PromiseState::Cancelled,
            Err(e) => PromiseState::Failed(e.value),
        };
        settle(&result.0, state);
        *result.0.thread.lock() = None;
    })?;
    let mut thread = future.thread.lock();
    if matches!(*future.state.lock(), PromiseState::Pending) {
        *thread = Some(word);
    }
    drop(thread);
    Ok(future)
}

/// Waits for a promise; none if the deadline comes first.
///
/// # Errors
/// `ExecutionException` around the exception of a future, `CancellationException`.
pub fn await_promise(
    cx: &mut Cx,
    promise: &Promise,
    deadline: Option<Instant>,
) -> R<Option<Value>> {
    let settled = |s: &PromiseState| !matches!(s, PromiseState::Pending);
    let (_, state) = wait_until(cx, &promise.state, &promise.changed, deadline, settled)?;
    match &*state {
        PromiseState::Pending => Ok(None),
        PromiseState::Done(v) => Ok(Some(v.clone())),
        PromiseState::Cancelled => {
            let mut e = Exception::new(&class::CANCELLATION, "");
            e.message = Value::NIL;
            Err(Box::new(Thrown::plain(e)))
        }
        PromiseState::Failed(cause) => {
            let cause = cause.clone();
            drop(state);
            let message = clutch_vm::print::text(cx, &cause)?;
            let mut e = Exception::new(&class::EXECUTION, message);
            e.cause = cause;
            Err(Box::new(Thrown::plain(e)))
        }
    }
}

fn future_arg<'a>(v: &'a Value, native: &Native) -> R<&'a Promise> {
    match v.get::<Promise>() {
        Some(p) if p.is_future => Ok(p),
        _ => Err(convert::wrong_argument(native, 0, "a future", v)),
    }
}

/// Calls f, a function of no arguments, in another thread and returns a future of its result.
///
/// @(future-call (fn [] (+ 1 2))) ;=> 3
#[native("clojure.core", "future-call")]
fn future_call(cx: &mut Cx, f: Value) -> R<Shared<Promise>> {
    start_future(cx, move |cx| cx.call0(&f))
}

/// Whether x is a future.
///
/// (future? (future 1)) ;=> true
/// (future? (promise)) ;=> false
#[native("clojure.core", "future?")]
fn is_future(x: &Value) -> bool {
    x.get::<Promise>().is_some_and(|p| p.is_future)
}

/// Whether a future has ended, with a value, an exception or by being cancelled.
///
/// (let [f (future 1)] @f (future-done? f)) ;=> true
#[native("clojure.core", "future-done?")]
fn is_future_done(f: &Value) -> R<bool> {
    is_done(f)
}

/// Whether a future has ended.
pub(crate) fn is_done(f: &Value) -> R<bool> {
    let future = future_arg(f, &NATIVE_IS_FUTURE_DONE)?;
    Ok(!matches!(*future.state.lock(), PromiseState::Pending))
}

/// Cancels a future that has not ended; says whether it did.
///
/// (let [f (future (Thread/sleep 10000))] (future-cancel f)) ;=> true
/// (let [f (future 1)] @f (future-cancel f)) ;=> false
#[native("clojure.core", "future-cancel")]
fn future_cancel(cx: &mut Cx, f: &Value) -> R<bool> {
    let birth = future_arg(f, &NATIVE_FUTURE_CANCEL)?.birth;
    cx.context
        .changes(birth, || "future-cancel of a future".to_string())?;
    cancel(f)
}

/// Cancels a future; says whether it did.
pub(crate) fn cancel(f: &Value) -> R<bool> {
    let future = future_arg(f, &NATIVE_FUTURE_CANCEL)?;
    let cancelled = settle(future, PromiseState::Cancelled);
    if let Some(word) = future.thread.lock().take().filter(|_| cancelled) {
        word.fetch_or(CANCEL, Ordering::AcqRel);
    }
    Ok(cancelled)
}

/// Whether a future was cancelled.
///
/// (let [f (future (Thread/sleep 10000))] (future-cancel f) (future-cancelled? f)) ;=> true
#[native("clojure.core", "future-cancelled?")]
fn is_future_cancelled(f: &Value) -> R<bool> {
    is_cancelled(f)
}

/// Whether a future was cancelled.
pub(crate) fn is_cancelled(f: &Value) -> R<bool> {
    let future = future_arg(f, &NATIVE_IS_FUTURE_CANCELLED)?;
    Ok(matches!(*future.state.lock(), PromiseState::Cancelled))
}

/// A promise: an empty place that `deliver` fills once and `deref` waits for.
///
/// (let [p (promise)] (deliver p 5) @p) ;=> 5
#[native("clojure.core", "promise")]
fn promise() -> Shared<Promise> {
    new_promise(false)
}

/// Fills a promise and returns it; returns nil if it was filled before.
///
/// (let [p (promise)] (deliver p 1) (deliver p 2) @p) ;=> 1
#[native("clojure.core", "deliver")]
fn deliver_native(cx: &mut Cx, promise: Value, val: Value) -> R {
    match promise.get::<Promise>() {
        Some(p) if !p.is_future => {
            cx.context
                .changes(p.birth, || "deliver of a promise".to_string())?;
            if settle(p, PromiseState::Done(val)) {
                Ok(promise)
            } else {
                Ok(Value::NIL)
            }
        }
        _ => cx.call1(&promise, val),
    }
}

/// Number of processors that threads can run on.
///
/// (pos? (clutch.rt/processor-count)) ;=> true
#[native("clutch.rt", "processor-count")]
fn processor_count() -> i64 {
    std::thread::available_parallelism().map_or(1, |n| n.get() as i64)
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![
    future_call,
    is_future,
    is_future_done,
    future_cancel,
    is_future_cancelled,
    promise,
    deliver_native,
    processor_count,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::context;

    #[test]
    fn futures_give_values_and_wrap_exceptions() {
        let cx = &mut context();
        let future = start_future(cx, |_| Ok(Value::int(3))).expect("starts");
        let value = await_promise(cx, &future, None).expect("a value");
        assert_eq!(value.and_then(|v| v.as_int()), Some(3));
        let future = start_future(cx, |_| Err(Thrown::illegal_state("bad"))).expect("starts");
        let e = await_promise(cx, &future, None).expect_err("fails");
        assert_eq!(e.exception().class.simple_name(), "ExecutionException");
        assert_eq!(e.message(), "java.lang.IllegalStateException: bad");
    }

    #[test]
    fn panics_do_not_hang_who_waits() {
        let cx = &mut context();
        let future = start_future(cx, |_| panic!("oh")).expect("starts");
        let e = await_promise(cx, &future, None).expect_err("fails");
        assert!(
            e.message().contains("panic in a host function: oh"),
            "{}",
            e.message()
        );
    }

    #[test]
    fn a_sleeping_future_can_be_cancelled() {
        let cx = &mut context();
        let begun = Instant::now();
        let ended = new_promise(false);
        let signal = ended.clone();
        let future = start_future(cx, move |cx| {
            let result = sleep(cx, Duration::from_secs(60));
            settle(&signal, PromiseState::Done(result.is_err().into()));
            result.map(|()| Value::NIL)
        });
        let future = Value::heap(future.expect("starts"));
        std::thread::sleep(Duration::from_millis(20));
        assert!(future_cancel(cx, &future).expect("a future"));
        assert!(!future_cancel(cx, &future).expect("a future"));
        let interrupted = await_promise(cx, &ended, None).expect("settled");
        assert!(interrupted.expect("settled").truthy());
        assert!(begun.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn waiting_ends_at_the_deadline() {
        let cx = &mut context();
        let open = new_promise(false);
        let late = await_promise(cx, &open, Some(deadline(5))).expect("no error");
        assert!(late.is_none());
        assert!(settle(&open, PromiseState::Done(Value::NIL)));
        assert!(!settle(&open, PromiseState::Done(Value::TRUE)));
    }
}
