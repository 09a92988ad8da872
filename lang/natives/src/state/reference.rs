//! Watches, validators and metadata of atoms, refs and agents; watches and validators of vars.

use clutch_core::native::Native;
use clutch_core::state::{Atom, Watched};
use clutch_core::world::WorldCell;
use clutch_core::{R, Thrown, Value, View};
use clutch_derive::{native, natives};
pub use clutch_vm::watch::validate;
use clutch_vm::{Args, Cx, convert, watch};
use parking_lot::Mutex;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// The watches and validator of an atom, ref or agent.
fn watched(v: &Value) -> Option<&Mutex<Watched>> {
    match v.view() {
        View::Atom(a) => Some(&a.watched),
        View::Ref(r) => Some(&r.watched),
        View::Agent(a) => Some(&a.watched),
        _ => None,
    }
}

/// Watches and validator of any reference: its own, or those of a var, which are kept beside the
/// worlds.
enum Place<'a> {
    Own(&'a Mutex<Watched>),
    Var(Arc<Mutex<Watched>>),
}

impl std::ops::Deref for Place<'_> {
    type Target = Mutex<Watched>;
    fn deref(&self) -> &Mutex<Watched> {
        match self {
            Place::Own(w) => w,
            Place::Var(w) => w,
        }
    }
}

fn place<'a>(cell: &WorldCell, v: &'a Value) -> Option<Place<'a>> {
    match v.view() {
        View::Var(var) => Some(Place::Var(cell.watched.entry(var))),
        _ => watched(v).map(Place::Own),
    }
}

fn watched_arg<'a>(cx: &Cx, v: &'a Value, native: &Native) -> R<Place<'a>> {
    place(cx.context.cell(), v)
        .ok_or_else(|| convert::wrong_argument(native, 0, "an atom, ref, agent or var", v))
}

/// Remembers in an atom whether anybody watches, so that `swap!` need not look.
fn mark(v: &Value) {
    if let Some(a) = v.get::<Atom>() {
        let w = a.watched.lock();
        let watched = !w.watches.is_empty() || !w.validator.is_nil();
        a.is_watched.store(watched, Ordering::Release);
    }
}

/// Options of `atom`, `ref` and `agent`: keys and values.
pub(super) fn options(args: Args) -> R<Vec<(Value, Value)>> {
    let mut options = Vec::new();
    let mut args = args.into_iter();
    while let Some(key) = args.next() {
        let Some(value) = args.next() else {
            let key = key
                .as_keyword()
                .map_or_else(|| format!("{key:?}"), |k| k.to_string());
            let message = format!("No value supplied for key: {key}");
            return Err(Thrown::illegal_argument(message));
        };
        options.push((key, value));
    }
    Ok(options)
}

/// The option of this name.
pub(super) fn option(options: &[(Value, Value)], name: &str) -> Option<Value> {
    let named = |k: &Value| {
        k.as_keyword()
            .is_some_and(|k| k.ns().is_none() && k.name() == name)
    };
    let found = options.iter().rev().find(|(k, _)| named(k));
    found.map(|(_, v)| v.clone())
}

/// Watches and validator as the options say, with the first value checked.
pub(super) fn with_options(cx: &mut Cx, options: &[(Value, Value)], first: &Value) -> R<Watched> {
    let validator = option(options, "validator").unwrap_or_default();
    let meta = option(options, "meta").unwrap_or_default();
    if !meta.is_nil() && !crate::error::is_map(&meta) {
        return Err(Thrown::class_cast(
            clutch_vm::class::class_of(&meta).name,
            "clojure.lang.IPersistentMap",
        ));
    }
    validate(cx, &validator, first)?;
    Ok(Watched {
        meta,
        validator,
        watches: Vec::new(),
    })
}

/// Calls the watches of an atom, ref or agent after its value changed.
pub fn notify(cx: &mut Cx, reference: &Value, old: &Value, new: &Value) -> R<()> {
    match watched(reference) {
        Some(w) => watch::notify(cx, w, reference, old, new),
        None => Ok(()),
    }
}

/// Makes f, a function of key, reference, old value and new value, be called after each change of a
/// reference. A watch with the same key is replaced.
///
/// (let [log (atom []) a (add-watch (atom 1) :log (fn [k r old new] (swap! log conj [k old new])))] (swap! a inc) @log) ;=> [[:log 1 2]]
#[native("clojure.core", "add-watch")]
fn add_watch(cx: &mut Cx, reference: Value, key: Value, f: Value) -> R {
    let w = watched_arg(cx, &reference, &NATIVE_ADD_WATCH)?;
    let at = position(cx, &w, &key)?;
    let mut guard = w.lock();
    let added = (key, f);
    let old = match at.filter(|i| *i < guard.watches.len()) {
        Some(i) => Some(std::mem::replace(&mut guard.watches[i], added.clone())),
        None => {
            guard.watches.push(added.clone());
            None
        }
    };
    drop(guard);
    let changed = reference.clone();
    let cell = cx.context.cell().clone();
    cx.context
        .on_failure(move || put_back_watch(&cell, &changed, Some(&added), old));
    mark(&reference);
    Ok(reference)
}

/// What a stage that fails does with a watch that it added or took off, unless somebody else has
/// changed the same watch since.
fn put_back_watch(
    cell: &WorldCell,
    reference: &Value,
    added: Option<&(Value, Value)>,
    old: Option<(Value, Value)>,
) {
    let Some(w) = place(cell, reference) else {
        return;
    };
    let mut guard = w.lock();
    let is = |w: &(Value, Value), other: &(Value, Value)| w.0.same(&other.0) && w.1.same(&other.1);
    let at = added.and_then(|added| guard.watches.iter().position(|w| is(w, added)));
    let replaced = match (at, old) {
        (Some(i), Some(old)) => Some(std::mem::replace(&mut guard.watches[i], old)),
        (Some(i), None) => Some(guard.watches.remove(i)),
        (None, Some(old)) if added.is_none() => {
            let taken = guard.watches.iter().any(|w| w.0.same(&old.0));
            (!taken).then(|| guard.watches.push(old));
            None
        }
        (None, _) => None,
    };
    drop(guard);
    drop(replaced);
    mark(reference);
}

/// Takes the watch with a key off a reference.
///
/// (let [a (atom 1)] (identical? a (remove-watch a :none))) ;=> true
#[native("clojure.core", "remove-watch")]
fn remove_watch(cx: &mut Cx, reference: Value, key: Value) -> R {
    let w = watched_arg(cx, &reference, &NATIVE_REMOVE_WATCH)?;
    if let Some(i) = position(cx, &w, &key)? {
        let mut guard = w.lock();
        let old = (i < guard.watches.len()).then(|| guard.watches.remove(i));
        drop(guard);
        let changed = reference.clone();
        let cell = cx.context.cell().clone();
        cx.context
            .on_failure(move || put_back_watch(&cell, &changed, None, old));
    }
    mark(&reference);
    Ok(reference)
}

/// Place of the watch with a key. Equality may run user code, so the list is copied first.
fn position(cx: &mut Cx, w: &Mutex<Watched>, key: &Value) -> R<Option<usize>> {
    let keys: Vec<Value> = w.lock().watches.iter().map(|(k, _)| k.clone()).collect();
    for (i, k) in keys.iter().enumerate() {
        if clutch_vm::eq::equal(cx, k, key)? {
            return Ok(Some(i));
        }
    }
    Ok(None)
}

/// Makes f, a predicate of a value or nil for none, decide about new values of a reference; the
/// value that it has now must pass.
///
/// (let [a (atom 1)] (set-validator! a pos?) (try (reset! a -1) (catch IllegalStateException e @a))) ;=> 1
#[native("clojure.core", "set-validator!")]
fn set_validator(cx: &mut Cx, reference: Value, f: Value) -> R<()> {
    let w = watched_arg(cx, &reference, &NATIVE_SET_VALIDATOR)?;
    let now = super::deref(cx, &reference)?;
    validate(cx, &f, &now)?;
    let old = std::mem::replace(&mut w.lock().validator, f.clone());
    mark(&reference);
    let cell = cx.context.cell().clone();
    cx.context.on_failure(move || {
        if let Some(w) = place(&cell, &reference) {
            let mut guard = w.lock();
            let ours = guard.validator.same(&f);
            let ours = ours.then(|| std::mem::replace(&mut guard.validator, old));
            drop(guard);
            drop(ours);
            mark(&reference);
        }
    });
    Ok(())
}

/// The validator of a reference, or nil.
///
/// (get-validator (atom 1)) ;=> nil
#[native("clojure.core", "get-validator")]
fn get_validator(cx: &mut Cx, reference: &Value) -> R {
    let w = watched_arg(cx, reference, &NATIVE_GET_VALIDATOR)?;
    Ok(w.lock().validator.clone())
}

/// The validator of a reference now.
pub fn validator_of(v: &Value) -> Value {
    watched(v).map_or(Value::NIL, |w| w.lock().validator.clone())
}

/// Changes the metadata of an atom, ref or agent; false if it is none.
pub(crate) fn set_meta(v: &Value, meta: Value) -> bool {
    match watched(v) {
        Some(w) => {
            let old = std::mem::replace(&mut w.lock().meta, meta);
            drop(old);
            true
        }
        None => false,
    }
}

/// Refuses a change of something made outside of the stage that runs, or notes it.
pub(super) fn note_effect(cx: &Cx, birth: u64, what: &str) -> R<()> {
    let what = || format!("{what} of a reference");
    cx.context.changes(birth, what)
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![add_watch, remove_watch, set_validator, get_validator];
