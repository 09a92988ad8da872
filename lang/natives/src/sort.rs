//! Sorting: stable, by `compare`, a comparator function, or keys computed beforehand.
//!
//! Numbers and strings by their usual order are sorted without asking a comparator; everything
//! else by a merge sort whose comparisons may run code and throw.

use crate::array::note_change;
use crate::coll::comparator;
use clutch_core::coll::{List, Vector};
use clutch_core::native::Native;
use clutch_core::{R, Tag, Thrown, Value, View};
use clutch_derive::{native, natives};
use clutch_vm::{Cx, meta, order, seq};

/// Runs this short are sorted by insertion before merging.
const RUN: usize = 8;

/// How the elements are compared.
enum By {
    /// `compare`.
    Default,
    /// `<` or `>`: one of the two on numbers.
    Less,
    Greater,
    /// A comparator function or object.
    Function(Value),
}

impl By {
    fn of(f: Value) -> R<By> {
        let f = comparator(f)?;
        Ok(match f.view() {
            View::Nil => By::Default,
            View::Native(n) if n.ns == "clojure.core" && n.name == "<" => By::Less,
            View::Native(n) if n.ns == "clojure.core" && n.name == ">" => By::Greater,
            _ => By::Function(f),
        })
    }

    /// Whether `a` comes before `b`.
    fn is_before(&self, cx: &mut Cx, a: &Value, b: &Value) -> R<bool> {
        match self {
            By::Default => order::is_before(cx, &Value::NIL, a, b),
            By::Less => clutch_vm::number::compare::lt(a, b),
            By::Greater => clutch_vm::number::compare::gt(a, b),
            By::Function(f) => order::is_before(cx, f, a, b),
        }
    }
}

/// Indices of `keys` in the order of the keys; equal keys stay in their order.
fn order_of(cx: &mut Cx, by: &By, keys: &[Value]) -> R<Vec<u32>> {
    let mut at: Vec<u32> = (0..keys.len() as u32).collect();
    let key = |i: &u32| &keys[*i as usize];
    let all = |tag: Tag| keys.iter().all(|k| k.tag() == tag);
    let ints = !matches!(by, By::Function(_)) && all(Tag::Int);
    match by {
        By::Greater if ints => at.sort_by_key(|i| std::cmp::Reverse(key(i).as_int())),
        _ if ints => at.sort_by_key(|i| key(i).as_int()),
        By::Default if all(Tag::Str) => at.sort_by(|i, j| {
            let (a, b) = (key(i).as_str(), key(j).as_str());
            order::text_difference(a.unwrap_or(""), b.unwrap_or("")).cmp(&0)
        }),
        _ => merge_sort(cx, by, keys, &mut at)?,
    }
    Ok(at)
}

fn merge_sort(cx: &mut Cx, by: &By, keys: &[Value], at: &mut Vec<u32>) -> R<()> {
    // The later element is asked first, as in the reference: its exceptions name the same class.
    let after = |cx: &mut Cx, i: u32, j: u32| -> R<bool> {
        by.is_before(cx, &keys[j as usize], &keys[i as usize])
    };
    for run in at.chunks_mut(RUN) {
        for end in 1..run.len() {
            let mut i = end;
            while i > 0 && after(cx, run[i - 1], run[i])? {
                run.swap(i - 1, i);
                i -= 1;
            }
        }
    }
    let mut width = RUN;
    let mut merged = Vec::with_capacity(at.len());
    while width < at.len() {
        merged.clear();
        for pair in at.chunks(2 * width) {
            cx.poll()?;
            let (mut left, mut right) = pair.split_at(width.min(pair.len()));
            while let (Some((&l, more_left)), Some((&r, more_right))) =
                (left.split_first(), right.split_first())
            {
                if after(cx, l, r)? {
                    merged.push(r);
                    right = more_right;
                } else {
                    merged.push(l);
                    left = more_left;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        std::mem::swap(at, &mut merged);
        width *= 2;
    }
    Ok(())
}

fn sorted(cx: &mut Cx, by: &By, items: Vec<Value>) -> R<Vec<Value>> {
    if items.len() == 1 {
        // The one element is never compared, as in the reference.
        return Ok(items);
    }
    let at = order_of(cx, by, &items)?;
    Ok(pick(items, &at))
}

fn pick(mut items: Vec<Value>, at: &[u32]) -> Vec<Value> {
    at.iter().map(|i| items[*i as usize].take()).collect()
}

/// A seq of the elements of a collection in order: by `compare`, or by a comparator function,
/// which gives a number or whether the first argument comes before the second. Equal elements
/// keep their order. An array is sorted itself.
///
/// (sort [3 1 2]) ;=> (1 2 3)
/// (sort > [3 1 2]) ;=> (3 2 1)
#[native("clojure.core", "sort", arglists = "[coll] [comp coll]", arity1 = sort1)]
fn sort(cx: &mut Cx, comp: Value, coll: Value) -> R {
    if let View::Array(a) = coll.view() {
        let by = By::of(comp)?;
        note_change(cx, a, "sort")?;
        let items = a.items.lock().to_vec();
        let items = sorted(cx, &by, items)?;
        a.items.lock().clone_from_slice(&items);
        return Ok(or_empty(seq::array_seq(items)));
    }
    let m = meta::meta(&coll);
    let items = match coll.tag() {
        Tag::Instance => crate::coll::elements(cx, coll)?,
        _ => seq::to_vec(cx, coll)?,
    };
    if items.is_empty() {
        return Ok(List::empty());
    }
    let by = By::of(comp)?;
    let s = or_empty(seq::array_seq(sorted(cx, &by, items)?));
    if m.is_nil() {
        return Ok(s);
    }
    meta::with_meta(cx, s, m)
}

fn sort1(cx: &mut Cx, coll: Value) -> R {
    sort(cx, Value::NIL, coll)
}

fn or_empty(s: Value) -> Value {
    if s.is_nil() { List::empty() } else { s }
}

/// A seq of the elements of vector xs in the order of the keys at the same places of vector ks.
///
/// (clutch.rt/sort-keyed compare [2 1] [:b :a]) ;=> (:a :b)
#[native("clutch.rt", "sort-keyed")]
fn sort_keyed(cx: &mut Cx, comp: Value, ks: &Value, xs: &Value) -> R {
    if comp.is_nil() && ks.get::<Vector>().is_some_and(|ks| ks.count() > 1) {
        return Err(Thrown::null_pointer(
            "Cannot invoke \"java.util.Comparator.compare(Object, Object)\" because \"comp\" is null",
        ));
    }
    let by = By::of(comp)?;
    let (Some(ks), Some(xs)) = (ks.get::<Vector>(), xs.get::<Vector>()) else {
        return Err(clutch_vm::convert::not_castable(
            ks,
            "clojure.lang.IPersistentVector",
        ));
    };
    if ks.count() != xs.count() {
        return Err(Thrown::illegal_argument("as many keys as elements"));
    }
    let at = if ks.count() == 1 {
        vec![0]
    } else {
        order_of(cx, &by, &ks.to_vec())?
    };
    Ok(or_empty(seq::array_seq(pick(xs.to_vec(), &at))))
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![sort, sort_keyed];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{context, function};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

    fn ints(v: &[Value]) -> Vec<i64> {
        v.iter().filter_map(Value::as_int).collect()
    }

    /// Compares the last digits only, so that stability shows.
    fn by_digit(calls: &Arc<AtomicUsize>) -> By {
        let calls = calls.clone();
        By::Function(function(move |_, args| {
            calls.fetch_add(1, Relaxed);
            let digit = |v: &Value| v.as_int().map_or(0, |n| n % 10);
            Ok(Value::int(digit(&args[0]) - digit(&args[1])))
        }))
    }

    #[test]
    fn sorting_is_stable_at_every_length() {
        let mut cx = context();
        let calls = Arc::default();
        for n in 0..100 {
            let items: Vec<i64> = (0..n).map(|i| (i * 7919) % 97).collect();
            let mut expected = items.clone();
            expected.sort_by_key(|x| x % 10);
            let values = items.into_iter().map(Value::int).collect();
            let got = sorted(&mut cx, &by_digit(&calls), values).expect("sorts");
            assert_eq!(ints(&got), expected);
        }
    }

    #[test]
    fn a_comparator_is_called_about_n_log_n_times() {
        let calls = Arc::default();
        let values = (0..1024).map(|i| Value::int((i * 7919) % 1031)).collect();
        sorted(&mut context(), &by_digit(&calls), values).expect("sorts");
        assert!(calls.load(Relaxed) < 12 * 1024, "{}", calls.load(Relaxed));
    }

    #[test]
    fn a_comparator_that_throws_ends_the_sort() {
        let by = By::Function(function(|_, _| Err(Thrown::runtime("no order"))));
        let values = (0..20).map(Value::int).collect();
        let e = sorted(&mut context(), &by, values).expect_err("throws");
        assert_eq!(e.message(), "no order");
    }

    #[test]
    fn integers_and_strings_need_no_comparator() {
        let mut cx = context();
        let down = sorted(&mut cx, &By::Greater, [3, 1, 2].map(Value::int).to_vec());
        assert_eq!(ints(&down.expect("sorts")), [3, 2, 1]);
        let words = ["b", "a", "ab"].map(Value::from).to_vec();
        let words = sorted(&mut cx, &By::Default, words).expect("sorts");
        let words: Vec<_> = words.iter().filter_map(Value::as_str).collect();
        assert_eq!(words, ["a", "ab", "b"]);
    }
}
