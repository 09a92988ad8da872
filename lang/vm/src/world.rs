//! Worlds as data: what `get`, `assoc`, `seq` and `count` mean for worlds and namespaces.
//!
//! A world is a map from symbols to namespaces, a namespace a map from symbols to values.
//! Changing one gives a draft, a world that nobody sees until `publish!`.

use crate::cx::Cx;
use crate::var::simple_map;
use clutch_core::world::{Binding, Definition, Namespace, Stamp, World, WorldValue};
use clutch_core::{Keyword, NsName, R, Symbol, Thrown, Value, VarName, View};
use std::sync::Arc;

fn part(value: WorldValue) -> Value {
    Value::new(value)
}

fn symbol_key(key: &Value) -> R<Symbol> {
    key.as_symbol().ok_or_else(|| {
        Thrown::illegal_argument(format!(
            "The keys of worlds and namespaces are symbols, got {}",
            crate::convert::describe(key)
        ))
    })
}

/// The value of a key, if there is one.
pub fn get(cx: &mut Cx, w: &WorldValue, key: &Value) -> R<Option<Value>> {
    match w {
        WorldValue::World(world) => {
            let name = key.as_symbol().map(NsName::from);
            let ns = name.and_then(|n| world.namespace(n));
            Ok(ns.map(|ns| part(WorldValue::Namespace(ns.clone()))))
        }
        WorldValue::Namespace(ns) => {
            let name = key.as_symbol();
            match name.and_then(|n| ns.binding(n)) {
                Some(binding) => cx.binding_value(&binding.clone()).map(Some),
                None => Ok(None),
            }
        }
        WorldValue::Binding(binding) => {
            let map = binding_map(cx, binding)?;
            let key = key.clone();
            let found = crate::assoc::get_or(cx, &map, &key, Value::DONE)?;
            Ok((found.tag() != clutch_core::Tag::Done).then_some(found))
        }
    }
}

/// `assoc`: a namespace in a world, a value in a namespace.
pub fn assoc(w: &WorldValue, key: &Value, value: Value) -> R {
    let name = symbol_key(key)?;
    match w {
        WorldValue::World(world) => {
            let View::World(WorldValue::Namespace(ns)) = value.view() else {
                return Err(Thrown::illegal_argument(format!(
                    "The values of worlds are namespaces, got {}",
                    crate::convert::describe(&value)
                )));
            };
            let ns = named(ns, NsName::from(name), world);
            let mut draft = world.edit();
            draft.put_namespace(ns);
            Ok(part(WorldValue::World(Arc::new(draft))))
        }
        WorldValue::Namespace(ns) => {
            let var = VarName::new(ns.name, name);
            let binding = match ns.binding(name) {
                Some(old) => old.with_value(value),
                None => Binding::new(var, value),
            };
            let mut ns = (**ns).clone();
            ns.put(Arc::new(binding));
            Ok(part(WorldValue::Namespace(Arc::new(ns))))
        }
        WorldValue::Binding(_) => Err(Thrown::unsupported("a definition cannot be changed")),
    }
}

/// The namespace as it goes into a world: new definitions get the next generation, and under
/// another name they become those of that name.
fn named(ns: &Arc<Namespace>, name: NsName, world: &World) -> Arc<Namespace> {
    let generation = Stamp::known(world.generation() + 1);
    let mut copy = (**ns).clone();
    for (symbol, binding) in ns.bindings.iter() {
        if ns.name == name {
            let known = world.binding(binding.var);
            if !known.is_some_and(|b| Arc::ptr_eq(b, binding)) {
                let stamped = binding.with_generation(generation.clone());
                copy.put(Arc::new(stamped));
            }
        } else {
            let mut definition = Definition::new(VarName::new(name, *symbol), Value::NIL);
            definition.value = binding.value().cloned();
            definition.meta = binding.meta().cloned().unwrap_or_default();
            definition.flags = binding.flags;
            definition.span = binding.span;
            definition.links = binding.links.clone();
            let renamed = definition.into_binding(generation.clone());
            copy.put(Arc::new(renamed));
        }
    }
    if ns.name != name {
        copy.name = name;
        copy.source = None;
    }
    Arc::new(copy)
}

/// `dissoc`: a world without a namespace, a namespace without a definition.
pub fn dissoc(w: &WorldValue, key: &Value) -> R {
    let Some(name) = key.as_symbol() else {
        return Ok(part(w.clone()));
    };
    match w {
        WorldValue::World(world) => {
            let mut draft = world.edit();
            draft.remove_namespace(NsName::from(name));
            Ok(part(WorldValue::World(Arc::new(draft))))
        }
        WorldValue::Namespace(ns) => {
            let mut ns = (**ns).clone();
            ns.remove(name);
            Ok(part(WorldValue::Namespace(Arc::new(ns))))
        }
        WorldValue::Binding(_) => Err(Thrown::unsupported("a definition cannot be changed")),
    }
}

/// `count`.
pub fn count(w: &WorldValue) -> usize {
    match w {
        WorldValue::World(world) => world.namespaces().count(),
        WorldValue::Namespace(ns) => ns.bindings.len(),
        WorldValue::Binding(_) => 7,
    }
}

/// The entries, sorted by name.
pub fn entries(cx: &mut Cx, w: &WorldValue) -> R<Vec<(Value, Value)>> {
    match w {
        WorldValue::World(world) => {
            let mut all: Vec<&Arc<Namespace>> = world.namespaces().collect();
            all.sort_unstable_by_key(|n| n.name);
            let entry = |n: &Arc<Namespace>| {
                let value = part(WorldValue::Namespace(n.clone()));
                (Value::symbol(n.name.symbol()), value)
            };
            Ok(all.into_iter().map(entry).collect())
        }
        WorldValue::Namespace(ns) => {
            let mut all: Vec<&Arc<Binding>> = ns.bindings.values().collect();
            all.sort_unstable_by_key(|b| b.var.name());
            let all: Vec<Arc<Binding>> = all.into_iter().cloned().collect();
            let mut entries = Vec::with_capacity(all.len());
            for binding in all {
                let value = cx.binding_value(&binding)?;
                entries.push((Value::symbol(binding.var.name()), value));
            }
            Ok(entries)
        }
        WorldValue::Binding(binding) => {
            let map = binding_map(cx, binding)?;
            let map = map.get::<clutch_core::coll::Map>();
            let entries = map.into_iter().flat_map(clutch_core::coll::Map::iter);
            Ok(entries.map(|e| (e.0.clone(), e.1.clone())).collect())
        }
    }
}

/// Hash that agrees with [`equal`].
pub fn hash(w: &WorldValue) -> u32 {
    match w {
        WorldValue::World(world) => (world.id() ^ world.id() >> 32) as u32,
        WorldValue::Namespace(ns) => ns.name.data().hash,
        WorldValue::Binding(binding) => binding.var.slot(),
    }
}

/// Whether two are equal: the identical world, or a namespace with the same definitions.
pub fn equal(a: &WorldValue, b: &WorldValue) -> bool {
    let same = |a: &Namespace, b: &Namespace| {
        a.name == b.name
            && a.bindings.len() == b.bindings.len()
            && a.bindings
                .iter()
                .all(|(s, x)| b.binding(*s).is_some_and(|y| Arc::ptr_eq(x, y)))
    };
    match (a, b) {
        (WorldValue::World(a), WorldValue::World(b)) => a.id() == b.id(),
        (WorldValue::Namespace(a), WorldValue::Namespace(b)) => Arc::ptr_eq(a, b) || same(a, b),
        (WorldValue::Binding(a), WorldValue::Binding(b)) => Arc::ptr_eq(a, b),
        _ => false,
    }
}

/// Text for printing: `#world[12]`, `#namespace[app.core]`, `#binding[app.core/f]`.
pub fn show(w: &WorldValue) -> String {
    match w {
        WorldValue::World(world) if world.is_draft() => {
            format!("#world[draft of {}]", world.generation())
        }
        WorldValue::World(world) => format!("#world[{}]", world.generation()),
        WorldValue::Namespace(ns) => format!("#namespace[{}]", ns.name),
        WorldValue::Binding(binding) => format!("#binding[{}]", binding.var),
    }
}

/// A definition as a map.
pub fn binding_map(cx: &mut Cx, binding: &Arc<Binding>) -> R {
    let key = |name: &str| Value::keyword(Keyword::simple(name));
    let value = cx.binding_value(binding)?;
    let meta = match binding.meta() {
        Some(meta) => meta.clone(),
        None => cx.host().fill_meta(cx, binding)?,
    };
    let mut entries = vec![
        (key("name"), Value::symbol(binding.var.symbol())),
        (key("value"), value),
        (key("meta"), meta),
        (
            key("generation"),
            Value::int(binding.generation.get() as i64),
        ),
    ];
    if let Some(text) = binding.span.text() {
        let (line, column) = text.line_column(binding.span.start);
        entries.push((key("file"), Value::string(text.name.as_str())));
        entries.push((key("line"), Value::int(i64::from(line))));
        entries.push((key("column"), Value::int(i64::from(column))));
    }
    Ok(simple_map(entries))
}

/// A world value of a world.
pub fn value_of(world: Arc<World>) -> Value {
    part(WorldValue::World(world))
}
