//! Refs and transactions: many versions, one commit clock.
//!
//! A transaction reads everything as it was at its read point, a stamp of the clock. Setting a
//! ref takes its write intent, so of two transactions that change the same ref one waits or
//! starts over: the younger one, which makes the oldest always get through. At the commit all
//! new values get the next stamp and become visible together. A ref keeps the versions that
//! readers turned out to need.
//!
//! Starting over is an error of kind [`ThrowKind::Retry`], which scripts cannot catch. The
//! outermost transaction is a turn. Not here: transactions over worlds, which will share
//! [`COMMIT`].

use super::agent;
use super::reference::{
    note_effect, notify, option, options, validate, validator_of, with_options,
};
use super::shadow::{own, watched_of};
use clutch_core::error::{Exception, ThrowKind};
use clutch_core::native::{Native, NativeClosure};
use clutch_core::state::{Action, Ref, RefVersion};
use clutch_core::{R, Thrown, Value, class};
use clutch_derive::{native, natives};
use clutch_vm::native::BoxedNative;
use clutch_vm::{Args, Cx, convert};
use parking_lot::Mutex;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Times a transaction starts over before it gives up.
const MOST_TRIES: u32 = 10_000;
/// How long an older transaction waits for a younger one to let go of a ref.
const PATIENCE: Duration = Duration::from_millis(100);

/// Stamp of the newest commit.
static CLOCK: AtomicU64 = AtomicU64::new(1);
/// Held while the new values of one commit are put in place.
static COMMIT: Mutex<()> = Mutex::new(());
static NEXT_REF: AtomicU64 = AtomicU64::new(1);
static NEXT_TRANSACTION: AtomicU64 = AtomicU64::new(1);

/// Functions and arguments to be applied at the commit.
type Commutes = Vec<(Value, Vec<Value>)>;

/// The transaction of this thread.
struct Transaction {
    /// Identity and age.
    id: u64,
    read_point: u64,
    /// Values inside, by ref.
    values: FxHashMap<u64, Value>,
    /// Refs that were set.
    sets: FxHashSet<u64>,
    /// Refs that are commuted, in the order of the final locking.
    commutes: BTreeMap<u64, (Value, Commutes)>,
    /// Refs whose write intent is held.
    locked: Vec<Value>,
    sends: Vec<(Value, Action)>,
}

thread_local! {
    static CURRENT: RefCell<Option<Transaction>> = const { RefCell::new(None) };
}

fn data(r: &Value) -> &Ref {
    r.get::<Ref>().expect("checked by the caller")
}

/// Whether this thread runs a transaction.
pub fn in_transaction() -> bool {
    CURRENT.with_borrow(Option::is_some)
}

fn with<T>(f: impl FnOnce(&mut Transaction) -> T) -> R<T> {
    CURRENT.with_borrow_mut(|current| match current {
        Some(t) => Ok(f(t)),
        None => Err(Thrown::illegal_state("No transaction running")),
    })
}

#[cold]
fn retry() -> Box<Thrown> {
    Box::new(Thrown {
        value: Value::new(Exception::new(&class::ERROR, "The transaction starts over")),
        kind: ThrowKind::Retry,
    })
}

/// Keeps what a transaction sends until it commits; gives the action back outside of one.
pub(super) fn hold_send(agent: &Value, action: Action) -> Option<Action> {
    CURRENT.with_borrow_mut(|current| match current {
        Some(t) => {
            t.sends.push((agent.clone(), action));
            None
        }
        None => Some(action),
    })
}

/// The value of a ref: inside of a transaction as the transaction sees it.
pub(super) fn deref(r: &Value) -> R {
    let data = data(r);
    let inside = CURRENT.with_borrow(|current| {
        let t = current.as_ref()?;
        Some((t.values.get(&data.id).cloned(), t.read_point))
    });
    let history = data.history.lock();
    match inside {
        None => Ok(history.last().expect("never empty").value.clone()),
        Some((Some(value), _)) => Ok(value),
        Some((None, point)) => match history.iter().rev().find(|v| v.stamp <= point) {
            Some(version) => Ok(version.value.clone()),
            None => {
                data.faults.fetch_add(1, Ordering::Relaxed);
                Err(retry())
            }
        },
    }
}

fn newest(r: &Value) -> RefVersion {
    let history = data(r).history.lock();
    let last = history.last().expect("never empty");
    RefVersion {
        stamp: last.stamp,
        value: last.value.clone(),
    }
}

/// Takes the write intent of a ref.
fn lock(cx: &mut Cx, r: &Value) -> R<()> {
    let id = with(|t| t.id)?;
    let writer = &data(r).writer;
    let begun = Instant::now();
    loop {
        let taken = writer.compare_exchange(0, id, Ordering::AcqRel, Ordering::Acquire);
        match taken {
            Ok(_) => return with(|t| t.locked.push(r.clone())),
            Err(holder) if holder == id => return Ok(()),
            // The older one waits, the younger one makes way.
            Err(holder) if holder > id && begun.elapsed() < PATIENCE => {
                cx.poll()?;
                std::thread::yield_now();
            }
            Err(_) => return Err(retry()),
        }
    }
}

/// Takes the write intent of a ref that must not have changed since the read point.
fn lock_unchanged(cx: &mut Cx, r: &Value) -> R<()> {
    lock(cx, r)?;
    let point = with(|t| t.read_point)?;
    if newest(r).stamp > point {
        Err(retry())
    } else {
        Ok(())
    }
}

fn set(cx: &mut Cx, r: &Value, value: Value) -> R<()> {
    let id = data(r).id;
    let (commuted, set) = with(|t| (t.commutes.contains_key(&id), t.sets.contains(&id)))?;
    if !set {
        if commuted {
            return Err(Thrown::illegal_state("Can't set after commute"));
        }
        lock_unchanged(cx, r)?;
    }
    let old = with(|t| {
        t.sets.insert(id);
        t.values.insert(id, value)
    })?;
    drop(old);
    Ok(())
}

fn apply(cx: &mut Cx, f: &Value, first: Value, more: &[Value]) -> R {
    let mut args = Args::with_capacity(more.len() + 1);
    args.push(first);
    args.extend(more.iter().cloned());
    cx.call(f, args)
}

/// Runs `f` in a transaction, again from the start whenever it met another one. An enclosing
/// transaction is joined.
pub fn run(cx: &mut Cx, f: &Value) -> R {
    if in_transaction() {
        return cx.call0(f);
    }
    let saved = cx.enter_turn();
    let result = run_outermost(cx, f);
    let restored = cx.context.end_turn(saved, result.is_err());
    let value = result?;
    restored?;
    Ok(value)
}

/// Sets a ref, in a transaction, if it still has the old value; says whether.
pub fn compare_and_set(cx: &mut Cx, r: &Value, old: &Value, new: Value) -> R<bool> {
    let (r, old) = (r.clone(), old.clone());
    let call: BoxedNative = Box::new(move |cx, _| {
        let same = super::deref(cx, &r)?.same(&old);
        if same {
            set(cx, &r, new.clone())?;
        }
        Ok(Value::bool(same))
    });
    let body = Value::new(NativeClosure {
        name: "compare-and-set".into(),
        call: Box::new(call),
        meta: Value::NIL,
    });
    run(cx, &body).map(|done| done.truthy())
}

fn run_outermost(cx: &mut Cx, f: &Value) -> R {
    let id = NEXT_TRANSACTION.fetch_add(1, Ordering::Relaxed);
    for _ in 0..MOST_TRIES {
        CURRENT.set(Some(Transaction {
            id,
            read_point: CLOCK.load(Ordering::Acquire),
            values: FxHashMap::default(),
            sets: FxHashSet::default(),
            commutes: BTreeMap::new(),
            locked: Vec::new(),
            sends: Vec::new(),
        }));
        let end = End;
        let result = cx.call0(f).and_then(|v| Ok((v, commit(cx)?)));
        drop(end);
        match result {
            Ok((value, done)) => {
                for (r, old, new) in &done.changes {
                    notify(cx, r, old, new)?;
                }
                for (a, action) in done.sends {
                    agent::enqueue(cx, &a, action)?;
                }
                return Ok(value);
            }
            Err(e) if e.kind == ThrowKind::Retry => {
                cx.poll()?;
                std::thread::yield_now();
            }
            Err(e) => return Err(e),
        }
    }
    let message = "Transaction failed after reaching retry limit";
    Err(Thrown::runtime(message))
}

/// Ends the transaction of this thread on every way out: its write intents are let go.
struct End;

impl Drop for End {
    fn drop(&mut self) {
        let ended = CURRENT.take();
        for r in ended.iter().flat_map(|t| &t.locked) {
            data(r).writer.store(0, Ordering::Release);
        }
    }
}

/// What a commit leaves to be done after it.
struct Committed {
    /// Ref, old and new value.
    changes: Vec<(Value, Value, Value)>,
    sends: Vec<(Value, Action)>,
}

fn commit(cx: &mut Cx) -> R<Committed> {
    let commutes = with(|t| std::mem::take(&mut t.commutes))?;
    let mut changed = FxHashSet::default();
    for (id, (r, functions)) in commutes {
        if !with(|t| t.sets.contains(&id))? {
            lock(cx, &r)?;
            let mut value = newest(&r).value;
            with(|t| t.values.insert(id, value.clone()))?;
            for (f, args) in &functions {
                value = apply(cx, f, value, args)?;
                with(|t| t.values.insert(id, value.clone()))?;
            }
        }
        changed.insert(id);
    }
    let (locked, values, sends) = with(|t| {
        changed.extend(t.sets.iter().copied());
        (
            t.locked.clone(),
            t.values.clone(),
            std::mem::take(&mut t.sends),
        )
    })?;
    let mut news = Vec::new();
    for r in locked.into_iter().filter(|r| changed.contains(&data(r).id)) {
        let value = values[&data(&r).id].clone();
        validate(cx, &validator_of(&r), &value)?;
        news.push((r, value));
    }
    if news.is_empty() {
        return Ok(Committed {
            changes: Vec::new(),
            sends,
        });
    }
    let mut changes = Vec::with_capacity(news.len());
    let mut dropped = Vec::new();
    let guard = COMMIT.lock();
    let stamp = CLOCK.load(Ordering::Acquire) + 1;
    for (r, new) in news {
        let (old, forgotten) = put(data(&r), stamp, new.clone());
        dropped.extend(forgotten);
        changes.push((r, old, new));
    }
    CLOCK.store(stamp, Ordering::Release);
    drop(guard);
    drop(dropped);
    Ok(Committed { changes, sends })
}

/// Adds a version. The history grows if readers missed old versions, or is below its minimum;
/// else the oldest version is forgotten and handed out, to be dropped outside of locks.
fn put(data: &Ref, stamp: u64, value: Value) -> (Value, Option<RefVersion>) {
    let (least, most) = *data.bounds.lock();
    let mut history = data.history.lock();
    let old = history.last().expect("never empty").value.clone();
    let kept = history.len() - 1;
    let missed = data.faults.load(Ordering::Relaxed) > 0;
    let grows = kept < least || missed && kept < most;
    let forgotten = if grows {
        data.faults.store(0, Ordering::Relaxed);
        None
    } else {
        Some(history.remove(0))
    };
    history.push(RefVersion { stamp, value });
    (old, forgotten)
}

/// A reference that is changed in transactions only. Options: `:validator`, `:meta`, `:min-history`
/// and `:max-history`.
///
/// (let [r (ref 1)] (dosync (alter r inc)) @r) ;=> 2
#[native("clojure.core", "ref", arglists = "[x] [x & options]")]
fn ref_native(cx: &mut Cx, x: Value, args: Args) -> R {
    let options = options(args)?;
    let watched = with_options(cx, &options, &x)?;
    let bound = |name: &str, default: usize| match option(&options, name) {
        Some(n) => convert::to_int(&n)
            .and_then(|n| usize::try_from(n).ok())
            .ok_or_else(|| {
                Thrown::illegal_argument(format!(":{name} must be a number that is not negative"))
            }),
        None => Ok(default),
    };
    let bounds = (bound("min-history", 0)?, bound("max-history", 10)?);
    Ok(Value::new(Ref {
        history: Mutex::new(vec![RefVersion { stamp: 0, value: x }]),
        writer: AtomicU64::new(0),
        watched: Mutex::new(watched),
        id: NEXT_REF.fetch_add(1, Ordering::Relaxed),
        bounds: Mutex::new(bounds),
        faults: AtomicU64::new(0),
        birth: cx.context.birth(),
    }))
}

/// A ref of its own with the value that another has outside of transactions.
pub(super) fn shadow_of(r: &Value) -> Value {
    let RefVersion { value, .. } = newest(r);
    Value::new(Ref {
        history: Mutex::new(vec![RefVersion { stamp: 0, value }]),
        writer: AtomicU64::new(0),
        watched: Mutex::new(watched_of(r)),
        id: NEXT_REF.fetch_add(1, Ordering::Relaxed),
        bounds: Mutex::new(*data(r).bounds.lock()),
        faults: AtomicU64::new(0),
        birth: data(r).birth,
    })
}

/// Calls f, a function of no arguments, in a transaction.
///
/// (let [r (ref 1)] (clutch.rt/run-in-transaction (fn [] (ref-set r 2))) @r) ;=> 2
#[native("clutch.rt", "run-in-transaction")]
fn run_in_transaction(cx: &mut Cx, f: Value) -> R {
    run(cx, &f)
}

/// Whether a transaction is running.
///
/// (clutch.rt/in-transaction?) ;=> false
#[native("clutch.rt", "in-transaction?")]
fn in_transaction_native() -> bool {
    in_transaction()
}

fn ref_arg<'a>(r: &'a Value, native: &Native) -> R<&'a Value> {
    convert::arg_ref::<Ref>(r, native, 0).map(|_| r)
}

/// The ref that an operation in a transaction means.
fn own_ref(cx: &Cx, r: &Value, native: &Native) -> R {
    ref_arg(r, native).map(|r| own(cx, r).into_owned())
}

/// As [`own_ref`], for an operation that changes it.
fn changed_ref(cx: &Cx, r: &Value, native: &Native) -> R {
    let r = own_ref(cx, r, native)?;
    note_effect(cx, data(&r).birth, native.name)?;
    Ok(r)
}

/// Sets a ref, in a transaction, and returns the value.
///
/// (let [r (ref 1)] (dosync (ref-set r 5)) @r) ;=> 5
#[native("clojure.core", "ref-set")]
fn ref_set(cx: &mut Cx, r: Value, val: Value) -> R {
    let r = changed_ref(cx, &r, &NATIVE_REF_SET)?;
    set(cx, &r, val.clone())?;
    Ok(val)
}

/// Sets a ref, in a transaction, to (f value args…) and returns that.
///
/// (let [r (ref 1)] (dosync (alter r + 5))) ;=> 6
#[native("clojure.core", "alter")]
fn alter(cx: &mut Cx, r: Value, f: Value, args: Args) -> R {
    let r = &changed_ref(cx, &r, &NATIVE_ALTER)?;
    with(|_| ())?;
    let old = deref(r)?;
    let new = apply(cx, &f, old, &args)?;
    set(cx, r, new.clone())?;
    Ok(new)
}

/// As `alter`, for functions whose order does not matter: f is applied again, at the commit, to the
/// value that the ref has then, so other transactions do not make this one start over.
///
/// (let [r (ref 1)] (dosync (commute r + 2) (commute r + 3)) @r) ;=> 6
#[native("clojure.core", "commute")]
fn commute(cx: &mut Cx, r: Value, f: Value, args: Args) -> R {
    let r = changed_ref(cx, &r, &NATIVE_COMMUTE)?;
    let id = data(&r).id;
    let known = with(|t| t.values.get(&id).cloned())?;
    let old = known.unwrap_or_else(|| newest(&r).value);
    let new = apply(cx, &f, old, &args)?;
    let old = with(|t| {
        let (_, functions) = t
            .commutes
            .entry(id)
            .or_insert_with(|| (r.clone(), Vec::new()));
        functions.push((f, args.into_vec()));
        t.values.insert(id, new.clone())
    })?;
    drop(old);
    Ok(new)
}

/// The value of a ref, which no other transaction can change until this one ends.
///
/// (let [r (ref 1)] (dosync (ensure r))) ;=> 1
#[native("clojure.core", "ensure")]
fn ensure(cx: &mut Cx, r: Value) -> R {
    let r = &own_ref(cx, &r, &NATIVE_ENSURE)?;
    with(|_| ())?;
    lock_unchanged(cx, r)?;
    deref(r)
}

/// Number of old versions that a ref keeps now.
///
/// (ref-history-count (ref 1)) ;=> 0
#[native("clojure.core", "ref-history-count")]
fn ref_history_count(r: &Ref) -> i64 {
    r.history.lock().len() as i64 - 1
}

fn history_bound(
    r: Value,
    n: Option<i64>,
    native: &Native,
    pick: fn(&mut (usize, usize)) -> &mut usize,
) -> R {
    let mut bounds = data(ref_arg(&r, native)?).bounds.lock();
    let bound = pick(&mut bounds);
    let Some(n) = n else {
        return Ok((*bound).into());
    };
    *bound = usize::try_from(n).unwrap_or(0);
    drop(bounds);
    Ok(r)
}

/// The fewest old versions that a ref keeps; with n, sets it and returns the ref.
///
/// (ref-min-history (ref 1)) ;=> 0
#[native("clojure.core", "ref-min-history")]
fn ref_min_history(r: Value, n: Option<i64>) -> R {
    history_bound(r, n, &NATIVE_REF_MIN_HISTORY, |b| &mut b.0)
}

/// The most old versions that a ref keeps; with n, sets it and returns the ref.
///
/// (ref-max-history (ref 1)) ;=> 10
#[native("clojure.core", "ref-max-history")]
fn ref_max_history(r: Value, n: Option<i64>) -> R {
    history_bound(r, n, &NATIVE_REF_MAX_HISTORY, |b| &mut b.1)
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![
    ref_native,
    run_in_transaction,
    in_transaction_native,
    ref_set,
    alter,
    commute,
    ensure,
    ref_history_count,
    ref_min_history,
    ref_max_history,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{context, function};

    fn new_ref(cx: &mut Cx, n: i64) -> Value {
        ref_native(cx, Value::int(n), Args::new()).expect("a ref")
    }

    fn int(r: &Value) -> i64 {
        deref(r).expect("a value").as_int().expect("an int")
    }

    fn plus(amount: i64) -> Value {
        function(move |_, args| Ok((args[0].as_int().expect("an int") + amount).into()))
    }

    #[test]
    fn money_moved_by_many_threads_is_conserved() {
        let cx = &mut context();
        let accounts: Vec<Value> = (0..4).map(|_| new_ref(cx, 1000)).collect();
        let watched = accounts.clone();
        let threads: Vec<_> = (0..4usize)
            .map(|k| {
                let accounts = accounts.clone();
                std::thread::spawn(move || {
                    let cx = &mut context();
                    for i in 0..300usize {
                        let from = accounts[(i + k) % 4].clone();
                        let to = accounts[(i * 7 + k + 1) % 4].clone();
                        let body = function(move |cx, _| {
                            alter(cx, from.clone(), plus(-1), Args::new())?;
                            alter(cx, to.clone(), plus(1), Args::new())
                        });
                        run(cx, &body).expect("commits");
                    }
                })
            })
            .collect();
        let sum = function(move |_, _| {
            let total: i64 = watched
                .iter()
                .map(|r| deref(r).map(|v| v.as_int().unwrap_or(0)))
                .sum::<R<i64>>()?;
            Ok(total.into())
        });
        for _ in 0..300 {
            assert_eq!(run(cx, &sum).expect("commits").as_int(), Some(4000));
        }
        threads.into_iter().for_each(|t| t.join().expect("ends"));
        assert_eq!(accounts.iter().map(int).sum::<i64>(), 4000);
        assert!(
            accounts
                .iter()
                .all(|r| data(r).writer.load(Ordering::Acquire) == 0)
        );
    }

    #[test]
    fn commutes_are_applied_again_at_the_commit() {
        let cx = &mut context();
        let r = new_ref(cx, 0);
        let threads: Vec<_> = (0..4)
            .map(|_| {
                let r = r.clone();
                std::thread::spawn(move || {
                    let cx = &mut context();
                    let body = function(move |cx, _| commute(cx, r.clone(), plus(1), Args::new()));
                    for _ in 0..300 {
                        run(cx, &body).expect("commits");
                    }
                })
            })
            .collect();
        threads.into_iter().for_each(|t| t.join().expect("ends"));
        assert_eq!(int(&r), 1200);
    }

    #[test]
    fn an_exception_leaves_everything_as_it_was() {
        let cx = &mut context();
        let r = new_ref(cx, 1);
        let inner = r.clone();
        let body = function(move |cx, _| {
            ref_set(cx, inner.clone(), Value::int(2))?;
            Err(Thrown::illegal_state("no"))
        });
        assert_eq!(run(cx, &body).expect_err("throws").message(), "no");
        assert_eq!(int(&r), 1);
        assert!(!in_transaction());
        let e = ref_set(cx, r, Value::int(3)).expect_err("outside");
        assert_eq!(e.message(), "No transaction running");
    }

    #[test]
    fn a_ref_cannot_be_set_after_commute() {
        let cx = &mut context();
        let r = new_ref(cx, 1);
        let body = function(move |cx, _| {
            commute(cx, r.clone(), plus(1), Args::new())?;
            ref_set(cx, r.clone(), Value::int(5))
        });
        let e = run(cx, &body).expect_err("refused");
        assert_eq!(e.message(), "Can't set after commute");
    }
}
