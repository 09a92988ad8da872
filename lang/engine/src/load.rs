//! `require` and its relatives: what an argument means, what must be loaded, loading it.
//!
//! A `require` that has something to load or change is one stage. A first load reads and parses
//! everything that the `ns` forms lead to before it evaluates anything, is done by one stage at a
//! time ([`crate::flight`]), and leaves no trace if it fails. A reload is planned in
//! [`crate::reload`] and uses [`load_lib`] for each namespace of the plan.

use crate::candidate::Candidate;
use crate::engine::Inner;
use crate::eval::{Text, eval_text, file_reader};
use crate::flight::Claim;
use crate::plan::Cycle;
use crate::publish::rebase_stage;
use crate::request::{Flags, LibSpec, LiveRule, Request};
use crate::sources::{Source, resource_of};
use crate::stage;
use crate::work::{SourceOf, Work};
use crate::{live, ns_form, reload, report, request, stdlib, unload};
use clutch_core::class::{self, EXCEPTION};
use clutch_core::span::SourceText;
use clutch_core::world::cell::What;
use clutch_core::world::{CORE, CoreRefer, Input, NamespaceSource, World};
use clutch_core::{NsName, R, Symbol, Thrown, Value, VarName};
use clutch_natives::ns::{add_alias, refer_into};
use clutch_syntax::{Reader, Syntax, parse_all};
use clutch_vm::context::{Policy, StageState};
use clutch_vm::{Args, Cx};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

fn bad(message: impl Into<Box<str>>) -> Box<Thrown> {
    Thrown::new(&EXCEPTION, message)
}

// ---- require -------------------------------------------------------------------------------------------

/// `require` with its arguments.
pub(crate) fn require(cx: &mut Cx, engine: &Inner, args: Args) -> R {
    let (specs, flags) = request::parse(cx, args)?;
    load_libs(cx, engine, &specs, flags)?;
    Ok(Value::NIL)
}

/// Loads libraries, or loads them again, and gives the current namespace the names that it wants.
/// Nothing if nothing differs.
pub(crate) fn load_libs(
    cx: &mut Cx,
    engine: &Inner,
    specs: &[LibSpec],
    flags: Flags,
) -> R<Option<Arc<report::Publication>>> {
    if specs.is_empty() && !flags.changed {
        return Err(bad("Nothing specified to load"));
    }
    if !flags.reloads() && nothing_to_do(cx, specs) {
        return Ok(None);
    }
    let request = Request {
        what: what(specs, flags),
        flags,
    };
    let ((), report) = stage::run(cx, engine, request, |cx| {
        load_specs(cx, engine, specs, flags)?;
        for spec in specs {
            apply(cx, spec)?;
        }
        Ok(())
    })?;
    Ok(report)
}

/// What history says of it: `reload a b`.
fn what(specs: &[LibSpec], flags: Flags) -> String {
    let word = if flags.reloads() { "reload" } else { "require" };
    let changed = flags.changed.then(|| "what has changed".to_string());
    let names = specs.iter().map(|s| s.lib.to_string()).chain(changed);
    let names: Vec<String> = names.collect();
    format!("{word} {}", names.join(" "))
}

fn load_specs(cx: &mut Cx, engine: &Inner, specs: &[LibSpec], flags: Flags) -> R<()> {
    if flags.reloads() {
        let names: Vec<NsName> = specs.iter().map(|s| s.lib).collect();
        reload::plan(cx, engine, &names, flags)?;
    }
    let stage = stage_of(cx);
    let work = Work::of(&stage);
    for spec in specs.iter().filter(|s| s.loads()) {
        // What is built anew has its place in the order of the plan.
        if !flags.reloads() || !work.is_pending(spec.lib) {
            load_lib(cx, engine, spec.lib)?;
        }
    }
    if flags.reloads() {
        reload::finish(cx, engine)?;
    }
    Ok(())
}

/// `(stage lib …)`: a reload whose candidate waits.
pub(crate) fn stage(cx: &mut Cx, engine: &Inner, args: Args) -> R<Candidate> {
    let (specs, flags) = request::parse(cx, args)?;
    stage_libs(cx, engine, &specs, flags)
}

/// Loads libraries again into a candidate that waits.
pub(crate) fn stage_libs(
    cx: &mut Cx,
    engine: &Inner,
    specs: &[LibSpec],
    mut flags: Flags,
) -> R<Candidate> {
    if specs.is_empty() && !flags.changed {
        return Err(bad("Nothing specified to load"));
    }
    flags.reload = true;
    let request = Request {
        what: what(specs, flags),
        flags,
    };
    stage::build(cx, engine, request, |cx| {
        load_specs(cx, engine, specs, flags)
    })
}

/// Loads a text as the file of the namespace that it declares, whatever its file says: what an
/// editor does with a buffer. A text without an `ns` form is evaluated in the current namespace.
/// One publish or none.
pub(crate) fn load_text(
    cx: &mut Cx,
    engine: &Inner,
    name: &str,
    text: &str,
) -> R<Option<Arc<report::Publication>>> {
    let hash = NamespaceSource::hash_text(text);
    let text = engine.register(SourceText::new(name, text), hash);
    let (lib, source) = parse_source(text, hash, false)?;
    let flags = Flags {
        reload: true,
        force: true,
        ..Flags::default()
    };
    let request = Request {
        what: format!("load {name}"),
        flags,
    };
    let ((), report) = stage::run(cx, engine, request, |cx| {
        let Some(lib) = lib else {
            return eval_text(cx, file_reader(source.text.clone()), |_, _| Ok(())).map(drop);
        };
        let stage = stage_of(cx);
        Work::of(&stage).keep_text(lib, source.clone());
        reload::plan(cx, engine, &[lib], flags)?;
        if !Work::of(&stage).is_pending(lib) {
            load_lib(cx, engine, lib)?;
        }
        reload::finish(cx, engine)
    })?;
    Ok(report)
}

/// What the text that a namespace was loaded from says that it requires.
pub(crate) fn header_of(world: &World, ns: NsName) -> Option<BTreeSet<NsName>> {
    let source = world.namespace(ns)?.source.as_ref()?.source;
    let text = SourceText::by_id(source)?;
    let forms = parse_all(&text.text, source, &Syntax::default()).ok()?;
    Some(
        ns_form::header(&text.text, &forms)
            .requires
            .into_iter()
            .collect(),
    )
}

/// Parses a whole text; gives the namespace that it declares.
fn parse_source(text: Text, hash: u64, found: bool) -> R<(Option<NsName>, SourceOf)> {
    let forms = parse_all(&text.1.text, text.0, &Syntax::default()).map_err(|mut errors| {
        let first = errors.remove(0);
        first.into_thrown()
    })?;
    let header = ns_form::header(&text.1.text, &forms);
    let source = SourceOf {
        text,
        hash,
        found,
        requires: header.requires,
    };
    Ok((header.name, source))
}

/// `(unload lib …)`.
pub(crate) fn unload(
    cx: &mut Cx,
    engine: &Inner,
    args: Args,
) -> R<Option<Arc<report::Publication>>> {
    let (specs, flags) = request::parse(cx, args)?;
    if specs.is_empty() {
        return Err(bad("Nothing specified to unload"));
    }
    let names: Vec<NsName> = specs.iter().map(|s| s.lib).collect();
    let shown: Vec<String> = names.iter().map(ToString::to_string).collect();
    let request = Request {
        what: format!("unload {}", shown.join(" ")),
        flags,
    };
    unload::unload(cx, engine, &names, request)
}

/// Whether everything is loaded and named as wanted: the usual case of a repeated `require`.
fn nothing_to_do(cx: &mut Cx, specs: &[LibSpec]) -> bool {
    let here = cx.current_ns();
    if let Some(stage) = cx.context.stage()
        && specs.iter().any(|s| Work::of(stage).is_pending(s.lib))
    {
        return false;
    }
    let world = cx.context.world();
    let home = world.namespace(here);
    specs.iter().all(|spec| {
        let lib = spec.lib;
        let loaded = world.namespace(lib).is_some_and(|n| n.loaded);
        let aliased = spec
            .alias
            .or(spec.alias_only)
            .is_none_or(|a| home.is_some_and(|h| h.aliases.get(&a) == Some(&lib)));
        let known = home.is_some_and(|h| h.requires.contains(&lib)) || here == lib;
        loaded && aliased && known && spec.refer.is_none()
    })
}

/// Gives the current namespace the alias and names that it wants.
fn apply(cx: &mut Cx, spec: &LibSpec) -> R<()> {
    let here = cx.current_ns();
    let lib = spec.lib;
    if let Some(alias) = spec.alias_only {
        cx.context
            .change(What::Register, |w| w.create_namespace(lib))?;
        add_alias(cx, here, alias, lib)?;
    }
    if let Some(alias) = spec.alias {
        add_alias(cx, here, alias, lib)?;
    }
    if let Some(filter) = &spec.refer {
        refer_into(cx, here, lib, filter)?;
    }
    if here != lib && spec.alias_only.is_none() {
        cx.context.change(What::Register, |w| {
            let known = w.namespace(here).is_some_and(|n| n.requires.contains(&lib));
            if !known {
                w.edit_namespace(here, |n| n.requires.insert(lib));
            }
        })?;
    }
    Ok(())
}

// ---- loading ------------------------------------------------------------------------------------------

fn stage_of(cx: &Cx) -> Arc<StageState> {
    let stage = cx.context.stage();
    stage.expect("libraries are loaded in stages").clone()
}

/// Makes sure that a namespace is in the candidate, built anew if the plan says so.
pub(crate) fn load_lib(cx: &mut Cx, engine: &Inner, lib: NsName) -> R<()> {
    let stage = stage_of(cx);
    let work = Work::of(&stage);
    reload::decide(cx, engine, lib)?;
    loop {
        let loaded = cx.context.world().namespace(lib).is_some_and(|n| n.loaded);
        if (loaded && !work.is_pending(lib) && !work.is_under_way(lib)) || work.is_announced(lib)
            // A namespace that requires itself, which Clojure passes over.
            || work.is_innermost(lib)
        {
            return Ok(());
        }
        if loaded {
            break;
        }
        match engine
            .flights
            .claim(lib, stage.id, Duration::from_millis(20))
        {
            Claim::Mine | Claim::Copy => {
                // Another stage may have published it after this one started.
                let newest = engine.cell.current();
                if newest.namespace(lib).is_some_and(|n| n.loaded)
                    && stage.base().id() != newest.id()
                {
                    rebase_stage(cx, engine, &stage, newest)?;
                    continue;
                }
                break;
            }
            Claim::Landed => rebase_stage(cx, engine, &stage, engine.cell.current())?,
            Claim::Busy => cx.poll()?,
        }
    }
    if let Err(circle) = work.begin(lib) {
        let cycle = Cycle(circle);
        return Err(bad(format!("Cyclic load dependency: {cycle}")));
    }
    // What a first load does cannot be what a reload does again.
    let first = !stage.base().namespace(lib).is_some_and(|n| n.loaded);
    let policy = stage.set_policy(if first {
        Policy::Lenient
    } else {
        engine.policy
    });
    let result = evaluate(cx, engine, &stage, lib);
    stage.set_policy(policy);
    work.end(lib, result.is_ok());
    result
}

fn evaluate(cx: &mut Cx, engine: &Inner, stage: &StageState, lib: NsName) -> R<()> {
    let work = Work::of(stage);
    if stdlib::has(lib) {
        for (required, _) in stdlib::index::find(lib.name()).map_or(&[][..], |n| n.requires) {
            load_lib(cx, engine, NsName::new(required))?;
        }
        return stdlib::load(cx, lib, engine.natives());
    }
    let source = read(cx, engine, work, lib)?;
    read_ahead(cx, engine, work, &source)?;
    let exists = cx.context.world().namespace(lib).is_some_and(|n| n.loaded);
    if exists {
        let kept = cx.context.change(What::Register, |w| {
            let parts: Vec<NsName> = w.parts_of(lib).map(|n| n.name).collect();
            let mut kept = w.clear_namespace(lib);
            // Those that the text still has, it makes again.
            for part in parts {
                kept.extend(w.take_namespace(part));
            }
            kept
        })?;
        stage.park(kept);
    }
    let file = source.text.1.name.clone();
    let core = |name: &str| VarName::new(*CORE, Symbol::simple(name));
    let mut bindings = vec![
        (core("*ns*"), Value::ns(start_ns(cx)?)),
        (core("*file*"), Value::string(file)),
    ];
    for name in ["*warn-on-reflection*", "*unchecked-math*", "*data-readers*"] {
        if let Some(value) = cx.dynamic("clojure.core", name) {
            bindings.push((core(name), value));
        }
    }
    let mut parts = BTreeSet::new();
    let outer = cx.context.begin_inputs();
    let evaluated = cx.with_bindings(bindings, |cx| {
        let before = cx.current_ns();
        eval_text(cx, file_reader(source.text.clone()), |cx, forms| {
            work.forms_done(forms);
            parts.insert(cx.current_ns());
            Ok(())
        })?;
        parts.remove(&before);
        Ok(())
    });
    let inputs = cx.context.end_inputs(outer);
    evaluated?;
    parts.remove(&lib);
    let path = resource_of(lib.name());
    let made = cx.context.world().namespace(lib).is_some_and(|n| n.loaded);
    if !made {
        return Err(bad(format!(
            "namespace '{lib}' not found after loading '/{path}'"
        )));
    }
    let record = Arc::new(NamespaceSource {
        path: source.text.1.name.clone(),
        source: source.text.0,
        hash: source.hash,
        generation: cx.context.world().stamp().clone(),
        found: source.found,
    });
    cx.context.change(What::Register, |w| {
        w.edit_namespace(lib, |n| {
            n.source = Some(record.clone());
            n.inputs = inputs.as_slice().into();
        });
        for part in &parts {
            let own = w.namespace(*part);
            if own.is_some_and(|n| n.source.is_none() && !n.builtin) {
                w.edit_namespace(*part, |n| n.home = Some(lib));
            }
        }
    })?;
    if work.request().flags.live == LiveRule::Keep {
        live::put_back(cx, stage, lib)?;
    }
    Ok(())
}

/// The namespace in which a file begins: the current one, in which at least `ns` is known. One that
/// is just being built anew from nothing knows no names, so its file begins in `user`.
fn start_ns(cx: &mut Cx) -> R<NsName> {
    let here = cx.current_ns();
    let knows_names = |w: &World, ns| {
        w.namespace(ns)
            .is_some_and(|n| n.core != CoreRefer::Nothing)
    };
    let user = NsName::new("user");
    if knows_names(cx.context.world(), here) {
        return Ok(here);
    }
    if !knows_names(cx.context.world(), user) {
        cx.context.change(What::Register, |w| {
            w.edit_namespace(user, |n| n.core = CoreRefer::all());
        })?;
    }
    Ok(user)
}

/// The text of a namespace, read once for the stage, with all that is wrong in it.
pub(crate) fn read(cx: &mut Cx, engine: &Inner, work: &Work, lib: NsName) -> R<SourceOf> {
    if let Some(known) = work.text(lib) {
        return Ok(known);
    }
    let path = resource_of(lib.name());
    let found = engine.sources.find(&path);
    let found = found.map_err(|e| Thrown::new(&class::IO_EXCEPTION, format!("/{path}: {e}")))?;
    let Some(found) = found else {
        let hint = if path.contains('_') {
            " Please check that namespaces with dashes use underscores in the Clojure file name."
        } else {
            ""
        };
        return Err(Thrown::new(
            &class::FILE_NOT_FOUND,
            format!(
                "Could not locate {path}__init.class, {path}.clj or {path}.cljc on classpath.{hint}"
            ),
        ));
    };
    let hash = NamespaceSource::hash_text(&found.text);
    let text = engine.register(SourceText::new(found.path, found.text), hash);
    let (_, source) = parse_source(text, hash, true)?;
    work.keep_text(lib, source.clone());
    cx.poll()?;
    Ok(source)
}

/// Reads and parses everything that a file leads to and that is not loaded yet. What cannot be
/// found is left to be reported where it is required, which may be inside of a `try`.
fn read_ahead(cx: &mut Cx, engine: &Inner, work: &Work, source: &SourceOf) -> R<()> {
    let mut todo = source.requires.clone();
    while let Some(lib) = todo.pop() {
        let loaded = cx.context.world().namespace(lib).is_some_and(|n| n.loaded);
        if loaded || stdlib::has(lib) || work.text(lib).is_some() {
            continue;
        }
        if matches!(engine.sources.find(&resource_of(lib.name())), Ok(Some(_))) {
            todo.extend(read(cx, engine, work, lib)?.requires);
        }
    }
    Ok(())
}

// ---- load-file and friends ---------------------------------------------------------------------------------

/// Evaluates a text live, form by form, with `*ns*` and `*file*` bound to what they are.
pub(crate) fn eval_live(cx: &mut Cx, engine: &Inner, name: &str, text: &str) -> R {
    let hash = NamespaceSource::hash_text(text);
    let text = engine.register(SourceText::new(name, text), hash);
    read_live(cx, name, Reader::new(text, Syntax::default()))
}

/// As [`eval_live`], for a file.
fn eval_file(cx: &mut Cx, engine: &Inner, file: Source) -> R {
    let hash = NamespaceSource::hash_text(&file.text);
    let name = file.path.clone();
    let text = engine.register(SourceText::new(file.path, file.text), hash);
    read_live(cx, &name, file_reader(text))
}

fn read_live(cx: &mut Cx, name: &str, reader: Reader) -> R {
    let core = |name: &str| VarName::new(*CORE, Symbol::simple(name));
    let bindings = vec![
        (core("*ns*"), Value::ns(cx.current_ns())),
        (core("*file*"), Value::string(name)),
    ];
    cx.with_bindings(bindings, |cx| eval_text(cx, reader, |_, _| Ok(())))
}

/// `load-file`.
pub(crate) fn load_file(cx: &mut Cx, engine: &Inner, path: &str) -> R {
    let source = engine.sources.read(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => Thrown::new(
            &class::FILE_NOT_FOUND,
            format!("{path} (No such file or directory)"),
        ),
        _ => Thrown::new(&class::IO_EXCEPTION, e.to_string()),
    })?;
    eval_file(cx, engine, source)
}

/// `load`: each path is a resource, absolute with a slash, else beside the current namespace.
pub(crate) fn load_resources(cx: &mut Cx, engine: &Inner, paths: Args) -> R {
    for path in paths {
        let Some(path) = path.as_str() else {
            let found = clutch_vm::convert::describe(&path);
            return Err(bad(format!(
                "a resource is named by a string, found {found}"
            )));
        };
        let resource = match path.strip_prefix('/') {
            Some(absolute) => absolute.to_string(),
            None => {
                let here = resource_of(cx.current_ns().name());
                match here.rsplit_once('/') {
                    Some((folder, _)) => format!("{folder}/{path}"),
                    None => path.to_string(),
                }
            }
        };
        let found = engine.sources.find(&resource);
        let found =
            found.map_err(|e| Thrown::new(&class::IO_EXCEPTION, format!("/{resource}: {e}")))?;
        let Some(source) = found else {
            return Err(Thrown::new(
                &class::FILE_NOT_FOUND,
                format!(
                    "Could not locate {resource}__init.class, {resource}.clj or {resource}.cljc \
                     on classpath."
                ),
            ));
        };
        let hash = NamespaceSource::hash_text(&source.text);
        cx.context.note_input(|| Some(Input::Text(resource, hash)));
        eval_file(cx, engine, source)?;
    }
    Ok(Value::NIL)
}
