//! Publishing: base check, link check, one swap, and a report as data.
//!
//! The candidate is compared with the newest world. If others have published meanwhile, it is
//! rebased: the same change made to their world, checked again. What both changed is a conflict
//! and refuses the publish, naming the names. The loop ends because each round either publishes,
//! fails, or was overtaken by somebody who published.

use crate::engine::Inner;
use crate::link::{self, BrokenLink};
use crate::stage::{self, PublishOptions, Request, Work, same};
use clutch_core::class::EXCEPTION_INFO;
use clutch_core::error::{Diagnosis, Exception, Thrown};
use clutch_core::world::World;
use clutch_core::world::cell::What;
use clutch_core::world::change::{Conflict, Difference, difference, rebase};
use clutch_core::{Keyword, NsName, R, Tag, Value, VarName};
use clutch_vm::Cx;
use clutch_vm::context::{Effect, StageState};
use clutch_vm::var::simple_map;
use std::collections::BTreeSet;
use std::sync::{Arc, Weak};
use std::time::Duration;

/// What a publish did.
#[derive(Clone, Debug)]
pub struct Publication {
    /// Generation that was current before.
    pub from: u64,
    /// Generation that it made.
    pub to: u64,
    /// What was asked for.
    pub what: String,
    /// Namespaces that were evaluated, in order.
    pub loaded: Vec<NsName>,
    /// Those of them whose text is the same: what had made their code is changed.
    pub rebuilt: Vec<NsName>,
    /// What differs.
    pub difference: Difference,
    /// `defonce` definitions that kept their value.
    pub kept: Vec<VarName>,
    /// References (atoms, refs, agents, promises) that were made again: their state is lost.
    pub reset: Vec<VarName>,
    /// Links that were good before and are bad now, but do not refuse the publish.
    pub warnings: Vec<BrokenLink>,
    /// What the evaluated code did to things outside of the stage.
    pub effects: Vec<Effect>,
    /// From the start of the stage to the swap.
    pub took: Duration,
    /// The world, as long as anybody holds it.
    pub(crate) world: Weak<World>,
}

/// Publishes the candidate of a stage; nothing if it changed nothing.
///
/// # Errors
/// `ExceptionInfo` whose data tells a conflict or broken links. The candidate stays as it is.
pub(crate) fn publish(
    cx: &mut Cx,
    engine: &Inner,
    stage: &StageState,
) -> R<Option<Arc<Publication>>> {
    let work = Work::of(stage);
    loop {
        let base = stage.base();
        let mut ours = stage.candidate().step();
        ours.trim_delta(&base);
        if ours.delta().is_empty() {
            return Ok(None);
        }
        let broken = broken_links(work, &base, &ours);
        if !work.request().force_links && broken.iter().any(|b| b.refuses) {
            return Err(refuse_links(&broken));
        }
        let mut report = report_on(stage, &base, &ours, broken);
        let what = What::Stage(report.what.clone());
        let published = engine.cell.compare_and_publish(&base, ours, what, |world| {
            report.world = Arc::downgrade(world);
            let report = Arc::new(report);
            (
                report.clone(),
                Some(report as Arc<dyn std::any::Any + Send + Sync>),
            )
        });
        match published {
            Ok((_, report)) => return Ok(Some(report)),
            Err(newest) => rebase_stage(cx, stage, newest)?,
        }
    }
}

fn broken_links(work: &Work, base: &World, ours: &World) -> Vec<BrokenLink> {
    let evaluated: BTreeSet<NsName> = work.evaluated().into_iter().collect();
    link::check(base, ours, &evaluated)
}

fn report_on(
    stage: &StageState,
    base: &World,
    ours: &World,
    warnings: Vec<BrokenLink>,
) -> Publication {
    let work = Work::of(stage);
    let (kept, reset) = state_changes(base, ours);
    Publication {
        from: base.generation(),
        to: base.generation() + 1,
        what: work.request().what,
        loaded: work.evaluated(),
        rebuilt: work.rebuilt(),
        difference: difference(base, ours),
        kept,
        reset,
        warnings,
        effects: stage.effects(),
        took: work.started.elapsed(),
        world: Weak::new(),
    }
}

/// What publishing the candidate of a stage would do now.
pub(crate) fn report(stage: &StageState) -> Publication {
    let base = stage.base();
    let mut ours = stage.candidate().step();
    ours.trim_delta(&base);
    let broken = broken_links(Work::of(stage), &base, &ours);
    report_on(stage, &base, &ours, broken)
}

/// Publishes a world that was made by changing one as a value.
///
/// # Errors
/// Conflicts and broken links; if the world that it was made from is too old to be kept.
pub(crate) fn publish_draft(
    cx: &mut Cx,
    engine: &Inner,
    draft: &Arc<World>,
    options: PublishOptions,
) -> R<Option<Arc<Publication>>> {
    if !draft.is_draft() {
        return Ok(None);
    }
    if cx.context.stage().is_some() {
        return Err(Thrown::illegal_state("publish! inside of a stage"));
    }
    let newest = engine.cell.current();
    let base = if newest.id() == draft.parent() {
        newest
    } else {
        let entries = engine.cell.history();
        let base = entries.into_iter().find(|e| e.id == draft.parent());
        base.and_then(|e| e.world).ok_or_else(|| {
            Thrown::illegal_state("The world that this one was made from is not kept any more")
        })?
    };
    let request = Request {
        what: "publish!".to_string(),
        force_links: options.force_links,
    };
    stage::run_on(cx, engine, base, draft, request, options)
}

/// Makes the stage a change of a newer world.
///
/// # Errors
/// `ExceptionInfo` that names what both changed.
pub(crate) fn rebase_stage(cx: &mut Cx, stage: &StageState, newest: Arc<World>) -> R<()> {
    let (base, mut ours) = (stage.base(), stage.candidate());
    if base.id() == newest.id() {
        return Ok(());
    }
    // A namespace that another stage loaded from the same text meanwhile: theirs stays.
    for ns in loaded_twice(&base, &ours, &newest) {
        let mut without = ours.step();
        without.withdraw(ns);
        ours = Arc::new(without);
    }
    match rebase(&base, &ours, &newest, &mut |a, b| same(cx, a, b)) {
        Ok(world) => {
            stage.rebased(newest, world);
            cx.context.adopt()
        }
        Err(conflicts) => Err(refuse_conflicts(&conflicts, &newest)),
    }
}

fn loaded_twice(base: &World, ours: &World, newest: &World) -> Vec<NsName> {
    let names = ours.delta().namespaces.keys().copied();
    names
        .filter(|ns| {
            let source = |w: &World| w.namespace(*ns).and_then(|n| n.source.clone());
            let same_text = match (source(ours), source(newest)) {
                (Some(a), Some(b)) => a.hash == b.hash,
                _ => false,
            };
            let builtin = |w: &World| w.namespace(*ns).is_some_and(|n| n.builtin && n.loaded);
            let missing = base.namespace(*ns).is_none_or(|n| !n.loaded);
            missing && (same_text || (builtin(ours) && builtin(newest)))
        })
        .collect()
}

/// `defonce` definitions with their old value, and definitions whose old and new value are
/// different references.
fn state_changes(base: &World, ours: &World) -> (Vec<VarName>, Vec<VarName>) {
    let (mut kept, mut reset) = (Vec::new(), Vec::new());
    for (ns, delta) in ours.delta().namespaces.iter() {
        if !delta.rebuilt {
            continue;
        }
        let Some(ns) = ours.namespace(*ns) else {
            continue;
        };
        for binding in ns.bindings.values() {
            let old = base.binding(binding.var);
            let old = old.and_then(|b| b.value());
            let (Some(old), Some(new)) = (old, binding.value()) else {
                continue;
            };
            if binding.flags.once && old.same(new) {
                kept.push(binding.var);
            } else if is_reference(old) && is_reference(new) && !old.same(new) {
                reset.push(binding.var);
            }
        }
    }
    kept.sort_unstable_by_key(|v| v.symbol());
    reset.sort_unstable_by_key(|v| v.symbol());
    (kept, reset)
}

fn is_reference(v: &Value) -> bool {
    matches!(
        v.tag(),
        Tag::Atom | Tag::Ref | Tag::Agent | Tag::Promise | Tag::Volatile
    )
}

pub(crate) fn info(message: String, data: Vec<(&str, Value)>, diagnosis: Diagnosis) -> Box<Thrown> {
    let data = data.into_iter();
    let data = data.map(|(k, v)| (Value::keyword(Keyword::simple(k)), v));
    let mut e = Exception::new(&EXCEPTION_INFO, message);
    e.data = simple_map(data);
    e.diagnosis = Some(Box::new(diagnosis));
    Box::new(Thrown::plain(e))
}

fn refuse_links(broken: &[BrokenLink]) -> Box<Thrown> {
    let refusing: Vec<&BrokenLink> = broken.iter().filter(|b| b.refuses).collect();
    let mut message = match refusing.len() {
        1 => "The reload is refused, it would break a link: ".to_string(),
        n => format!("The reload is refused, it would break {n} links: "),
    };
    let lines: Vec<String> = refusing.iter().map(ToString::to_string).collect();
    message.push_str(&lines.join("; "));
    let mut diagnosis = Diagnosis {
        code: "reload/broken-link",
        labels: Vec::new(),
        help: Some(
            "change the callers too and reload them together, or force the publish with :break"
                .to_string(),
        ),
    };
    for b in &refusing {
        if b.span.is_some() {
            diagnosis.labels.push((b.span, b.to_string()));
        }
        if b.defined.is_some() {
            let text = format!("{} was defined here", b.callee);
            diagnosis.labels.push((b.defined, text));
        }
    }
    let entry = |b: &&BrokenLink| {
        let caller = match b.caller {
            Some(var) => Value::symbol(var.symbol()),
            None => Value::symbol(b.caller_ns.symbol()),
        };
        let key = |name: &str| Value::keyword(Keyword::simple(name));
        simple_map([
            (key("callee"), Value::symbol(b.callee.symbol())),
            (key("caller"), caller),
            (key("problem"), Value::string(b.to_string())),
        ])
    };
    let links = refusing.iter().map(entry).collect();
    let kind = Value::keyword(Keyword::new(Some("clutch"), "broken-links"));
    info(
        message,
        vec![("type", kind), ("links", Value::vector(links))],
        diagnosis,
    )
}

fn refuse_conflicts(conflicts: &[Conflict], newest: &World) -> Box<Thrown> {
    let names: Vec<String> = conflicts.iter().map(ToString::to_string).collect();
    let message = format!(
        "The publish is refused, somebody else has published meanwhile (generation {}): {}",
        newest.generation(),
        names.join(", ")
    );
    let name = |c: &Conflict| match c {
        Conflict::Var(v) => Value::symbol(v.symbol()),
        Conflict::Namespace(n) => Value::symbol(n.symbol()),
        Conflict::Table(_) | Conflict::Layers => Value::string(c.to_string()),
    };
    let kind = Value::keyword(Keyword::new(Some("clutch"), "conflict"));
    let diagnosis = Diagnosis {
        code: "reload/conflict",
        help: Some("look at (history), then reload again on top of it".to_string()),
        ..Diagnosis::default()
    };
    info(
        message,
        vec![
            ("type", kind),
            ("names", Value::vector(conflicts.iter().map(name).collect())),
            ("generation", Value::int(newest.generation() as i64)),
        ],
        diagnosis,
    )
}

impl Publication {
    /// The report as a language map.
    pub(crate) fn to_value(&self) -> Value {
        let key = |name: &str| Value::keyword(Keyword::simple(name));
        let vars = |list: &[VarName]| {
            Value::vector(list.iter().map(|v| Value::symbol(v.symbol())).collect())
        };
        let spaces = |list: &[NsName]| {
            Value::vector(list.iter().map(|n| Value::symbol(n.symbol())).collect())
        };
        let number = |n: u64| Value::int(i64::try_from(n).unwrap_or(i64::MAX));
        let texts =
            |list: Vec<String>| Value::vector(list.into_iter().map(Value::string).collect());
        let d = &self.difference;
        let warnings = self.warnings.iter().map(ToString::to_string).collect();
        let effects = self.effects.iter().map(|e| e.what.clone()).collect();
        simple_map([
            (key("from"), number(self.from)),
            (key("to"), number(self.to)),
            (key("what"), Value::string(self.what.as_str())),
            (key("loaded"), spaces(&self.loaded)),
            (key("rebuilt"), spaces(&self.rebuilt)),
            (key("added"), vars(&d.added)),
            (key("changed"), vars(&d.changed)),
            (key("removed"), vars(&d.removed)),
            (key("namespaces-added"), spaces(&d.namespaces_added)),
            (key("namespaces-removed"), spaces(&d.namespaces_removed)),
            (key("kept"), vars(&self.kept)),
            (key("reset"), vars(&self.reset)),
            (key("warnings"), texts(warnings)),
            (key("effects"), texts(effects)),
            (key("took-ms"), Value::float(self.took.as_secs_f64() * 1e3)),
        ])
    }
}
