//! Declared effects: what a namespace wants done when it is published and when it goes.
//!
//! `(on-publish key f)`, `(on-retire key f)` and `(defworker name f)` are entries of the world's
//! registry, owned by the namespace that makes them: a reload replaces them instead of adding to
//! them, and what left the file is gone. Nothing happens while a stage runs. After the swap
//! [`settle`] starts new workers, calls what was declared to be called, and then retires the old.

use crate::engine::Inner;
use crate::publish::same;
use crate::report::{self, Publication};
use crate::worker;
use clutch_core::class::EXCEPTION_INFO;
use clutch_core::error::{Diagnosis, Exception};
use clutch_core::world::cell::What;
use clutch_core::world::registry::Hook;
use clutch_core::world::{TableKey, World};
use clutch_core::{Keyword, NsName, R, Symbol, Thrown, Value};
use clutch_vm::Cx;
use clutch_vm::context::Mode;
use clutch_vm::var::simple_map;
use clutch_vm::writer;
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

/// Called after a publish that evaluated its namespace.
pub(crate) static PUBLISH: LazyLock<Symbol> = LazyLock::new(|| Symbol::simple("on-publish"));
/// Called after a publish that replaced or removed it.
pub(crate) static RETIRE: LazyLock<Symbol> = LazyLock::new(|| Symbol::simple("on-retire"));
/// Called again and again on a thread of its own.
pub(crate) static WORKER: LazyLock<Symbol> = LazyLock::new(|| Symbol::simple("defworker"));

/// A hook that failed. The publish stood already.
#[derive(Clone, Debug)]
pub struct HookError {
    /// `on-publish`, `on-retire` or `defworker`.
    pub kind: &'static str,
    /// Key of the hook.
    pub key: Value,
    /// Namespace that declared it.
    pub owner: NsName,
    /// Message of the exception.
    pub message: String,
    /// The exception.
    pub error: Value,
}

impl HookError {
    fn new(kind: Symbol, hook: &Hook, thrown: &Thrown) -> HookError {
        let e = thrown.value.get::<Exception>();
        let text = e.and_then(|e| e.message.as_str().map(str::to_string));
        HookError {
            kind: kind.name(),
            key: hook.key.clone(),
            owner: hook.owner,
            message: text.unwrap_or_else(|| e.map_or("", |e| e.class.name).to_string()),
            error: thrown.value.clone(),
        }
    }

    pub(crate) fn to_value(&self) -> Value {
        let key = |name: &str| Value::keyword(Keyword::simple(name));
        simple_map([
            (key("kind"), Value::keyword(Keyword::simple(self.kind))),
            (key("key"), self.key.clone()),
            (key("ns"), Value::symbol(self.owner.symbol())),
            (key("message"), Value::string(self.message.as_str())),
            (key("error"), self.error.clone()),
        ])
    }
}

impl std::fmt::Display for HookError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}: {}", self.kind, shown(&self.key), self.message)
    }
}

/// A key for people; nothing of the program is run for it.
pub(crate) fn shown(key: &Value) -> String {
    match (key.as_keyword(), key.as_symbol(), key.as_str()) {
        (Some(keyword), ..) => keyword.to_string(),
        (_, Some(symbol), _) => symbol.to_string(),
        (.., Some(text)) => format!("{text:?}"),
        _ => clutch_vm::convert::describe(key),
    }
}

/// Keys of what these namespaces declare.
pub(crate) fn declared_by(world: &World, owners: &BTreeSet<NsName>) -> Vec<Value> {
    let kinds = [*PUBLISH, *RETIRE, *WORKER];
    let hooks = kinds.into_iter().flat_map(|k| world.registry().hooks(k));
    let mut keys: Vec<Value> = Vec::new();
    for hook in hooks.filter(|h| owners.contains(&h.owner)) {
        if !keys.iter().any(|k| k.same(&hook.key)) {
            keys.push(hook.key.clone());
        }
    }
    keys
}

/// Registers a hook of the current namespace; one with an equal key is replaced. Live it takes
/// effect at once, in a stage after the publish.
pub(crate) fn declare(cx: &mut Cx, kind: Symbol, key: Value, value: Value) -> R<()> {
    let hook = register(cx, kind, key, value)?;
    let private = match cx.context.mode() {
        Mode::Stage(_) => return Ok(()),
        Mode::Turn(pin) => !pin.publishes,
        Mode::Live => false,
    };
    if private {
        return Ok(());
    }
    if kind == *PUBLISH {
        cx.call0(&hook.value)?;
    } else if kind == *WORKER {
        let host = cx.host();
        let generation = cx.context.world().generation();
        worker::start(cx, Inner::of(&host), &hook, generation)?;
    }
    Ok(())
}

/// Puts a hook of the current namespace into the registry.
pub(crate) fn register(cx: &mut Cx, kind: Symbol, key: Value, value: Value) -> R<Hook> {
    let owner = cx.current_ns();
    let known = cx.context.world().registry().hooks(kind);
    let known: Vec<Hook> = known.filter(|h| h.owner == owner).cloned().collect();
    // Equality may run user code, so the old key is found before the world is changed.
    let old = known.into_iter().find(|h| same(cx, &h.key, &key));
    let key = old.map_or(key, |h| h.key);
    let hook = Hook { key, value, owner };
    cx.context.change(What::Register, |world| {
        let mut hooks: clutch_core::world::Vector<Hook> =
            world.registry().hooks(kind).cloned().collect();
        let at = hooks
            .iter()
            .position(|h| h.owner == owner && h.key.same(&hook.key));
        match at {
            Some(at) => drop(hooks.set(at, hook.clone())),
            None => hooks.push_back(hook.clone()),
        }
        world.edit_registry([TableKey::Hooks(kind)], |r| r.set_hooks(kind, hooks));
    })?;
    Ok(hook)
}

/// Does what a publish from `before` to `after` means for declared effects: new workers start, what
/// was declared is called, the old is retired. What fails is reported and stops nothing else.
pub(crate) fn settle(
    cx: &mut Cx,
    engine: &Inner,
    before: &Arc<World>,
    after: &Arc<World>,
    evaluated: &[NsName],
) -> Vec<HookError> {
    let mut errors = Vec::new();
    let again = |hook: &Hook| evaluated.contains(&hook.owner);
    for hook in fresh(after, before, *WORKER, again) {
        if let Err(e) = worker::start(cx, engine, &hook, after.generation()) {
            errors.push(HookError::new(*WORKER, &hook, &e));
        }
    }
    for hook in fresh(after, before, *PUBLISH, again) {
        let latest = cx.context.enter_latest();
        let turn = cx.context.enter_turn();
        let result = cx.call0(&hook.value);
        let left = cx.context.restore(turn).and(cx.context.restore(latest));
        if let Err(e) = result.and(left) {
            errors.push(HookError::new(*PUBLISH, &hook, &e));
        }
    }
    errors.extend(retire(cx, before, after, again));
    errors
}

/// Calls the retire hooks of `old` that `new` does not have any more, in the world that they
/// belong to.
fn retire(
    cx: &mut Cx,
    old: &Arc<World>,
    new: &World,
    again: impl Fn(&Hook) -> bool,
) -> Vec<HookError> {
    let mut errors = Vec::new();
    for hook in fresh(old, new, *RETIRE, again) {
        let saved = cx.context.enter_world(old.clone());
        let result = cx.call0(&hook.value);
        let left = cx.context.restore(saved);
        if let Err(e) = result.and(left) {
            errors.push(HookError::new(*RETIRE, &hook, &e));
        }
    }
    errors
}

/// Hooks of a kind that the first world has and the second has not, or that were made `again`.
fn fresh(here: &World, there: &World, kind: Symbol, again: impl Fn(&Hook) -> bool) -> Vec<Hook> {
    let key = TableKey::Hooks(kind);
    let same_table = here.registry().same_table(there.registry(), key);
    let is_there = |hook: &Hook| {
        same_table || {
            let mut others = there.registry().hooks(kind);
            others.any(|h| h.owner == hook.owner && h.value.same(&hook.value))
        }
    };
    let hooks = here.registry().hooks(kind);
    hooks
        .filter(|h| again(h) || !is_there(h))
        .cloned()
        .collect()
}

/// Writes a line to `*err*`.
pub(crate) fn tell(cx: &mut Cx, line: &str) {
    let err = cx.dynamic("clojure.core", "*err*").unwrap_or_default();
    // If it cannot be written there is nobody to tell.
    let _ = writer::write(cx, &err, &format!("{line}\n"));
}

/// Takes a publish back whose hooks failed, unless somebody has published since, and retires what
/// it had started. Always gives the error.
pub(crate) fn roll_back(
    cx: &mut Cx,
    engine: &Inner,
    before: &Arc<World>,
    after: &Arc<World>,
    report: &Publication,
) -> Box<Thrown> {
    let act = cx.context.act(What::Rollback(report.from));
    let back = engine
        .cell
        .publish_with(act, |newest| match newest.id() == after.id() {
            true => Ok(newest.become_like(before)),
            false => Err(()),
        });
    let errors = report.hook_errors.lock().clone();
    let failed: Vec<String> = errors.iter().map(|e| e.message.clone()).collect();
    let (what, done) = match &back {
        Ok(world) => {
            retire(cx, after, world, |_| false);
            ("The publish was rolled back, a hook failed", true)
        }
        Err(()) => ("A hook failed, and somebody has published since", false),
    };
    if !cx.context.repin() {
        // Only a dropped stage could refuse, and this is none.
        cx.context.adopt().unwrap_or_default();
    }
    let mut e = Exception::new(&EXCEPTION_INFO, format!("{what}: {}", failed.join("; ")));
    let values = errors.iter().map(HookError::to_value).collect();
    e.data = report::data(
        "hook-failed",
        [
            ("errors", Value::vector(values)),
            ("rolled-back", Value::bool(done)),
        ],
    );
    e.cause = errors.first().map_or(Value::NIL, |e| e.error.clone());
    e.diagnosis = Some(Box::new(Diagnosis {
        code: "reload/hook-failed",
        ..Diagnosis::default()
    }));
    Box::new(Thrown::plain(e))
}
