//! Instances of user types whose definition has another shape by now.
//!
//! Same name and same fields is the same type (promise 4). When a type's fields change, instances
//! of before are of an older *version* of it. Where running code looks into one and the world that
//! it sees has a newer version, it sees what `(migrate Type {:from 1 :to 2} f)` makes of it, if
//! such functions lead from its version to the newest. The first look calls them; what they give
//! is kept with the old instance ([`Instance::keep`]), so that all later looks see the same object,
//! whatever thread they are of. In a world with the older version the instance is what it was.
//! While an instance is being migrated, all instances of its type are what they are: the function
//! wants to see the old shape. [`migrated`] is for those parts that it wants in the new one.
//!
//! Types that differ in their interfaces only are one version; their instances are seen through a
//! view that shares their mutable fields. Only instances of types that have had several
//! definitions are looked at more closely, and ordinary instances have no room for any of this.
//!
//! Invariants:
//! - what a migration gives does not hold the instance that keeps it ([`detached`]), so that both
//!   go when nobody else holds them;
//! - what is found out in a candidate is seen by others only after its publish ([`Scope`]).

use crate::convert;
use crate::cx::Cx;
use crate::native::{Args, BoxedNative};
use crate::reach::Walk;
use crate::var::simple_map;
use clutch_core::TypeInfo;
use clutch_core::class::EXCEPTION_INFO;
use clutch_core::coll::Vector;
use clutch_core::error::{Diagnosis, Exception, ThrowKind};
use clutch_core::native::NativeClosure;
use clutch_core::object::{Instance, Kept, Scope};
use clutch_core::world::World;
use clutch_core::{Keyword, R, Shared, Symbol, Thrown, Value};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Hooks of this kind are the migrations of types: from [`migration_key`] to
/// `[version f revision]`.
pub static MIGRATIONS: LazyLock<Symbol> = LazyLock::new(|| Symbol::simple("migrate-type"));

/// Code of the exception for a migration that threw.
const FAILED: &str = "reload/type-migration";

/// Values that are looked at to find out whether a migrated instance holds the old one.
const SEARCH: usize = 1_000;

/// How often a migration that was overtaken by a publish, or by a write to the old instance, is
/// begun again.
const MOST_ATTEMPTS: usize = 100;

/// Under which key the migration of a type from a version is registered.
pub fn migration_key(name: &str, from: u64) -> String {
    format!("{name} {from}")
}

/// How a world sees instances of a type.
#[derive(Clone, Copy)]
enum Route {
    /// As they are.
    AsIs,
    /// As another definition with the same fields.
    View(&'static TypeInfo),
    /// Through migrations, the last of which has this revision.
    Migrated(&'static TypeInfo, i64),
}

/// The routes of one world, by the addresses of types.
#[derive(Default)]
pub(crate) struct Shapes {
    world: u64,
    routes: FxHashMap<usize, Route>,
}

/// A migration on the way from one version to another.
pub struct Step {
    /// The version that it leads to.
    pub to: u64,
    /// The function.
    pub f: Value,
    /// Which of its revisions it is.
    pub revision: i64,
}

/// What an instance of an older version of its type is in this world; none if it is what it is.
#[inline]
pub fn current(cx: &mut Cx, v: &Value) -> R<Option<Value>> {
    match v.get::<Instance>() {
        Some(i) if i.ty.is_redefined() => seen(cx, v, i),
        _ => Ok(None),
    }
}

/// As [`current`], for a value that is not needed any more.
#[inline]
pub fn into_current(cx: &mut Cx, v: Value) -> R {
    Ok(current(cx, &v)?.unwrap_or(v))
}

/// As [`current`], also in the migration of another instance of the type.
pub fn migrated(cx: &mut Cx, v: &Value) -> R<Option<Value>> {
    match v.get::<Instance>() {
        Some(i) if i.ty.is_redefined() => {
            if cx.migrating.iter().any(|m| m.same(v)) {
                return Err(Thrown::illegal_state(format!(
                    "The migration of an instance of {} asks for what it becomes",
                    i.ty.name
                )));
            }
            look(cx, v, i)
        }
        _ => Ok(None),
    }
}

#[cold]
fn seen(cx: &mut Cx, v: &Value, i: &Instance) -> R<Option<Value>> {
    let under_way = |m: &Value| m.get::<Instance>().is_some_and(|m| m.ty.name == i.ty.name);
    if cx.migrating.iter().any(under_way) {
        return Ok(None);
    }
    look(cx, v, i)
}

fn look(cx: &mut Cx, v: &Value, i: &Instance) -> R<Option<Value>> {
    let (now, revision, by_view) = match route(cx, i.ty) {
        Route::AsIs => return Ok(None),
        Route::View(now) => (now, 0, true),
        Route::Migrated(now, revision) => (now, revision, false),
    };
    let scope = cx.context.scope();
    let wanted = |k: &&Kept| {
        let same = k
            .value
            .get::<Instance>()
            .is_some_and(|i| std::ptr::eq(i.ty, now));
        same && k.revision == revision && k.scope.is_seen_by(&scope)
    };
    if let Some(kept) = i.find_kept(wanted) {
        if !by_view && kept.scope.is_public() {
            take_over(i);
        }
        return Ok(Some(kept.value));
    }
    if by_view {
        return Ok(Some(i.keep(Kept {
            value: Value::new(i.with_type(now)),
            revision: 0,
            scope: Scope::Everybody,
        })));
    }
    migrate(cx, v, i)
}

/// From now on the state of this instance is that of what it became.
fn take_over(i: &Instance) {
    if let Some(mutable) = i.mutable() {
        mutable.lock().moved = true;
    }
}

fn route(cx: &mut Cx, ty: &'static TypeInfo) -> Route {
    let world = cx.context.world_id();
    if cx.shapes.world != world {
        cx.shapes.routes.clear();
        cx.shapes.world = world;
    }
    let address = std::ptr::from_ref(ty) as usize;
    if let Some(route) = cx.shapes.routes.get(&address) {
        return *route;
    }
    let route = find_route(cx.context.world(), ty).unwrap_or(Route::AsIs);
    cx.shapes.routes.insert(address, route);
    route
}

fn find_route(world: &World, ty: &'static TypeInfo) -> Option<Route> {
    let registry = world.registry();
    let now = registry.named_type(Symbol::simple(ty.name))?.ty;
    if std::ptr::eq(now, ty) {
        return None;
    }
    let (from, to) = (registry.type_version(ty)?, registry.type_version(now)?);
    if from == to {
        return Some(Route::View(now));
    }
    let steps = path(world, ty.name, from, to)?;
    Some(Route::Migrated(now, steps.last()?.revision))
}

/// The migrations that lead from one version of a type to another, if there are any.
pub fn path(world: &World, name: &str, from: u64, to: u64) -> Option<Vec<Step>> {
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
        steps.push(Step {
            to: next,
            f: step.nth(1)?.clone(),
            revision: step.nth(2).and_then(Value::as_int).unwrap_or(0),
        });
        at = next;
    }
    Some(steps)
}

/// The version of a type and the newest that this world has of it, if they differ and it is known
/// to have both.
pub fn versions_between(world: &World, ty: &'static TypeInfo) -> Option<(u64, u64)> {
    if !ty.is_redefined() {
        return None;
    }
    let registry = world.registry();
    let now = registry.named_type(Symbol::simple(ty.name))?.ty;
    let (from, to) = (registry.type_version(ty)?, registry.type_version(now)?);
    (from < to).then_some((from, to))
}

/// Migrates a copy of an instance, and forgets what comes of it.
///
/// # Errors
/// What the migration throws.
pub fn try_on_copy(cx: &mut Cx, v: &Value) -> R<()> {
    current(cx, &detached(v)).map(drop)
}

/// How an attempt ended.
enum Attempt {
    Done(Value),
    /// The world or the old instance has changed meanwhile.
    Overtaken,
}

/// The first look at an instance of an older version.
fn migrate(cx: &mut Cx, v: &Value, i: &Instance) -> R<Option<Value>> {
    for _ in 0..MOST_ATTEMPTS {
        let world = cx.context.world().clone();
        let registry = world.registry();
        let named = registry.named_type(Symbol::simple(i.ty.name));
        let Some(now) = named.map(|n| n.ty) else {
            return Ok(None);
        };
        let (from, to) = (registry.type_version(i.ty), registry.type_version(now));
        let (Some(from), Some(to)) = (from, to) else {
            return Ok(None);
        };
        let steps = match path(&world, i.ty.name, from, to) {
            Some(steps) if !steps.is_empty() => steps,
            // A publish has changed the route.
            _ => return look(cx, v, i),
        };
        let depth = cx.migrating.len();
        cx.migrating.push(v.clone());
        let run = Run {
            name: i.ty.name,
            from,
            now,
            world: &world,
        };
        let result = run.attempt(cx, v, i, &steps);
        cx.migrating.truncate(depth);
        match result? {
            Attempt::Done(value) => return Ok(Some(value)),
            Attempt::Overtaken => cx.poll()?,
        }
    }
    Err(Thrown::illegal_state(format!(
        "The migration of {} was given up: its definition, or the instance, changes faster",
        i.ty.name
    )))
}

/// The migration of one instance in one world.
struct Run<'a> {
    name: &'static str,
    from: u64,
    now: &'static TypeInfo,
    world: &'a World,
}

impl Run<'_> {
    fn version(&self, v: &Value) -> Option<u64> {
        let i = v.get::<Instance>().filter(|i| i.ty.name == self.name)?;
        self.world.registry().type_version(i.ty)
    }

    /// What is kept of a step's result.
    fn kept(&self, i: &Instance, step: &Step, scope: &Scope) -> Option<Value> {
        let wanted = |k: &&Kept| {
            let same = k.revision == step.revision && k.scope.is_seen_by(scope);
            same && self.version(&k.value) == Some(step.to)
        };
        i.find_kept(wanted).map(|k| k.value)
    }

    fn attempt(&self, cx: &mut Cx, v: &Value, i: &Instance, steps: &[Step]) -> R<Attempt> {
        match self.chain(cx, v.clone(), i, steps, Some(v))? {
            Some(attempt) => Ok(attempt),
            None => {
                let copy = detached(v);
                cx.migrating.push(copy.clone());
                let attempt = self.chain(cx, copy, i, steps, None)?;
                Ok(attempt.expect("what comes of the copy is kept elsewhere"))
            }
        }
    }

    /// All steps; `i` keeps what comes of `start`. None if that holds `keeper`.
    fn chain(
        &self,
        cx: &mut Cx,
        start: Value,
        i: &Instance,
        steps: &[Step],
        keeper: Option<&Value>,
    ) -> R<Option<Attempt>> {
        let scope = cx.context.scope();
        let before = keeper.map_or(0, holders);
        // It may have got some of the way already: in an earlier world.
        let reached = (1..=steps.len()).rev().find_map(|n| {
            let value = self.kept(i, &steps[n - 1], &scope)?;
            Some((n, value))
        });
        let (mut done, mut value) = reached.unwrap_or((0, start));
        let mut at = match done {
            0 => self.from,
            n => steps[n - 1].to,
        };
        while let Some(step) = steps.get(done) {
            // What was detached keeps nothing: what comes of it holds it.
            let keeps = done > 0 || keeper.is_some();
            value = match self.step(cx, &value, at, step, &scope, keeps)? {
                Attempt::Done(new) => new,
                Attempt::Overtaken => return Ok(Some(Attempt::Overtaken)),
            };
            if let Some(keeper) = keeper
                && before < holders(keeper)
                && holds(&value, keeper)
            {
                return Ok(None);
            }
            (at, done) = (step.to, done + 1);
            if done < steps.len() && self.version(&value) == Some(step.to) {
                value = keep(i, value, step.revision, &scope);
            }
        }
        let (world, last) = (cx.context.world().id(), &steps[steps.len() - 1]);
        if self.version(&value) != Some(last.to) {
            if world != self.world.id() {
                return Ok(Some(Attempt::Overtaken));
            }
            return Err(Thrown::illegal_state(format!(
                "The migration of {} from version {} to {} gave {} instead of a {}",
                self.name,
                self.from,
                last.to,
                convert::describe(&value),
                self.name
            )));
        }
        if let Some(i) = value.get::<Instance>()
            && !std::ptr::eq(i.ty, self.now)
        {
            value = i.keep(Kept {
                value: Value::new(i.with_type(self.now)),
                revision: 0,
                scope: Scope::Everybody,
            });
        }
        let kept = keep(i, value, last.revision, &scope);
        Ok(Some(Attempt::Done(kept)))
    }

    /// Applies one migration; an instance of its version keeps what comes of it.
    fn step(
        &self,
        cx: &mut Cx,
        v: &Value,
        at: u64,
        step: &Step,
        scope: &Scope,
        keeps: bool,
    ) -> R<Attempt> {
        let old = v.get::<Instance>().filter(|_| keeps);
        if let Some(kept) = old.and_then(|i| self.kept(i, step, scope)) {
            return Ok(Attempt::Done(kept));
        }
        cx.migrating.push(v.clone());
        let writes = old.and_then(Instance::mutable).map(|m| m.lock().writes);
        let holders = holders(v);
        let mut new = cx
            .call1(&step.f, v.clone())
            .map_err(|thrown| self.failed(at, step, thrown))?;
        if old.is_some() && holders < self::holders(v) && holds(&new, v) {
            let copy = detached(v);
            cx.migrating.push(copy.clone());
            new = cx
                .call1(&step.f, copy)
                .map_err(|thrown| self.failed(at, step, thrown))?;
        }
        let Some(i) = old.filter(|_| self.version(&new) == Some(step.to)) else {
            return Ok(Attempt::Done(new));
        };
        let Some(mutable) = i.mutable() else {
            return Ok(Attempt::Done(keep(i, new, step.revision, scope)));
        };
        let mut mutable = mutable.lock();
        if Some(mutable.writes) != writes {
            return Ok(Attempt::Overtaken);
        }
        mutable.moved |= scope.is_public();
        Ok(Attempt::Done(keep(i, new, step.revision, scope)))
    }

    /// The exception for a migration that threw; cancelling and limits go on as they are.
    #[cold]
    fn failed(&self, at: u64, step: &Step, thrown: Box<Thrown>) -> Box<Thrown> {
        let code = thrown.exception().diagnosis.as_ref().map(|d| d.code);
        // A migration that this one asked for failed: it is the one to name.
        if thrown.kind != ThrowKind::Exception || code == Some(FAILED) {
            return thrown;
        }
        let why = thrown.message();
        let mut e = Exception::new(
            &EXCEPTION_INFO,
            format!(
                "The migration of {} from version {at} to {} failed: {why}",
                self.name, step.to
            ),
        );
        let key = |name: &str| Value::keyword(Keyword::simple(name));
        let number = |n: u64| Value::int(i64::try_from(n).unwrap_or(i64::MAX));
        let kind = Value::keyword(Keyword::new(Some("clutch"), "type-migration"));
        e.data = simple_map([
            (key("type"), kind),
            (key("name"), Value::symbol(Symbol::simple(self.name))),
            (key("from"), number(at)),
            (key("to"), number(step.to)),
        ]);
        e.diagnosis = Some(Box::new(Diagnosis {
            code: FAILED,
            help: Some("it is tried again at the next use of the instance".to_string()),
            ..Diagnosis::default()
        }));
        if let Some(cause) = thrown.value.get::<Exception>() {
            *e.trace.lock() = cause.trace.lock().clone();
        }
        e.cause = thrown.value.clone();
        Box::new(Thrown::plain(e))
    }
}

/// Keeps what an instance became; gives what is kept.
fn keep(i: &Instance, value: Value, revision: i64, scope: &Scope) -> Value {
    i.keep(Kept {
        value,
        revision,
        scope: scope.clone(),
    })
}

/// How many hold a value.
fn holders(v: &Value) -> usize {
    v.to_shared::<Instance>().map_or(0, |s| Shared::count(&s))
}

/// Whether a migrated instance is found to hold the old one: then neither would ever be freed.
fn holds(new: &Value, old: &Value) -> bool {
    let mut walk = Walk::new(SEARCH);
    walk.add(new.clone());
    walk.any(|found| found.value.same(old))
}

/// An instance of the same values that keeps nothing.
fn detached(v: &Value) -> Value {
    let i = v.get::<Instance>().expect("only instances are migrated");
    Value::new(i.with_type(i.ty))
}

/// The hash that a key has in its old shape, if this world sees it in another: under that it lies
/// in maps and sets of before.
#[cold]
pub(crate) fn earlier_hash(cx: &mut Cx, v: &Value) -> R<Option<u32>> {
    if current(cx, v)?.is_none() {
        return Ok(None);
    }
    let depth = cx.migrating.len();
    cx.migrating.push(v.clone());
    let hash = crate::hash::hash(cx, v);
    cx.migrating.truncate(depth);
    hash.map(Some)
}

/// A function that calls `f` with another first argument.
#[cold]
pub(crate) fn with_first(name: &str, f: Value, first: Value) -> Value {
    let call: BoxedNative = Box::new(move |cx: &mut Cx, mut args: Args| {
        if let Some(arg) = args.first_mut() {
            *arg = first.clone();
        }
        cx.call(&f, args)
    });
    Value::new(NativeClosure {
        name: name.into(),
        call: Box::new(call),
        meta: Value::NIL,
    })
}

/// Sets a mutable field of an instance; false if it has none.
///
/// # Errors
/// If the instance was migrated and the newest world sees what it became: the write would be lost.
pub fn set_mutable(cx: &Cx, i: &Instance, index: usize, value: Value) -> R<bool> {
    let Some(mutable) = i.mutable() else {
        return Ok(false);
    };
    cx.context
        .changes(mutable.birth, || "set! of a field".to_string())?;
    let mut mutable = mutable.lock();
    if mutable.moved && is_migrated_now(cx, i.ty) {
        return Err(moved(i.ty));
    }
    mutable.writes += 1;
    let old = std::mem::replace(&mut mutable.values[index], value);
    drop(mutable);
    drop(old);
    Ok(true)
}

#[cold]
fn is_migrated_now(cx: &Cx, ty: &'static TypeInfo) -> bool {
    let newest = cx.context.cell().current();
    matches!(find_route(&newest, ty), Some(Route::Migrated(..)))
}

#[cold]
fn moved(ty: &TypeInfo) -> Box<Thrown> {
    let mut e = Exception::new(
        &clutch_core::class::ILLEGAL_STATE,
        format!(
            "This instance of {} was migrated to a newer version, which has its state now; code \
             of before cannot change it any more",
            ty.name
        ),
    );
    e.diagnosis = Some(Box::new(Diagnosis {
        code: "reload/migrated-instance",
        help: Some("end the turn; a new one sees the migrated instance".to_string()),
        ..Diagnosis::default()
    }));
    Box::new(Thrown::plain(e))
}
