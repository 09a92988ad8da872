//! Generic access by key or index: `get`, `nth`, `contains?`, `find`, `assoc`, `dissoc`, for every
//! kind of collection, with the reference's answers and errors for everything else.
//!
//! Maps and sets are asked by key, vectors, entries, strings and arrays by index, records by
//! field, instances of user types through the methods of the interface that they implement. Functions that
//! change a collection own it, and work in place if nobody else holds it.

use crate::class::{class_of, host as h};
use crate::convert::to_int;
use crate::cx::Cx;
use crate::dispatch::interface_method;
use crate::native::Args;
use crate::{record, seq, shape};
use clutch_core::class as classes;
use clutch_core::coll::{Cursor, Map, MapEntry, Set, SortedMap, Transient, Vector};
use clutch_core::error::Exception;
use clutch_core::object::HostShape;
use clutch_core::seq::Range;
use clutch_core::state::{Promise, PromiseState};
use clutch_core::{R, Shared, Tag, Thrown, Value, View};

/// `get`: the value of a key, or nil.
#[inline]
pub fn get(cx: &mut Cx, coll: &Value, key: &Value) -> R {
    if let Some(m) = coll.get::<Map>() {
        return Ok(m.get(cx, key)?.cloned().unwrap_or_default());
    }
    if let Some(coll) = shape::current(cx, coll)? {
        return get(cx, &coll, key);
    }
    match coll.view() {
        View::Nil => Ok(Value::NIL),
        View::Instance(_) if seq::as_record(coll).is_none() => {
            match interface_method(cx, coll, "valAt")? {
                Some(method) => cx.call2(&method, coll.clone(), key.clone()),
                None => instance_get(cx, coll, key, Value::NIL),
            }
        }
        _ => Ok(lookup(cx, coll, key)?.unwrap_or_default()),
    }
}

/// `get` with the value to give if the key is absent.
#[inline]
pub fn get_or(cx: &mut Cx, coll: &Value, key: &Value, default: Value) -> R {
    if let Some(m) = coll.get::<Map>() {
        return Ok(m.get(cx, key)?.cloned().unwrap_or(default));
    }
    if let Some(coll) = shape::current(cx, coll)? {
        return get_or(cx, &coll, key, default);
    }
    match coll.view() {
        View::Instance(_) if seq::as_record(coll).is_none() => {
            match interface_method(cx, coll, "valAt")? {
                Some(method) => cx.call3(&method, coll.clone(), key.clone(), default),
                None => instance_get(cx, coll, key, default),
            }
        }
        _ => Ok(lookup(cx, coll, key)?.unwrap_or(default)),
    }
}

/// `get` on an instance that has no `valAt`: user types of sets and of host maps.
fn instance_get(cx: &mut Cx, coll: &Value, key: &Value, default: Value) -> R {
    if let Some(method) = interface_method(cx, coll, "contains")? {
        let has = cx.call2(&method, coll.clone(), key.clone())?;
        if !has.truthy() {
            return Ok(default);
        }
    }
    match interface_method(cx, coll, "get")? {
        Some(method) => cx.call2(&method, coll.clone(), key.clone()),
        None => Ok(default),
    }
}

/// The value of a key in anything but instances without fields; none where there is none.
fn lookup(cx: &mut Cx, coll: &Value, key: &Value) -> R<Option<Value>> {
    let found = match coll.view() {
        View::Map(m) => m.get(cx, key)?,
        View::Set(s) => s.get(cx, key)?,
        View::SortedMap(m) => m.get(cx, key)?,
        View::SortedSet(s) => s.get(cx, key)?,
        View::Vector(v) => index_key(key).and_then(|i| v.nth(i)),
        View::MapEntry(e) => index_key(key).and_then(|i| entry_nth(e, i)),
        View::Instance(i) => record::get(cx, i, key)?,
        View::Transient(t) => {
            let inner = t.peek()?;
            return lookup(cx, &inner, key);
        }
        View::World(w) => return crate::world::get(cx, w, key),
        View::Str(s) => {
            let i = number_index(key);
            return Ok(i.and_then(|i| s.nth(i)).map(Value::char));
        }
        View::Array(a) => {
            let i = number_index(key);
            return Ok(i.and_then(|i| a.items.lock().get(i).cloned()));
        }
        View::Host(host) => {
            return match (host.data.shape(), host.data.items()) {
                (HostShape::Set, Some(items)) => element_equal_to(cx, &items, key),
                (_, Some(items)) if matches!(items.tag(), Tag::Map | Tag::Set | Tag::SortedMap) => {
                    lookup(cx, &items, key)
                }
                _ => Ok(None),
            };
        }
        _ => None,
    };
    Ok(found.cloned())
}

/// The element of a mutable set's items that equals a key.
fn element_equal_to(cx: &mut Cx, items: &Value, key: &Value) -> R<Option<Value>> {
    let mut items = crate::iter::state(cx, items.clone())?;
    while let Some(x) = crate::iter::step(cx, &mut items)? {
        if crate::eq::equal(cx, &x, key)? {
            return Ok(Some(x));
        }
    }
    Ok(None)
}

/// A key as an index: only integers are.
#[inline]
fn index_key(key: &Value) -> Option<usize> {
    to_int(key).and_then(|i| usize::try_from(i).ok())
}

/// A key as an index of a string or array: any number is, cut to an integer.
fn number_index(key: &Value) -> Option<usize> {
    match key.view() {
        View::Float(x) => usize::try_from(x as i64).ok(),
        View::Ratio(_) | View::Decimal(_) => {
            let n = crate::number::cast::integer(key, crate::number::cast::Width::Long);
            n.ok().and_then(|n| usize::try_from(n).ok())
        }
        _ => index_key(key),
    }
}

fn entry_nth(e: &MapEntry, i: usize) -> Option<&Value> {
    match i {
        0 => Some(&e.key),
        1 => Some(&e.value),
        _ => None,
    }
}

/// The index argument of `nth`: any number, cut to an integer.
fn nth_index(n: &Value) -> R<i64> {
    match n.view() {
        View::Int(i) => Ok(i),
        View::Float(x) => Ok(x as i64),
        View::Nil => Err(Thrown::null_pointer(
            "Cannot invoke \"java.lang.Character.charValue()\" because \"x\" is null",
        )),
        _ if crate::number::Num::of(n).is_none() => {
            Err(crate::convert::not_castable(n, "java.lang.Number"))
        }
        _ => crate::number::cast::integer(n, crate::number::cast::Width::Int),
    }
}

/// `nth`: the element at an index.
#[inline]
pub fn nth(cx: &mut Cx, coll: &Value, n: &Value) -> R {
    let i = nth_index(n)?;
    if let Some(x) = element(cx, coll, i, n, None)? {
        return Ok(x);
    }
    Err(match coll.view() {
        View::Nil => return Ok(Value::NIL),
        View::Str(_) => Thrown::new(
            &classes::STRING_INDEX_OUT_OF_BOUNDS,
            format!("String index out of range: {i}"),
        ),
        View::Array(_) => without_message(&classes::ARRAY_INDEX_OUT_OF_BOUNDS),
        View::Host(host) if host.data.count().is_some() => {
            let length = host.data.count().unwrap_or_default();
            Thrown::new(
                &classes::INDEX_OUT_OF_BOUNDS,
                format!("Index {i} out of bounds for length {length}"),
            )
        }
        _ => Thrown::index_out_of_bounds(),
    })
}

#[cold]
fn without_message(class: &'static clutch_core::TypeInfo) -> Box<Thrown> {
    Box::new(Thrown::plain(Exception {
        message: Value::NIL,
        ..Exception::new(class, "")
    }))
}

/// As [`nth`] of a collection that nobody else may hold: a lazy seq is let go as it is walked.
pub(crate) fn nth_owned(cx: &mut Cx, coll: Value, n: &Value) -> R {
    if matches!(coll.tag(), Tag::LazySeq | Tag::Cons | Tag::ChunkedCons) {
        let i = nth_index(n)?;
        let element = match u64::try_from(i) {
            Ok(i) => walk_to(cx, coll, i)?,
            Err(_) => None,
        };
        return element.ok_or_else(Thrown::index_out_of_bounds);
    }
    nth(cx, &coll, n)
}

/// `nth` with the value to give if there is no such element.
#[inline]
pub fn nth_or(cx: &mut Cx, coll: &Value, n: &Value, default: Value) -> R {
    let i = nth_index(n)?;
    let is_user_type = coll.tag() == Tag::Instance;
    if i < 0 && !is_user_type {
        return Ok(default);
    }
    Ok(element(cx, coll, i, n, Some(&default))?.unwrap_or(default))
}

/// The element at an index; none if there is none. `default` is for methods of user types.
fn element(
    cx: &mut Cx,
    coll: &Value,
    i: i64,
    n: &Value,
    default: Option<&Value>,
) -> R<Option<Value>> {
    let at = usize::try_from(i).ok();
    Ok(match coll.view() {
        View::Vector(v) => at.and_then(|i| v.nth(i)).cloned(),
        View::Nil => None,
        View::Str(s) => at.and_then(|i| s.nth(i)).map(Value::char),
        View::MapEntry(e) => at.and_then(|i| entry_nth(e, i)).cloned(),
        View::Array(a) => at.and_then(|i| a.items.lock().get(i).cloned()),
        View::Chunk(c) => at.and_then(|i| c.items.get(i)).cloned(),
        View::VectorSeq(s) => at.and_then(|i| s.vector.nth(s.index + i)).cloned(),
        View::Range(r) if at.is_some_and(|i| (i as u64) < r.count) => {
            Some(Value::int(r.start + i * r.step))
        }
        View::Range(_) => None,
        View::Transient(t) => {
            let inner = t.peek()?;
            if inner.tag() != Tag::Vector {
                return Err(nth_unsupported(coll));
            }
            return element(cx, &inner, i, n, default);
        }
        View::List(_)
        | View::Cons(_)
        | View::ChunkedCons(_)
        | View::ArraySeq(_)
        | View::StringSeq(_)
        | View::LazySeq(_) => match at {
            Some(i) => walk_to(cx, coll.clone(), i as u64)?,
            None => None,
        },
        View::Instance(inst) => {
            if let Some(now) = shape::current(cx, coll)? {
                return element(cx, &now, i, n, default);
            }
            if let Some(method) = interface_method(cx, coll, "nth")? {
                let mut args: Args = smallvec::smallvec![coll.clone(), n.clone()];
                args.extend(default.cloned());
                return cx.call(&method, args).map(Some);
            }
            if inst.ty.is_a(&h::CHAR_SEQUENCE)
                && let Some(method) = interface_method(cx, coll, "charAt")?
            {
                return cx.call2(&method, coll.clone(), n.clone()).map(Some);
            }
            match at {
                Some(i) if inst.ty.is_a(&h::SEQUENTIAL) => walk_to(cx, coll.clone(), i as u64)?,
                None if inst.ty.is_a(&h::SEQUENTIAL) => None,
                _ => return Err(nth_unsupported(coll)),
            }
        }
        View::Host(host) => match host.data.items() {
            Some(items) if items.tag() != Tag::Map => {
                return element(cx, &items, i, n, default);
            }
            _ => match host.data.nth(at.unwrap_or(usize::MAX)) {
                Some(found) if default.is_none() => return found.map(Some),
                Some(found) => found.ok(),
                None => return Err(nth_unsupported(coll)),
            },
        },
        _ => return Err(nth_unsupported(coll)),
    })
}

/// Walks a seq to an element, skipping what it holds ready by runs.
fn walk_to(cx: &mut Cx, coll: Value, mut i: u64) -> R<Option<Value>> {
    let mut s = seq::seq(cx, coll)?;
    loop {
        match s.view() {
            View::Nil => return Ok(None),
            View::ChunkedCons(_) | View::ArraySeq(_) => {
                let (n, rest) = seq::ready(&s).expect("runs hold elements ready");
                if i < n {
                    return Ok(Some(match s.view() {
                        View::ChunkedCons(c) => c.chunk.items[c.offset + i as usize].clone(),
                        View::ArraySeq(a) => a.items.items[a.index + i as usize].clone(),
                        _ => Value::NIL,
                    }));
                }
                i -= n;
                s = seq::seq(cx, rest)?;
            }
            View::VectorSeq(v) => return Ok(v.vector.nth(v.index + i as usize).cloned()),
            View::Range(r) if i < r.count || r.count == Range::ENDLESS => {
                return Ok(Some(Value::int(r.start.wrapping_add(r.step * i as i64))));
            }
            View::Range(_) => return Ok(None),
            _ if i == 0 => return seq::first(cx, &s).map(Some),
            _ => {
                i -= 1;
                s = seq::next(cx, s)?;
            }
        }
        cx.poll()?;
    }
}

#[cold]
fn nth_unsupported(v: &Value) -> Box<Thrown> {
    Thrown::unsupported(format!(
        "nth not supported on this type: {}",
        class_of(v).simple_name()
    ))
}

/// A vector called as a function: only integers inside will do.
pub fn nth_as_fn(cx: &mut Cx, v: &Value, key: &Value) -> R {
    if to_int(key).is_none() {
        return Err(key_must_be_integer());
    }
    nth(cx, v, key)
}

#[cold]
fn key_must_be_integer() -> Box<Thrown> {
    Thrown::illegal_argument("Key must be integer")
}

/// Other objects that can be called: transients look themselves up, promises are delivered.
pub fn call_object(cx: &mut Cx, f: &Value, mut args: Args) -> R {
    if let Some(promise) = f
        .get::<Promise>()
        .filter(|p| !p.is_future && args.len() == 1)
    {
        cx.context
            .changes(promise.birth, || "deliver of a promise".to_string())?;
        let first = promise.settle(PromiseState::Done(args[0].take()));
        return Ok(if first { f.clone() } else { Value::NIL });
    }
    let Some(t) = f.get::<Transient>() else {
        return Err(crate::call::not_callable(f));
    };
    let inner = t.peek()?;
    match (args.len(), inner.tag()) {
        (1, Tag::Vector) => nth_as_fn(cx, &inner, &args[0]),
        (1, _) => get(cx, &inner, &args[0]),
        (2, Tag::Map) => {
            let default = args[1].take();
            get_or(cx, &inner, &args[0], default)
        }
        (n, _) => Err(Thrown::arity(n, class_of(f).name)),
    }
}

/// `contains?`: whether there is a key (of maps, sets) or an index (of vectors, strings, arrays).
pub fn contains(cx: &mut Cx, coll: &Value, key: &Value) -> R<bool> {
    if let Some(coll) = shape::current(cx, coll)? {
        return contains(cx, &coll, key);
    }
    match coll.view() {
        View::Map(m) => m.contains(cx, key),
        View::Set(s) => s.contains(cx, key),
        View::SortedMap(m) => m.contains(cx, key),
        View::SortedSet(s) => s.contains(cx, key),
        View::Nil => Ok(false),
        View::Vector(_) | View::MapEntry(_) | View::World(_) => {
            Ok(lookup(cx, coll, key)?.is_some())
        }
        View::Str(_) | View::Array(_) if crate::number::Num::of(key).is_some() => {
            Ok(lookup(cx, coll, key)?.is_some())
        }
        View::Transient(t) => {
            let inner = t.peek()?;
            contains(cx, &inner, key)
        }
        View::Instance(i) => {
            if seq::as_record(coll).is_some() {
                return Ok(record::get(cx, i, key)?.is_some());
            }
            for name in ["containsKey", "contains"] {
                if let Some(method) = interface_method(cx, coll, name)? {
                    return Ok(cx.call2(&method, coll.clone(), key.clone())?.truthy());
                }
            }
            Err(unsupported_key_access("contains?", coll))
        }
        View::Host(host) => match (host.data.shape(), host.data.items()) {
            (HostShape::Set, Some(items)) => Ok(element_equal_to(cx, &items, key)?.is_some()),
            (_, Some(items)) if matches!(items.tag(), Tag::Map | Tag::Set) => {
                contains(cx, &items, key)
            }
            _ => Err(unsupported_key_access("contains?", coll)),
        },
        _ => Err(unsupported_key_access("contains?", coll)),
    }
}

#[cold]
fn unsupported_key_access(name: &str, v: &Value) -> Box<Thrown> {
    let what = if name == "find" {
        "find not supported on type"
    } else {
        "contains? not supported on type"
    };
    Thrown::illegal_argument(format!("{what}: {}", class_of(v).name))
}

/// `find`: the entry of a key, or nil.
pub fn find(cx: &mut Cx, coll: &Value, key: &Value) -> R {
    if let Some(coll) = shape::current(cx, coll)? {
        return find(cx, &coll, key);
    }
    let entry = |e: Option<&(Value, Value)>| {
        e.map_or(Value::NIL, |(k, v)| Value::map_entry(k.clone(), v.clone()))
    };
    match coll.view() {
        View::Map(m) => Ok(entry(m.find(cx, key)?)),
        View::SortedMap(m) => Ok(entry(m.find(cx, key)?)),
        View::Nil => Ok(Value::NIL),
        View::Vector(_) | View::MapEntry(_) | View::World(_) => {
            Ok(lookup(cx, coll, key)?.map_or(Value::NIL, |v| Value::map_entry(key.clone(), v)))
        }
        View::Transient(t) => {
            let inner = t.peek()?;
            if !matches!(inner.tag(), Tag::Map | Tag::Vector) {
                return Err(unsupported_key_access("find", coll));
            }
            find(cx, &inner, key)
        }
        View::Instance(i) => {
            if seq::as_record(coll).is_some() {
                let v = record::get(cx, i, key)?;
                return Ok(v.map_or(Value::NIL, |v| Value::map_entry(key.clone(), v.clone())));
            }
            match interface_method(cx, coll, "entryAt")? {
                Some(method) => cx.call2(&method, coll.clone(), key.clone()),
                None => Err(unsupported_key_access("find", coll)),
            }
        }
        View::Host(host) => match host.data.items() {
            Some(items) if items.tag() == Tag::Map => find(cx, &items, key),
            _ => Err(unsupported_key_access("find", coll)),
        },
        _ => Err(unsupported_key_access("find", coll)),
    }
}

/// `assoc` of one key: in place if nobody else holds the collection.
#[inline]
pub fn assoc(cx: &mut Cx, coll: Value, key: Value, value: Value) -> R {
    match coll.tag() {
        Tag::Map => {
            let m = coll.into_shared::<Map>().expect("a map");
            Ok(Value::heap(Map::assoc(m, cx, key, value)?))
        }
        Tag::Vector => {
            let v = coll.into_shared::<Vector>().expect("a vector");
            let Some(i) = to_int(&key) else {
                return Err(key_must_be_integer());
            };
            let v = usize::try_from(i)
                .ok()
                .and_then(|i| Vector::assoc_n(v, i, value));
            v.map(Value::heap).ok_or_else(Thrown::index_out_of_bounds)
        }
        _ => assoc_other(cx, coll, key, value),
    }
}

#[inline(never)]
fn assoc_other(cx: &mut Cx, coll: Value, key: Value, value: Value) -> R {
    let coll = shape::into_current(cx, coll)?;
    match coll.view() {
        View::Nil => Ok(Value::map(vec![(key, value)])),
        View::SortedMap(_) => {
            let m = coll.into_shared::<SortedMap>().expect("a sorted map");
            Ok(Value::heap(SortedMap::assoc(m, cx, key, value)?))
        }
        View::MapEntry(e) => assoc(cx, Value::vector(seq::entry_items(e)), key, value),
        View::Instance(_) if seq::as_record(&coll).is_some() => record::assoc(cx, coll, key, value),
        View::Instance(_) => match interface_method(cx, &coll, "assoc")? {
            Some(method) => cx.call3(&method, coll, key, value),
            None => Err(not_associative(&coll)),
        },
        View::World(w) => crate::world::assoc(w, &key, value),
        _ => Err(not_associative(&coll)),
    }
}

#[cold]
fn not_associative(v: &Value) -> Box<Thrown> {
    crate::convert::not_castable(v, "clojure.lang.Associative")
}

/// `dissoc` of one key.
pub fn dissoc(cx: &mut Cx, coll: Value, key: &Value) -> R {
    let coll = shape::into_current(cx, coll)?;
    match coll.view() {
        View::Nil => Ok(coll),
        View::Map(_) => {
            let m = coll.into_shared::<Map>().expect("a map");
            Ok(Value::heap(Map::dissoc(m, cx, key)?))
        }
        View::SortedMap(_) => {
            let m = coll.into_shared::<SortedMap>().expect("a sorted map");
            Ok(Value::heap(SortedMap::without(m, cx, key)?))
        }
        View::Instance(_) if seq::as_record(&coll).is_some() => record::dissoc(cx, coll, key),
        View::Instance(_) => match interface_method(cx, &coll, "without")? {
            Some(method) => cx.call2(&method, coll, key.clone()),
            None => Err(not_a_map(&coll)),
        },
        View::World(w) => crate::world::dissoc(w, key),
        _ => Err(not_a_map(&coll)),
    }
}

#[cold]
fn not_a_map(v: &Value) -> Box<Thrown> {
    crate::convert::not_castable(v, "clojure.lang.IPersistentMap")
}

/// Leaves nil in the slot of a key that a map, vector or record has, if nobody else holds the
/// collection; else gives it back unchanged (`clutch.rt/vacate`). A value that was read before
/// is then held by its reader alone and can change in place.
pub fn vacate(cx: &mut Cx, mut coll: Value, key: &Value) -> R {
    match coll.tag() {
        Tag::Map => {
            if let Some(m) = coll.get_mut::<Map>()
                && let Some(v) = m.get_mut(cx, key)?
            {
                drop(v.take());
            }
        }
        Tag::Vector => {
            if let Some(v) = coll.get_mut::<Vector>()
                && let Some(i) = index_key(key)
                && i < v.count()
                && let Some(x) = v.nth_mut(i)
            {
                drop(x.take());
            }
        }
        Tag::SortedMap => {
            if let Some(m) = coll.get_mut::<SortedMap>()
                && let Some(v) = m.get_mut(cx, key)?
            {
                drop(v.take());
            }
        }
        Tag::Instance if seq::as_record(&coll).is_some() => record::vacate(&mut coll, key),
        _ => {}
    }
    Ok(coll)
}

/// `keys`: a seq of the keys of a map or of a seq of entries; nil if there are none.
pub fn keys(cx: &mut Cx, coll: Value) -> R {
    parts(cx, coll, seq::Part::Key)
}

/// `vals`: a seq of the values of a map or of a seq of entries; nil if there are none.
pub fn vals(cx: &mut Cx, coll: Value) -> R {
    parts(cx, coll, seq::Part::Value)
}

fn parts(cx: &mut Cx, coll: Value, part: seq::Part) -> R {
    if matches!(coll.tag(), Tag::Map | Tag::SortedMap) {
        let cursor = Cursor::of(&coll).expect("a map");
        return Ok(seq::cursor_seq(cursor, part));
    }
    let entries = seq::to_vec(cx, coll)?;
    let mut items = Vec::with_capacity(entries.len());
    for entry in &entries {
        items.push(if part == seq::Part::Key {
            key(cx, entry)?
        } else {
            val(cx, entry)?
        });
    }
    Ok(seq::array_seq(items))
}

/// `key` of an entry.
pub fn key(cx: &mut Cx, entry: &Value) -> R {
    entry_part(cx, entry, |e| &e.key, "getKey")
}

/// `val` of an entry.
pub fn val(cx: &mut Cx, entry: &Value) -> R {
    entry_part(cx, entry, |e| &e.value, "getValue")
}

fn entry_part(
    cx: &mut Cx,
    entry: &Value,
    part: impl FnOnce(&MapEntry) -> &Value,
    method: &str,
) -> R {
    if let Some(e) = entry.get::<MapEntry>() {
        return Ok(part(e).clone());
    }
    if entry.is_nil() {
        return Err(Thrown::null_pointer(&format!(
            "Cannot invoke \"java.util.Map$Entry.{method}()\" because \"e\" is null"
        )));
    }
    if entry.tag() == Tag::Instance
        && let Some(f) = interface_method(cx, entry, method)?
    {
        return cx.call1(&f, entry.clone());
    }
    Err(crate::convert::not_castable(entry, "java.util.Map$Entry"))
}

/// A map literal: keys and values in turn. Flat up to 8 entries.
///
/// # Errors
/// A key that comes twice.
pub fn map_literal(cx: &mut Cx, items: Vec<Value>) -> R {
    let mut m = Map::new();
    let mut items = items.into_iter();
    while let (Some(key), Some(value)) = (items.next(), items.next()) {
        if !m.insert(cx, key.clone(), value)? {
            return Err(duplicate_key(cx, &key));
        }
    }
    Ok(Value::new(m))
}

/// A set literal.
///
/// # Errors
/// An element that comes twice.
pub fn set_literal(cx: &mut Cx, items: Vec<Value>) -> R {
    let mut s = Set::new();
    for x in items {
        if !s.insert(cx, x.clone())? {
            return Err(duplicate_key(cx, &x));
        }
    }
    Ok(Value::heap(Shared::new(s)))
}

#[cold]
fn duplicate_key(cx: &mut Cx, key: &Value) -> Box<Thrown> {
    match crate::print::pr_str(cx, key) {
        Ok(text) => Thrown::illegal_argument(format!("Duplicate key: {text}")),
        Err(e) => e,
    }
}
