//! State that changes its shape with the code: `(migrate st {:from 1 :to 2} f)`.
//!
//! A stage collects the migrations that its files declare. Publishing runs those that are due, on
//! the state as it is then and with the new code, just before the swap; if one throws, or the
//! publish is refused after all, the state is what it was. First all functions are called, then
//! all references are set: no function sees what another one gives, and others see new state with
//! old code for a moment only. Due is a migration of a reference that existed before the stage,
//! and that is of the version it starts from; without versions, one whose text is new to the
//! running program.
//!
//! The value that a `defonce` keeps is part of the world: it is migrated where the file says so, in
//! the candidate. The version of state is that of its `defonce`: `(defonce ^{:version 2} st …)`, 1
//! if it says nothing.
//!
//! Agents: actions that old code has sent do not run on the new shape ([`agent::migrate`]);
//! `:quiesce` waits for them before.

use crate::hook;
use crate::migrate_types;
use crate::publish::info;
use crate::report;
use crate::work::Work;
use clutch_core::class::{EXCEPTION_INFO, ILLEGAL_STATE};
use clutch_core::coll::Map;
use clutch_core::error::{Diagnosis, Exception, ThrowKind};
use clutch_core::state::{Agent, Atom};
use clutch_core::world::namespace::NamespaceSource;
use clutch_core::world::{Binding, Resolved, World};
use clutch_core::{Keyword, R, Symbol, Tag, Thrown, Value, VarName, View};
use clutch_natives::state::agent::{self, Migrated};
use clutch_natives::state::{self, stm};
use clutch_vm::context::StageState;
use clutch_vm::{Cx, assoc, convert};
use std::fmt;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

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

/// A value in the world that a stage has migrated.
#[derive(Clone, Debug)]
pub(crate) struct Plain {
    var: VarName,
    /// The value that it was made from, and the newest.
    before: Value,
    now: Value,
    from: i64,
    version: i64,
    changed: bool,
}

impl Plain {
    pub(crate) fn var(&self) -> VarName {
        self.var
    }
}

/// State that a publish migrates.
#[derive(Clone, Debug)]
pub struct StateChange {
    /// The definition that names it.
    pub var: VarName,
    /// `atom`, `ref`, `agent`, or `value` for what is in the definition itself.
    pub kind: &'static str,
    /// Version that it has, and version that it gets.
    pub versions: (i64, i64),
}

/// What a publish would migrate.
#[derive(Default)]
pub(crate) struct Plan {
    due: Vec<Reached>,
    /// What will be migrated, and what the stage has migrated already.
    pub(crate) changes: Vec<StateChange>,
    /// State whose version is not the one that the code wants.
    pub(crate) unmigrated: Vec<(VarName, i64, i64)>,
}

/// A reference with the functions to apply, in order, and the version that they lead to.
pub(crate) struct Reached {
    pub(crate) var: VarName,
    target: Value,
    from: i64,
    version: i64,
    functions: Vec<Value>,
}

impl Reached {
    pub(crate) fn change(&self) -> StateChange {
        StateChange {
            var: self.var,
            kind: kind(&self.target),
            versions: (self.from, self.version),
        }
    }

    /// The state now, and what it will be.
    pub(crate) fn compute(&self, cx: &mut Cx) -> R<(Value, Value)> {
        let old = current(cx, &self.target)?;
        let mut new = old.clone();
        for f in &self.functions {
            new = cx.call1(f, new)?;
        }
        let validator = state::validator_of(&self.target);
        match state::validate(cx, &validator, &new) {
            Err(thrown) if thrown.kind == ThrowKind::Exception => Err(self.invalid(thrown.value)),
            checked => checked.map(|()| (old, new)),
        }
    }

    #[cold]
    fn invalid(&self, cause: Value) -> Box<Thrown> {
        let message = format!(
            "The migration of {} gave a state that its validator refuses",
            self.var
        );
        let mut e = Exception::new(&ILLEGAL_STATE, message);
        e.cause = cause;
        Box::new(Thrown::plain(e))
    }
}

impl Plan {
    pub(crate) fn names(&self) -> Vec<VarName> {
        self.changes.iter().map(|c| c.var).collect()
    }

    pub(crate) fn due(&self) -> &[Reached] {
        &self.due
    }

    /// The agents among what is due, with the names of their definitions.
    fn agents(&self) -> impl Iterator<Item = (VarName, &Agent)> {
        let agents = self.due.iter();
        agents.filter_map(|r| Some((r.var, r.target.get::<Agent>()?)))
    }

    /// Waits until the agents that are migrated have nothing to do.
    ///
    /// # Errors
    /// `ExceptionInfo` that names the busy ones when the time is over.
    pub(crate) fn quiesce(&self, cx: &mut Cx, deadline: Instant, patience: Duration) -> R<()> {
        let mut all = true;
        for (_, agent) in self.agents() {
            all &= agent::await_idle(cx, agent, deadline)?;
        }
        if all {
            return Ok(());
        }
        let busy = self.agents().filter(|(_, a)| !agent::is_idle(a));
        let names: Vec<VarName> = busy.map(|(var, _)| var).collect();
        let shown: Vec<String> = names.iter().map(ToString::to_string).collect();
        let message = format!(
            "The publish is given up, agents that it migrates are busy after {} ms: {}",
            patience.as_millis(),
            shown.join(", ")
        );
        let diagnosis = Diagnosis {
            code: "reload/busy-agents",
            help: Some(
                "nothing has changed; without :quiesce the actions that wait are refused".into(),
            ),
            ..Diagnosis::default()
        };
        let data = report::data("busy-agents", [("names", report::vars(&names))]);
        Err(info(message, data, diagnosis))
    }
}

/// What kind of state a value is.
fn kind(target: &Value) -> &'static str {
    match target.tag() {
        Tag::Atom => "atom",
        Tag::Ref => "ref",
        Tag::Agent => "agent",
        _ => "value",
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
    if let Some(why) = unfit(&target) {
        return Err(Thrown::illegal_argument(format!(
            "migrate: {name} is {}, {why}; what can be migrated is an atom, a ref, an agent, the \
             value that a defonce keeps, or a type",
            convert::describe(&target)
        )));
    }
    let here = cx.current_ns();
    let Some(Resolved::Var(var)) = cx.context.world().resolve(here, name) else {
        return Err(Thrown::illegal_argument(format!(
            "migrate: {name} names no definition"
        )));
    };
    let is_value = kind(&target) == "value";
    let once = cx
        .context
        .world()
        .binding(var)
        .is_some_and(|b| b.flags.once);
    if is_value && !once {
        return Err(Thrown::illegal_argument(format!(
            "migrate: the value of {name} is made anew by its def; defonce would keep it"
        )));
    }
    let Some(stage) = cx.context.stage().cloned() else {
        return migrate_live(cx, var, &target, &f);
    };
    let step = match versions(cx, options)? {
        Some(v) if v.revision != 0 => {
            return Err(Thrown::illegal_argument(
                "migrate: only migrations of types have revisions",
            ));
        }
        Some(v) => Step::Versions(v.from, v.to),
        None => {
            let text = cx.context.form_span().form_text();
            let hash = NamespaceSource::hash_text(&text.unwrap_or_default());
            let key = format!("{var} {hash:x}");
            hook::register(cx, *MIGRATION, Value::string(key.as_str()), Value::NIL)?;
            Step::Once(key)
        }
    };
    let migration = Migration {
        var,
        target,
        step,
        f,
    };
    if is_value {
        return migrate_value(cx, &stage, &migration);
    }
    Work::of(&stage).add_migration(migration);
    Ok(())
}

/// Why a value cannot be migrated, if it cannot.
fn unfit(target: &Value) -> Option<&'static str> {
    match target.tag() {
        Tag::Volatile => Some("whose changes nobody orders"),
        Tag::Promise => Some("which is set once"),
        Tag::Delay | Tag::LazySeq => Some("whose value is that of its code"),
        Tag::Transient | Tag::Array => Some("which somebody may be changing"),
        Tag::Closure
        | Tag::Native
        | Tag::NativeClosure
        | Tag::MultiFn
        | Tag::ProtocolFn
        | Tag::Var
        | Tag::Ns => Some("which is code"),
        Tag::Unbound => Some("which has no value"),
        _ => None,
    }
}

/// Outside of a stage there is nothing to wait for.
fn migrate_live(cx: &mut Cx, var: VarName, target: &Value, f: &Value) -> R<()> {
    if kind(target) == "value" {
        cx.alter_root(var, |cx, old| cx.call1(f, old))?;
        return Ok(());
    }
    let state = Reached {
        var,
        target: target.clone(),
        from: 1,
        version: 1,
        functions: vec![f.clone()],
    };
    loop {
        let (old, new) = state.compute(cx)?;
        if let Some(agent) = target.get::<Agent>() {
            let fence = agent.queue.lock().fence;
            let done = agent::migrate(agent, &old, new, fence, false);
            agent::resume(agent);
            if matches!(done, Migrated::Done(_)) {
                return Ok(());
            }
        } else if replace(cx, target, &old, new)? {
            return Ok(());
        }
        cx.poll()?;
    }
}

/// Migrates the value of a definition in the candidate, if that is due.
fn migrate_value(cx: &mut Cx, stage: &StageState, m: &Migration) -> R<()> {
    let work = Work::of(stage);
    let base = stage.base();
    let known = work.plain(m.var);
    let mut plain = match known {
        Some(plain) if plain.now.same(&m.target) => plain,
        Some(_) => return Ok(()),
        None => {
            let before = base.binding(m.var);
            let Some(before) = before.filter(|b| b.value().is_some_and(|v| v.same(&m.target)))
            else {
                return Ok(());
            };
            let version = version(before).unwrap_or(1);
            Plain {
                var: m.var,
                before: m.target.clone(),
                now: m.target.clone(),
                from: version,
                version,
                changed: false,
            }
        }
    };
    match &m.step {
        Step::Versions(from, to) if *from == plain.version => plain.version = *to,
        Step::Once(key) if !declared(&base, key) => {}
        _ => return Ok(()),
    }
    plain.now = cx.alter_root(m.var, |cx, old| cx.call1(&m.f, old))?;
    plain.changed = true;
    work.set_plain(plain);
    Ok(())
}

/// Whether a migration without versions was declared before.
fn declared(base: &World, key: &str) -> bool {
    let mut known = base.registry().hooks(*MIGRATION);
    known.any(|h| h.key.as_str() == Some(key))
}

/// What a migration says about versions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Versions {
    pub(crate) from: i64,
    pub(crate) to: i64,
    /// Counted up by who corrects a migration whose results are in use.
    pub(crate) revision: i64,
}

fn versions(cx: &mut Cx, options: Option<Value>) -> R<Option<Versions>> {
    let Some(options) = options else {
        return Ok(None);
    };
    let wrong = || Thrown::illegal_argument("migrate: the versions are {:from n :to n}");
    if options.get::<Map>().is_none() {
        return Err(wrong());
    }
    let mut entry = |name: &str| assoc::get(cx, &options, &Value::keyword(Keyword::simple(name)));
    let from = entry("from")?.as_int().ok_or_else(wrong)?;
    let to = entry("to")?.as_int().ok_or_else(wrong)?;
    let revision = entry("revision")?;
    let revision = match revision.is_nil() {
        true => 0,
        false => revision.as_int().ok_or_else(wrong)?,
    };
    if from >= to {
        return Err(Thrown::illegal_argument(format!(
            "migrate: a migration leads to a newer version, not from {from} to {to}"
        )));
    }
    Ok(Some(Versions { from, to, revision }))
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
            let version = version(before).unwrap_or(1);
            reached.push(Reached {
                var: m.var,
                target: m.target.clone(),
                from: version,
                version,
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
                if !declared(base, &key) {
                    state.functions.push(m.f);
                }
            }
        }
    }
    let mut plan = Plan::default();
    let values = work.plains();
    for binding in rebuilt(ours) {
        let (Some(wanted), Some(before)) = (version(binding), base.binding(binding.var)) else {
            continue;
        };
        let migrated = reached.iter().find(|r| r.var == binding.var);
        let migrated = migrated.map(|r| r.version);
        let value = values.iter().find(|p| p.var == binding.var);
        let found = migrated.or_else(|| value.map(|p| p.version));
        let found = found.unwrap_or_else(|| version(before).unwrap_or(1));
        let kept = matches!((before.value(), binding.value()), (Some(a), Some(b)) if a.same(b));
        if (kept || value.is_some()) && found != wanted {
            plan.unmigrated.push((binding.var, found, wanted));
        }
    }
    plan.unmigrated.sort_unstable_by_key(|(v, ..)| v.symbol());
    reached.retain(|r| !r.functions.is_empty());
    plan.changes = reached.iter().map(Reached::change).collect();
    let changed = values
        .iter()
        .filter(|p| p.changed && !p.before.same(&p.now));
    plan.changes.extend(changed.map(|p| StateChange {
        var: p.var,
        kind: "value",
        versions: (p.from, p.version),
    }));
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

/// A reference that was brought into another shape.
struct Change {
    target: Value,
    old: Value,
    new: Value,
    /// Of an agent: the fence that it had.
    fence: u64,
}

/// State that has been brought into another shape. Its agents wait until [`Applied::resume`].
#[derive(Default)]
pub(crate) struct Applied {
    changes: Vec<Change>,
    resumed: bool,
}

impl Applied {
    /// Lets the agents go on.
    pub(crate) fn resume(&mut self) {
        self.resumed = true;
        for agent in self.changes.iter().filter_map(|c| c.target.get()) {
            agent::resume(agent);
        }
    }

    /// Takes back what nobody has changed since.
    pub(crate) fn take_back(&mut self, cx: &mut Cx) {
        for change in self.changes.iter().rev() {
            match change.target.get::<Agent>() {
                Some(agent) => {
                    agent::take_back(agent, change.old.clone(), &change.new, change.fence);
                }
                // A reference that somebody has changed since is left alone.
                None => drop(replace(cx, &change.target, &change.new, change.old.clone())),
            }
        }
        self.resume();
        self.changes.clear();
    }
}

impl Drop for Applied {
    fn drop(&mut self) {
        if !self.resumed {
            self.resume();
        }
    }
}

/// Runs what is due, for the publish of generation `fence`. None if an agent has something to do
/// again that was to have nothing to do.
///
/// # Errors
/// What a migration throws; then nothing has changed.
pub(crate) fn run(cx: &mut Cx, plan: &Plan, fence: u64, only_idle: bool) -> R<Option<Applied>> {
    let mut computed = Vec::with_capacity(plan.due.len());
    for state in &plan.due {
        computed.push(state.compute(cx)?);
    }
    loop {
        let mut applied = Applied::default();
        let mut all = true;
        for (state, (old, new)) in plan.due.iter().zip(&computed) {
            match commit(cx, &state.target, old, new, fence, only_idle) {
                Ok(Some(Migrated::Done(before))) => applied.changes.push(Change {
                    target: state.target.clone(),
                    old: old.clone(),
                    new: new.clone(),
                    fence: before,
                }),
                Ok(Some(Migrated::Busy)) => {
                    applied.take_back(cx);
                    return Ok(None);
                }
                Ok(Some(Migrated::Changed) | None) => {
                    all = false;
                    break;
                }
                Err(thrown) => {
                    applied.take_back(cx);
                    return Err(thrown);
                }
            }
        }
        if all {
            return Ok(Some(applied));
        }
        applied.take_back(cx);
        cx.poll()?;
        for (state, computed) in plan.due.iter().zip(&mut computed) {
            if !current(cx, &state.target)?.same(&computed.0) {
                *computed = state.compute(cx)?;
            }
        }
    }
}

/// Sets a reference, if it still has the value that the new one was made from.
fn commit(
    cx: &mut Cx,
    target: &Value,
    old: &Value,
    new: &Value,
    fence: u64,
    only_idle: bool,
) -> R<Option<Migrated>> {
    if let Some(agent) = target.get::<Agent>() {
        let done = agent::migrate(agent, old, new.clone(), fence, only_idle);
        return Ok(Some(done));
    }
    let done = replace(cx, target, old, new.clone())?;
    Ok(done.then_some(Migrated::Done(0)))
}

fn current(cx: &mut Cx, target: &Value) -> R {
    match target.view() {
        View::Atom(atom) => Ok(atom.value.lock().clone()),
        View::Agent(agent) => Ok(agent.value.lock().clone()),
        _ => state::deref(cx, target),
    }
}

/// Sets an atom or ref to a new value if it still has the old one. Watches are not called: it is
/// the same state in another shape.
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

impl StateChange {
    /// The entries of its map.
    pub(crate) fn entries(&self) -> Vec<(Value, Value)> {
        let key = |name: &str| Value::keyword(Keyword::simple(name));
        vec![
            (key("name"), Value::symbol(self.var.symbol())),
            (key("kind"), Value::keyword(Keyword::simple(self.kind))),
            (key("from"), Value::int(self.versions.0)),
            (key("to"), Value::int(self.versions.1)),
        ]
    }
}

impl fmt::Display for StateChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (from, to) = self.versions;
        match from == to {
            true => write!(f, "{}", self.var),
            false => write!(f, "{} from version {from} to {to}", self.var),
        }
    }
}
