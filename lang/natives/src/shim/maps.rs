//! Mutable maps and sets of `java.util`.

use super::lists::initial;
use super::{Held, members};
use crate::bridge::vector;
use clutch_core::coll::{Map, SortedMap, simple_hash};
use clutch_core::object::{HostData, HostShape};
use clutch_core::{R, TypeInfo, Value, View};
use clutch_vm::class::host as h;
use clutch_vm::{Args, Cx, assoc};
use std::collections::BTreeMap;

/// Entries of a map.
enum Entries {
    /// A map or sorted map of the language.
    Map(Value),
    /// In the order of insertion: key to place, place to key and value.
    Linked {
        places: Value,
        entries: BTreeMap<i64, (Value, Value)>,
        next: i64,
    },
}

impl Entries {
    fn linked() -> Entries {
        Entries::Linked {
            places: Value::new(Map::new()),
            entries: BTreeMap::new(),
            next: 0,
        }
    }

    fn get(&self, cx: &mut Cx, key: &Value) -> R<Option<Value>> {
        match self {
            Entries::Map(m) => {
                if assoc::contains(cx, m, key)? {
                    assoc::get(cx, m, key).map(Some)
                } else {
                    Ok(None)
                }
            }
            Entries::Linked {
                places, entries, ..
            } => {
                let place = assoc::get(cx, places, key)?.as_int();
                Ok(place.and_then(|p| entries.get(&p)).map(|(_, v)| v.clone()))
            }
        }
    }

    fn put(&mut self, cx: &mut Cx, key: Value, value: Value) -> R<()> {
        match self {
            Entries::Map(m) => {
                // `assoc` takes the map, so where it may fail a copy is kept, at the price of
                // not working in place.
                let safe = m.get::<Map>().is_some() && simple_hash(&key).is_some();
                let kept = (!safe).then(|| m.clone());
                match assoc::assoc(cx, m.take(), key, value) {
                    Ok(new) => *m = new,
                    Err(e) => {
                        *m = kept.unwrap_or_else(|| Value::new(Map::new_hash()));
                        return Err(e);
                    }
                }
            }
            Entries::Linked {
                places,
                entries,
                next,
            } => match assoc::get(cx, places, &key)?.as_int() {
                Some(place) => {
                    if let Some(entry) = entries.get_mut(&place) {
                        entry.1 = value;
                    }
                }
                None => {
                    let old = places.take();
                    *places = assoc::assoc(cx, old, key.clone(), Value::int(*next))?;
                    entries.insert(*next, (key, value));
                    *next += 1;
                }
            },
        }
        Ok(())
    }

    fn remove(&mut self, cx: &mut Cx, key: &Value) -> R<()> {
        match self {
            Entries::Map(m) => *m = assoc::dissoc(cx, m.clone(), key)?,
            Entries::Linked {
                places, entries, ..
            } => {
                if let Some(place) = assoc::get(cx, places, key)?.as_int() {
                    entries.remove(&place);
                    let old = places.take();
                    *places = assoc::dissoc(cx, old, key)?;
                }
            }
        }
        Ok(())
    }

    fn clear(&mut self) {
        *self = match self {
            Entries::Linked { .. } => Entries::linked(),
            Entries::Map(m) => Entries::Map(match m.get::<SortedMap>() {
                Some(sorted) => sorted_map(sorted.comparator.clone()),
                None => Value::new(Map::new_hash()),
            }),
        };
    }

    fn len(&self) -> usize {
        match self {
            Entries::Map(m) => match m.view() {
                View::Map(m) => m.count(),
                View::SortedMap(m) => m.count(),
                _ => 0,
            },
            Entries::Linked { entries, .. } => entries.len(),
        }
    }

    fn snapshot(&self) -> Value {
        match self {
            Entries::Map(m) => m.clone(),
            Entries::Linked { entries, .. } => {
                Value::new(Map::from_distinct(entries.values().cloned().collect()))
            }
        }
    }
}

fn sorted_map(comparator: Value) -> Value {
    Value::new(SortedMap::new(comparator))
}

/// A mutable map.
pub(super) struct JavaMap(Held<Entries>);

impl JavaMap {
    /// Replaces the value of a key by what `f` makes of it (none removes the key); gives what else
    /// `f` gives. `f` must not use the map.
    pub(super) fn change(
        &self,
        cx: &mut Cx,
        key: Value,
        f: impl FnOnce(&mut Cx, Option<Value>) -> R<(Option<Value>, Value)>,
    ) -> R {
        self.0.with(cx, |cx, entries| {
            let old = entries.get(cx, &key)?;
            let (new, result) = f(cx, old)?;
            match new {
                Some(new) => entries.put(cx, key, new)?,
                None => entries.remove(cx, &key)?,
            }
            Ok(result)
        })
    }

    pub(super) fn clear(&self, cx: &mut Cx) -> R<()> {
        self.0.with(cx, |_, entries| {
            entries.clear();
            Ok(())
        })
    }
}

impl HostData for JavaMap {
    fn shape(&self) -> HostShape {
        HostShape::Map
    }
    fn items(&self) -> Option<Value> {
        self.0.peek(|e| e.snapshot())
    }
    fn count(&self) -> Option<usize> {
        self.0.peek(|e| e.len())
    }
    fn held(&self) -> Vec<Value> {
        self.0.try_peek(|e| e.snapshot()).into_iter().collect()
    }
}

/// A mutable set: the keys of a map, or a sorted set.
pub(super) struct JavaSet(Held<Entries>);

impl JavaSet {
    pub(super) fn add(&self, cx: &mut Cx, x: Value) -> R<bool> {
        self.0.with(cx, |cx, entries| {
            let fresh = entries.get(cx, &x)?.is_none();
            if fresh {
                entries.put(cx, x, Value::TRUE)?;
            }
            Ok(fresh)
        })
    }

    pub(super) fn remove(&self, cx: &mut Cx, x: &Value) -> R<bool> {
        self.0.with(cx, |cx, entries| {
            let there = entries.get(cx, x)?.is_some();
            if there {
                entries.remove(cx, x)?;
            }
            Ok(there)
        })
    }

    pub(super) fn clear(&self, cx: &mut Cx) -> R<()> {
        self.0.with(cx, |_, entries| {
            entries.clear();
            Ok(())
        })
    }
}

impl HostData for JavaSet {
    fn shape(&self) -> HostShape {
        HostShape::Set
    }
    fn items(&self) -> Option<Value> {
        self.0.peek(|e| {
            let keys: Vec<Value> = match e {
                Entries::Map(m) => match m.view() {
                    View::Map(m) => m.iter().map(|(k, _)| k.clone()).collect(),
                    View::SortedMap(m) => m.iter().map(|(k, _)| k.clone()).collect(),
                    _ => Vec::new(),
                },
                Entries::Linked { entries, .. } => {
                    entries.values().map(|(k, _)| k.clone()).collect()
                }
            };
            vector(keys)
        })
    }
    fn count(&self) -> Option<usize> {
        self.0.peek(|e| e.len())
    }
    fn held(&self) -> Vec<Value> {
        self.0.try_peek(|e| e.snapshot()).into_iter().collect()
    }
}

fn new_map(cx: &mut Cx, class: &'static TypeInfo, mut entries: Entries, from: Option<Value>) -> R {
    for entry in initial(cx, from)? {
        let (key, value) = (
            super::object::part(&entry, 0)?,
            super::object::part(&entry, 1)?,
        );
        entries.put(cx, key, value)?;
    }
    Ok(Value::host(class, JavaMap(Held::new(entries))))
}

fn new_set(cx: &mut Cx, class: &'static TypeInfo, mut entries: Entries, from: Option<Value>) -> R {
    for x in initial(cx, from)? {
        entries.put(cx, x, Value::TRUE)?;
    }
    Ok(Value::host(class, JavaSet(Held::new(entries))))
}

fn hashed() -> Entries {
    Entries::Map(Value::new(Map::new_hash()))
}

/// A comparator, if the argument is one and not a collection.
pub(super) fn as_comparator(v: &Option<Value>) -> Option<Value> {
    let v = v.as_ref()?;
    matches!(
        v.view(),
        View::Closure(_) | View::Native(_) | View::NativeClosure(_) | View::Instance(_)
    )
    .then(|| v.clone())
}

members! {
    "java.util.HashMap" {
        fn new_hash_map "new" (cx: &mut Cx, from: Option<Value>, _load: Option<f64>) -> R { new_map(cx, &h::HASH_MAP, hashed(), from) }
    }
    "java.util.LinkedHashMap" {
        fn new_linked_hash_map "new" (cx: &mut Cx, from: Option<Value>) -> R { new_map(cx, &h::LINKED_HASH_MAP, Entries::linked(), from) }
    }
    "java.util.TreeMap" {
        fn new_tree_map "new" (cx: &mut Cx, from: Option<Value>) -> R {
            let order = as_comparator(&from);
            let from = if order.is_some() { None } else { from };
            new_map(cx, &h::TREE_MAP, Entries::Map(sorted_map(order.unwrap_or_default())), from)
        }
    }
    "java.util.concurrent.ConcurrentHashMap" {
        fn new_concurrent_map "new" (cx: &mut Cx, from: Option<Value>) -> R { new_map(cx, &h::CONCURRENT_HASH_MAP, hashed(), from) }
        fn new_key_set "newKeySet" (cx: &mut Cx) -> R { new_set(cx, &h::HASH_SET, hashed(), None) }
    }
    "java.util.IdentityHashMap" {
        fn new_identity_map "new" (cx: &mut Cx) -> R { new_map(cx, &h::IDENTITY_HASH_MAP, hashed(), None) }
    }
    "java.util.WeakHashMap" {
        fn new_weak_map "new" (cx: &mut Cx) -> R { new_map(cx, &h::WEAK_HASH_MAP, hashed(), None) }
    }
    "java.util.Properties" {
        fn new_properties "new" (cx: &mut Cx) -> R { new_map(cx, &h::PROPERTIES, hashed(), None) }
        fn properties_get ".getProperty" (cx: &mut Cx, m: &Value, key: &Value, default: Option<Value>) -> R {
            assoc::get_or(cx, m, key, default.unwrap_or_default())
        }
        fn properties_set ".setProperty" (cx: &mut Cx, m: &Value, key: Value, value: Value) -> R {
            super::instance_call(cx, m.clone(), "put", smallvec::smallvec![key, value])
        }
    }
    "java.util.HashSet" {
        fn new_hash_set "new" (cx: &mut Cx, from: Option<Value>) -> R { new_set(cx, &h::HASH_SET, hashed(), from) }
    }
    "java.util.LinkedHashSet" {
        fn new_linked_hash_set "new" (cx: &mut Cx, from: Option<Value>) -> R { new_set(cx, &h::LINKED_HASH_SET, Entries::linked(), from) }
    }
    "java.util.TreeSet" {
        fn new_tree_set "new" (cx: &mut Cx, from: Option<Value>) -> R {
            let order = as_comparator(&from);
            let from = if order.is_some() { None } else { from };
            new_set(cx, &h::TREE_SET, Entries::Map(sorted_map(order.unwrap_or_default())), from)
        }
    }
    "java.util.Set" {
        fn set_of "of" (cx: &mut Cx, items: Args) -> R { assoc::set_literal(cx, items.into_vec()) }
    }
    "java.util.Map" {
        fn map_of "of" (cx: &mut Cx, items: Args) -> R { assoc::map_literal(cx, items.into_vec()) }
        fn map_entry "entry" (key: Value, value: Value) -> Value { Value::map_entry(key, value) }
    }
}
