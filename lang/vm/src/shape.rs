//! Instances of user types whose definition has another shape by now.
//!
//! Same name and same fields is the same type (promise 4). When a type's fields change, instances
//! of before are of an older *version* of it. Where running code looks into one and the world that
//! it sees has a newer version, it sees what `(migrate Type {:from 1 :to 2} f)` makes of it, if
//! such functions lead from its version to the newest. They are applied at each use, since
//! instances never change: what they give must depend on the instance alone. In a turn that is
//! pinned to a world with the older version nothing happens, and inside of a migration the old
//! instance is what it is.
//!
//! Types that differ in their interfaces only are one version; their instances are taken over as
//! they are. Only instances of types that have had several definitions are looked at more closely.

use crate::convert;
use crate::cx::Cx;
use clutch_core::TypeInfo;
use clutch_core::coll::Vector;
use clutch_core::object::Instance;
use clutch_core::world::World;
use clutch_core::{R, Symbol, Thrown, Value};
use std::sync::LazyLock;
use std::sync::atomic::AtomicU32;

/// Hooks of this kind are the migrations of types: from [`migration_key`] to `[version f]`.
pub static MIGRATIONS: LazyLock<Symbol> = LazyLock::new(|| Symbol::simple("migrate-type"));

/// Under which key the migration of a type from a version is registered.
pub fn migration_key(name: &str, from: u64) -> String {
    format!("{name} {from}")
}

/// What an instance of an older version of its type is in this world; none if it is what it is.
#[inline]
pub fn current(cx: &mut Cx, v: &Value) -> R<Option<Value>> {
    match v.get::<Instance>() {
        Some(i) if i.ty.is_redefined() => migrated(cx, v, i),
        _ => Ok(None),
    }
}

/// As [`current`], for a value that is not needed any more.
#[inline]
pub fn into_current(cx: &mut Cx, v: Value) -> R {
    Ok(current(cx, &v)?.unwrap_or(v))
}

#[cold]
fn migrated(cx: &mut Cx, v: &Value, i: &Instance) -> R<Option<Value>> {
    let ty = i.ty;
    if cx.migrating.iter().any(|t| t.name == ty.name) {
        return Ok(None);
    }
    let name = Symbol::simple(ty.name);
    let world = cx.context.world().clone();
    let registry = world.registry();
    let Some(now) = registry.named_type(name).map(|n| n.ty) else {
        return Ok(None);
    };
    if std::ptr::eq(now, ty) {
        return Ok(None);
    }
    let (from, to) = (registry.type_version(ty), registry.type_version(now));
    let (Some(from), Some(to)) = (from, to) else {
        return Ok(None);
    };
    if from == to {
        return Ok(i.mutable.is_none().then(|| with_type(i, now)));
    }
    let Some(steps) = path(&world, ty.name, from, to) else {
        return Ok(None);
    };
    cx.migrating.push(ty);
    let result = steps.iter().try_fold(v.clone(), |v, f| cx.call1(f, v));
    cx.migrating.pop();
    let new = result?;
    match new.get::<Instance>() {
        Some(i) if std::ptr::eq(i.ty, now) => Ok(Some(new)),
        _ => Err(Thrown::illegal_state(format!(
            "The migration of {name} from version {from} to {to} gave {} instead of a {name}",
            convert::describe(&new)
        ))),
    }
}

/// The same instance with another definition of its type that has the same fields.
fn with_type(i: &Instance, ty: &'static TypeInfo) -> Value {
    Value::new(Instance {
        ty,
        fields: i.fields.clone(),
        mutable: None,
        ext: i.ext.clone(),
        meta: i.meta.clone(),
        hash: AtomicU32::new(0),
    })
}

/// The functions that lead from one version of a type to another, if there are any.
pub fn path(world: &World, name: &str, from: u64, to: u64) -> Option<Vec<Value>> {
    let (mut at, mut steps) = (from, Vec::new());
    while at != to {
        let key = migration_key(name, at);
        let mut hooks = world.registry().hooks(*MIGRATIONS);
        let hook = hooks.find(|h| h.key.as_str() == Some(&key))?;
        let step = hook.value.get::<Vector>()?;
        let next = u64::try_from(step.nth(0)?.as_int()?).ok()?;
        // Versions only grow, so that a path ends.
        if next <= at || next > to {
            return None;
        }
        steps.push(step.nth(1)?.clone());
        at = next;
    }
    Some(steps)
}
