//! What compiled code and the macros of the standard library call by name: lazy cells, thread
//! bindings, assignment of vars.

use clutch_core::native::Native;
use clutch_core::seq::{LazySeq, LazyState};
use clutch_core::{R, Thrown, Value, VarName, View};
use clutch_derive::{native, natives};
use clutch_vm::{Cx, assoc, convert, seq};
use parking_lot::Mutex;

/// A lazy sequence that calls a function of no arguments when it is first needed. Made in a turn,
/// it keeps the turn's pin.
///
/// (lazy-seq [1 2]) ;=> (1 2)
#[native("clutch.rt", "lazy-seq*")]
fn lazy_seq(cx: &mut Cx, f: Value) -> R {
    let state = Mutex::new(LazyState::Pending(f, cx.pin()));
    Ok(Value::new(LazySeq {
        state,
        meta: Value::NIL,
    }))
}

fn pairs(cx: &mut Cx, bindings: Value) -> R<Vec<(VarName, Value)>> {
    let mut out = Vec::new();
    for entry in seq::to_vec(cx, bindings)? {
        let pair = seq::to_vec(cx, entry)?;
        match pair[0].view() {
            View::Var(var) => out.push((var, pair[1].clone())),
            _ => {
                return Err(convert::not_castable(&pair[0], "clojure.lang.Var"));
            }
        }
    }
    Ok(out)
}

/// Binds dynamic vars for this thread, from a map of vars to values; undone by
/// `pop-thread-bindings`.
///
/// (do (def ^:dynamic *x* 1) (binding [*x* 2] *x*)) ;=> 2
#[native("clojure.core", "push-thread-bindings")]
fn push_thread_bindings(cx: &mut Cx, bindings: Value) -> R {
    let pairs = pairs(cx, bindings)?;
    cx.push_bindings(pairs)?;
    Ok(Value::NIL)
}

/// Calls f in a turn in which the vars that are keys of binding-map have its values as roots.
/// Futures, lazy seqs and delays made in it see them too, other threads do not.
///
/// (with-redefs-fn {#'rand-int (constantly 7)} (fn [] (rand-int 10))) ;=> 7
#[native("clojure.core", "with-redefs-fn")]
fn with_redefs_fn(cx: &mut Cx, binding_map: Value, f: Value) -> R {
    let values = pairs(cx, binding_map)?;
    let overlaid = cx.context.enter_overlay(&values)?;
    let result = cx.call0(&f);
    let left = cx.context.leave_overlay(overlaid);
    let value = result?;
    left?;
    Ok(value)
}

/// Undoes the last `push-thread-bindings`.
///
/// (do (push-thread-bindings {#'*print-length* 1}) (let [n *print-length*] (pop-thread-bindings) n)) ;=> 1
#[native("clojure.core", "pop-thread-bindings")]
fn pop_thread_bindings(cx: &mut Cx) -> R {
    cx.pop_bindings()?;
    Ok(Value::NIL)
}

/// The bindings of this thread as a map from var to value.
///
/// (map? (get-thread-bindings)) ;=> true
#[native("clojure.core", "get-thread-bindings")]
fn get_thread_bindings(cx: &mut Cx) -> R {
    let mut map = assoc::map_literal(cx, Vec::new())?;
    for (var, value) in cx.bindings().all() {
        map = assoc::assoc(cx, map, Value::var(var), value)?;
    }
    Ok(map)
}

/// Whether all the vars are bound in this thread.
///
/// (thread-bound? #'inc) ;=> false
#[native("clojure.core", "thread-bound?")]
fn is_thread_bound(cx: &mut Cx, vars: clutch_vm::Args) -> R<bool> {
    for v in &vars {
        let View::Var(var) = v.view() else {
            return Err(convert::not_castable(v, "clojure.lang.Var"));
        };
        if cx.bindings().get(var).is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether all the vars have a value, in this thread or as root.
///
/// (do (declare later) (bound? #'inc #'later)) ;=> false
#[native("clojure.core", "bound?")]
fn is_bound(cx: &mut Cx, vars: clutch_vm::Args) -> R<bool> {
    for v in &vars {
        let View::Var(var) = v.view() else {
            return Err(convert::not_castable(v, "clojure.lang.Var"));
        };
        if cx.bindings().get(var).is_none() && !cx.has_root(var) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Changes the thread binding of a var.
///
/// (with-local-vars [n 1] (var-set n 2) @n) ;=> 2
#[native("clojure.core", "var-set")]
fn var_set(cx: &mut Cx, x: Value, val: Value) -> R {
    if x.tag() != clutch_core::Tag::Var {
        return Err(convert::not_castable(&x, "clojure.lang.Var"));
    }
    set_var(cx, x, val)
}

/// Takes apart the patterns of a binding vector: the vector of plain names and forms that `let*`
/// takes.
///
/// (count (destructure '[x 1])) ;=> 2
#[native("clojure.core", "destructure")]
fn destructure(cx: &mut Cx, bindings: Value) -> R {
    cx.host().destructure(cx, bindings)
}

/// Changes the thread binding of a var (`set!`).
///
/// (do (def ^:dynamic *y* 1) (binding [*y* 2] (set! *y* 3) *y*)) ;=> 3
#[native("clutch.rt", "set-var!")]
fn set_var(cx: &mut Cx, var: Value, value: Value) -> R {
    match var.view() {
        View::Var(var) => {
            if let Some(birth) = cx.bindings().birth(var) {
                let what = || format!("set! of {var}, whose binding is one");
                cx.context.changes(birth, what)?;
            }
            cx.set_binding(var, value)
        }
        _ => Err(Thrown::illegal_argument("set! needs a var")),
    }
}

/// Calls a function with arguments, the last of which is a seq of more.
///
/// (apply + 1 2 [3 4]) ;=> 10
#[native("clojure.core", "apply", arglists = "[f args] [f x args] [f x y & more]", special = Apply)]
fn apply(cx: &mut Cx, args: clutch_vm::Args) -> R {
    let mut args = args;
    let more = args.pop().unwrap_or_default();
    let f = if args.is_empty() {
        Value::NIL
    } else {
        args.remove(0)
    };
    args.extend(seq::to_vec(cx, more)?);
    cx.call(&f, args)
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![
    lazy_seq,
    push_thread_bindings,
    with_redefs_fn,
    pop_thread_bindings,
    get_thread_bindings,
    is_thread_bound,
    is_bound,
    var_set,
    destructure,
    set_var,
    apply,
];
