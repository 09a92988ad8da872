//! Atoms.

use super::reference::{note_effect, notify, options, validate, with_options};
use super::{shadow, user_method};
use clutch_core::native::Native;
use clutch_core::state::Atom;
use clutch_core::{R, Value};
use clutch_derive::{native, natives};
use clutch_vm::{Args, Cx, convert};
use parking_lot::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// A reference whose value changes by `swap!` and `reset!`, one change at a time. Options:
/// `:validator`, a predicate that new values must pass, and `:meta`.
///
/// (let [a (atom 1)] (swap! a inc) @a) ;=> 2
#[native("clojure.core", "atom", arglists = "[x] [x & options]", arity1 = atom1)]
fn atom(cx: &mut Cx, x: Value, args: Args) -> R {
    let options = options(args)?;
    let watched = with_options(cx, &options, &x)?;
    Ok(Value::new(Atom {
        value: Mutex::new(x),
        is_watched: AtomicBool::new(!watched.validator.is_nil()),
        watched: Mutex::new(watched),
        birth: cx.context.birth(),
    }))
}

fn atom1(cx: &mut Cx, x: Value) -> R {
    Ok(Value::new(Atom {
        value: Mutex::new(x),
        watched: Mutex::default(),
        is_watched: AtomicBool::new(false),
        birth: cx.context.birth(),
    }))
}

/// Changes an atom from the value that `change` sees to what it gives; again from the start if
/// another thread was faster. Gives the old and the new value.
fn update(
    cx: &mut Cx,
    reference: &Value,
    native: &Native,
    mut change: impl FnMut(&mut Cx, Value) -> R,
) -> R<(Value, Value)> {
    let reference = &*shadow::own(cx, reference);
    let Some(atom) = reference.get::<Atom>() else {
        let expected = match native.name.ends_with("-vals!") {
            true => "an atom that gives both values",
            false => "an atom",
        };
        return Err(convert::wrong_argument(native, 0, expected, reference));
    };
    note_effect(cx, atom.birth, native.name)?;
    loop {
        let old = atom.value.lock().clone();
        let new = change(cx, old.clone())?;
        if atom.is_watched.load(Ordering::Acquire) {
            let validator = atom.watched.lock().validator.clone();
            validate(cx, &validator, &new)?;
        }
        let mut now = atom.value.lock();
        if !now.same(&old) {
            drop(now);
            cx.poll()?;
            continue;
        }
        let dropped = std::mem::replace(&mut *now, new.clone());
        drop(now);
        drop(dropped);
        if atom.is_watched.load(Ordering::Acquire) {
            notify(cx, reference, &old, &new)?;
        }
        return Ok((old, new));
    }
}

/// Sets an atom to (f value args…) and returns that. f may be called several times if other threads
/// change the atom too, so it should have no effects.
///
/// (swap! (atom 1) + 10 20) ;=> 31
#[native(
    "clojure.core",
    "swap!",
    arglists = "[atom f] [atom f x] [atom f x y] [atom f x y & args]",
    arity2 = swap2
)]
fn swap(cx: &mut Cx, atom: Value, f: Value, args: Args) -> R {
    let mut more = vec![f.clone()];
    more.extend(args.iter().cloned());
    if let Some(v) = user_method(cx, &atom, "swap", &more)? {
        return Ok(v);
    }
    let result = update(cx, &atom, &NATIVE_SWAP, |cx, old| {
        let mut all = Args::with_capacity(args.len() + 1);
        all.push(old);
        all.extend(args.iter().cloned());
        cx.call(&f, all)
    });
    result.map(|(_, new)| new)
}

fn swap2(cx: &mut Cx, atom: Value, f: Value) -> R {
    if atom.get::<Atom>().is_none() {
        return swap(cx, atom, f, Args::new());
    }
    let result = update(cx, &atom, &NATIVE_SWAP, |cx, old| cx.call1(&f, old));
    result.map(|(_, new)| new)
}

/// Sets an atom to (f value args…) and returns a vector of the old and the new value.
///
/// (swap-vals! (atom 1) inc) ;=> [1 2]
#[native("clojure.core", "swap-vals!")]
fn swap_vals(cx: &mut Cx, atom: Value, f: Value, args: Args) -> R {
    let mut more = vec![f.clone()];
    more.extend(args.iter().cloned());
    if let Some(v) = user_method(cx, &atom, "swapVals", &more)? {
        return Ok(v);
    }
    let (old, new) = update(cx, &atom, &NATIVE_SWAP_VALS, |cx, old| {
        let mut all = Args::with_capacity(args.len() + 1);
        all.push(old);
        all.extend(args.iter().cloned());
        cx.call(&f, all)
    })?;
    Ok(Value::vector(vec![old, new]))
}

/// Sets an atom to a value, whatever it was, and returns the value.
///
/// (reset! (atom 1) 5) ;=> 5
#[native("clojure.core", "reset!")]
fn reset(cx: &mut Cx, atom: Value, newval: Value) -> R {
    if let Some(v) = user_method(cx, &atom, "reset", std::slice::from_ref(&newval))? {
        return Ok(v);
    }
    replace(cx, &atom, newval, &NATIVE_RESET).map(|(_, new)| new)
}

fn replace(cx: &mut Cx, atom: &Value, newval: Value, native: &Native) -> R<(Value, Value)> {
    update(cx, atom, native, |_, _| Ok(newval.clone()))
}

/// Sets an atom to a value and returns a vector of the old and the new value.
///
/// (reset-vals! (atom 1) 5) ;=> [1 5]
#[native("clojure.core", "reset-vals!")]
fn reset_vals(cx: &mut Cx, atom: Value, newval: Value) -> R {
    if let Some(v) = user_method(cx, &atom, "resetVals", std::slice::from_ref(&newval))? {
        return Ok(v);
    }
    let (old, new) = replace(cx, &atom, newval, &NATIVE_RESET_VALS)?;
    Ok(Value::vector(vec![old, new]))
}

/// Sets an atom to newval if its value is identical to oldval; says whether it was.
///
/// (let [a (atom :x)] [(compare-and-set! a :x :y) (compare-and-set! a :x :z) @a]) ;=> [true false :y]
#[native("clojure.core", "compare-and-set!")]
fn compare_and_set(cx: &mut Cx, atom: Value, oldval: Value, newval: Value) -> R {
    if let Some(v) = user_method(
        cx,
        &atom,
        "compareAndSet",
        &[oldval.clone(), newval.clone()],
    )? {
        return Ok(v);
    }
    let atom = shadow::own(cx, &atom);
    let Some(a) = atom.get::<Atom>() else {
        let native = &NATIVE_COMPARE_AND_SET;
        return Err(convert::wrong_argument(native, 0, "an atom", &atom));
    };
    note_effect(cx, a.birth, "compare-and-set!")?;
    let validator = a.watched.lock().validator.clone();
    validate(cx, &validator, &newval)?;
    let mut now = a.value.lock();
    if !now.same(&oldval) {
        return Ok(Value::FALSE);
    }
    let dropped = std::mem::replace(&mut *now, newval.clone());
    drop(now);
    drop(dropped);
    if a.is_watched.load(Ordering::Acquire) {
        notify(cx, &atom, &oldval, &newval)?;
    }
    Ok(Value::TRUE)
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![atom, swap, swap_vals, reset, reset_vals, compare_and_set];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{context, function};

    #[test]
    fn swaps_from_many_threads_all_count() {
        let cx = &mut context();
        let a = atom1(cx, Value::int(0)).expect("an atom");
        let threads: Vec<_> = (0..4)
            .map(|_| {
                let a = a.clone();
                std::thread::spawn(move || {
                    let cx = &mut context();
                    let inc =
                        function(|_, args| Ok((args[0].as_int().expect("a number") + 1).into()));
                    for _ in 0..1000 {
                        swap2(cx, a.clone(), inc.clone()).expect("swaps");
                    }
                })
            })
            .collect();
        threads.into_iter().for_each(|t| t.join().expect("ends"));
        assert_eq!(
            super::super::deref(cx, &a).expect("a value").as_int(),
            Some(4000)
        );
    }

    #[test]
    fn a_refused_value_leaves_the_atom_as_it_was() {
        let cx = &mut context();
        let small = function(|_, args| Ok((args[0].as_int() < Some(5)).into()));
        let key = clutch_core::Keyword::simple("validator").into();
        let a = atom(cx, Value::int(1), smallvec::smallvec![key, small]).expect("valid");
        let e = reset(cx, a.clone(), Value::int(9)).expect_err("refused");
        assert_eq!(e.message(), "Invalid reference state");
        assert_eq!(
            super::super::deref(cx, &a).expect("a value").as_int(),
            Some(1)
        );
    }
}
