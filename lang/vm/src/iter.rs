//! Iterators: one pass over anything seqable, without making seqs where elements can be had
//! directly. The loops of the library (`reduce`, `into`, `mapv`, …) and of Rust code run on them.
//!
//! [`IterState`] is the position. Rust code holds one in a local; programs hold it in an
//! [`Iter`] value, whose lock is free whenever user code runs.

use crate::cx::Cx;
use crate::seq;
use clutch_core::coll::{Cursor, List, MapEntry, Vector};
use clutch_core::heap;
use clutch_core::seq::{ArraySeq, Chunk, ChunkedCons, Iter, IterState, Pairs, Range};
use clutch_core::seq::{StringSeq, VectorSeq};
use clutch_core::{R, Shared, Tag, Thrown, Value, View};
use parking_lot::Mutex;

/// An iterator value over a seqable (`clutch.rt/iter`).
pub fn iter(cx: &mut Cx, coll: Value) -> R {
    let state = state(cx, coll)?;
    Ok(Value::new(Iter(Mutex::new(state))))
}

/// An iterator value over keys (`clutch.rt/kv-iter`); [`last_value`] gives the value of each.
pub fn kv_iter(cx: &mut Cx, coll: Value) -> R {
    let pairs = match coll.view() {
        View::Vector(_) => Pairs::Vector(coll.into_shared().expect("a vector"), 0),
        View::Map(_) | View::SortedMap(_) => Pairs::Cursor(Cursor::of(&coll).expect("a map")),
        View::MapEntry(e) => {
            let v = Vector::from_vec(seq::entry_items(e));
            Pairs::Vector(Shared::new(v), 0)
        }
        _ => Pairs::Seq(seq::seq(cx, coll)?),
    };
    let state = IterState::Pairs(pairs, Value::NIL);
    Ok(Value::new(Iter(Mutex::new(state))))
}

/// The position before the first element of a seqable.
///
/// # Errors
/// As `seq` for what is not seqable.
pub fn state(cx: &mut Cx, coll: Value) -> R<IterState> {
    match try_state(cx, coll)? {
        Ok(state) => Ok(state),
        Err(coll) => Err(seq::not_seqable(&coll)),
    }
}

/// As [`state`]; the value back if it is not seqable.
pub fn try_state(cx: &mut Cx, coll: Value) -> R<Result<IterState, Value>> {
    Ok(Ok(match coll.tag() {
        Tag::Nil => IterState::Empty,
        Tag::Vector => IterState::Vector(coll.into_shared().expect("a vector"), 0),
        Tag::List | Tag::Cons | Tag::LazySeq => IterState::Seq(coll),
        Tag::Str => IterState::Str(coll.into_shared().expect("a string"), 0),
        Tag::Map | Tag::Set | Tag::SortedMap | Tag::SortedSet => {
            IterState::Cursor(Cursor::of(&coll).expect("a map or set"))
        }
        _ => match coll.view() {
            View::VectorSeq(VectorSeq { vector, index, .. }) => {
                IterState::Vector(vector.clone(), *index)
            }
            View::ArraySeq(ArraySeq {
                items, index, more, ..
            }) if more.is_nil() => IterState::Items(items.clone(), *index),
            View::Range(&Range {
                start, step, count, ..
            }) => IterState::Range(start, step, count),
            View::StringSeq(StringSeq { string, byte, .. }) => {
                IterState::Str(string.clone(), *byte)
            }
            View::ChunkedCons(c) => {
                let at = c.offset;
                IterState::Chunk(coll.into_shared().expect("a chunked cons"), at)
            }
            View::Chunk(_) => IterState::Items(coll.into_shared().expect("a chunk"), 0),
            View::MapEntry(e) => items(seq::entry_items(e)),
            View::Array(a) => items(seq::array_items(a)),
            _ => {
                let s = match seq::try_seq(cx, coll)? {
                    Ok(s) => s,
                    Err(coll) => return Ok(Err(coll)),
                };
                match s.view() {
                    View::ArraySeq(a) if a.more.is_nil() => {
                        IterState::Items(a.items.clone(), a.index)
                    }
                    View::Nil => IterState::Empty,
                    _ => IterState::Seq(s),
                }
            }
        },
    }))
}

/// The position before the first of some elements.
pub fn items(items: Vec<Value>) -> IterState {
    let chunk = Chunk {
        items: items.into_boxed_slice(),
    };
    IterState::Items(Shared::new(chunk), 0)
}

/// A value that holds what a position still holds, for who looks for holders of something; nil
/// for entries of maps and sets, whose owner holds them as well.
pub fn held(state: &IterState) -> Value {
    match state {
        IterState::Vector(v, _) => Value::heap(v.clone()),
        IterState::Items(chunk, _) => Value::heap(chunk.clone()),
        IterState::Chunk(c, _) => Value::heap(c.clone()),
        IterState::Seq(s) => s.clone(),
        IterState::Pairs(Pairs::Vector(v, _), _) => Value::heap(v.clone()),
        IterState::Pairs(Pairs::Seq(s), _) => s.clone(),
        IterState::Pairs(Pairs::Cursor(_), last) => last.clone(),
        IterState::Empty | IterState::Range(..) | IterState::Str(..) | IterState::Cursor(_) => {
            Value::NIL
        }
    }
}

/// What a step that needs no context says.
enum Quick {
    Element(Value),
    End,
    /// The position is at a seq, which may run code.
    AskSeq,
}

/// Steps where no code can run.
#[inline]
fn quick(state: &mut IterState) -> Quick {
    let element = match state {
        IterState::Vector(v, i) => {
            let x = v.nth(*i).cloned();
            *i += 1;
            x
        }
        IterState::Range(start, step, count) => {
            if *count == 0 {
                return Quick::End;
            }
            let n = *start;
            *start = n.wrapping_add(*step);
            *count = seq::less(*count, 1);
            Some(Value::int(n))
        }
        IterState::Items(chunk, i) => {
            let x = chunk.items.get(*i).cloned();
            *i += 1;
            x
        }
        IterState::Chunk(c, i) => match c.chunk.items.get(*i) {
            Some(x) => {
                *i += 1;
                Some(x.clone())
            }
            None => {
                *state = IterState::Seq(rest_of_chunk(state));
                return Quick::AskSeq;
            }
        },
        IterState::Cursor(cursor) => cursor.next(),
        IterState::Str(s, byte) => {
            let c = s[*byte..].chars().next();
            *byte += c.map_or(0, char::len_utf8);
            c.map(Value::char)
        }
        IterState::Pairs(Pairs::Cursor(cursor), value) => cursor.next_pair().map(|(k, v)| {
            *value = v;
            k
        }),
        IterState::Pairs(Pairs::Vector(v, i), value) => v.nth(*i).map(|x| {
            *value = x.clone();
            *i += 1;
            Value::int(*i as i64 - 1)
        }),
        IterState::Empty => None,
        IterState::Seq(_) | IterState::Pairs(Pairs::Seq(_), _) => return Quick::AskSeq,
    };
    match element {
        Some(x) => Quick::Element(x),
        None => Quick::End,
    }
}

/// Takes what follows the chunk; moves it if nobody else holds the cell.
fn rest_of_chunk(state: &mut IterState) -> Value {
    match std::mem::replace(state, IterState::Empty) {
        IterState::Chunk(c, _) => {
            let mut cell = Value::heap(c);
            match cell.get_mut::<ChunkedCons>() {
                Some(c) => c.rest.take(),
                None => cell
                    .get::<ChunkedCons>()
                    .map_or(Value::NIL, |c| c.rest.clone()),
            }
        }
        _ => Value::NIL,
    }
}

/// Elements that [`collect`] takes between two polls.
const POLL_EVERY: usize = 1024;

/// All further elements. What they are collected in counts as memory in use, and polls happen, so
/// that an endless seq of one element meets the limits and can be cancelled.
pub fn collect(cx: &mut Cx, state: &mut IterState) -> R<Vec<Value>> {
    let mut buffer = Buffer::default();
    while let Some(x) = step(cx, state)? {
        if buffer.items.len() % POLL_EVERY == POLL_EVERY - 1 {
            buffer.count();
            cx.poll()?;
        }
        buffer.items.push(x);
    }
    Ok(std::mem::take(&mut buffer.items))
}

/// A growing list that counts as memory in use.
#[derive(Default)]
struct Buffer {
    items: Vec<Value>,
    counted: i64,
}

impl Buffer {
    fn count(&mut self) {
        let bytes = (self.items.capacity() * size_of::<Value>()) as i64;
        heap::charge(bytes - self.counted);
        self.counted = bytes;
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        heap::charge(-self.counted);
    }
}

/// The next element, or none at the end. After an error the position is as before, so that the
/// step may be tried again.
pub fn step(cx: &mut Cx, state: &mut IterState) -> R<Option<Value>> {
    loop {
        match quick(state) {
            Quick::Element(x) => return Ok(Some(x)),
            Quick::End => {
                *state = IterState::Empty;
                return Ok(None);
            }
            Quick::AskSeq => {}
        }
        cx.poll()?;
        match state {
            IterState::Pairs(Pairs::Seq(s), value) => {
                let s1 = seq::seq(cx, s.clone())?;
                if s1.is_nil() {
                    *state = IterState::Empty;
                    return Ok(None);
                }
                let entry = seq::first(cx, &s1)?;
                let MapEntry { key, value: v } = as_entry(&entry)?;
                *value = v.clone();
                let key = key.clone();
                *s = seq::rest(cx, s1)?;
                return Ok(Some(key));
            }
            IterState::Seq(s) => {
                if let Some(x) = step_seq(cx, s)? {
                    return Ok(Some(x));
                }
                // The rest is of a kind that has a faster way, or the end.
                let s = s.take();
                *state = self::state(cx, s)?;
            }
            _ => {}
        }
    }
}

/// The next element of a list, cons or user seq. None if the position is to be made anew from
/// what `s` is then.
fn step_seq(cx: &mut Cx, s: &mut Value) -> R<Option<Value>> {
    match s.tag() {
        Tag::LazySeq => {
            *s = crate::lazy::force(cx, s)?;
            if !matches!(s.tag(), Tag::Cons | Tag::List) {
                return Ok(None);
            }
            step_seq(cx, s)
        }
        Tag::List | Tag::Cons => {
            if s.get::<List>().is_some_and(|l| l.count == 0) {
                *s = Value::NIL;
                return Ok(None);
            }
            let x = seq::first(cx, s)?;
            *s = seq::rest(cx, s.take())?;
            Ok(Some(x))
        }
        Tag::ArraySeq => {
            let x = seq::first(cx, s)?;
            *s = seq::rest(cx, s.take())?;
            Ok(Some(x))
        }
        Tag::Instance => {
            let x = seq::first(cx, s)?;
            *s = seq::next(cx, s.clone())?;
            Ok(Some(x))
        }
        _ => Ok(None),
    }
}

/// Key and value of an element of a seq of entries.
pub(crate) fn as_entry(v: &Value) -> R<&MapEntry> {
    v.get::<MapEntry>()
        .ok_or_else(|| crate::convert::not_castable(v, "java.util.Map$Entry"))
}

/// As [`next`] of an iterator in a register: one that nobody else holds needs no lock.
#[inline]
pub(crate) fn advance(cx: &mut Cx, iter: &mut Value) -> R {
    let Some(own) = iter.get_mut::<Iter>() else {
        return next(cx, iter);
    };
    let state = own.0.get_mut();
    match quick(state) {
        Quick::Element(x) => Ok(x),
        Quick::End => {
            *state = IterState::Empty;
            Ok(Value::DONE)
        }
        Quick::AskSeq => next_of_seq(cx, iter),
    }
}

/// The next element of an iterator value, or the end mark (`clutch.rt/next!`).
#[inline]
pub fn next(cx: &mut Cx, iter: &Value) -> R {
    let Some(iter) = iter.get::<Iter>() else {
        return Err(crate::convert::not_castable(iter, "an iterator"));
    };
    let mut state = iter.0.lock();
    match quick(&mut state) {
        Quick::Element(x) => return Ok(x),
        Quick::End => {
            let old = std::mem::replace(&mut *state, IterState::Empty);
            drop(state);
            drop(old);
            return Ok(Value::DONE);
        }
        Quick::AskSeq => {}
    }
    drop(state);
    ask_seq(cx, iter)
}

#[inline(never)]
fn next_of_seq(cx: &mut Cx, iter: &Value) -> R {
    ask_seq(cx, iter.get::<Iter>().expect("checked by the caller"))
}

/// A step that may run user code, which must not find the lock taken.
fn ask_seq(cx: &mut Cx, iter: &Iter) -> R {
    let mut own = std::mem::replace(&mut *iter.0.lock(), IterState::Empty);
    let result = step(cx, &mut own);
    *iter.0.lock() = own;
    Ok(result?.unwrap_or(Value::DONE))
}

/// The value belonging to the last key of a [`kv_iter`] (`clutch.rt/val!`).
pub fn last_value(iter: &Value) -> R {
    if let Some(iter) = iter.get::<Iter>()
        && let IterState::Pairs(_, value) = &mut *iter.0.lock()
    {
        return Ok(value.take());
    }
    Err(Thrown::illegal_state(
        "`val!` needs an iterator over keys that has given one",
    ))
}

#[cfg(test)]
#[path = "iter_tests.rs"]
mod tests;
