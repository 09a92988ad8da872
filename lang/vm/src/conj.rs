//! Collections as bags, stacks and queues: `conj`, `disj`, `peek`, `pop`, `count`, `empty`.
//!
//! Functions that change a collection own it, and work in place if nobody else holds it.

use crate::class::{class_of, host as h};
use crate::cx::Cx;
use crate::dispatch::interface_method;
use crate::{assoc, iter, record, seq, shape};
use clutch_core::coll::{List, Map, MapEntry, Pair, Set, SortedMap, SortedSet, Vector};
use clutch_core::seq::Range;
use clutch_core::{R, Shared, Span, Tag, Thrown, Value, View};

/// `conj` of one element: at the end of vectors, at the front of lists and seqs, as an entry of
/// maps.
#[inline]
pub fn conj(cx: &mut Cx, coll: Value, x: Value) -> R {
    match coll.tag() {
        Tag::Vector => {
            let v = coll.into_shared::<Vector>().expect("a vector");
            Ok(Value::heap(Vector::conj(v, x)))
        }
        Tag::Set => {
            let s = coll.into_shared::<Set>().expect("a set");
            Ok(Value::heap(Set::conj(s, cx, x)?))
        }
        _ => conj_other(cx, coll, x),
    }
}

#[inline(never)]
fn conj_other(cx: &mut Cx, coll: Value, x: Value) -> R {
    let coll = shape::into_current(cx, coll)?;
    match coll.view() {
        View::Nil => Ok(List::from_vec(vec![x])),
        View::List(_) => Ok(push_list(coll, x)),
        View::Map(_) | View::SortedMap(_) => conj_map(cx, coll, x),
        View::SortedSet(_) => {
            let s = coll.into_shared::<SortedSet>().expect("a sorted set");
            Ok(Value::heap(SortedSet::conj(s, cx, x)?))
        }
        View::MapEntry(e) => conj(cx, Value::vector(seq::entry_items(e)), x),
        View::Instance(_) if seq::as_record(&coll).is_some() => conj_map(cx, coll, x),
        View::Instance(_) => match interface_method(cx, &coll, "cons")? {
            Some(method) => cx.call2(&method, coll, x),
            None => Err(not_a_collection(&coll)),
        },
        View::Host(host) => host.data.conj(x).ok_or_else(|| not_a_collection(&coll)),
        _ if seq::is_seq(&coll) => seq::cons(cx, x, coll),
        _ => Err(not_a_collection(&coll)),
    }
}

#[cold]
fn not_a_collection(v: &Value) -> Box<Thrown> {
    crate::convert::not_castable(v, "clojure.lang.IPersistentCollection")
}

/// A list with an element more; keeps the metadata.
fn push_list(list: Value, first: Value) -> Value {
    let rest = list.into_shared::<List>().expect("a list");
    let (count, meta, span) = (rest.count, rest.meta.clone(), rest.span);
    Value::new(List {
        first,
        rest: (count > 0).then_some(rest),
        count: count + 1,
        span,
        meta,
    })
}

/// `conj` onto a map or record: an entry, a vector of two, another map, or a seq of entries.
fn conj_map(cx: &mut Cx, mut coll: Value, x: Value) -> R {
    if let Some(MapEntry { key, value }) = x.get() {
        return assoc::assoc(cx, coll, key.clone(), value.clone());
    }
    for (key, value) in pairs_of(cx, x)? {
        coll = assoc::assoc(cx, coll, key, value)?;
    }
    Ok(coll)
}

/// Keys and values of what may be added to a map.
pub(crate) fn pairs_of(cx: &mut Cx, x: Value) -> R<Vec<Pair>> {
    match x.view() {
        View::MapEntry(MapEntry { key, value }) => Ok(vec![(key.clone(), value.clone())]),
        View::Vector(v) => match (v.count(), v.nth(0), v.nth(1)) {
            (2, Some(key), Some(value)) => Ok(vec![(key.clone(), value.clone())]),
            _ => Err(Thrown::illegal_argument(
                "Vector arg to map conj must be a pair",
            )),
        },
        _ => {
            let mut pairs = Vec::new();
            let mut entries = iter::state(cx, x)?;
            while let Some(entry) = iter::step(cx, &mut entries)? {
                pairs.push((assoc::key(cx, &entry)?, assoc::val(cx, &entry)?));
            }
            Ok(pairs)
        }
    }
}

/// `disj` of one element.
pub fn disj(cx: &mut Cx, coll: Value, x: &Value) -> R {
    match coll.view() {
        View::Nil => Ok(coll),
        View::Set(_) => {
            let s = coll.into_shared::<Set>().expect("a set");
            Ok(Value::heap(Set::disj(s, cx, x)?))
        }
        View::SortedSet(_) => {
            let s = coll.into_shared::<SortedSet>().expect("a sorted set");
            Ok(Value::heap(SortedSet::without(s, cx, x)?))
        }
        View::Instance(_) => match interface_method(cx, &coll, "disjoin")? {
            Some(method) => cx.call2(&method, coll, x.clone()),
            None => Err(not_a_set(&coll)),
        },
        _ => Err(not_a_set(&coll)),
    }
}

#[cold]
fn not_a_set(v: &Value) -> Box<Thrown> {
    crate::convert::not_castable(v, "clojure.lang.IPersistentSet")
}

#[cold]
fn not_a_stack(v: &Value) -> Box<Thrown> {
    crate::convert::not_castable(v, "clojure.lang.IPersistentStack")
}

/// `peek`: the element that `pop` takes off, or nil.
pub fn peek(cx: &mut Cx, coll: &Value) -> R {
    match coll.view() {
        View::Nil => Ok(Value::NIL),
        View::Vector(v) => Ok(v.last().cloned().unwrap_or_default()),
        View::List(l) => Ok(l.first.clone()),
        View::MapEntry(e) => Ok(e.value.clone()),
        View::Host(host) => host.data.peek().ok_or_else(|| not_a_stack(coll)),
        View::Instance(_) => match interface_method(cx, coll, "peek")? {
            Some(method) => cx.call1(&method, coll.clone()),
            None => Err(not_a_stack(coll)),
        },
        _ => Err(not_a_stack(coll)),
    }
}

/// `pop`: a vector without its last, a list without its first element.
pub fn pop(cx: &mut Cx, mut coll: Value) -> R {
    match coll.view() {
        View::Nil => Ok(coll),
        View::Vector(_) => {
            let v = coll.into_shared::<Vector>().expect("a vector");
            Vector::pop(v)
                .map(Value::heap)
                .ok_or_else(|| Thrown::illegal_state("Can't pop empty vector"))
        }
        View::List(l) if l.count == 0 => Err(Thrown::illegal_state("Can't pop empty list")),
        View::List(l) if l.rest.is_none() => Ok(empty_list(l.meta.clone(), l.span)),
        View::List(l) => {
            let shared = l.rest.clone();
            let rest = match coll.get_mut::<List>() {
                Some(l) => l.rest.take(),
                None => shared,
            };
            Ok(rest.map_or_else(List::empty, Value::heap))
        }
        View::MapEntry(e) => Ok(Value::vector(vec![e.key.clone()])),
        View::Host(host) => host.data.pop().ok_or_else(|| not_a_stack(&coll)),
        View::Instance(_) => match interface_method(cx, &coll, "pop")? {
            Some(method) => cx.call1(&method, coll),
            None => Err(not_a_stack(&coll)),
        },
        _ => Err(not_a_stack(&coll)),
    }
}

fn empty_list(meta: Value, span: Span) -> Value {
    if meta.is_nil() && !span.is_some() {
        return List::empty();
    }
    Value::new(List {
        first: Value::NIL,
        rest: None,
        count: 0,
        span,
        meta,
    })
}

/// `count`: number of elements; walks seqs that do not know it.
#[inline]
pub fn count(cx: &mut Cx, coll: &Value) -> R<i64> {
    let n = match coll.view() {
        View::Nil => 0,
        View::Vector(v) => v.count(),
        View::List(l) => l.count as usize,
        View::Map(m) => m.count(),
        View::Set(s) => s.count(),
        View::Str(s) => s.chars(),
        _ => return count_other(cx, coll),
    };
    Ok(n as i64)
}

#[inline(never)]
fn count_other(cx: &mut Cx, coll: &Value) -> R<i64> {
    let n = match coll.view() {
        View::SortedMap(m) => m.count(),
        View::SortedSet(s) => s.count(),
        View::MapEntry(_) => 2,
        View::Array(a) => a.items.lock().len(),
        View::Chunk(c) => c.items.len(),
        View::ChunkBuffer(b) => b.0.lock().len(),
        View::Transient(t) => {
            let inner = t.peek()?;
            return count(cx, &inner);
        }
        View::Instance(i) => {
            if let Some(coll) = shape::current(cx, coll)? {
                return count(cx, &coll);
            }
            if seq::as_record(coll).is_some() {
                record::count(i)
            } else if let Some(method) = interface_method(cx, coll, "count")? {
                let n = cx.call1(&method, coll.clone())?;
                return crate::number::cast::integer(&n, crate::number::cast::Width::Long);
            } else if i.ty.is_a(&h::CHAR_SEQUENCE)
                && let Some(method) = interface_method(cx, coll, "length")?
            {
                let n = cx.call1(&method, coll.clone())?;
                return crate::number::cast::integer(&n, crate::number::cast::Width::Long);
            } else if let Some(method) = interface_method(cx, coll, "size")? {
                let n = cx.call1(&method, coll.clone())?;
                return crate::number::cast::integer(&n, crate::number::cast::Width::Long);
            } else {
                return Err(not_countable(coll));
            }
        }
        View::World(w) => crate::world::count(w),
        View::Host(host) => match (host.data.count(), host.data.items()) {
            (Some(n), _) => n,
            (None, Some(items)) => return count(cx, &items),
            (None, None) => return Err(not_countable(coll)),
        },
        _ if seq::is_seq(coll) => return walk_count(cx, coll.clone()),
        _ => return Err(not_countable(coll)),
    };
    Ok(n as i64)
}

#[cold]
fn not_countable(v: &Value) -> Box<Thrown> {
    Thrown::unsupported(format!(
        "count not supported on this type: {}",
        class_of(v).simple_name()
    ))
}

/// As [`count`]; an argument that nobody else holds is not kept while a seq is walked.
pub fn count_owned(cx: &mut Cx, coll: Value) -> R<i64> {
    match coll.tag() {
        Tag::LazySeq | Tag::Cons | Tag::ChunkedCons | Tag::ArraySeq => walk_count(cx, coll),
        _ => count(cx, &coll),
    }
}

fn walk_count(cx: &mut Cx, coll: Value) -> R<i64> {
    let mut n: u64 = 0;
    let mut s = seq::seq(cx, coll)?;
    while !s.is_nil() {
        cx.poll()?;
        if let Some((more, rest)) = seq::ready(&s) {
            n += more;
            s = seq::seq(cx, rest)?;
        } else if let View::Range(r) = s.view() {
            debug_assert!(r.count == Range::ENDLESS);
            std::thread::yield_now();
        } else {
            n += 1;
            s = seq::next(cx, s)?;
        }
    }
    Ok(i64::try_from(n).unwrap_or(i64::MAX))
}

/// `empty`: the empty collection of the same kind with the same metadata; nil for what has none.
pub fn empty(cx: &mut Cx, coll: &Value) -> R {
    if let Some(now) = shape::current(cx, coll)? {
        return empty(cx, &now);
    }
    let meta = |m: &Value| m.clone();
    Ok(match coll.view() {
        View::Vector(v) => {
            let mut empty = Vector::new();
            empty.meta = meta(&v.meta);
            Value::new(empty)
        }
        View::Map(m) => {
            let mut empty = Map::new();
            if !m.is_flat() {
                empty = Map::new_hash();
            }
            empty.meta = meta(&m.meta);
            Value::new(empty)
        }
        View::Set(s) => {
            let mut empty = Set::new();
            empty.meta = meta(&s.meta);
            Value::new(empty)
        }
        View::SortedMap(m) => {
            let mut empty = SortedMap::new(m.comparator.clone());
            empty.meta = meta(&m.meta);
            Value::new(empty)
        }
        View::SortedSet(s) => {
            let mut empty = SortedSet::new(s.comparator.clone());
            empty.meta = meta(&s.meta);
            Value::new(empty)
        }
        View::List(l) => empty_list(l.meta.clone(), l.span),
        View::Instance(_) if seq::as_record(coll).is_some() => return Err(record::no_empty(coll)),
        View::Instance(_) => match interface_method(cx, coll, "empty")? {
            Some(method) => return cx.call1(&method, coll.clone()),
            None => Value::NIL,
        },
        View::Host(host) => host.data.empty().unwrap_or_default(),
        _ if seq::is_seq(coll) => List::empty(),
        _ => Value::NIL,
    })
}

/// A vector of the elements (`vec`); a vector stays itself, but without metadata kept apart.
pub fn to_vector(cx: &mut Cx, coll: Value) -> R<Shared<Vector>> {
    match coll.into_shared::<Vector>() {
        Ok(v) => Ok(v),
        Err(coll) => Ok(Shared::new(Vector::from_vec(seq::to_vec(cx, coll)?))),
    }
}
