//! `compare`, comparator functions, and what collections need to know about keys
//! ([`clutch_core::coll::KeyOps`]).
//!
//! Values of one kind compare: numbers of all kinds, strings by UTF-16 units, names, vectors by
//! length and then by elements, booleans, characters, uuids, insts, comparable host objects and
//! user types with `compareTo`. nil comes before everything. Other pairs throw.

use crate::class::{class_of, host as h};
use crate::cx::Cx;
use crate::number::{Num, cast, compare as numbers, not_a_number};
use crate::user::call_method;
use clutch_core::coll::KeyOps;
use clutch_core::name::Symbol;
use clutch_core::value::View;
use clutch_core::{R, Tag, Thrown, Value};
use std::cmp::Ordering;

/// `compare`: negative, zero or positive; for texts the difference that Java's `compareTo` gives.
#[inline]
pub fn compare(cx: &mut Cx, a: &Value, b: &Value) -> R<i64> {
    if let (Some(x), Some(y)) = (a.as_int(), b.as_int()) {
        return Ok(x.cmp(&y) as i64);
    }
    compare_slow(cx, a, b)
}

#[inline(never)]
fn compare_slow(cx: &mut Cx, a: &Value, b: &Value) -> R<i64> {
    match (a.is_nil(), b.is_nil()) {
        (true, true) => return Ok(0),
        (true, false) => return Ok(-1),
        (false, true) => return Ok(1),
        _ if a.same(b) => return Ok(0),
        _ => {}
    }
    if Num::of(a).is_some() {
        return Ok(numbers::cmp(a, b)? as i64);
    }
    Ok(match (a.view(), b.view()) {
        (View::Str(x), View::Str(y)) => text_difference(x, y),
        (View::Keyword(x), View::Keyword(y)) => names(x.symbol(), y.symbol()),
        (View::Symbol(_) | View::SymbolMeta(_), View::Symbol(_) | View::SymbolMeta(_)) => {
            let symbol = |v: &Value| v.as_symbol().expect("a symbol");
            names(symbol(a), symbol(b))
        }
        (View::Char(x), View::Char(y)) => i64::from(u32::from(x)) - i64::from(u32::from(y)),
        (View::Bool(x), View::Bool(y)) => i64::from(x) - i64::from(y),
        // Java compares the halves as signed numbers.
        (View::Uuid(x), View::Uuid(y)) => {
            (x.0 as i64, x.1 as i64).cmp(&(y.0 as i64, y.1 as i64)) as i64
        }
        (View::Inst(x), View::Inst(y)) => x.cmp(y) as i64,
        (View::Vector(_) | View::MapEntry(_), View::Vector(_) | View::MapEntry(_)) => {
            return stacker::maybe_grow(64 * 1024, 1024 * 1024, || vectors(cx, a, b));
        }
        (View::Host(x), View::Host(y))
            if std::ptr::eq(x.class, y.class) && x.class.is_a(&h::COMPARABLE) =>
        {
            let text = |host: &clutch_core::object::Host| host.data.text().unwrap_or_default();
            text_difference(&text(x), &text(y))
        }
        (View::Instance(_), _) => {
            // What compares itself with another instance reads its fields.
            let now = crate::shape::current(cx, b)?;
            let b = now.as_ref().unwrap_or(b);
            match call_method(cx, a, "compareTo", &[b])? {
                Some(n) => cast::integer_unchecked(&n, cast::Width::Int)?,
                None => return Err(incomparable(a, b)),
            }
        }
        _ => return Err(incomparable(a, b)),
    })
}

/// The error for values that have no order: the first may know none, or not know the second.
#[cold]
fn incomparable(a: &Value, b: &Value) -> Box<Thrown> {
    let wanted = match a.view() {
        View::Str(_) => "java.lang.String",
        View::Keyword(_) => "clojure.lang.Keyword",
        View::Symbol(_) | View::SymbolMeta(_) => "clojure.lang.Symbol",
        View::Char(_) => "java.lang.Character",
        View::Bool(_) => "java.lang.Boolean",
        View::Uuid(_) => "java.util.UUID",
        View::Inst(_) => "java.util.Date",
        View::Vector(_) | View::MapEntry(_) => "clojure.lang.IPersistentVector",
        View::Host(x) if x.class.is_a(&h::COMPARABLE) => x.class.name,
        _ => return crate::convert::not_castable(a, "java.lang.Comparable"),
    };
    crate::convert::not_castable(b, wanted)
}

/// Java's `String.compareTo`: difference of the first differing UTF-16 units, else of lengths.
pub fn text_difference(a: &str, b: &str) -> i64 {
    let same = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    // Back to the start of a character that is cut through.
    let start = (0..=same)
        .rev()
        .find(|i| a.is_char_boundary(*i) && b.is_char_boundary(*i));
    let start = start.unwrap_or(0);
    let (a, b) = (&a[start..], &b[start..]);
    let (mut x, mut y) = (a.encode_utf16(), b.encode_utf16());
    loop {
        match (x.next(), y.next()) {
            (Some(m), Some(n)) if m == n => {}
            (Some(m), Some(n)) => return i64::from(m) - i64::from(n),
            (Some(_), None) => return 1 + x.count() as i64,
            (None, Some(_)) => return -1 - y.count() as i64,
            (None, None) => return 0,
        }
    }
}

fn names(a: Symbol, b: Symbol) -> i64 {
    match (a.ns(), b.ns()) {
        (None, Some(_)) => -1,
        (Some(_), None) => 1,
        (Some(x), Some(y)) if x != y => text_difference(x, y),
        _ => text_difference(a.name(), b.name()),
    }
}

/// By length, then by the first elements that differ.
fn vectors(cx: &mut Cx, a: &Value, b: &Value) -> R<i64> {
    let items = |v: &Value| match v.view() {
        View::Vector(v) => v.to_vec(),
        View::MapEntry(e) => vec![e.key.clone(), e.value.clone()],
        _ => unreachable!("only vectors come here"),
    };
    let (x, y) = (items(a), items(b));
    if x.len() != y.len() {
        return Ok(x.len().cmp(&y.len()) as i64);
    }
    for (x, y) in x.iter().zip(&y) {
        cx.poll()?;
        let order = compare(cx, x, y)?;
        if order != 0 {
            return Ok(order);
        }
    }
    Ok(0)
}

/// Order by a comparator: `compare` if it is nil, else a function that gives a number or, as
/// `<` does, whether the first comes before the second.
pub fn compare_by(cx: &mut Cx, comparator: &Value, a: &Value, b: &Value) -> R<Ordering> {
    if comparator.is_nil() {
        return compare(cx, a, b).map(|n| n.cmp(&0));
    }
    if let View::Instance(_) = comparator.view()
        && let Some(n) = call_method(cx, comparator, "compare", &[a, b])?
    {
        return order_of(&n);
    }
    let answer = cx.call2(comparator, a.clone(), b.clone())?;
    match answer.view() {
        View::Bool(true) => Ok(Ordering::Less),
        View::Bool(false) => {
            let swapped = cx.call2(comparator, b.clone(), a.clone())?;
            Ok(if swapped.truthy() {
                Ordering::Greater
            } else {
                Ordering::Equal
            })
        }
        _ => order_of(&answer),
    }
}

/// Whether `a` comes before `b` by a comparator; asks a function only once.
pub fn is_before(cx: &mut Cx, comparator: &Value, a: &Value, b: &Value) -> R<bool> {
    if comparator.is_nil() || comparator.tag() == Tag::Instance {
        return Ok(compare_by(cx, comparator, a, b)? == Ordering::Less);
    }
    let answer = cx.call2(comparator, a.clone(), b.clone())?;
    match answer.view() {
        View::Bool(before) => Ok(before),
        _ => Ok(order_of(&answer)? == Ordering::Less),
    }
}

/// Reads a comparator's number; fractions are cut, as on the JVM.
fn order_of(n: &Value) -> R<Ordering> {
    if n.is_nil() {
        return Err(Thrown::null_pointer(
            "Cannot invoke \"java.lang.Number.intValue()\" because \"n\" is null",
        ));
    }
    if Num::of(n).is_none() {
        return Err(not_a_number(n));
    }
    cast::integer_unchecked(n, cast::Width::Int).map(|n| n.cmp(&0))
}

impl KeyOps for Cx {
    fn hash(&mut self, v: &Value) -> R<u32> {
        crate::hash::hash(self, v)
    }
    fn earlier_hash(&mut self, v: &Value) -> R<Option<u32>> {
        crate::shape::earlier_hash(self, v)
    }
    fn equal(&mut self, a: &Value, b: &Value) -> R<bool> {
        crate::eq::equal(self, a, b)
    }
    fn compare(&mut self, comparator: &Value, a: &Value, b: &Value) -> R<Ordering> {
        compare_by(self, comparator, a, b)
    }
    fn check_first(&mut self, comparator: &Value, key: &Value) -> R<()> {
        let class = class_of(key);
        let has_order = key.is_nil() || class.is_a(&h::NUMBER) || class.is_a(&h::COMPARABLE);
        if has_order || !comparator.is_nil() {
            return Ok(());
        }
        let text = crate::print::text(self, key)?;
        Err(Thrown::new(
            &clutch_core::class::CLASS_CAST,
            format!("Default comparator requires nil, Number, or Comparable: {text}"),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{cx, read};

    #[test]
    fn orders_are_those_of_the_reference() {
        let mut cx = cx();
        for (a, b, expected) in [
            ("1", "2", -1),
            ("1", "1.0", 0),
            ("nil", "1", -1),
            ("1", "nil", 1),
            ("\"a\"", "\"c\"", -2),
            ("\"abc\"", "\"a\"", 2),
            ("\"a\"", "\"abc\"", -2),
            (":a", ":c", -2),
            (":a", ":a/b", -1),
            (":x/a", ":a/b", 23),
            (":a/b", ":a", 1),
            ("[1 2]", "[1 3]", -1),
            ("[2]", "[1 1]", -1),
            ("true", "false", 1),
            ("\\a", "\\d", -3),
            (
                "#uuid \"00000000-0000-0000-0000-000000000001\"",
                "#uuid \"f0000000-0000-0000-0000-000000000001\"",
                1,
            ),
            ("#inst \"2020\"", "#inst \"2021\"", -1),
            ("1", "##NaN", 0),
            ("1/2", "0.5", 0),
            ("\"é\"", "\"z\"", 111),
            ("\"😀\"", "\"\u{ffff}\"", -10178),
            ("[[1 2] 3]", "[[1 2] 4]", -1),
            ("1M", "1.00M", 0),
        ] {
            let (x, y) = (read(&mut cx, a), read(&mut cx, b));
            assert_eq!(
                compare(&mut cx, &x, &y).unwrap(),
                expected,
                "(compare {a} {b})"
            );
        }
        for (a, b, message) in [
            (
                "1",
                "\"a\"",
                "class java.lang.String cannot be cast to class java.lang.Number",
            ),
            (
                "\"a\"",
                "1",
                "class java.lang.Long cannot be cast to class java.lang.String",
            ),
            (
                ":a",
                "1",
                "class java.lang.Long cannot be cast to class clojure.lang.Keyword",
            ),
            (
                "a",
                ":a",
                "class clojure.lang.Keyword cannot be cast to class clojure.lang.Symbol",
            ),
            (
                "[1]",
                "(1)",
                "class clojure.lang.PersistentList cannot be cast to class clojure.lang.IPersistentVector",
            ),
            (
                "(1)",
                "(1)",
                "class clojure.lang.PersistentList cannot be cast to class java.lang.Comparable",
            ),
            (
                "#{1}",
                "#{1}",
                "class clojure.lang.PersistentHashSet cannot be cast to class java.lang.Comparable",
            ),
        ] {
            let (x, y) = (read(&mut cx, a), read(&mut cx, b));
            let e = compare(&mut cx, &x, &y).unwrap_err();
            assert_eq!(e.message(), message, "(compare {a} {b})");
        }
    }
}
