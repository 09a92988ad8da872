//! Publishing: base check, link check, migrations, one swap.
//!
//! The candidate is compared with the newest world. If others have published meanwhile, it is
//! rebased: the same change made to their world, checked again. What both changed is a conflict
//! and refuses the publish, naming the names. The loop ends because each round either publishes,
//! fails, or was overtaken by somebody who published.

use crate::candidate;
use crate::changed::Changes;
use crate::engine::Inner;
use crate::link::BrokenLink;
use crate::migrate::{self, Applied};
use crate::migrate_types;
use crate::report::{self, Publication, report_on};
use crate::request::{Budget, Flags, Request};
use crate::stage::within;
use crate::turnstile::Ticket;
use crate::work::Work;
use clutch_core::class::EXCEPTION_INFO;
use clutch_core::coll::{KeyOps, Map};
use clutch_core::error::{Diagnosis, Exception, Thrown};
use clutch_core::world::cell::{Act, Published, What};
use clutch_core::world::change::{Conflict, rebase};
use clutch_core::world::{Link, World};
use clutch_core::{Keyword, NsName, R, Value, VarName};
use clutch_vm::Cx;
use clutch_vm::context::{Policy, StageState};
use clutch_vm::var::simple_map;
use std::sync::Arc;
use std::time::Instant;

/// A publish with its worlds.
pub(crate) struct Done {
    pub(crate) report: Arc<Publication>,
    pub(crate) before: Arc<World>,
    pub(crate) after: Arc<World>,
    pub(crate) migrated: Applied,
    /// Its place among those whose hooks run.
    pub(crate) ticket: Ticket,
}

/// Publishes the candidate of a stage; nothing if it changed nothing.
///
/// # Errors
/// `ExceptionInfo` whose data tells a conflict or broken links. The candidate stays as it is.
pub(crate) fn publish(cx: &mut Cx, engine: &Inner, stage: &Arc<StageState>) -> R<Option<Done>> {
    let work = Work::of(stage);
    let flags = work.request().flags;
    let quiet = flags
        .quiesce
        .map(|patience| (Instant::now() + patience, patience));
    loop {
        // Migrations may be long: they are not begun on a base that is overtaken already.
        let newest = engine.cell.current();
        if newest.id() != stage.base().id() {
            rebase_stage(cx, engine, stage, newest)?;
        }
        let (base, candidate) = stage.line();
        let mut ours = candidate.step();
        ours.trim_delta(&base);
        if ours.delta().is_empty() {
            return Ok(None);
        }
        let mut report = report_on(stage, &base, &ours);
        if !work.request().flags.force_links && !report.broken.is_empty() {
            return Err(refuse_links(&report.broken));
        }
        if stage.policy() == Policy::Strict {
            refuse_losses(&report, &ours)?;
        }
        let plan = migrate::plan(work, &base, &ours);
        if let Some((deadline, patience)) = quiet {
            plan.quiesce(cx, deadline, patience)?;
        }
        let budget = flags.budget.or(engine.load_budget);
        let only_idle = quiet.is_some();
        let Some(mut migrated) = migrate_state(cx, stage, &plan, budget, only_idle)? else {
            continue;
        };
        let act = cx.context.act(What::Stage(report.what.clone()));
        report.by = act.by.clone();
        stage.reveal(true);
        let published = engine.cell.compare_and_publish(&base, ours, act, |world| {
            report.to = world.generation();
            report.world = Arc::downgrade(world);
            let report = Arc::new(report);
            let ticket = engine.turnstile.ticket(world.generation());
            (
                (report.clone(), ticket),
                Some(report as Arc<dyn std::any::Any + Send + Sync>),
            )
        });
        match published {
            Ok((after, (report, ticket))) => {
                migrated.resume();
                return Ok(Some(Done {
                    report,
                    before: base,
                    after,
                    migrated,
                    ticket,
                }));
            }
            Err(newest) => {
                stage.reveal(false);
                migrated.take_back(cx);
                rebase_stage(cx, engine, stage, newest)?;
            }
        }
    }
}

/// Runs the migrations that are due, in the stage and within its budget. None if an agent got
/// something to do meanwhile that was to have nothing to do.
fn migrate_state(
    cx: &mut Cx,
    stage: &Arc<StageState>,
    plan: &migrate::Plan,
    budget: Budget,
    only_idle: bool,
) -> R<Option<Applied>> {
    if plan.due().is_empty() {
        return Ok(Some(Applied::default()));
    }
    let before = stage.candidate();
    let fence = stage.base().generation() + 1;
    let migrated = in_stage(cx, stage, |cx| {
        within(cx, budget, |cx| migrate::run(cx, plan, fence, only_idle))
    })?;
    let Some(mut migrated) = migrated else {
        return Ok(None);
    };
    if Arc::ptr_eq(&before, &stage.candidate()) {
        return Ok(Some(migrated));
    }
    migrated.take_back(cx);
    stage.take_candidate_back(&before);
    Err(Thrown::illegal_state(
        "A migration loaded or defined something; it may only compute the new state",
    ))
}

/// Runs code in a stage that the context may be in already.
fn in_stage<T>(cx: &mut Cx, stage: &Arc<StageState>, f: impl FnOnce(&mut Cx) -> R<T>) -> R<T> {
    if cx.context.stage().is_some() {
        return f(cx);
    }
    let saved = cx.context.enter_stage(stage.clone());
    let result = f(cx);
    let restored = cx.context.restore(saved);
    let value = result?;
    restored?;
    Ok(value)
}

/// What publishing the candidate of a stage would do now.
pub(crate) fn report(stage: &StageState) -> Publication {
    let (base, ours) = worlds(stage);
    report_on(stage, &base, &ours)
}

/// The base of a stage, and the world that publishing its candidate would make.
pub(crate) fn worlds(stage: &StageState) -> (Arc<World>, World) {
    let (base, candidate) = stage.line();
    let mut ours = candidate.step();
    ours.trim_delta(&base);
    (base, ours)
}

/// Publishes a world that was made by changing one as a value.
///
/// # Errors
/// Conflicts and broken links; if the world that it was made from is too old to be kept.
pub(crate) fn publish_draft(
    cx: &mut Cx,
    engine: &Inner,
    draft: &Arc<World>,
    flags: Flags,
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
        flags,
    };
    candidate::publish_change(cx, engine, base, draft, request)
}

/// Makes the stage a change of a newer world.
///
/// # Errors
/// `ExceptionInfo` that names what both changed.
pub(crate) fn rebase_stage(
    cx: &mut Cx,
    engine: &Inner,
    stage: &StageState,
    newest: Arc<World>,
) -> R<()> {
    let (base, mut ours) = stage.line();
    // Somebody else, who tries the candidate on live work, may have brought it up already.
    if base.generation() >= newest.generation() {
        return Ok(());
    }
    // A namespace that another stage loaded from the same text meanwhile: theirs stays.
    for ns in loaded_twice(&base, &ours, &newest) {
        let mut without = ours.step();
        without.withdraw(ns);
        ours = Arc::new(without);
    }
    let outdated = outdated(cx, stage, &base, &ours, &newest);
    let rebased = match outdated.is_empty() {
        true => rebase(&base, &ours, &newest, &mut |a, b| same(cx, a, b)),
        false => Err(outdated),
    };
    match rebased {
        Ok(world) => {
            stage.rebased(newest, world);
            cx.context.adopt()
        }
        Err(conflicts) => {
            let ours = Work::of(stage).request().what;
            let act = cx.context.act(What::Stage(ours));
            Err(refuse_conflicts(engine, &base, &newest, &conflicts, &act))
        }
    }
}

/// What the stage's code was made from and what others have changed meanwhile: its code would be
/// of before.
fn outdated(
    cx: &mut Cx,
    stage: &StageState,
    base: &World,
    ours: &World,
    newest: &World,
) -> Vec<Conflict> {
    let mut changes = Changes::new(base, newest);
    let evaluated = Work::of(stage).evaluated();
    let mut made_from: Vec<Link> = Vec::new();
    for ns in &evaluated {
        let links = ours.links_of(*ns).map(|(_, l)| l);
        made_from
            .extend(links.filter(|l| l.usage.makes_code() && !evaluated.contains(&l.var.ns())));
    }
    made_from.retain(|l| changes.is_changed_for(cx, l));
    let mut vars: Vec<VarName> = made_from.iter().map(|l| l.var).collect();
    vars.sort_unstable_by_key(|v| v.symbol());
    vars.dedup();
    vars.into_iter().map(Conflict::Var).collect()
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

pub(crate) fn info(message: String, data: Value, diagnosis: Diagnosis) -> Box<Thrown> {
    let mut e = Exception::new(&EXCEPTION_INFO, message);
    e.data = data;
    e.diagnosis = Some(Box::new(diagnosis));
    Box::new(Thrown::plain(e))
}

/// A broken link with the place of the caller, for those who see only the message. The place of
/// what is called is a label, and what to do about it is the help.
fn with_place(link: &BrokenLink) -> String {
    match (link.span.text(), link.span.line_column()) {
        (Some(text), Some((line, _))) => format!("{link}, at {}:{line}", text.name),
        _ => link.to_string(),
    }
}

/// Broken links that the message names; the data has all of them.
const IN_MESSAGE: usize = 3;
/// Broken links whose places are shown.
const SHOWN: usize = 8;

fn refuse_links(broken: &[BrokenLink]) -> Box<Thrown> {
    let mut message = match broken.len() {
        1 => "The reload is refused, it would break a link: ".to_string(),
        n => format!("The reload is refused, it would break {n} links: "),
    };
    let lines = broken.iter().take(IN_MESSAGE).map(with_place);
    message.push_str(&lines.collect::<Vec<_>>().join("; "));
    if broken.len() > IN_MESSAGE {
        message.push_str(&format!("; and {} more", broken.len() - IN_MESSAGE));
    }
    let mut diagnosis = Diagnosis {
        code: "reload/broken-link",
        labels: Vec::new(),
        help: Some(
            "change the callers too and reload them together, or force the publish with :break"
                .to_string(),
        ),
    };
    for b in broken.iter().take(SHOWN) {
        if b.span.is_some() {
            let text = b.to_string();
            // The place is in the caller's own text.
            let caller = b
                .caller
                .map_or_else(String::new, |caller| format!("{caller} "));
            let text = text.strip_prefix(&caller).unwrap_or(&text).to_string();
            diagnosis.labels.push((b.span, text));
        }
        if b.defined.is_some() {
            let text = format!("{} was defined here", b.callee);
            diagnosis.labels.push((b.defined, text));
        }
    }
    let links = broken.iter().map(report::link_value).collect();
    let data = report::data("broken-links", [("links", Value::vector(links))]);
    info(message, data, diagnosis)
}

/// Refuses what a strict engine does not let happen.
fn refuse_losses(report: &Publication, ours: &World) -> R<()> {
    let meant = |var: &&VarName| {
        let meta = ours.binding(**var).and_then(|b| b.meta());
        let meta = meta.and_then(|m| m.get::<Map>());
        meta.is_some_and(|m| {
            m.iter().any(|e| {
                let word = e.0.as_keyword();
                e.1.truthy() && word.is_some_and(|k| k.ns().is_none() && k.name() == "reset")
            })
        })
    };
    let lost: Vec<VarName> = report.reset.iter().filter(|v| !meant(v)).copied().collect();
    if let Some((last, rest)) = lost.split_last() {
        let rest: Vec<String> = rest.iter().map(ToString::to_string).collect();
        let message = match rest.as_slice() {
            [] => format!(
                "{last} is a reference that would be made again, so that its state is lost; say \
                 defonce to keep it, or ^:reset"
            ),
            rest => format!(
                "{} and {last} are references that would be made again, so that their state is \
                 lost; say defonce to keep them, or ^:reset",
                rest.join(", ")
            ),
        };
        let labels = lost.iter().filter_map(|var| {
            let span = ours.binding(*var)?.span;
            Some((span, format!("{var} would be made again here")))
        });
        let diagnosis = Diagnosis {
            code: "reload/state-lost",
            labels: labels.collect(),
            help: None,
        };
        let data = report::data("state-lost", [("names", report::vars(&lost))]);
        return Err(info(message, data, diagnosis));
    }
    if let Some(refusal) = migrate_types::refuse(&report.types) {
        return Err(refusal);
    }
    match report.unmigrated.as_slice() {
        [] => Ok(()),
        unmigrated => Err(migrate::refuse(unmigrated)),
    }
}

/// Who changed what a conflict is about, last, since the base.
fn theirs(engine: &Inner, base: &World, conflict: &Conflict) -> Option<Published> {
    let history = engine.cell.history();
    let changes = history.windows(2).rev().find(|pair| {
        let [before, after] = pair else { return false };
        let (Some(a), Some(b)) = (&before.world, &after.world) else {
            return false;
        };
        after.generation > base.generation() && conflict.differs(a, b)
    })?;
    changes.last().cloned()
}

fn refuse_conflicts(
    engine: &Inner,
    base: &World,
    newest: &World,
    conflicts: &[Conflict],
    ours: &Act,
) -> Box<Thrown> {
    let key = |name: &str| Value::keyword(Keyword::simple(name));
    let author = |what: String, by: Option<&Arc<str>>| {
        let mut entries = vec![(key("what"), Value::string(what))];
        entries.extend(by.map(|by| (key("by"), Value::string(&**by))));
        entries
    };
    let (mut lines, mut names, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for conflict in conflicts {
        let name = match conflict {
            Conflict::Var(v) => Value::symbol(v.symbol()),
            Conflict::Namespace(n) => Value::symbol(n.symbol()),
            Conflict::Table(_) | Conflict::Layers => Value::string(conflict.to_string()),
        };
        let mut entries = vec![
            (key("name"), name.clone()),
            (
                key("ours"),
                simple_map(author(ours.what.to_string(), ours.by.as_ref())),
            ),
        ];
        let mut line = conflict.to_string();
        if let Some(entry) = theirs(engine, base, conflict) {
            let what = entry.what.to_string();
            let by = entry
                .by
                .as_ref()
                .map_or(String::new(), |by| format!(" by {by}"));
            line.push_str(&format!(
                " (`{what}`{by} in generation {})",
                entry.generation
            ));
            let mut theirs = author(what, entry.by.as_ref());
            let generation = i64::try_from(entry.generation).unwrap_or(i64::MAX);
            theirs.push((key("generation"), Value::int(generation)));
            entries.push((key("theirs"), simple_map(theirs)));
        }
        lines.push(line);
        names.push(name);
        values.push(simple_map(entries));
    }
    let message = format!(
        "The publish is refused, somebody else has published meanwhile (generation {}): {}",
        newest.generation(),
        lines.join(", ")
    );
    let diagnosis = Diagnosis {
        code: "reload/conflict",
        help: Some("look at (history), then reload again on top of it".to_string()),
        ..Diagnosis::default()
    };
    let generation = i64::try_from(newest.generation()).unwrap_or(i64::MAX);
    let data = report::data(
        "conflict",
        [
            ("names", Value::vector(names)),
            ("conflicts", Value::vector(values)),
            ("generation", Value::int(generation)),
        ],
    );
    info(message, data, diagnosis)
}

/// Equality of registry keys; keys whose equality throws are different.
pub(crate) fn same(cx: &mut Cx, a: &Value, b: &Value) -> bool {
    a.same(b) || KeyOps::equal(cx, a, b).unwrap_or(false)
}
