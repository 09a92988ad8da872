//! Sorted collections in order: what `subseq`, `rsubseq` and their kin are made of.

use crate::cx::Cx;
use crate::dispatch::interface_method;
use crate::seq::{Part, cursor_seq};
use crate::{assoc, order};
use clutch_core::coll::Cursor;
use clutch_core::{R, Thrown, Value, VarName, View};

#[cold]
fn not_sorted(v: &Value) -> Box<Thrown> {
    if v.is_nil() {
        return Thrown::null_pointer(
            "Cannot invoke \"clojure.lang.Sorted.seqFrom(Object, boolean)\" because \"sc\" is null",
        );
    }
    crate::convert::not_castable(v, "clojure.lang.Sorted")
}

/// The elements as a seq, in the collection's order or against it; nil if there are none.
pub fn seq(cx: &mut Cx, sorted: &Value, ascending: bool) -> R {
    let cursor = match sorted.view() {
        View::SortedMap(m) => Cursor::sorted_map(m, ascending),
        View::SortedSet(s) => Cursor::sorted_set(s, ascending),
        View::Instance(_) => {
            return match interface_method(cx, sorted, "seq")? {
                Some(f) => cx.call2(&f, sorted.clone(), Value::bool(ascending)),
                None => Err(not_sorted(sorted)),
            };
        }
        _ => return Err(not_sorted(sorted)),
    };
    Ok(cursor_seq(cursor, Part::Element))
}

/// The elements from the first, in the direction, that is not before `key`; nil if there are none.
pub fn seq_from(cx: &mut Cx, sorted: &Value, key: &Value, ascending: bool) -> R {
    let cursor = match sorted.view() {
        View::SortedMap(m) => Cursor::sorted_map_from(m, cx, key, ascending)?,
        View::SortedSet(s) => Cursor::sorted_set_from(s, cx, key, ascending)?,
        View::Instance(_) => {
            return match interface_method(cx, sorted, "seqFrom")? {
                Some(f) => cx.call3(&f, sorted.clone(), key.clone(), Value::bool(ascending)),
                None => Err(not_sorted(sorted)),
            };
        }
        _ => return Err(not_sorted(sorted)),
    };
    Ok(cursor_seq(cursor, Part::Element))
}

/// The comparator of a sorted collection, as a function.
pub fn comparator(cx: &mut Cx, sorted: &Value) -> R {
    let own = match sorted.view() {
        View::SortedMap(m) => m.comparator.clone(),
        View::SortedSet(s) => s.comparator.clone(),
        View::Instance(_) => {
            return match interface_method(cx, sorted, "comparator")? {
                Some(f) => cx.call1(&f, sorted.clone()),
                None => Err(not_sorted(sorted)),
            };
        }
        _ => return Err(not_sorted(sorted)),
    };
    if own.is_nil() {
        return cx.var_value(VarName::from_parts("clojure.core", "compare"));
    }
    Ok(own)
}

/// How an element compares with a key by the collection's comparator: -1, 0 or 1.
pub fn compare(cx: &mut Cx, sorted: &Value, element: &Value, key: &Value) -> R<i64> {
    let (comparator, element_key) = match sorted.view() {
        View::SortedMap(m) => (m.comparator.clone(), assoc::key(cx, element)?),
        View::SortedSet(s) => (s.comparator.clone(), element.clone()),
        View::Instance(_) => {
            let (Some(comparator), Some(entry_key)) = (
                interface_method(cx, sorted, "comparator")?,
                interface_method(cx, sorted, "entryKey")?,
            ) else {
                return Err(not_sorted(sorted));
            };
            (
                cx.call1(&comparator, sorted.clone())?,
                cx.call2(&entry_key, sorted.clone(), element.clone())?,
            )
        }
        _ => return Err(not_sorted(sorted)),
    };
    Ok(order::compare_by(cx, &comparator, &element_key, key)? as i64)
}
