//! [`Walk`]: a cursor over the elements of anything seqable, for the loops of the laws.
//!
//! It owns what it walks over, so user code may run between two steps, and it never builds seqs
//! where the elements can be had directly.

use crate::cx::Cx;
use crate::{seq, user};
use clutch_core::coll::{Cursor, List, MapEntry, Vector};
use clutch_core::heap::Shared;
use clutch_core::object::{Array, Host, HostShape};
use clutch_core::seq::{Chunk, ChunkedCons, Cons, Range, StringSeq, VectorSeq};
use clutch_core::string::Str;
use clutch_core::value::View;
use clutch_core::{R, Value};

/// A position in a seqable.
pub(crate) enum Walk {
    /// Nothing left.
    Empty,
    /// Next index of a vector.
    Vector(Shared<Vector>, usize),
    /// Next index of a run of elements.
    Items(Shared<Chunk>, usize),
    /// Elements that only the walk holds.
    Own(std::vec::IntoIter<Value>),
    /// Next number, step, how many.
    Range(i64, i64, u64),
    /// Next byte of a string.
    Str(Shared<Str>, usize),
    /// Rest of a list.
    List(Shared<List>),
    /// Rest of a map or set; elements of maps are entries.
    Cursor(Box<Cursor>),
    /// Next index in the chunk of a seq.
    Chunked(Shared<ChunkedCons>, usize),
    /// First and rest of a pair.
    Cons(Shared<Cons>),
    /// A seqable that is opened when an element is asked for.
    Later(Value),
    /// An instance of a user type that is a seq and not empty.
    User(Value),
}

impl Walk {
    /// A walk over a seqable value; none if it is not seqable.
    pub(crate) fn of(cx: &mut Cx, v: &Value) -> R<Option<Walk>> {
        let mut v = v.clone();
        loop {
            let walk = match v.view() {
                View::Nil => Walk::Empty,
                View::LazySeq(_) => {
                    v = seq::seq(cx, v)?;
                    continue;
                }
                View::MapEntry(MapEntry { key, value }) => own(vec![key.clone(), value.clone()]),
                View::Range(&Range {
                    start, step, count, ..
                }) => Walk::Range(start, step, count),
                View::StringSeq(StringSeq { string, byte, .. }) => Walk::Str(string.clone(), *byte),
                View::VectorSeq(VectorSeq { vector, index, .. }) => {
                    Walk::Vector(vector.clone(), *index)
                }
                View::ArraySeq(s) => Walk::Items(s.items.clone(), s.index),
                View::Map(_) | View::Set(_) | View::SortedMap(_) | View::SortedSet(_) => {
                    Walk::Cursor(Box::new(Cursor::of(&v).expect("a map or set")))
                }
                View::Array(Array { items, .. }) => own(items.lock().to_vec()),
                View::Host(host) => match items_of(host) {
                    Some(items) => {
                        v = items;
                        continue;
                    }
                    None => return Ok(None),
                },
                View::Instance(i) if user::shape(i.ty) == user::Shape::Record => {
                    let entries = user::record_entries(i).into_iter();
                    own(entries.map(|(k, v)| Value::map_entry(k, v)).collect())
                }
                View::Instance(_) => {
                    let seq = seq::seq(cx, v)?;
                    if !is_instance(&seq) {
                        v = seq;
                        continue;
                    }
                    Walk::User(seq)
                }
                View::Vector(_) => Walk::Vector(v.into_shared().expect("a vector"), 0),
                View::List(_) => Walk::List(v.into_shared().expect("a list")),
                View::ChunkedCons(c) => {
                    let at = c.offset;
                    Walk::Chunked(v.into_shared().expect("a chunked seq"), at)
                }
                View::Cons(_) => Walk::Cons(v.into_shared().expect("a pair")),
                View::Str(_) => Walk::Str(v.into_shared().expect("a string"), 0),
                _ => return Ok(None),
            };
            return Ok(Some(walk));
        }
    }

    /// A walk over elements in a buffer.
    pub(crate) fn items(items: Vec<Value>) -> Walk {
        own(items)
    }

    /// The next element.
    pub(crate) fn next(&mut self, cx: &mut Cx) -> R<Option<Value>> {
        loop {
            match self {
                Walk::Empty => return Ok(None),
                Walk::Own(items) => return Ok(items.next()),
                Walk::Vector(v, i) => {
                    *i += 1;
                    return Ok(v.nth(*i - 1).cloned());
                }
                Walk::Items(chunk, i) => {
                    *i += 1;
                    return Ok(chunk.items.get(*i - 1).cloned());
                }
                Walk::Range(_, _, 0) => return Ok(None),
                Walk::Range(next, step, left) => {
                    let n = *next;
                    *next = n.wrapping_add(*step);
                    *left -= 1;
                    return Ok(Some(Value::int(n)));
                }
                Walk::Str(s, at) => {
                    let c = s[*at..].chars().next();
                    *at += c.map_or(0, char::len_utf8);
                    return Ok(c.map(Value::char));
                }
                Walk::Cursor(cursor) => return Ok(cursor.next()),
                Walk::List(list) if list.count == 0 => return Ok(None),
                Walk::List(list) => {
                    let first = list.first.clone();
                    *self = match &list.rest {
                        Some(rest) => Walk::List(rest.clone()),
                        None => Walk::Empty,
                    };
                    return Ok(Some(first));
                }
                Walk::Chunked(c, i) => {
                    if let Some(x) = c.chunk.items.get(*i) {
                        *i += 1;
                        return Ok(Some(x.clone()));
                    }
                    let rest = c.rest.clone();
                    *self = Walk::Later(rest);
                }
                Walk::Later(v) => {
                    let v = v.take();
                    *self = Walk::of(cx, &v)?.unwrap_or(Walk::Empty);
                }
                Walk::Cons(c) => {
                    let (first, rest) = (c.first.clone(), c.rest.clone());
                    // The rest is forced when the next element is asked for, not before.
                    *self = Walk::Later(rest);
                    return Ok(Some(first));
                }
                Walk::User(at) => {
                    let first = seq::first(cx, at)?;
                    let next = seq::next(cx, at.take())?;
                    *self = if is_instance(&next) {
                        Walk::User(next)
                    } else {
                        Walk::Later(next)
                    };
                    return Ok(Some(first));
                }
            }
        }
    }
}

fn own(items: Vec<Value>) -> Walk {
    Walk::Own(items.into_iter())
}

fn is_instance(v: &Value) -> bool {
    matches!(v.view(), View::Instance(_))
}

/// The elements of a host object that has some.
pub(crate) fn items_of(host: &Host) -> Option<Value> {
    match host.data.shape() {
        HostShape::Opaque => None,
        _ => host.data.items(),
    }
}
