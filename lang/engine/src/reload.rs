//! Planning a reload: what must be evaluated anew, in which order.
//!
//! Asked for some namespaces, a reload takes: those themselves; what they require, directly or
//! not, as far as its text has changed; loaded namespaces that require any of these and whose
//! text has changed too (so that a renamed function and its callers go together); and everything
//! whose code was made by what is built anew (macros, inlined values, types, values read at load),
//! if that is another definition then ([`crate::changed`]); and callers of functions that have
//! become macros. What has the text it was loaded from,
//! and nothing live changed in it, is left alone. To the text of a namespace belong the texts that
//! it `load`s and the files that it reads while it is loaded.
//!
//! The indices of the world ([`clutch_core::world::Uses`]) lead from what is changed to what
//! depends on it; no step looks at all namespaces, but for `:changed`, which asks for that.

use crate::changed::Changes;
use crate::engine::Inner;
use crate::live;
use crate::load::{self, header_of, read};
use crate::plan::{Cycle, Requires, below_all, closure, order};
use crate::request::{Flags, LiveRule};
use crate::sources::resource_of;
use crate::unload;
use crate::work::Work;
use clutch_core::class::{EXCEPTION, FILE_NOT_FOUND};
use clutch_core::error::Diagnosis;
use clutch_core::world::{Input, Link, Namespace, NamespaceSource, TableKey, Usage, World};
use clutch_core::{NsName, R, Thrown, VarName};
use clutch_natives::io::file::content_hash;
use clutch_vm::Cx;
use clutch_vm::context::{Policy, StageState};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Marks what must be built anew in the candidate.
pub(crate) fn plan(cx: &mut Cx, engine: &Inner, asked: &[NsName], flags: Flags) -> R<()> {
    let stage = cx.context.stage().expect("a reload is a stage").clone();
    let work = Work::of(&stage);
    if flags.changed {
        for ns in deleted(engine, cx.context.world()) {
            unload::remove(cx, ns)?;
        }
    }
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
        // Without a text it cannot be loaded again.
        read(cx, engine, work, *root)?;
        let has_live = ns.edited || ns.bindings.values().any(|b| live::is_live(ns, b));
        if flags.force || has_live || text_changed(cx, engine, work, &world, *root)? {
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
    add_changed_dependants(cx, engine, work, &world, &mut changed)?;
    let rebuilt = closure(&changed, |ns| made_from(&world, ns));
    check_order(cx, engine, work, &world, &rebuilt, requires)?;
    if !flags.force_links {
        refuse_missing(work, &changed)?;
    }
    note_lost(&stage, &world, &changed)?;
    work.add_perhaps(rebuilt.difference(&changed).copied());
    work.add_pending(changed);
    Ok(())
}

/// Loaded namespaces that the sources had and have not any more.
fn deleted(engine: &Inner, world: &World) -> Vec<NsName> {
    let had = |n: &&Arc<Namespace>| !n.builtin && n.source.as_ref().is_some_and(|s| s.found);
    let names = world.namespaces().filter(had).map(|n| n.name);
    names.filter(|ns| is_deleted(engine, *ns)).collect()
}

/// Whether the sources say that they have no text of a namespace.
fn is_deleted(engine: &Inner, ns: NsName) -> bool {
    matches!(engine.sources.find(&resource_of(ns.name())), Ok(None))
}

/// Refuses new texts that require what could not be loaded any more.
fn refuse_missing(work: &Work, changed: &BTreeSet<NsName>) -> R<()> {
    let missing = work.missing();
    for ns in changed {
        let requires = work
            .text(*ns)
            .map(|source| source.requires)
            .unwrap_or_default();
        if let Some(lib) = requires.iter().find(|lib| missing.contains(lib)) {
            let message = format!("{ns} requires {lib}, whose file is gone");
            let diagnosis = Diagnosis {
                code: "reload/missing",
                help: Some(format!(
                    "take {lib} out of the `ns` form of {ns}, or say :break"
                )),
                ..Diagnosis::default()
            };
            return Err(Thrown::diagnosed(&FILE_NOT_FOUND, message, diagnosis));
        }
    }
    Ok(())
}

/// Marks what was made from some definitions, to be built anew if they are others now.
pub(crate) fn plan_users(cx: &mut Cx, engine: &Inner, vars: &FxHashSet<VarName>) -> R<()> {
    let stage = cx.context.stage().expect("a reload is a stage").clone();
    let work = Work::of(&stage);
    let world = cx.context.world().clone();
    let users = users_of(&world, vars);
    let rebuilt = closure(&users, |ns| made_from(&world, ns));
    check_order(cx, engine, work, &world, &rebuilt, Requires::new())?;
    work.add_perhaps(rebuilt);
    Ok(())
}

/// A circle through what stays as it is would make the next start fail.
fn check_order(
    cx: &mut Cx,
    engine: &Inner,
    work: &Work,
    world: &Arc<World>,
    rebuilt: &BTreeSet<NsName>,
    mut requires: Requires,
) -> R<()> {
    for ns in rebuilt {
        // Their new texts decide the order.
        if let Ok(source) = read(cx, engine, work, *ns) {
            requires.insert(*ns, source.requires.iter().copied().collect());
        }
    }
    add_recorded(world, &mut requires, rebuilt);
    let all = below_all(rebuilt, &requires);
    ordered(work, world, &all, requires).map(drop)
}

/// The namespaces in an order in which they can be loaded. What a namespace requires behind its
/// `ns` form may lead back to it: that makes no circle.
fn ordered(
    work: &Work,
    world: &World,
    names: &BTreeSet<NsName>,
    mut requires: Requires,
) -> R<Vec<NsName>> {
    loop {
        let cycle = match order(names, &requires) {
            Ok(sorted) => return Ok(sorted),
            Err(cycle) => cycle,
        };
        let mut opened = false;
        for ns in &cycle.0 {
            let header = match work.text(*ns) {
                Some(source) => Some(source.requires.into_iter().collect()),
                None => header_of(world, *ns),
            };
            if let Some(header) = header
                && requires.get(ns) != Some(&header)
            {
                requires.insert(*ns, header);
                opened = true;
            }
        }
        if !opened {
            return Err(circle(&cycle));
        }
    }
}

fn circle(cycle: &Cycle) -> Box<Thrown> {
    Thrown::new(&EXCEPTION, format!("Cyclic load dependency: {cycle}"))
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
    let unit: Vec<_> = base
        .namespace(ns)
        .into_iter()
        .chain(base.parts_of(ns))
        .cloned()
        .collect();
    let mut makers = BTreeSet::new();
    for part in &unit {
        let links = base.links_of(part.name).map(|(_, l)| l);
        let links = links.filter(|l| l.usage.makes_code());
        makers.extend(links.map(|l| home_of(&base, l.var.ns())));
        makers.extend(part.inputs.iter().filter_map(Input::names_of));
        makers.extend(part.requires.iter().copied());
    }
    makers.remove(&ns);
    for maker in makers {
        if work.is_pending(maker) && !work.is_under_way(maker) {
            load::load_lib(cx, engine, maker)?;
        }
    }
    let now = stage.candidate();
    // What another load did to it is undone by building it anew, and done again by that load.
    let again = |patch: NsName| work.is_pending(patch) || work.is_under_way(patch);
    let patches = unit.iter().flat_map(|part| part.inputs.iter());
    let patched = patches.filter_map(Input::patch_of).any(again);
    let affected = patched || Changes::new(&base, &now).affect(cx, ns);
    if affected {
        note_lost(&stage, &base, &BTreeSet::from([ns]))?;
    }
    work.decide(ns, affected);
    Ok(())
}

/// Evaluates what the plan holds beside what was asked for, and what turns out to be made from
/// methods that were changed with it. Unloads what nobody requires any more and has no file.
pub(crate) fn finish(cx: &mut Cx, engine: &Inner) -> R<()> {
    let stage = cx.context.stage().expect("a reload is a stage").clone();
    let work = Work::of(&stage);
    let mut considered = BTreeSet::new();
    loop {
        let world = cx.context.world().clone();
        let pending = work.pending();
        if pending.is_empty() {
            let base = stage.base();
            let mut users = users_of(&base, &changed_methods(&base, &world));
            users.retain(|ns| considered.insert(*ns));
            let more = closure(&users, |ns| made_from(&base, ns));
            work.add_perhaps(more.into_iter().filter(|ns| is_loadable(&world, *ns)));
            let mut callers = callers_of_new_macros(&stage);
            // Without their text it is left to the link check.
            callers.retain(|ns| read(cx, engine, work, *ns).is_ok());
            note_lost(&stage, &base, &callers)?;
            work.add_pending(callers);
            if work.pending().is_empty() {
                break;
            }
            continue;
        }
        let requires = pending.iter().map(|ns| {
            let below = match work.text(*ns) {
                Some(source) => source.requires.into_iter().collect(),
                None => recorded(&world, *ns),
            };
            (*ns, below)
        });
        let requires: Requires = requires.collect();
        if let Some(first) = ordered(work, &world, &pending, requires)?.first() {
            load::load_lib(cx, engine, *first)?;
        }
    }
    unload_unused(cx, engine, &stage)?;
    let (base, now) = (stage.base(), stage.candidate());
    let mut changes = Changes::new(&base, &now);
    let vars = now.delta().vars().filter(|v| base.binding(*v).is_some());
    let vars: Vec<VarName> = vars.collect();
    let same = vars.into_iter().filter(|v| !changes.is_changed(cx, *v));
    work.set_same(same.collect());
    Ok(())
}

/// Namespaces compiled with calls of functions that are macros in the candidate: only compiling
/// them again can tell what the calls mean now.
fn callers_of_new_macros(stage: &StageState) -> BTreeSet<NsName> {
    let (base, now) = (stage.base(), stage.candidate());
    let is_macro = |w: &World, var| w.binding(var).map(|b| b.flags.is_macro);
    let evaluated = Work::of(stage).evaluated();
    let mut callers = BTreeSet::new();
    for var in now.delta().vars() {
        if is_macro(&base, var) != Some(false) || is_macro(&now, var) != Some(true) {
            continue;
        }
        let calls = |l: &Link| l.var == var && matches!(l.usage, Usage::Call(_));
        let compiled = |ns: &NsName| now.links_of(*ns).any(|(_, l)| calls(l));
        let compiled = now
            .callers(var)
            .filter(compiled)
            .map(|ns| home_of(&now, ns));
        callers.extend(compiled.filter(|ns| !evaluated.contains(ns) && is_loadable(&now, *ns)));
    }
    callers
}

/// Multimethods and functions of protocols whose methods the candidate changes.
fn changed_methods(base: &World, world: &World) -> FxHashSet<VarName> {
    let touched = world.delta().tables.iter();
    let touched = touched.filter(|t| !world.registry().same_table(base.registry(), **t));
    let mut vars = FxHashSet::default();
    for table in touched {
        match table {
            TableKey::Methods(multi) => drop(vars.insert(*multi)),
            TableKey::Implementation(protocol, _) => {
                let methods = world.registry().protocol(*protocol);
                let methods = methods.iter().flat_map(|p| p.methods.iter());
                vars.extend(methods.map(|m| VarName::new(protocol.ns(), *m)));
            }
            _ => {}
        }
    }
    vars
}

/// Namespaces with a text whose code was made from one of these definitions.
fn users_of(world: &World, vars: &FxHashSet<VarName>) -> BTreeSet<NsName> {
    let mut users = BTreeSet::new();
    for var in vars {
        for user in world.callers(*var) {
            let mut links = world.links_of(user).map(|(_, l)| l);
            if links.any(|l| l.var == *var && l.usage.makes_code()) {
                users.insert(home_of(world, user));
            }
        }
    }
    users.retain(|ns| is_loadable(world, *ns));
    users
}

/// Looks at what the new texts do not require any more and nobody else requires or uses: a start
/// would not load it. What has no file any more is removed, the rest is reported.
fn unload_unused(cx: &mut Cx, engine: &Inner, stage: &StageState) -> R<()> {
    let base = stage.base();
    let mut todo = Vec::new();
    for ns in Work::of(stage).evaluated() {
        let now = cx.context.world().namespace(ns).map(|n| n.requires.clone());
        let now = now.unwrap_or_default();
        let before = base
            .namespace(ns)
            .into_iter()
            .flat_map(|n| n.requires.iter());
        todo.extend(before.filter(|lib| !now.contains(*lib)).copied());
    }
    while let Some(lib) = todo.pop() {
        let world = cx.context.world().clone();
        let Some(ns) = world.namespace(lib).filter(|_| is_loadable(&world, lib)) else {
            continue;
        };
        let unit: BTreeSet<NsName> = world.parts_of(lib).map(|n| n.name).chain([lib]).collect();
        let is_used = |part: &NsName| {
            let ns = world.namespace(*part);
            let vars = ns
                .into_iter()
                .flat_map(|n| n.bindings.values())
                .map(|b| b.var);
            let mut others = vars.flat_map(|v| world.callers(v).map(move |user| (v, user)));
            others.any(|(var, user)| {
                !unit.contains(&user) && world.links_of(user).any(|(_, l)| l.var == var)
            })
        };
        let found = ns.source.as_ref().is_some_and(|s| s.found);
        if !found || world.above(lib).next().is_some() || unit.iter().any(is_used) {
            continue;
        }
        if !is_deleted(engine, lib) {
            Work::of(stage).add_unused(lib);
            continue;
        }
        todo.extend(ns.requires.iter().copied());
        unload::remove(cx, lib)?;
    }
    Ok(())
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

/// Whether a loaded namespace has another text now than when it was loaded, or was made from a
/// file that has.
fn text_changed(
    cx: &mut Cx,
    engine: &Inner,
    work: &Work,
    world: &Arc<World>,
    ns: NsName,
) -> R<bool> {
    let Some(namespace) = world.namespace(ns) else {
        return Ok(false);
    };
    let Some(loaded) = namespace.source.clone() else {
        return Ok(false);
    };
    if namespace
        .inputs
        .iter()
        .any(|input| input_changed(engine, input))
    {
        return Ok(true);
    }
    if let Some(known) = work.text(ns) {
        return Ok(known.hash != loaded.hash);
    }
    match engine.sources.find(&resource_of(ns.name())) {
        Ok(Some(_)) => Ok(read(cx, engine, work, ns)?.hash != loaded.hash),
        Ok(None) if loaded.found => {
            work.add_missing(ns);
            Ok(false)
        }
        _ => Ok(false),
    }
}

/// Whether a text or file that a namespace was made from is another one now. What cannot be read
/// is left to be reported when it is needed.
pub(crate) fn input_changed(engine: &Inner, input: &Input) -> bool {
    let (now, hash) = match input {
        Input::Names(_) | Input::Patch(_) => return false,
        Input::Text(resource, hash) => {
            let found = engine.sources.find(resource).ok().flatten();
            (found.map(|f| NamespaceSource::hash_text(&f.text)), *hash)
        }
        Input::File(path, hash) => (content_hash(path), *hash),
    };
    now.is_some_and(|now| now != hash)
}

/// Adds loaded namespaces that require what is built anew and have a new text themselves.
fn add_changed_dependants(
    cx: &mut Cx,
    engine: &Inner,
    work: &Work,
    world: &Arc<World>,
    changed: &mut BTreeSet<NsName>,
) -> R<()> {
    let mut todo: Vec<NsName> = changed.iter().copied().collect();
    let mut seen = BTreeSet::new();
    while let Some(ns) = todo.pop() {
        let mut above: Vec<NsName> = world.above(ns).map(|n| home_of(world, n)).collect();
        above.sort_unstable();
        for ns in above {
            if !seen.insert(ns) {
                continue;
            }
            if !changed.contains(&ns) && text_changed(cx, engine, work, world, ns)? {
                changed.insert(ns);
            }
            todo.push(ns);
        }
    }
    Ok(())
}

/// The library whose file makes a namespace.
fn home_of(world: &World, ns: NsName) -> NsName {
    world.namespace(ns).and_then(|n| n.home).unwrap_or(ns)
}

/// Namespaces with a text that may have been made by what a library defines.
fn made_from(world: &World, lib: NsName) -> Vec<NsName> {
    let parts = world.parts_of(lib).map(|n| n.name);
    let users = parts.chain([lib]).flat_map(|ns| world.uses().made_by(ns));
    let users = users.map(|ns| home_of(world, ns));
    users.filter(|ns| is_loadable(world, *ns)).collect()
}

fn is_loadable(world: &World, ns: NsName) -> bool {
    let ns = world.namespace(ns);
    ns.is_some_and(|ns| ns.source.is_some() && !ns.builtin)
}
