//! How what runs differs from the sources.

use crate::engine::Inner;
use crate::live::is_live;
use crate::reload::{self, input_changed};
use crate::sources::resource_of;
use clutch_core::world::{Namespace, NamespaceSource, World};
use clutch_core::{Keyword, R, Thrown, Value};
use clutch_vm::var::simple_map;

fn key(name: &str) -> Value {
    Value::keyword(Keyword::simple(name))
}

/// A map from the name of each namespace that was loaded from a text to how it differs.
pub(crate) fn drift(engine: &Inner, world: &World) -> R {
    let mut entries = Vec::new();
    for ns in world.namespaces() {
        if let Some(source) = &ns.source {
            let value = state(engine, ns, source)?;
            entries.push((Value::symbol(ns.name.symbol()), value));
        }
    }
    entries.sort_by_key(|(name, _)| name.as_symbol());
    Ok(simple_map(entries))
}

fn state(engine: &Inner, ns: &Namespace, source: &NamespaceSource) -> R {
    let path = resource_of(ns.name.name());
    let found = engine.sources.find(&path);
    let found = found
        .map_err(|e| Thrown::new(&clutch_core::class::IO_EXCEPTION, format!("/{path}: {e}")))?;
    let file = match found {
        None => key("no-file"),
        Some(text) if is_same(engine, ns, source, &text.text) => key("same"),
        Some(_) => key("changed"),
    };
    let mut live: Vec<_> = ns
        .bindings
        .values()
        .filter(|b| is_live(ns, b))
        .map(|b| b.var.name())
        .collect();
    if live.is_empty() {
        return Ok(file);
    }
    live.sort_unstable();
    let live = live.into_iter().map(Value::symbol).collect();
    Ok(simple_map([
        (key("live"), Value::vector(live)),
        (key("file"), file),
    ]))
}

fn is_same(engine: &Inner, ns: &Namespace, source: &NamespaceSource, text: &str) -> bool {
    let inputs = || ns.inputs.iter().any(|input| input_changed(engine, input));
    NamespaceSource::hash_text(text) == source.hash && !inputs()
}

/// The namespaces whose text on disk is another one than what was loaded, with the hash of it, and
/// those that were deleted, with `:deleted`.
pub(crate) fn changed(engine: &Inner, world: &World) -> R {
    let deleted = reload::deleted(engine, world).into_iter();
    let deleted = deleted.map(|ns| (Value::symbol(ns.symbol()), key("deleted")));
    let mut entries: Vec<(Value, Value)> = deleted.collect();
    for ns in world.namespaces() {
        let Some(source) = &ns.source else {
            continue;
        };
        // What cannot be read now may be readable the next time.
        let Ok(Some(text)) = engine.sources.find(&resource_of(ns.name.name())) else {
            continue;
        };
        if !is_same(engine, ns, source, &text.text) {
            let hash = NamespaceSource::hash_text(&text.text);
            let hash = Value::string(format!("{hash:016x}"));
            entries.push((Value::symbol(ns.name.symbol()), hash));
        }
    }
    Ok(simple_map(entries))
}
