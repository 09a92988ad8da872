//! Walking sequences: `seq`, `first`, `next`, `rest`, and what they are made of.
//!
//! The plain data is in [`clutch_core::seq`]; here is what may run code: realising lazy cells
//! (in [`crate::lazy`]) and asking instances of user types. Functions that give the rest of a
//! seq own their argument and step in place if nobody else holds the cell, so that a loop over
//! `(next s)` allocates nothing.
//!
//! Kinds of seqs: list, cons, chunked cons, vector seq, array seq, range, string seq, lazy seq,
//! instances of user types with the methods of `ISeq`. Everything else seqable is turned into one
//! of these by [`seq`].

use crate::class::class_of;
use crate::cx::Cx;
use crate::dispatch::interface_method;
use crate::lazy;
use crate::number::arith::add_promoting;
use crate::number::compare;
use clutch_core::coll::{Cursor, List, MapEntry, Vector};
use clutch_core::object::{Array, Instance};
use clutch_core::seq::{
    ArraySeq, Chunk, ChunkBuffer, ChunkedCons, Cons, Range, StringSeq, VectorSeq,
};
use clutch_core::string::Str;
use clutch_core::{R, Shared, Tag, Thrown, Value, View};

/// Entries of a map that its seq makes at first, and later at a time.
const FIRST_RUN: usize = 8;
const RUN: usize = 32;

/// `seq`: the elements as a seq; nil if there are none.
#[inline]
pub fn seq(cx: &mut Cx, coll: Value) -> R {
    match coll.tag() {
        Tag::Nil
        | Tag::Cons
        | Tag::ChunkedCons
        | Tag::VectorSeq
        | Tag::ArraySeq
        | Tag::Range
        | Tag::StringSeq => Ok(coll),
        Tag::LazySeq => lazy::force(cx, &coll),
        Tag::List if coll.get::<List>().is_some_and(|l| l.count > 0) => Ok(coll),
        Tag::List => Ok(Value::NIL),
        Tag::Vector => Ok(vector_seq(coll, 0)),
        _ => match seq_of(cx, coll)? {
            Ok(s) => Ok(s),
            Err(coll) => Err(not_seqable(&coll)),
        },
    }
}

/// As [`seq`]; the value back if it is not seqable.
pub fn try_seq(cx: &mut Cx, coll: Value) -> R<Result<Value, Value>> {
    if is_seq(&coll) || matches!(coll.tag(), Tag::Nil | Tag::Vector) {
        return seq(cx, coll).map(Ok);
    }
    seq_of(cx, coll)
}

#[inline(never)]
fn seq_of(cx: &mut Cx, coll: Value) -> R<Result<Value, Value>> {
    let s = match coll.view() {
        View::Map(_) | View::Set(_) | View::SortedMap(_) | View::SortedSet(_) => {
            let cursor = Cursor::of(&coll).expect("a map or set");
            cursor_seq(cursor, Part::Element)
        }
        View::Str(s) if s.is_empty() => Value::NIL,
        View::Str(_) => Value::new(StringSeq {
            string: coll.into_shared().expect("a string"),
            byte: 0,
            index: 0,
            meta: Value::NIL,
        }),
        View::MapEntry(e) => array_seq(entry_items(e)),
        View::Array(a) => array_seq(a.items.lock().to_vec()),
        View::Chunk(c) => array_seq(c.items.to_vec()),
        View::Instance(_) => return instance_seq(cx, coll),
        View::World(w) => {
            let entries = crate::world::entries(cx, w)?.into_iter();
            array_seq(entries.map(|(k, v)| Value::map_entry(k, v)).collect())
        }
        View::Host(h) => match h.data.items() {
            Some(items) => seq(cx, items)?,
            None => return Ok(Err(coll)),
        },
        _ => return Ok(Err(coll)),
    };
    Ok(Ok(s))
}

/// Key and value of an entry.
pub(crate) fn entry_items(e: &MapEntry) -> Vec<Value> {
    vec![e.key.clone(), e.value.clone()]
}

/// Seq of an instance: a record's entries, or what its type answers.
fn instance_seq(cx: &mut Cx, coll: Value) -> R<Result<Value, Value>> {
    let coll = crate::shape::into_current(cx, coll)?;
    if let Some(record) = as_record(&coll) {
        return Ok(Ok(array_seq(crate::record::entries(record))));
    }
    if let Some(method) = interface_method(cx, &coll, "seq")? {
        let s = cx.call1(&method, coll.clone())?;
        // An instance that is a seq itself stays; other answers may be any seqable.
        return if s.tag() == Tag::Instance {
            Ok(Ok(s))
        } else {
            seq(cx, s).map(Ok)
        };
    }
    if let Some(method) = interface_method(cx, &coll, "iterator")? {
        let iterator = cx.call1(&method, coll)?;
        return lazy::iterator_seq(cx, iterator).map(Ok);
    }
    if crate::class::instance_of(&crate::class::host::CHAR_SEQUENCE, &coll) {
        let text = crate::print::text(cx, &coll)?;
        return seq(cx, text.into()).map(Ok);
    }
    Ok(Err(coll))
}

/// The instance, if it is one of a record.
#[inline]
pub(crate) fn as_record(v: &Value) -> Option<&Instance> {
    v.get::<Instance>()
        .filter(|i| i.ty.kind == clutch_core::class::TypeKind::Record)
}

/// The error for something that has no elements.
#[cold]
pub fn not_seqable(v: &Value) -> Box<Thrown> {
    Thrown::illegal_argument(format!(
        "Don't know how to create ISeq from: {}",
        class_of(v).name
    ))
}

/// Whether the value is a seq (`seq?`).
pub fn is_seq(v: &Value) -> bool {
    match v.view() {
        View::List(_)
        | View::Cons(_)
        | View::ChunkedCons(_)
        | View::VectorSeq(_)
        | View::ArraySeq(_)
        | View::Range(_)
        | View::StringSeq(_)
        | View::LazySeq(_) => true,
        View::Instance(i) => i.ty.is_a(&crate::class::host::ISEQ),
        _ => false,
    }
}

/// The vector's elements from an index on; nil if that is past its end.
pub fn vector_seq(vector: Value, index: usize) -> Value {
    match vector.into_shared::<Vector>() {
        Ok(vector) if index < vector.count() => Value::new(VectorSeq {
            vector,
            index,
            meta: Value::NIL,
        }),
        _ => Value::NIL,
    }
}

/// A seq over elements in a buffer; nil if there are none. It is no chunked seq.
pub fn array_seq(items: Vec<Value>) -> Value {
    run_before(items, Value::NIL)
}

/// A seq over elements in a buffer, then over `more`, any seqable or nil; nil if the buffer is
/// empty.
pub(crate) fn run_before(items: Vec<Value>, more: Value) -> Value {
    if items.is_empty() {
        return Value::NIL;
    }
    Value::new(ArraySeq {
        items: Shared::new(Chunk {
            items: items.into_boxed_slice(),
        }),
        index: 0,
        more,
        meta: Value::NIL,
    })
}

/// Which part of a map's entries a seq is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Entries of maps, elements of sets.
    Element,
    /// Keys of a map.
    Key,
    /// Values of a map.
    Value,
}

/// Lazy seq of what is left for a cursor; nil if that is nothing.
pub(crate) fn cursor_seq(cursor: Cursor, part: Part) -> Value {
    cursor_run(cursor, part, FIRST_RUN)
}

fn cursor_run(mut cursor: Cursor, part: Part, n: usize) -> Value {
    let items: Vec<Value> = match part {
        Part::Element => cursor.by_ref().take(n).collect(),
        Part::Key => pairs(&mut cursor, n).map(|(k, _)| k).collect(),
        Part::Value => pairs(&mut cursor, n).map(|(_, v)| v).collect(),
    };
    let more = if items.len() < n {
        Value::NIL
    } else {
        lazy::native("map seq", move |_| {
            Ok(cursor_run(cursor.clone(), part, RUN))
        })
    };
    run_before(items, more)
}

fn pairs(cursor: &mut Cursor, n: usize) -> impl Iterator<Item = (Value, Value)> {
    std::iter::from_fn(|| cursor.next_pair()).take(n)
}

/// `first`: the first element, or nil.
#[inline]
pub fn first(cx: &mut Cx, coll: &Value) -> R {
    if let Some(c) = coll.get::<ChunkedCons>() {
        return Ok(c.chunk.items[c.offset].clone());
    }
    if let Some(c) = coll.get::<Cons>() {
        return Ok(c.first.clone());
    }
    if let Some(s) = coll.get::<VectorSeq>() {
        return Ok(s.vector.nth(s.index).cloned().unwrap_or_default());
    }
    first_other(cx, coll)
}

#[inline(never)]
fn first_other(cx: &mut Cx, coll: &Value) -> R {
    match coll.view() {
        View::Nil => Ok(Value::NIL),
        View::List(l) => Ok(l.first.clone()),
        View::Cons(c) => Ok(c.first.clone()),
        View::ChunkedCons(c) => Ok(c.chunk.items[c.offset].clone()),
        View::VectorSeq(s) => Ok(s.vector.nth(s.index).cloned().unwrap_or_default()),
        View::Vector(v) => Ok(v.nth(0).cloned().unwrap_or_default()),
        View::ArraySeq(s) => Ok(s.items.items[s.index].clone()),
        View::Range(r) => Ok(Value::int(r.start)),
        View::StringSeq(s) => Ok(char_at(&s.string, s.byte)),
        View::LazySeq(_) => {
            let s = lazy::force(cx, coll)?;
            first(cx, &s)
        }
        _ => first_of(cx, coll),
    }
}

#[inline(never)]
fn first_of(cx: &mut Cx, coll: &Value) -> R {
    match coll.view() {
        View::Str(s) => Ok(char_at(s, 0)),
        View::MapEntry(e) => Ok(e.key.clone()),
        View::Map(_) | View::Set(_) | View::SortedMap(_) | View::SortedSet(_) => {
            let cursor = Cursor::of(coll);
            Ok(cursor.and_then(|mut c| c.next()).unwrap_or_default())
        }
        View::Instance(_) => {
            if let Some(now) = crate::shape::current(cx, coll)? {
                return first_of(cx, &now);
            }
            // What says that it is a seq is asked itself, whatever `seq` of it is.
            if is_seq(coll) {
                return seq_method(cx, coll.clone(), "first");
            }
            let s = seq(cx, coll.clone())?;
            if s.tag() != Tag::Instance {
                return first(cx, &s);
            }
            seq_method(cx, s, "first")
        }
        _ => {
            let s = seq(cx, coll.clone())?;
            first(cx, &s)
        }
    }
}

fn char_at(s: &Str, byte: usize) -> Value {
    s[byte..].chars().next().map_or(Value::NIL, Value::char)
}

/// Calls a method of `ISeq` on an instance that says it is a seq.
fn seq_method(cx: &mut Cx, s: Value, name: &str) -> R {
    match interface_method(cx, &s, name)? {
        Some(method) => cx.call1(&method, s),
        None => Err(not_seqable(&s)),
    }
}

/// `next`: the seq of all elements but the first; nil if there are none.
#[inline]
pub fn next(cx: &mut Cx, coll: Value) -> R {
    let rest = rest_or_nil(cx, coll)?;
    match rest.tag() {
        // The common answers are seqs already.
        Tag::Nil | Tag::VectorSeq | Tag::ArraySeq | Tag::Range | Tag::ChunkedCons | Tag::Cons => {
            Ok(rest)
        }
        _ => seq(cx, rest),
    }
}

/// `rest`: all elements but the first, not realised further; the empty list if there are none.
#[inline]
pub fn rest(cx: &mut Cx, coll: Value) -> R {
    let rest = rest_or_nil(cx, coll)?;
    Ok(match rest.tag() {
        Tag::Nil => List::empty(),
        _ if is_seq(&rest) => rest,
        _ => seq_or_empty(cx, rest)?,
    })
}

/// The seq of a value, or the empty list where `seq` would say nil.
pub(crate) fn seq_or_empty(cx: &mut Cx, coll: Value) -> R {
    let s = seq(cx, coll)?;
    Ok(if s.is_nil() { List::empty() } else { s })
}

/// All elements but the first: any seqable, or nil. Steps in place where it can.
fn rest_or_nil(cx: &mut Cx, mut coll: Value) -> R {
    match coll.tag() {
        Tag::VectorSeq => {
            if let Some(s) = coll.get_mut::<VectorSeq>() {
                s.index += 1;
                s.meta = Value::NIL;
                let more = s.index < s.vector.count();
                return Ok(if more { coll } else { Value::NIL });
            }
            let s = coll.get::<VectorSeq>().expect("a vector seq");
            Ok(vector_seq(Value::heap(s.vector.clone()), s.index + 1))
        }
        Tag::ChunkedCons => {
            if let Some(c) = coll.get_mut::<ChunkedCons>() {
                c.offset += 1;
                c.meta = Value::NIL;
                if c.offset < c.chunk.items.len() {
                    return Ok(coll);
                }
                return Ok(c.rest.take());
            }
            let c = coll.get::<ChunkedCons>().expect("a chunked cons");
            if c.offset + 1 == c.chunk.items.len() {
                return Ok(c.rest.clone());
            }
            Ok(Value::new(ChunkedCons {
                chunk: c.chunk.clone(),
                offset: c.offset + 1,
                rest: c.rest.clone(),
                meta: Value::NIL,
            }))
        }
        Tag::ArraySeq => {
            if let Some(s) = coll.get_mut::<ArraySeq>() {
                s.index += 1;
                s.meta = Value::NIL;
                if s.index < s.items.items.len() {
                    return Ok(coll);
                }
                return Ok(s.more.take());
            }
            let s = coll.get::<ArraySeq>().expect("an array seq");
            if s.index + 1 == s.items.items.len() {
                return Ok(s.more.clone());
            }
            Ok(Value::new(ArraySeq {
                items: s.items.clone(),
                index: s.index + 1,
                more: s.more.clone(),
                meta: Value::NIL,
            }))
        }
        Tag::List => match coll.get_mut::<List>() {
            Some(l) => Ok(l.rest.take().map_or(Value::NIL, Value::heap)),
            None => {
                let l = coll.get::<List>().expect("a list");
                Ok(l.rest.clone().map_or(Value::NIL, Value::heap))
            }
        },
        Tag::Cons => match coll.get_mut::<Cons>() {
            Some(c) => Ok(c.rest.take()),
            None => Ok(coll.get::<Cons>().expect("a cons").rest.clone()),
        },
        Tag::Range => {
            let r = coll.get::<Range>().expect("a range");
            let (start, step, count) = (r.start.wrapping_add(r.step), r.step, r.count);
            if count == 1 {
                return Ok(Value::NIL);
            }
            Ok(range(start, step, less(count, 1)))
        }
        Tag::StringSeq => {
            let s = coll.get::<StringSeq>().expect("a string seq");
            let width = s.string[s.byte..].chars().next().map_or(1, char::len_utf8);
            if s.byte + width >= s.string.len() {
                return Ok(Value::NIL);
            }
            Ok(Value::new(StringSeq {
                string: s.string.clone(),
                byte: s.byte + width,
                index: s.index + 1,
                meta: Value::NIL,
            }))
        }
        Tag::Vector => Ok(vector_seq(coll, 1)),
        Tag::LazySeq => {
            let s = lazy::force_owned(cx, coll)?;
            rest_or_nil(cx, s)
        }
        Tag::Nil => Ok(Value::NIL),
        _ => {
            let coll = crate::shape::into_current(cx, coll)?;
            let s = if coll.tag() == Tag::Instance && is_seq(&coll) {
                coll
            } else {
                seq(cx, coll)?
            };
            if s.tag() != Tag::Instance {
                return rest_or_nil(cx, s);
            }
            match interface_method(cx, &s, "more")? {
                Some(method) => cx.call1(&method, s),
                None => seq_method(cx, s, "next"),
            }
        }
    }
}

/// Counts down a range, unless it has no end.
pub(crate) fn less(count: u64, by: u64) -> u64 {
    if count == Range::ENDLESS {
        count
    } else {
        count - by
    }
}

/// The integers `start`, `start + step`, …, `count` of them; nil if `count` is 0.
pub fn range(start: i64, step: i64, count: u64) -> Value {
    if count == 0 {
        return Value::NIL;
    }
    Value::new(Range {
        start,
        step,
        count,
        meta: Value::NIL,
    })
}

/// The numbers `start`, `start + step`, … before `end`, of any kinds; `start` itself again and
/// again if `step` is zero. The caller has checked that there is a first one.
pub fn numbers(cx: &mut Cx, start: Value, end: Value, step: Value) -> R {
    cx.poll()?;
    let rising = compare::is_positive(&step)?;
    if !rising && !compare::is_negative(&step)? {
        let again = start.clone();
        let more = lazy::native("numbers", move |cx| {
            numbers(cx, again.clone(), end.clone(), step.clone())
        });
        return Ok(run_before(vec![start; RUN], more));
    }
    let mut items = vec![start];
    let mut rest = Value::NIL;
    loop {
        let x = add_promoting(&items[items.len() - 1], &step)?;
        let inside = if rising {
            compare::lt(&x, &end)?
        } else {
            compare::gt(&x, &end)?
        };
        if !inside {
            break;
        }
        if items.len() == RUN {
            let (end, step) = (end.clone(), step.clone());
            rest = lazy::native("numbers", move |cx| {
                numbers(cx, x.clone(), end.clone(), step.clone())
            });
            break;
        }
        items.push(x);
    }
    let items = items.into_boxed_slice();
    chunk_cons(Value::new(Chunk { items }), rest)
}

/// `cons`: an element before the elements of a collection, which is not realised.
pub fn cons(cx: &mut Cx, x: Value, coll: Value) -> R {
    let rest = match coll.tag() {
        Tag::Nil => return Ok(List::from_vec(vec![x])),
        _ if is_seq(&coll) => coll,
        _ => seq(cx, coll)?,
    };
    Ok(Value::new(Cons {
        first: x,
        rest,
        meta: Value::NIL,
    }))
}

/// All elements, in order. Endless seqs are noticed at polls only.
pub fn to_vec(cx: &mut Cx, coll: Value) -> R<Vec<Value>> {
    match coll.view() {
        View::Vector(v) => return Ok(v.to_vec()),
        View::List(l) => return Ok(l.iter().cloned().collect()),
        View::Nil => return Ok(Vec::new()),
        _ => {}
    }
    let mut iter = crate::iter::state(cx, coll)?;
    crate::iter::collect(cx, &mut iter)
}

/// The class of seqs that hand out their elements by chunks (`chunked-seq?`).
pub fn is_chunked(v: &Value) -> bool {
    match v.view() {
        View::ChunkedCons(_) | View::VectorSeq(_) => true,
        View::Range(r) => r.count != Range::ENDLESS,
        _ => false,
    }
}

#[cold]
fn not_chunked(v: &Value) -> Box<Thrown> {
    if v.is_nil() {
        return Thrown::null_pointer(
            "Cannot invoke \"clojure.lang.IChunkedSeq.chunkedFirst()\" because \"s\" is null",
        );
    }
    crate::convert::not_castable(v, "clojure.lang.IChunkedSeq")
}

/// `chunk-first`: the first run of elements of a chunked seq.
pub fn chunk_first(s: &Value) -> R {
    let items: Box<[Value]> = match s.view() {
        View::ChunkedCons(c) if c.offset == 0 => return Ok(Value::heap(c.chunk.clone())),
        View::ChunkedCons(c) => c.chunk.items[c.offset..].into(),
        View::VectorSeq(s) => s.vector.chunk_at(s.index).into(),
        View::Range(r) => (0..r.count.min(RUN as u64) as i64)
            .map(|i| Value::int(r.start + i * r.step))
            .collect(),
        _ => return Err(not_chunked(s)),
    };
    Ok(Value::new(Chunk { items }))
}

/// `chunk-rest`, but nil where that is the empty list: what follows the first run.
pub fn after_chunk(s: &Value) -> R {
    match s.view() {
        View::ChunkedCons(c) => Ok(c.rest.clone()),
        View::VectorSeq(s) => {
            let n = s.vector.chunk_at(s.index).len();
            Ok(vector_seq(Value::heap(s.vector.clone()), s.index + n))
        }
        View::Range(r) => {
            let n = r.count.min(RUN as u64);
            let start = r.start.wrapping_add(r.step.wrapping_mul(n as i64));
            Ok(range(start, r.step, r.count - n))
        }
        _ => Err(not_chunked(s)),
    }
}

/// `chunk-cons`: the elements of a chunk before the elements of a seq.
pub fn chunk_cons(chunk: Value, rest: Value) -> R {
    let chunk = chunk
        .into_shared::<Chunk>()
        .map_err(|v| crate::convert::not_castable(&v, "clojure.lang.IChunk"))?;
    if chunk.items.is_empty() {
        return Ok(rest);
    }
    Ok(Value::new(ChunkedCons {
        chunk,
        offset: 0,
        rest,
        meta: Value::NIL,
    }))
}

/// The buffer behind a `chunk-buffer`.
pub fn chunk_buffer(v: &Value) -> R<&ChunkBuffer> {
    v.get::<ChunkBuffer>()
        .ok_or_else(|| crate::convert::not_castable(v, "clojure.lang.ChunkBuffer"))
}

/// `rseq`: the elements backwards; nil if there are none.
pub fn rseq(cx: &mut Cx, coll: Value) -> R {
    match coll.view() {
        View::Vector(v) => {
            let n = v.count();
            Ok(vector_back(&coll.to_shared().expect("a vector"), n))
        }
        View::MapEntry(e) => Ok(array_seq(vec![e.value.clone(), e.key.clone()])),
        View::SortedMap(m) => Ok(cursor_seq(Cursor::sorted_map(m, false), Part::Element)),
        View::SortedSet(s) => Ok(cursor_seq(Cursor::sorted_set(s, false), Part::Element)),
        View::Nil => Err(Thrown::null_pointer(
            "Cannot invoke \"clojure.lang.Reversible.rseq()\" because \"rev\" is null",
        )),
        View::Instance(_) => match interface_method(cx, &coll, "rseq")? {
            Some(method) => cx.call1(&method, coll),
            None => Err(not_reversible(&coll)),
        },
        _ => Err(not_reversible(&coll)),
    }
}

#[cold]
fn not_reversible(v: &Value) -> Box<Thrown> {
    crate::convert::not_castable(v, "clojure.lang.Reversible")
}

/// The elements of a vector before index `end`, last first, a run at a time.
fn vector_back(vector: &Shared<Vector>, end: usize) -> Value {
    let start = end.saturating_sub(RUN);
    let mut items: Vec<Value> = vector.iter_from(start).take(end - start).cloned().collect();
    items.reverse();
    let more = if start == 0 {
        Value::NIL
    } else {
        let vector = vector.clone();
        lazy::native("vector rseq", move |_| Ok(vector_back(&vector, start)))
    };
    run_before(items, more)
}

/// Length of what a seq holds ready, and what follows it: for counting and skipping by runs.
pub(crate) fn ready(s: &Value) -> Option<(u64, Value)> {
    match s.view() {
        View::List(l) => Some((u64::from(l.count), Value::NIL)),
        View::VectorSeq(s) => Some(((s.vector.count() - s.index) as u64, Value::NIL)),
        View::Range(r) if r.count != Range::ENDLESS => Some((r.count, Value::NIL)),
        View::StringSeq(s) => Some(((s.string.chars() - s.index) as u64, Value::NIL)),
        View::ChunkedCons(c) => Some(((c.chunk.items.len() - c.offset) as u64, c.rest.clone())),
        View::ArraySeq(s) => Some(((s.items.items.len() - s.index) as u64, s.more.clone())),
        _ => None,
    }
}

/// Elements of an array as they are now.
pub(crate) fn array_items(a: &Array) -> Vec<Value> {
    a.items.lock().to_vec()
}
