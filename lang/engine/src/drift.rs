//! How what runs differs from the sources.

use crate::engine::Inner;
use crate::live::is_live;
use crate::reload::input_changed;
use crate::sources::resource_of;
use clutch_core::world::{Namespace, NamespaceSource, World};
use clutch_core::{Keyword, NsName, R, Symbol, Thrown, Value};
use clutch_vm::var::simple_map;

fn key(name: &str) -> Value {
    Value::keyword(Keyword::simple(name))
}

/// How a namespace that was loaded from a text differs from its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// The namespace.
    pub ns: NsName,
    /// Its source.
    pub file: FileState,
    /// Names that were defined live since the text was loaded, in alphabetical order.
    pub live: Vec<Symbol>,
}

/// How a source differs from what was loaded from it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileState {
    /// It has the same text.
    Same,
    /// It has another text.
    Changed,
    /// It is not there any more.
    Missing,
}

impl Drift {
    fn of(engine: &Inner, ns: &Namespace, source: &NamespaceSource) -> R<Drift> {
        let path = resource_of(ns.name.name());
        let found = engine.sources.find(&path);
        let found = found
            .map_err(|e| Thrown::new(&clutch_core::class::IO_EXCEPTION, format!("/{path}: {e}")))?;
        let file = match found {
            None => FileState::Missing,
            Some(text) if is_same(engine, ns, source, &text.text) => FileState::Same,
            Some(_) => FileState::Changed,
        };
        let live = ns.bindings.values().filter(|b| is_live(ns, b));
        let mut live: Vec<Symbol> = live.map(|b| b.var.name()).collect();
        live.sort_unstable();
        Ok(Drift {
            ns: ns.name,
            file,
            live,
        })
    }

    pub(crate) fn to_value(&self) -> Value {
        let file = key(match self.file {
            FileState::Same => "same",
            FileState::Changed => "changed",
            FileState::Missing => "no-file",
        });
        if self.live.is_empty() {
            return file;
        }
        let live = self.live.iter().copied().map(Value::symbol).collect();
        simple_map([(key("live"), Value::vector(live)), (key("file"), file)])
    }
}

/// How each namespace that was loaded from a text differs from it, in alphabetical order.
pub(crate) fn drift(engine: &Inner, world: &World) -> R<Vec<Drift>> {
    let mut list = Vec::new();
    for ns in world.namespaces() {
        if let Some(source) = &ns.source {
            list.push(Drift::of(engine, ns, source)?);
        }
    }
    list.sort_by_key(|d| d.ns);
    Ok(list)
}

fn is_same(engine: &Inner, ns: &Namespace, source: &NamespaceSource, text: &str) -> bool {
    let inputs = || ns.inputs.iter().any(|input| input_changed(engine, input));
    NamespaceSource::hash_text(text) == source.hash && !inputs()
}

/// The namespaces whose text on disk is another one than what was loaded, with the hash of it, and
/// those that were deleted, with `:deleted`.
pub(crate) fn changed(engine: &Inner, world: &World) -> R {
    let mut entries = Vec::new();
    for ns in world.namespaces() {
        let Some(source) = &ns.source else {
            continue;
        };
        let news = match engine.sources.find(&resource_of(ns.name.name())) {
            Ok(Some(text)) if !is_same(engine, ns, source, &text.text) => {
                let hash = NamespaceSource::hash_text(&text.text);
                Value::string(format!("{hash:016x}"))
            }
            Ok(None) if source.found && !ns.builtin => key("deleted"),
            // What cannot be read now may be readable the next time.
            _ => continue,
        };
        entries.push((Value::symbol(ns.name.symbol()), news));
    }
    Ok(simple_map(entries))
}
