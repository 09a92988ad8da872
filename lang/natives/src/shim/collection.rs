//! Java's collection interfaces, on the language's own collections and on those of `java.util`
//! ([`super::util`]).

use super::iterator::java_iterator;
use super::lists::JavaList;
use super::maps::{JavaMap, JavaSet};
use super::object::part;
use super::{ArrayKind, array, members};
use crate::bridge::{each, vector};
use clutch_core::object::Array;
use clutch_core::{R, Thrown, Value, View, class};
use clutch_vm::{Cx, assoc, conj, eq, seq};

#[cold]
fn immutable() -> Box<Thrown> {
    let mut e = clutch_core::error::Exception::new(&class::UNSUPPORTED_OPERATION, "");
    e.message = Value::NIL;
    Box::new(Thrown::plain(e))
}

fn list(v: &Value) -> R<&JavaList> {
    v.as_host::<JavaList>().ok_or_else(immutable)
}

fn map(v: &Value) -> R<&JavaMap> {
    v.as_host::<JavaMap>().ok_or_else(immutable)
}

fn items(cx: &mut Cx, v: &Value) -> R<Vec<Value>> {
    seq::to_vec(cx, v.clone())
}

/// Index of the first element equal to `x`.
fn find(cx: &mut Cx, items: &[Value], x: &Value) -> R<Option<usize>> {
    for (i, v) in items.iter().enumerate() {
        if eq::equal(cx, v, x)? {
            return Ok(Some(i));
        }
    }
    Ok(None)
}

fn is_set(v: &Value) -> bool {
    matches!(v.view(), View::Set(_) | View::SortedSet(_)) || v.as_host::<JavaSet>().is_some()
}

fn contains_value(cx: &mut Cx, coll: &Value, x: &Value) -> R<bool> {
    if is_set(coll) {
        return assoc::contains(cx, coll, x);
    }
    let items = items(cx, coll)?;
    Ok(find(cx, &items, x)?.is_some())
}

/// Adds to a Java collection; whether it changed.
pub(super) fn add_to(cx: &mut Cx, coll: &Value, x: Value) -> R<bool> {
    if let Some(set) = coll.as_host::<JavaSet>() {
        return set.add(cx, x);
    }
    list(coll)?.push(cx, x)?;
    Ok(true)
}

fn remove_from(cx: &mut Cx, coll: &Value, x: &Value) -> R<bool> {
    if let Some(set) = coll.as_host::<JavaSet>() {
        return set.remove(cx, x);
    }
    list(coll)?.remove_equal(cx, x)
}

/// Keeps the elements for which `keep` says so; whether any went.
fn retain(cx: &mut Cx, coll: &Value, mut keep: impl FnMut(&mut Cx, &Value) -> R<bool>) -> R<bool> {
    let mut gone = Vec::new();
    for v in items(cx, coll)? {
        if !keep(cx, &v)? {
            gone.push(v);
        }
    }
    for v in &gone {
        remove_from(cx, coll, v)?;
    }
    Ok(!gone.is_empty())
}

fn index_error(i: i64, length: usize) -> Box<Thrown> {
    Thrown::new(
        &class::INDEX_OUT_OF_BOUNDS,
        format!("Index {i} out of bounds for length {length}"),
    )
}

fn count(cx: &mut Cx, coll: &Value) -> R<i64> {
    let n = conj::count(cx, coll)?;
    Ok(n)
}

/// The entry with a key, or its value, of any map.
fn get(cx: &mut Cx, m: &Value, key: &Value) -> R {
    assoc::get(cx, m, key)
}

members! {
    "java.lang.Iterable" {
        fn iterator ".iterator" (cx: &mut Cx, coll: Value) -> R { java_iterator(cx, coll) }
        fn for_each ".forEach" (cx: &mut Cx, coll: Value, f: &Value) -> R<()> {
            each(cx, coll, |cx, v| cx.call1(f, v).map(|_| ()))
        }
    }
    "java.util.Collection" {
        fn size ".size" (cx: &mut Cx, coll: &Value) -> R<i64> { count(cx, coll) }
        fn is_empty ".isEmpty" (cx: &mut Cx, coll: Value) -> R<bool> { Ok(seq::seq(cx, coll)?.is_nil()) }
        fn contains ".contains" (cx: &mut Cx, coll: &Value, x: &Value) -> R<bool> { contains_value(cx, coll, x) }
        fn contains_all ".containsAll" (cx: &mut Cx, coll: &Value, others: Value) -> R<bool> {
            for v in seq::to_vec(cx, others)? {
                if !contains_value(cx, coll, &v)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        fn to_array ".toArray" (cx: &mut Cx, coll: &Value, like: Option<&Value>) -> R {
            let items = items(cx, coll)?;
            match like.and_then(|v| v.get::<Array>()) {
                Some(a) => Ok(Value::new(Array::new(a.kind, a.component, items))),
                None => Ok(array(ArrayKind::Object, items)),
            }
        }
        fn stream ".stream" (coll: Value) -> Value { coll }
        fn add ".add" (cx: &mut Cx, coll: &Value, x: Value) -> R<bool> { add_to(cx, coll, x) }
        fn add_all ".addAll" (cx: &mut Cx, coll: &Value, others: Value) -> R<bool> {
            let mut changed = false;
            for v in seq::to_vec(cx, others)? {
                changed |= add_to(cx, coll, v)?;
            }
            Ok(changed)
        }
        fn remove ".remove" (cx: &mut Cx, coll: &Value, x: &Value) -> R<bool> { remove_from(cx, coll, x) }
        fn remove_all ".removeAll" (cx: &mut Cx, coll: &Value, others: Value) -> R<bool> {
            retain(cx, coll, |cx, v| Ok(!contains_value(cx, &others, v)?))
        }
        fn retain_all ".retainAll" (cx: &mut Cx, coll: &Value, others: Value) -> R<bool> {
            retain(cx, coll, |cx, v| contains_value(cx, &others, v))
        }
        fn remove_if ".removeIf" (cx: &mut Cx, coll: &Value, f: &Value) -> R<bool> {
            retain(cx, coll, |cx, v| Ok(!cx.call1(f, v.clone())?.truthy()))
        }
        fn clear ".clear" (cx: &mut Cx, coll: &Value) -> R<()> {
            match coll.as_host::<JavaSet>() {
                Some(set) => set.clear(cx),
                None => list(coll)?.clear(cx),
            }
        }
    }
    "java.util.List" {
        fn list_get ".get" (cx: &mut Cx, coll: &Value, i: i64) -> R {
            if let Some(l) = coll.as_host::<JavaList>() {
                return match l.nth(cx, i)? {
                    Some(v) => Ok(v),
                    None => Err(index_error(i, l.len(cx)?)),
                };
            }
            assoc::nth(cx, coll, &Value::int(i))
        }
        fn index_of ".indexOf" (cx: &mut Cx, coll: &Value, x: &Value) -> R<i64> {
            let items = items(cx, coll)?;
            Ok(find(cx, &items, x)?.map_or(-1, |i| i as i64))
        }
        fn last_index_of ".lastIndexOf" (cx: &mut Cx, coll: &Value, x: &Value) -> R<i64> {
            let mut items = items(cx, coll)?;
            items.reverse();
            Ok(find(cx, &items, x)?.map_or(-1, |i| (items.len() - 1 - i) as i64))
        }
        fn list_set ".set" (cx: &mut Cx, coll: &Value, i: i64, x: Value) -> R {
            let l = list(coll)?;
            match l.set(cx, i, x)? {
                Some(old) => Ok(old),
                None => Err(index_error(i, l.len(cx)?)),
            }
        }
        fn insert ".add" (cx: &mut Cx, coll: &Value, i: i64, x: Value) -> R<()> {
            let l = list(coll)?;
            if l.insert(cx, i, x)? { Ok(()) } else { Err(index_error(i, l.len(cx)?)) }
        }
        fn list_remove ".remove" (cx: &mut Cx, coll: &Value, x: &Value) -> R {
            let l = list(coll)?;
            match x.as_int() {
                Some(i) => match l.remove(cx, i)? {
                    Some(old) => Ok(old),
                    None => Err(index_error(i, l.len(cx)?)),
                },
                None => Ok(l.remove_equal(cx, x)?.into()),
            }
        }
        fn sub_list ".subList" (cx: &mut Cx, coll: &Value, from: i64, to: i64) -> R {
            let items = items(cx, coll)?;
            let range = usize::try_from(from).ok().zip(usize::try_from(to).ok());
            match range.and_then(|(a, b)| items.get(a..b)) {
                Some(part) => Ok(vector(part.to_vec())),
                None => Err(index_error(to, items.len())),
            }
        }
        fn sort ".sort" (cx: &mut Cx, coll: &Value, comparator: &Value) -> R<()> {
            let items = items(cx, coll)?;
            let sorted = super::lists::sorted(cx, items, comparator)?;
            list(coll)?.replace(cx, sorted)
        }
        fn replace_elements ".replaceAll" (cx: &mut Cx, coll: &Value, f: &Value) -> R<()> {
            let mut new = Vec::new();
            for v in items(cx, coll)? {
                new.push(cx.call1(f, v)?);
            }
            list(coll)?.replace(cx, new)
        }
    }
    "java.util.Map" {
        fn map_size ".size" (cx: &mut Cx, m: &Value) -> R<i64> { count(cx, m) }
        fn map_is_empty ".isEmpty" (cx: &mut Cx, m: Value) -> R<bool> { Ok(seq::seq(cx, m)?.is_nil()) }
        fn map_get ".get" (cx: &mut Cx, m: &Value, key: &Value) -> R { get(cx, m, key) }
        fn get_or_default ".getOrDefault" (cx: &mut Cx, m: &Value, key: &Value, default: Value) -> R {
            assoc::get_or(cx, m, key, default)
        }
        fn contains_key ".containsKey" (cx: &mut Cx, m: &Value, key: &Value) -> R<bool> { assoc::contains(cx, m, key) }
        fn contains_map_value ".containsValue" (cx: &mut Cx, m: &Value, value: &Value) -> R<bool> {
            let vals = assoc::vals(cx, m.clone())?;
            let vals = seq::to_vec(cx, vals)?;
            Ok(find(cx, &vals, value)?.is_some())
        }
        fn key_set ".keySet" (cx: &mut Cx, m: &Value) -> R {
            let keys = assoc::keys(cx, m.clone())?;
            let keys = seq::to_vec(cx, keys)?;
            assoc::set_literal(cx, keys)
        }
        fn values ".values" (cx: &mut Cx, m: &Value) -> R {
            let vals = assoc::vals(cx, m.clone())?;
            Ok(vector(seq::to_vec(cx, vals)?))
        }
        fn entry_set ".entrySet" (cx: &mut Cx, m: &Value) -> R { Ok(vector(items(cx, m)?)) }
        fn map_for_each ".forEach" (cx: &mut Cx, m: Value, f: &Value) -> R<()> {
            each(cx, m, |cx, e| cx.call2(f, part(&e, 0)?, part(&e, 1)?).map(|_| ()))
        }
        fn put ".put" (cx: &mut Cx, m: &Value, key: Value, value: Value) -> R {
            map(m)?.change(cx, key, |_, old| Ok((Some(value), old.unwrap_or_default())))
        }
        fn put_all ".putAll" (cx: &mut Cx, m: &Value, others: Value) -> R<()> {
            each(cx, others, |cx, e| {
                let (key, value) = (part(&e, 0)?, part(&e, 1)?);
                put(cx, m, key, value).map(|_| ())
            })
        }
        fn put_if_absent ".putIfAbsent" (cx: &mut Cx, m: &Value, key: Value, value: Value) -> R {
            map(m)?.change(cx, key, |_, old| Ok(match old {
                Some(old) if !old.is_nil() => (Some(old.clone()), old),
                _ => (Some(value), Value::NIL),
            }))
        }
        fn compute_if_absent ".computeIfAbsent" (cx: &mut Cx, m: &Value, key: Value, f: &Value) -> R {
            // The function may use the map itself, so it runs outside.
            let old = get(cx, m, &key)?;
            if !old.is_nil() {
                return Ok(old);
            }
            let new = cx.call1(f, key.clone())?;
            if new.is_nil() {
                return Ok(new);
            }
            map(m)?.change(cx, key, |_, old| Ok(match old {
                Some(old) if !old.is_nil() => (Some(old.clone()), old),
                _ => (Some(new.clone()), new),
            }))
        }
        fn compute_if_present ".computeIfPresent" (cx: &mut Cx, m: &Value, key: Value, f: &Value) -> R {
            let old = get(cx, m, &key)?;
            if old.is_nil() {
                return Ok(old);
            }
            let new = cx.call2(f, key.clone(), old)?;
            store(cx, m, key, new)
        }
        fn compute ".compute" (cx: &mut Cx, m: &Value, key: Value, f: &Value) -> R {
            let old = get(cx, m, &key)?;
            let new = cx.call2(f, key.clone(), old)?;
            store(cx, m, key, new)
        }
        fn merge ".merge" (cx: &mut Cx, m: &Value, key: Value, value: Value, f: &Value) -> R {
            let old = get(cx, m, &key)?;
            let new = if old.is_nil() { value } else { cx.call2(f, old, value)? };
            store(cx, m, key, new)
        }
        fn map_replace ".replace" (cx: &mut Cx, m: &Value, key: Value, value: Value) -> R {
            if assoc::contains(cx, m, &key)? { put(cx, m, key, value) } else { Ok(Value::NIL) }
        }
        fn map_remove ".remove" (cx: &mut Cx, m: &Value, key: Value) -> R {
            map(m)?.change(cx, key, |_, old| Ok((None, old.unwrap_or_default())))
        }
        fn map_remove_equal ".remove" (cx: &mut Cx, m: &Value, key: Value, value: &Value) -> R<bool> {
            let old = get(cx, m, &key)?;
            let same = assoc::contains(cx, m, &key)? && eq::equal(cx, &old, value)?;
            if same {
                map_remove(cx, m, key)?;
            }
            Ok(same)
        }
        fn map_clear ".clear" (cx: &mut Cx, m: &Value) -> R<()> { map(m)?.clear(cx) }
    }
    "java.util.SortedMap" {
        fn first_key ".firstKey" (cx: &mut Cx, m: Value) -> R { end(cx, m, false, 0) }
        fn last_key ".lastKey" (cx: &mut Cx, m: Value) -> R { end(cx, m, true, 0) }
        fn first_entry ".firstEntry" (cx: &mut Cx, m: Value) -> R { end(cx, m, false, 2) }
        fn last_entry ".lastEntry" (cx: &mut Cx, m: Value) -> R { end(cx, m, true, 2) }
        fn floor_key ".floorKey" (cx: &mut Cx, m: &Value, key: &Value) -> R { near(cx, m, key, false, true) }
        fn lower_key ".lowerKey" (cx: &mut Cx, m: &Value, key: &Value) -> R { near(cx, m, key, false, false) }
        fn ceiling_key ".ceilingKey" (cx: &mut Cx, m: &Value, key: &Value) -> R { near(cx, m, key, true, true) }
        fn higher_key ".higherKey" (cx: &mut Cx, m: &Value, key: &Value) -> R { near(cx, m, key, true, false) }
        fn poll_first_entry ".pollFirstEntry" (cx: &mut Cx, m: &Value) -> R {
            let entry = seq::first(cx, m)?;
            if !entry.is_nil() {
                map_remove(cx, m, part(&entry, 0)?)?;
            }
            Ok(entry)
        }
    }
    "java.util.SortedSet" {
        fn first ".first" (cx: &mut Cx, s: Value) -> R { end(cx, s, false, 2) }
        fn last ".last" (cx: &mut Cx, s: Value) -> R { end(cx, s, true, 2) }
    }
    "java.util.Iterator" {
        fn has_next ".hasNext" (cx: &mut Cx, i: &Value) -> R<bool> { super::iterator::has_next(cx, i) }
        fn next ".next" (cx: &mut Cx, i: &Value) -> R { super::iterator::next(cx, i) }
    }
    "java.util.Enumeration" {
        fn has_more ".hasMoreElements" (cx: &mut Cx, i: &Value) -> R<bool> { super::iterator::has_next(cx, i) }
        fn next_element ".nextElement" (cx: &mut Cx, i: &Value) -> R { super::iterator::next(cx, i) }
    }
}

/// Stores what a function gave for a key; nil removes it.
fn store(cx: &mut Cx, m: &Value, key: Value, new: Value) -> R {
    let kept = (!new.is_nil()).then(|| new.clone());
    map(m)?.change(cx, key, |_, _| Ok((kept, new)))
}

/// First or last element; of an entry its key (0), its value (1), or all of it (2).
fn end(cx: &mut Cx, coll: Value, last: bool, which: usize) -> R {
    let items = seq::to_vec(cx, coll)?;
    let found = if last { items.last() } else { items.first() };
    match found {
        Some(v) if which == 2 => Ok(v.clone()),
        Some(v) => part(v, which),
        None if which == 2 => Ok(Value::NIL),
        None => Err(Thrown::new(
            &class::NO_SUCH_ELEMENT,
            "the collection is empty",
        )),
    }
}

/// The nearest key above or below a key of a sorted map.
fn near(cx: &mut Cx, m: &Value, key: &Value, above: bool, equal: bool) -> R {
    let mut best = Value::NIL;
    for entry in items(cx, m)? {
        let k = part(&entry, 0)?;
        let order = clutch_vm::order::compare(cx, &k, key)?;
        let fits = order == 0 && equal || if above { order > 0 } else { order < 0 };
        if fits {
            best = k;
            if above {
                break;
            }
        }
    }
    Ok(best)
}
