//! `java.util.Arrays`.

use super::lists::sorted;
use super::{ArrayKind, members};
use crate::array::note_change;
use crate::bridge::{text_of, vector};
use clutch_core::object::Array;
use clutch_core::{R, Thrown, Value, class};
use clutch_vm::{Args, Cx, eq, hash};

pub(super) fn array_arg(v: &Value) -> R<&Array> {
    v.get::<Array>()
        .ok_or_else(|| super::text::wrong(v, "an array"))
}

fn range_of(from: i64, to: i64, length: usize) -> R<std::ops::Range<usize>> {
    match (usize::try_from(from), usize::try_from(to)) {
        (Ok(a), Ok(b)) if a <= b && b <= length => Ok(a..b),
        _ => Err(Thrown::new(
            &class::ARRAY_INDEX_OUT_OF_BOUNDS,
            format!("Range [{from}, {to}) out of bounds for length {length}"),
        )),
    }
}

fn default_element(kind: ArrayKind) -> Value {
    match kind {
        ArrayKind::Object => Value::NIL,
        ArrayKind::Boolean => Value::FALSE,
        ArrayKind::Char => Value::char('\0'),
        ArrayKind::Double | ArrayKind::Float => Value::float(0.0),
        _ => Value::int(0),
    }
}

fn copied(a: &Array, range: std::ops::Range<i64>) -> R {
    let items = a.items.lock();
    let (from, to) = (range.start, range.end);
    if from < 0 || to < from || from > items.len() as i64 {
        return Err(Thrown::new(
            &class::ARRAY_INDEX_OUT_OF_BOUNDS,
            format!("{from} > {to}"),
        ));
    }
    let filler = default_element(a.kind);
    let at = |i: i64| {
        items
            .get(i as usize)
            .cloned()
            .unwrap_or_else(|| filler.clone())
    };
    let copy = (from..to).map(at).collect();
    let copy: Box<[Value]> = copy;
    Ok(Value::new(Array::new(a.kind, a.component, copy)))
}

/// Java's hash of a sequence of elements.
pub(super) fn hash_of(cx: &mut Cx, items: &[Value]) -> R<i64> {
    let mut n = 1i32;
    for v in items {
        n = n.wrapping_mul(31).wrapping_add(hash::java_hash(cx, v)?);
    }
    Ok(i64::from(n))
}

/// `[1, 2]` as Java writes collections.
fn bracketed(cx: &mut Cx, items: Vec<Value>) -> R<String> {
    let mut texts = Vec::new();
    for v in items {
        texts.push(if v.is_nil() {
            "null".to_string()
        } else {
            text_of(cx, &v)?
        });
    }
    Ok(format!("[{}]", texts.join(", ")))
}

members! {
    "java.util.Arrays" {
        fn as_list "asList" (items: Args) -> R {
            match items.as_slice() {
                [one] if one.get::<Array>().is_some() => Ok(vector(array_arg(one)?.items.lock().to_vec())),
                _ => Ok(vector(items.into_vec())),
            }
        }
        fn arrays_fill "fill" (cx: &mut Cx, a: &Value, x: Value) -> R<()> {
            note_change(cx, array_arg(a)?, "fill")?;
            array_arg(a)?.items.lock().fill(x);
            Ok(())
        }
        fn arrays_fill_range "fill" (cx: &mut Cx, a: &Value, from: i64, to: i64, x: Value) -> R<()> {
            note_change(cx, array_arg(a)?, "fill")?;
            let mut items = array_arg(a)?.items.lock();
            let range = range_of(from, to, items.len())?;
            items[range].fill(x);
            Ok(())
        }
        fn arrays_sort "sort" (cx: &mut Cx, a: &Value, comparator: Option<&Value>) -> R<()> {
            note_change(cx, array_arg(a)?, "sort")?;
            let items = array_arg(a)?.items.lock().to_vec();
            let sorted = sorted(cx, items, comparator.unwrap_or(&Value::NIL))?;
            *array_arg(a)?.items.lock() = sorted.into_boxed_slice();
            Ok(())
        }
        fn arrays_equals "equals" (cx: &mut Cx, a: &Value, b: &Value) -> R<bool> {
            if a.is_nil() || b.is_nil() {
                return Ok(a.is_nil() && b.is_nil());
            }
            let (x, y) = (array_arg(a)?.items.lock().to_vec(), array_arg(b)?.items.lock().to_vec());
            if x.len() != y.len() {
                return Ok(false);
            }
            for (x, y) in x.iter().zip(&y) {
                if !eq::equal(cx, x, y)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        fn arrays_hash_code "hashCode" (cx: &mut Cx, a: &Value) -> R<i64> {
            let items = array_arg(a)?.items.lock().to_vec();
            hash_of(cx, &items)
        }
        fn arrays_to_string "toString" (cx: &mut Cx, a: &Value) -> R<String> {
            let items = array_arg(a)?.items.lock().to_vec();
            bracketed(cx, items)
        }
        fn deep_to_string "deepToString" (cx: &mut Cx, a: &Value) -> R<String> { arrays_to_string(cx, a) }
        fn arrays_copy_of "copyOf" (a: &Value, length: i64) -> R { copied(array_arg(a)?, 0..length) }
        fn arrays_copy_range "copyOfRange" (a: &Value, from: i64, to: i64) -> R { copied(array_arg(a)?, from..to) }
        fn arrays_stream "stream" (a: Value) -> Value { a }
    }
}
