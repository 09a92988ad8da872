//! Metadata: reading it, making values with other metadata, changing that of references.

use crate::error::is_map;
use crate::state::reference;
use clutch_core::class::TypeKind;
use clutch_core::native::Native;
use clutch_core::world::cell::What;
use clutch_core::{R, Tag, Value, View};
use clutch_derive::{native, natives};
use clutch_vm::class::host::IMETA;
use clutch_vm::{Args, Cx, convert, shape};

/// The metadata of a value, a map or nil.
///
/// (meta (with-meta [1] {:a 1})) ;=> {:a 1}
/// (meta 5) ;=> nil
#[native("clojure.core", "meta")]
fn meta_native(cx: &mut Cx, obj: &Value) -> R {
    meta(cx, obj)
}

/// The metadata of any value.
pub fn meta(cx: &mut Cx, v: &Value) -> R {
    if let Some(now) = shape::current(cx, v)? {
        return meta(cx, &now);
    }
    match v.view() {
        View::Var(var) => cx.var_meta(var),
        View::Ns(ns) => {
            let world = cx.context.world();
            Ok(world.namespace(ns).map_or(Value::NIL, |n| n.meta.clone()))
        }
        View::Instance(i) if i.ty.kind == TypeKind::Type && i.ty.is_a(&IMETA) => {
            Ok(crate::state::user_method(cx, v, "meta", &[])?.unwrap_or_default())
        }
        _ => Ok(clutch_vm::meta::meta(v)),
    }
}

fn check_map(m: &Value, native: &Native, index: usize) -> R<()> {
    if m.is_nil() || is_map(m) {
        Ok(())
    } else {
        Err(convert::wrong_argument(native, index, "a map", m))
    }
}

/// The same value with a map as its metadata.
///
/// (meta (with-meta 'x {:line 1})) ;=> {:line 1}
/// (= [1] (with-meta [1] {:a 1})) ;=> true
#[native("clojure.core", "with-meta")]
fn with_meta(cx: &mut Cx, obj: Value, m: Value) -> R {
    if is_map(&m) || m.is_nil() {
        return clutch_vm::meta::with_meta(cx, obj, m);
    }
    // A value that cannot have metadata is met first, but for nil.
    if !obj.is_nil() {
        clutch_vm::meta::with_meta(cx, obj, Value::NIL)?;
    }
    Err(convert::not_castable(&m, "clojure.lang.IPersistentMap"))
}

/// Replaces the metadata of a var, namespace, atom, ref or agent.
fn set(cx: &mut Cx, reference: &Value, meta: &Value, native: &Native) -> R<()> {
    need_reference(reference, native)?;
    check_map(meta, native, 1)?;
    match reference.view() {
        View::Var(var) => cx.set_var_meta(var, meta.clone()),
        View::Ns(ns) => cx.context.change(What::Register, |world| {
            world.edit_namespace(ns, |n| n.meta = meta.clone());
        }),
        _ => {
            reference::set_meta(reference, meta.clone());
            Ok(())
        }
    }
}

fn need_reference(v: &Value, native: &Native) -> R<()> {
    match v.tag() {
        Tag::Var | Tag::Ns | Tag::Atom | Tag::Ref | Tag::Agent => Ok(()),
        _ => {
            let expected = "a var, namespace, atom, ref or agent";
            Err(convert::wrong_argument(native, 0, expected, v))
        }
    }
}

/// Replaces the metadata of a reference by a map, and returns it.
///
/// (reset-meta! (atom 1) {:a 1}) ;=> {:a 1}
#[native("clojure.core", "reset-meta!")]
fn reset_meta(cx: &mut Cx, iref: &Value, metadata_map: Value) -> R {
    set(cx, iref, &metadata_map, &NATIVE_RESET_META)?;
    Ok(metadata_map)
}

/// Replaces the metadata of a reference by (f meta args…), and returns it.
///
/// (alter-meta! (atom 1 :meta {:a 1}) assoc :b 2) ;=> {:a 1, :b 2}
#[native("clojure.core", "alter-meta!")]
fn alter_meta(cx: &mut Cx, iref: &Value, f: &Value, args: Args) -> R {
    need_reference(iref, &NATIVE_ALTER_META)?;
    let old = meta(cx, iref)?;
    let mut all = Args::with_capacity(args.len() + 1);
    all.push(old);
    all.extend(args);
    let new = cx.call(f, all)?;
    set(cx, iref, &new, &NATIVE_ALTER_META)?;
    Ok(new)
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![meta_native, with_meta, reset_meta, alter_meta];
