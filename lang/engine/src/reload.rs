//! Planning a reload: what must be evaluated anew, in which order.
//!
//! Asked for some namespaces, a reload takes: those themselves; what they require, directly or
//! not, as far as its text has changed; loaded namespaces that require any of these and whose
//! text has changed too (so that a renamed function and its callers go together); and everything
//! whose code was made by what is built anew (macros, inlined values, values read at load), if
//! that is another definition then ([`crate::changed`]). What has the text it was loaded from,
//! and nothing live changed in it, is left alone.

use crate::changed::{self, Changes};
use crate::engine::Inner;
use crate::live;
use crate::load::{self, read};
use crate::plan::{Requires, below_all, closure, order};
use crate::request::{Flags, LiveRule};
use crate::sources::resource_of;
use crate::work::Work;
use clutch_core::class::EXCEPTION;
use clutch_core::world::World;
use clutch_core::{NsName, R, Thrown};
use clutch_vm::Cx;
use clutch_vm::context::{Policy, StageState};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Marks what must be built anew in the candidate.
pub(crate) fn plan(cx: &mut Cx, engine: &Inner, asked: &[NsName], flags: Flags) -> R<()> {
    let stage = cx.context.stage().expect("a reload is a stage").clone();
    let work = Work::of(&stage);
    let world = cx.context.world().clone();
    let roots: BTreeSet<NsName> = asked
        .iter()
        .copied()
        .filter(|n| world.namespace(*n).is_some_and(|ns| ns.loaded))
        .collect();
    let mut changed = BTreeSet::new();
    if flags.changed {
        let loaded = world.namespaces().filter(|n| n.loaded && !n.builtin);
        for ns in loaded.map(|n| n.name).collect::<Vec<_>>() {
            if text_changed(cx, engine, work, &world, ns)? {
                changed.insert(ns);
            }
        }
    }
    for root in &roots {
        let ns = world.namespace(*root).expect("filtered above");
        if ns.builtin {
            continue;
        }
        let source = read(cx, engine, work, *root)?;
        let same = ns.source.as_ref().is_some_and(|s| s.hash == source.hash);
        let has_live = ns.bindings.values().any(|b| live::is_live(ns, b));
        if !same || flags.force || has_live {
            changed.insert(*root);
        }
    }
    let mut requires = Requires::new();
    for root in &roots {
        let mut below = recorded(&world, *root);
        if let Some(source) = work.text(*root) {
            below.extend(source.requires);
        }
        requires.insert(*root, below);
    }
    add_recorded(&world, &mut requires, &roots);
    for ns in below_all(&roots, &requires) {
        let forced = flags.reload_all && flags.force && is_loadable(&world, ns);
        if !roots.contains(&ns) && (forced || text_changed(cx, engine, work, &world, ns)?) {
            changed.insert(ns);
        }
    }
    add_changed_dependants(cx, engine, work, &world, &requires, &mut changed)?;
    let rebuilt = closure(&changed, |ns| loadable(&world, world.rebuilt_with(ns)));
    for ns in &rebuilt {
        // Their new texts decide the order.
        if let Ok(source) = read(cx, engine, work, *ns) {
            requires.insert(*ns, source.requires.iter().copied().collect());
        }
    }
    add_recorded(&world, &mut requires, &rebuilt);
    // A circle through what stays as it is would make the next start fail.
    order(&below_all(&rebuilt, &requires), &requires)
        .map_err(|cycle| Thrown::new(&EXCEPTION, format!("Cyclic load dependency: {cycle}")))?;
    note_lost(&stage, &world, &changed)?;
    work.add_perhaps(rebuilt.difference(&changed).copied());
    work.add_pending(changed);
    Ok(())
}

/// Notes the live definitions that building these namespaces anew would lose.
///
/// # Errors
/// In a strict stage that was not told what to do with them.
fn note_lost(stage: &StageState, world: &World, names: &BTreeSet<NsName>) -> R<()> {
    let work = Work::of(stage);
    let mut lost = Vec::new();
    for ns in names {
        if let Some(next) = work.text(*ns) {
            lost.extend(live::lost(world, *ns, &next));
        }
    }
    let unsaid = work.request().flags.live == LiveRule::Unsaid;
    if !lost.is_empty() && unsaid && stage.policy() == Policy::Strict {
        return Err(live::refuse(world, &lost));
    }
    work.add_live(lost);
    Ok(())
}

/// Decides whether a namespace whose own text is the same must be built anew: if a macro,
/// constant or value that made its code is another one now. What it uses is brought up first.
pub(crate) fn decide(cx: &mut Cx, engine: &Inner, ns: NsName) -> R<()> {
    let stage = cx.context.stage().expect("a reload is a stage").clone();
    let work = Work::of(&stage);
    if !work.take_perhaps(ns) {
        return Ok(());
    }
    let base = stage.base();
    let required = base.namespace(ns).map(|n| n.requires.clone());
    let makers = base.links_of(ns).filter(|(_, l)| changed::makes(l));
    let makers: BTreeSet<NsName> = makers
        .map(|(_, l)| l.var.ns())
        .chain(required.unwrap_or_default())
        .filter(|n| *n != ns)
        .collect();
    for maker in makers {
        if work.is_pending(maker) && !work.is_under_way(maker) {
            load::load_lib(cx, engine, maker)?;
        }
    }
    let now = stage.candidate();
    let affected = Changes::new(&base, &now).affect(cx, ns);
    if affected {
        note_lost(&stage, &base, &BTreeSet::from([ns]))?;
    }
    work.decide(ns, affected);
    Ok(())
}

/// Evaluates what the plan holds beside what was asked for.
pub(crate) fn finish(cx: &mut Cx, engine: &Inner) -> R<()> {
    let stage = cx.context.stage().expect("a reload is a stage").clone();
    let work = Work::of(&stage);
    loop {
        let world = cx.context.world().clone();
        let pending = work.pending();
        if pending.is_empty() {
            return Ok(());
        }
        let requires = pending.iter().map(|ns| {
            let below = match work.text(*ns) {
                Some(source) => source.requires.into_iter().collect(),
                None => recorded(&world, *ns),
            };
            (*ns, below)
        });
        let requires: Requires = requires.collect();
        let sorted = order(&pending, &requires)
            .map_err(|cycle| Thrown::new(&EXCEPTION, format!("Cyclic load dependency: {cycle}")))?;
        if let Some(first) = sorted.first() {
            load::load_lib(cx, engine, *first)?;
        }
    }
}

/// What a namespace of the program required.
fn recorded(world: &World, ns: NsName) -> BTreeSet<NsName> {
    let ns = world.namespace(ns).filter(|n| !n.builtin);
    ns.map_or_else(BTreeSet::new, |n| n.requires.iter().copied().collect())
}

/// Adds what these namespaces, and all below them, required, where nothing else is known.
fn add_recorded(world: &World, requires: &mut Requires, names: &BTreeSet<NsName>) {
    let mut seen = BTreeSet::new();
    let mut todo: Vec<NsName> = names.iter().copied().collect();
    while let Some(ns) = todo.pop() {
        if seen.insert(ns) {
            let below = requires.entry(ns).or_insert_with(|| recorded(world, ns));
            todo.extend(below.iter().copied());
        }
    }
}

/// Whether a loaded namespace has another text now than when it was loaded.
fn text_changed(
    cx: &mut Cx,
    engine: &Inner,
    work: &Work,
    world: &Arc<World>,
    ns: NsName,
) -> R<bool> {
    let Some(loaded) = world.namespace(ns).and_then(|n| n.source.clone()) else {
        return Ok(false);
    };
    match engine.sources.find(&resource_of(ns.name())) {
        Ok(Some(_)) => Ok(read(cx, engine, work, ns)?.hash != loaded.hash),
        _ => Ok(false),
    }
}

/// Adds loaded namespaces that require what is built anew and have a new text themselves.
fn add_changed_dependants(
    cx: &mut Cx,
    engine: &Inner,
    work: &Work,
    world: &Arc<World>,
    requires: &Requires,
    changed: &mut BTreeSet<NsName>,
) -> R<()> {
    if changed.is_empty() {
        return Ok(());
    }
    let mut looked_at = BTreeSet::new();
    loop {
        let hit = |below: &NsName| changed.contains(below) || looked_at.contains(below);
        let above = world.namespaces().filter(|n| !n.builtin);
        let above = above.filter(|n| match requires.get(&n.name) {
            Some(below) => below.iter().any(hit),
            None => n.requires.iter().any(hit),
        });
        let mut above: Vec<NsName> = above.map(|n| n.name).collect();
        above.retain(|n| !looked_at.contains(n));
        above.sort_unstable();
        if above.is_empty() {
            return Ok(());
        }
        for ns in above {
            looked_at.insert(ns);
            if !changed.contains(&ns) && text_changed(cx, engine, work, world, ns)? {
                changed.insert(ns);
            }
        }
    }
}

fn loadable(world: &World, names: Vec<NsName>) -> Vec<NsName> {
    let mut names = names;
    names.retain(|n| is_loadable(world, *n));
    names
}

fn is_loadable(world: &World, ns: NsName) -> bool {
    let ns = world.namespace(ns);
    ns.is_some_and(|ns| ns.source.is_some() && !ns.builtin)
}
