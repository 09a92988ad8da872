//! `require` and its relatives: what an argument means, what must be loaded, loading it.
//!
//! A `require` that has something to load or change is one stage. A first load reads and parses
//! everything that the `ns` forms lead to before it evaluates anything, is done by one stage at a
//! time ([`crate::flight`]), and leaves no trace if it fails. A reload is planned in
//! [`crate::reload`] and uses [`load_lib`] for each namespace of the plan.

use crate::engine::Inner;
use crate::eval::eval_text;
use crate::flight::Claim;
use crate::ns_form;
use crate::plan::Cycle;
use crate::publish::rebase_stage;
use crate::sources::resource_of;
use crate::stage::{self, Request, SourceOf, Work};
use crate::{reload, stdlib};
use clutch_core::class::{self, EXCEPTION};
use clutch_core::coll::{List, Map, Vector};
use clutch_core::span::SourceText;
use clutch_core::world::cell::What;
use clutch_core::world::{CORE, NamespaceSource};
use clutch_core::{NsName, R, Symbol, Thrown, Value, VarName};
use clutch_natives::ns::{ReferFilter, add_alias, refer_into};
use clutch_syntax::{Syntax, parse_all};
use clutch_vm::context::StageState;
use clutch_vm::{Args, Cx, seq};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

/// A library with what its user wants of it.
#[derive(Debug, Default, Clone)]
struct LibSpec {
    lib: Option<NsName>,
    alias: Option<Symbol>,
    /// `:as-alias`: an alias without loading.
    alias_only: Option<Symbol>,
    refer: Option<ReferFilter>,
}

/// Words that count for all libraries of a `require`.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Flags {
    pub(crate) reload: bool,
    pub(crate) reload_all: bool,
    pub(crate) verbose: bool,
    /// Publish although links break.
    pub(crate) force_links: bool,
    /// Evaluate although nothing changed.
    pub(crate) force: bool,
}

// ---- arguments --------------------------------------------------------------------------------------

fn bad(message: impl Into<Box<str>>) -> Box<Thrown> {
    Thrown::new(&EXCEPTION, message)
}

fn parse(cx: &mut Cx, args: Args) -> R<(Vec<LibSpec>, Flags)> {
    let mut specs = Vec::new();
    let mut flags = Flags::default();
    for arg in args {
        if let Some(keyword) = arg.as_keyword() {
            match keyword.name() {
                "reload" => flags.reload = true,
                "reload-all" => flags.reload_all = true,
                "verbose" => flags.verbose = true,
                "break" => flags.force_links = true,
                "force" => flags.force = true,
                "require" => {}
                _ => {
                    return Err(bad(format!("Unsupported option(s) supplied: {keyword}")));
                }
            }
        } else {
            parse_spec(cx, &arg, None, &mut specs)?;
        }
    }
    Ok((specs, flags))
}

fn parse_spec(cx: &mut Cx, arg: &Value, prefix: Option<&str>, out: &mut Vec<LibSpec>) -> R<()> {
    if let Some(symbol) = arg.as_symbol() {
        out.push(LibSpec {
            lib: Some(lib_name(symbol, prefix)?),
            ..LibSpec::default()
        });
        return Ok(());
    }
    if arg.get::<Vector>().is_none() && arg.get::<List>().is_none() {
        let found = clutch_vm::convert::describe(arg);
        return Err(bad(format!(
            "a library is named by a symbol, found {found}"
        )));
    }
    let items = seq::to_vec(cx, arg.clone())?;
    let Some((name, rest)) = items.split_first() else {
        return Err(bad("prefix cannot be nil"));
    };
    let Some(symbol) = name.as_symbol() else {
        let found = clutch_vm::convert::describe(name);
        return Err(bad(format!(
            "a library is named by a symbol, found {found}"
        )));
    };
    let options = rest.first().is_none_or(|o| o.as_keyword().is_some());
    if options && (arg.get::<Vector>().is_some() || prefix.is_some()) {
        out.push(parse_options(cx, lib_name(symbol, prefix)?, rest)?);
        return Ok(());
    }
    if prefix.is_some() {
        return Err(bad(format!("prefix lists cannot be nested: {symbol}")));
    }
    let prefix = symbol.to_string();
    for item in rest {
        parse_spec(cx, item, Some(&prefix), out)?;
    }
    Ok(())
}

fn lib_name(symbol: Symbol, prefix: Option<&str>) -> R<NsName> {
    match prefix {
        None => Ok(NsName::from(symbol)),
        Some(prefix) if symbol.name().contains('.') => Err(bad(format!(
            "Found lib name '{symbol}' containing period with prefix '{prefix}'.  lib names \
             inside prefix lists must not contain periods"
        ))),
        Some(prefix) => Ok(NsName::new(&format!("{prefix}.{symbol}"))),
    }
}

fn parse_options(cx: &mut Cx, lib: NsName, options: &[Value]) -> R<LibSpec> {
    let mut spec = LibSpec {
        lib: Some(lib),
        ..LibSpec::default()
    };
    let mut filter = ReferFilter::default();
    let mut refers = false;
    for pair in options.chunks(2) {
        let value = pair.get(1).cloned().unwrap_or_default();
        match pair[0].as_keyword().map(|k| k.name()) {
            Some("as") => spec.alias = value.as_symbol(),
            Some("as-alias") => spec.alias_only = value.as_symbol(),
            Some("refer" | "only") => {
                refers = true;
                if value.as_keyword().is_none_or(|k| k.name() != "all") {
                    filter.only = Some(symbols(cx, value)?);
                }
            }
            Some("exclude") => filter.exclude = symbols(cx, value)?,
            Some("rename") => {
                if let Some(map) = value.get::<Map>() {
                    for entry in map.iter() {
                        if let (Some(a), Some(b)) = (entry.0.as_symbol(), entry.1.as_symbol()) {
                            filter.rename.push((a, b));
                        }
                    }
                }
            }
            _ => {
                let shown = clutch_vm::print::pr_str(cx, &pair[0])?;
                return Err(bad(format!("Unsupported option(s) supplied: {shown}")));
            }
        }
    }
    // Renaming alone refers to the renamed names.
    if !refers && !filter.rename.is_empty() {
        refers = true;
        filter.only = Some(filter.rename.iter().map(|(there, _)| *there).collect());
    }
    if refers {
        spec.refer = Some(filter);
    }
    Ok(spec)
}

fn symbols(cx: &mut Cx, coll: Value) -> R<Vec<Symbol>> {
    let items = seq::to_vec(cx, coll)?;
    items
        .iter()
        .map(|v| {
            v.as_symbol()
                .ok_or_else(|| bad(":only/:refer value must be a sequential collection of symbols"))
        })
        .collect()
}

// ---- require -------------------------------------------------------------------------------------------

/// `require` with its arguments.
pub(crate) fn require(cx: &mut Cx, engine: &Inner, args: Args) -> R {
    let (specs, flags) = parse(cx, args)?;
    if specs.is_empty() {
        return Err(bad("Nothing specified to load"));
    }
    let names: Vec<NsName> = specs.iter().filter_map(|s| s.lib).collect();
    let reloads = flags.reload || flags.reload_all;
    if !reloads && nothing_to_do(cx, &specs) {
        return Ok(Value::NIL);
    }
    let shown: Vec<String> = names.iter().map(ToString::to_string).collect();
    let request = Request {
        what: format!(
            "{} {}",
            if reloads { "reload" } else { "require" },
            shown.join(" ")
        ),
        force_links: flags.force_links,
    };
    stage::run(cx, engine, request, |cx| {
        load_specs(cx, engine, &specs, flags)?;
        for spec in &specs {
            apply(cx, spec)?;
        }
        Ok(())
    })?;
    Ok(Value::NIL)
}

fn load_specs(cx: &mut Cx, engine: &Inner, specs: &[LibSpec], flags: Flags) -> R<()> {
    let reloads = flags.reload || flags.reload_all;
    if reloads {
        let names: Vec<NsName> = specs.iter().filter_map(|s| s.lib).collect();
        reload::plan(cx, engine, &names, flags)?;
    }
    for spec in specs {
        let lib = spec.lib.expect("parsed specs name a library");
        let loads = spec.alias_only.is_none() || spec.alias.is_some() || spec.refer.is_some();
        if loads {
            load_lib(cx, engine, lib)?;
        }
    }
    if reloads {
        reload::finish(cx, engine)?;
    }
    Ok(())
}

/// The work of `(stage lib …)`: a reload in the stage that the context is in. Gives its name.
pub(crate) fn reload_in_stage(cx: &mut Cx, engine: &Inner, args: Args) -> R<String> {
    let (specs, mut flags) = parse(cx, args)?;
    flags.reload = true;
    load_specs(cx, engine, &specs, flags)?;
    let names = specs.iter().filter_map(|s| s.lib);
    let names: Vec<String> = names.map(|n| n.to_string()).collect();
    Ok(format!("reload {}", names.join(" ")))
}

/// Whether everything is loaded and named as wanted: the usual case of a repeated `require`.
fn nothing_to_do(cx: &mut Cx, specs: &[LibSpec]) -> bool {
    let here = cx.current_ns();
    if let Some(stage) = cx.context.stage()
        && specs
            .iter()
            .any(|s| s.lib.is_some_and(|l| Work::of(stage).is_pending(l)))
    {
        return false;
    }
    let world = cx.context.world();
    let home = world.namespace(here);
    specs.iter().all(|spec| {
        let lib = spec.lib.expect("parsed specs name a library");
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
    let lib = spec.lib.expect("parsed specs name a library");
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
                    rebase_stage(cx, &stage, newest)?;
                    continue;
                }
                break;
            }
            Claim::Landed => rebase_stage(cx, &stage, engine.cell.current())?,
            Claim::Busy => cx.poll()?,
        }
    }
    if let Err(circle) = work.begin(lib) {
        let cycle = Cycle(circle);
        return Err(bad(format!("Cyclic load dependency: {cycle}")));
    }
    let result = evaluate(cx, engine, &stage, lib);
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
            let parts = w.namespaces().filter(|n| n.home == Some(lib));
            let parts: Vec<NsName> = parts.map(|n| n.name).collect();
            let mut kept = w.clear_namespace(lib);
            for part in parts {
                kept.extend(w.clear_namespace(part));
            }
            kept
        })?;
        stage.park(kept);
    }
    let file = source.text.1.name.clone();
    let core = |name: &str| VarName::new(*CORE, Symbol::simple(name));
    let mut bindings = vec![
        (core("*ns*"), Value::ns(cx.current_ns())),
        (core("*file*"), Value::string(file)),
    ];
    for name in ["*warn-on-reflection*", "*unchecked-math*", "*data-readers*"] {
        if let Some(value) = cx.dynamic("clojure.core", name) {
            bindings.push((core(name), value));
        }
    }
    let mut parts = BTreeSet::new();
    cx.with_bindings(bindings, |cx| {
        let before = cx.current_ns();
        eval_text(cx, source.text.clone(), |cx, forms| {
            work.forms_done(forms);
            parts.insert(cx.current_ns());
            Ok(())
        })?;
        parts.remove(&before);
        Ok(())
    })?;
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
        generation: cx.context.world().generation() + 1,
    });
    cx.context.change(What::Register, |w| {
        w.edit_namespace(lib, |n| n.source = Some(record.clone()));
        for part in &parts {
            let own = w.namespace(*part);
            if own.is_some_and(|n| n.source.is_none() && !n.builtin) {
                w.edit_namespace(*part, |n| n.home = Some(lib));
            }
        }
    })
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
    let forms = parse_all(&text.1.text, text.0, &Syntax::default()).map_err(|mut errors| {
        let first = errors.remove(0);
        first.into_thrown()
    })?;
    let header = ns_form::header(&text.1.text, &forms);
    let source = SourceOf {
        text,
        hash,
        requires: header.requires,
    };
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
    let core = |name: &str| VarName::new(*CORE, Symbol::simple(name));
    let bindings = vec![
        (core("*ns*"), Value::ns(cx.current_ns())),
        (core("*file*"), Value::string(name)),
    ];
    cx.with_bindings(bindings, |cx| eval_text(cx, text, |_, _| Ok(())))
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
    eval_live(cx, engine, &source.path, &source.text)
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
        eval_live(cx, engine, &source.path, &source.text)?;
    }
    Ok(Value::NIL)
}
