//! State that changes its shape with the code: `(migrate st {:from 1 :to 2} f)`.
//!
//! A stage collects the migrations that its files declare. Publishing runs those that are due, on
//! the state as it is then and with the new code, just before the swap; if one throws, or the
//! publish is refused after all, the state is what it was. Due is a migration of a reference that
//! existed before the stage, and that is of the version it starts from; without versions, one
//! whose text is new to the running program.
//!
//! The version of state is that of its `defonce`: `(defonce ^{:version 2} st …)`, 1 if it says
//! nothing.

use crate::hook;
use crate::migrate_types;
use crate::report;
use crate::work::Work;
use clutch_core::class::EXCEPTION_INFO;
use clutch_core::coll::Map;
use clutch_core::error::{Diagnosis, Exception};
use clutch_core::state::Atom;
use clutch_core::world::namespace::NamespaceSource;
use clutch_core::world::{Binding, Resolved, World};
use clutch_core::{Keyword, R, Symbol, Tag, Thrown, Value, VarName, View};
use clutch_natives::state::stm;
use clutch_vm::{Cx, assoc, convert};
use std::sync::LazyLock;

/// Hooks of this kind remember which migrations without versions have been declared.
static MIGRATION: LazyLock<Symbol> = LazyLock::new(|| Symbol::simple("migrate"));

/// A declared migration.
#[derive(Clone, Debug)]
pub(crate) struct Migration {
    var: VarName,
    target: Value,
    /// Versions, or the key by which it is remembered.
    step: Step,
    f: Value,
}

#[derive(Clone, Debug)]
enum Step {
    Versions(i64, i64),
    Once(String),
}

/// What a publish would migrate.
#[derive(Default)]
pub(crate) struct Plan {
    due: Vec<Reached>,
    /// State whose version is not the one that the code wants.
    pub(crate) unmigrated: Vec<(VarName, i64, i64)>,
}

/// A reference with the functions to apply, in order, and the version that they lead to.
struct Reached {
    var: VarName,
    target: Value,
    version: i64,
    functions: Vec<Value>,
}

impl Plan {
    pub(crate) fn names(&self) -> Vec<VarName> {
        self.due.iter().map(|r| r.var).collect()
    }
}

/// `migrate`, with the symbol that names the reference. Live it runs at once.
pub(crate) fn declare(
    cx: &mut Cx,
    name: Symbol,
    target: Value,
    options: Option<Value>,
    f: Value,
) -> R<()> {
    if let View::Class(ty) = target.view() {
        let versions = versions(cx, options)?;
        return migrate_types::declare(cx, ty, versions, f);
    }
    if !matches!(target.tag(), Tag::Atom | Tag::Ref) {
        return Err(Thrown::illegal_argument(format!(
            "migrate: expected an atom, a ref or a type, got {}",
            convert::describe(&target)
        )));
    }
    let here = cx.current_ns();
    let Some(Resolved::Var(var)) = cx.context.world().resolve(here, name) else {
        return Err(Thrown::illegal_argument(format!(
            "migrate: {name} names no definition"
        )));
    };
    let Some(stage) = cx.context.stage().cloned() else {
        apply(cx, &target, &[f])?;
        return Ok(());
    };
    let step = match versions(cx, options)? {
        Some((from, to)) => Step::Versions(from, to),
        None => {
            let text = cx.context.form_span();
            let range = text.start as usize..text.end as usize;
            let text = text
                .text()
                .and_then(|t| t.text.get(range).map(str::to_string));
            let hash = NamespaceSource::hash_text(&text.unwrap_or_default());
            let key = format!("{var} {hash:x}");
            hook::register(cx, *MIGRATION, Value::string(key.as_str()), Value::NIL)?;
            Step::Once(key)
        }
    };
    Work::of(&stage).add_migration(Migration {
        var,
        target,
        step,
        f,
    });
    Ok(())
}

fn versions(cx: &mut Cx, options: Option<Value>) -> R<Option<(i64, i64)>> {
    let Some(options) = options else {
        return Ok(None);
    };
    let wrong = || Thrown::illegal_argument("migrate: the versions are {:from n :to n}");
    if options.get::<Map>().is_none() {
        return Err(wrong());
    }
    let mut entry = |name: &str| {
        let found = assoc::get(cx, &options, &Value::keyword(Keyword::simple(name)))?;
        found.as_int().ok_or_else(wrong)
    };
    Ok(Some((entry("from")?, entry("to")?)))
}

/// The version that a definition says its state has.
fn version(binding: &Binding) -> Option<i64> {
    let meta = binding.meta()?.get::<Map>()?;
    let mut entries = meta.iter();
    let version = entries.find(|e| {
        let word = e.0.as_keyword();
        word.is_some_and(|k| k.ns().is_none() && k.name() == "version")
    })?;
    version.1.as_int()
}

/// What is due if `ours` is published on `base`.
pub(crate) fn plan(work: &Work, base: &World, ours: &World) -> Plan {
    let mut reached: Vec<Reached> = Vec::new();
    for m in work.migrations() {
        let before = base.binding(m.var);
        let Some(before) = before.filter(|b| b.value().is_some_and(|v| v.same(&m.target))) else {
            continue;
        };
        let at = reached.iter().position(|r| r.var == m.var);
        let at = at.unwrap_or_else(|| {
            reached.push(Reached {
                var: m.var,
                target: m.target.clone(),
                version: version(before).unwrap_or(1),
                functions: Vec::new(),
            });
            reached.len() - 1
        });
        let state = &mut reached[at];
        match m.step {
            Step::Versions(from, to) if from == state.version => {
                state.version = to;
                state.functions.push(m.f);
            }
            Step::Versions(..) => {}
            Step::Once(key) => {
                let mut known = base.registry().hooks(*MIGRATION);
                if !known.any(|h| h.key.as_str() == Some(&key)) {
                    state.functions.push(m.f);
                }
            }
        }
    }
    let mut plan = Plan::default();
    for binding in rebuilt(ours) {
        let (Some(wanted), Some(before)) = (version(binding), base.binding(binding.var)) else {
            continue;
        };
        let kept = matches!((before.value(), binding.value()), (Some(a), Some(b)) if a.same(b));
        let migrated = reached.iter().find(|r| r.var == binding.var);
        let found = migrated.map_or_else(|| version(before).unwrap_or(1), |r| r.version);
        if kept && found != wanted {
            plan.unmigrated.push((binding.var, found, wanted));
        }
    }
    plan.unmigrated.sort_unstable_by_key(|(v, ..)| v.symbol());
    reached.retain(|r| !r.functions.is_empty());
    plan.due = reached;
    plan
}

/// The `defonce` definitions of namespaces that are built anew.
fn rebuilt(ours: &World) -> impl Iterator<Item = &Binding> {
    let touched = ours.delta().namespaces.iter();
    let touched = touched.filter(|(_, delta)| delta.rebuilt);
    let spaces = touched.filter_map(|(name, _)| ours.namespace(*name));
    let bindings = spaces.flat_map(|ns| ns.bindings.values());
    bindings.filter(|b| b.flags.once).map(|b| &**b)
}

/// State that has been brought into another shape: references with old and new value.
#[derive(Default)]
pub(crate) struct Applied(Vec<(Value, Value, Value)>);

impl Applied {
    /// Takes back what nobody has changed since.
    pub(crate) fn take_back(self, cx: &mut Cx) {
        for (target, old, new) in self.0.into_iter().rev() {
            // A reference that somebody has changed since is left alone.
            let _ = replace(cx, &target, &new, old);
        }
    }
}

/// Runs what is due.
///
/// # Errors
/// What a migration throws; then all of them are taken back.
pub(crate) fn run(cx: &mut Cx, plan: &Plan) -> R<Applied> {
    let mut applied = Applied::default();
    for state in &plan.due {
        match apply(cx, &state.target, &state.functions) {
            Ok((old, new)) => applied.0.push((state.target.clone(), old, new)),
            Err(thrown) => {
                applied.take_back(cx);
                return Err(thrown);
            }
        }
    }
    Ok(applied)
}

/// Replaces the value of a reference by what the functions make of it, one after the other.
fn apply(cx: &mut Cx, target: &Value, functions: &[Value]) -> R<(Value, Value)> {
    loop {
        let old = current(cx, target)?;
        let mut new = old.clone();
        for f in functions {
            new = cx.call1(f, new)?;
        }
        if replace(cx, target, &old, new.clone())? {
            return Ok((old, new));
        }
        cx.poll()?;
    }
}

fn current(cx: &mut Cx, target: &Value) -> R {
    match target.get::<Atom>() {
        Some(atom) => Ok(atom.value.lock().clone()),
        None => clutch_natives::state::deref(cx, target),
    }
}

/// Sets a reference to a new value if it still has the old one. Watches are not called: it is the
/// same state in another shape.
fn replace(cx: &mut Cx, target: &Value, old: &Value, new: Value) -> R<bool> {
    if let Some(atom) = target.get::<Atom>() {
        let mut now = atom.value.lock();
        if !now.same(old) {
            return Ok(false);
        }
        let dropped = std::mem::replace(&mut *now, new);
        drop(now);
        drop(dropped);
        return Ok(true);
    }
    stm::compare_and_set(cx, target, old, new)
}

/// The refusal of a strict publish.
pub(crate) fn refuse(unmigrated: &[(VarName, i64, i64)]) -> Box<Thrown> {
    let lines = unmigrated.iter().map(|(var, found, wanted)| {
        format!(
            "the state of {var} is of version {found}, the code wants version {wanted}, and no \
             migration leads there"
        )
    });
    let message: Vec<String> = lines.collect();
    let names: Vec<VarName> = unmigrated.iter().map(|(var, ..)| *var).collect();
    let mut e = Exception::new(&EXCEPTION_INFO, message.join("; "));
    e.data = report::data("unmigrated", [("names", report::vars(&names))]);
    e.diagnosis = Some(Box::new(Diagnosis {
        code: "reload/unmigrated",
        help: Some("add (migrate name {:from n :to n} f) to the file".to_string()),
        ..Diagnosis::default()
    }));
    Box::new(Thrown::plain(e))
}
