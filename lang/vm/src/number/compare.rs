//! Comparisons of numbers: `< <= > >= ==`, the categories of `=`, and predicates.

use super::{Num, Pair, decimal, pair};
use clutch_core::{R, Value};
use num_bigint::Sign;
use num_traits::{Signed, Zero};
use std::cmp::Ordering;

macro_rules! relation {
    ($(#[$doc:meta])* $name:ident $op:tt $($holds:pat_param)|+) => {
        $(#[$doc])*
        #[inline(always)]
        pub fn $name(a: &Value, b: &Value) -> R<bool> {
            if let (Some(x), Some(y)) = (a.as_int(), b.as_int()) {
                return Ok(x $op y);
            }
            if let (Some(x), Some(y)) = (a.as_float(), b.as_float()) {
                return Ok(x $op y);
            }
            Ok(matches!(partial_cmp(a, b)?, $(Some($holds))|+))
        }
    };
}

relation! {
    /// `<`.
    lt < Ordering::Less
}
relation! {
    /// `<=`.
    le <= Ordering::Less | Ordering::Equal
}
relation! {
    /// `>=`.
    ge >= Ordering::Greater | Ordering::Equal
}

/// `>`.
#[inline(always)]
pub fn gt(a: &Value, b: &Value) -> R<bool> {
    lt(b, a)
}

/// `==`: equal as numbers, whatever their kinds.
#[inline(always)]
pub fn num_eq(a: &Value, b: &Value) -> R<bool> {
    if let (Some(x), Some(y)) = (a.as_int(), b.as_int()) {
        return Ok(x == y);
    }
    if let (Some(x), Some(y)) = (a.as_float(), b.as_float()) {
        return Ok(x == y);
    }
    num_eq_slow(a, b)
}

#[inline(never)]
fn num_eq_slow(a: &Value, b: &Value) -> R<bool> {
    // Unlike in the other relations, a wrong kind is met before a nil.
    let wrong = |v: &&Value| !v.is_nil() && Num::of(v).is_none();
    if let Some(v) = [a, b].into_iter().find(wrong) {
        return Err(super::not_a_number(v));
    }
    Ok(partial_cmp(a, b)? == Some(Ordering::Equal))
}

/// Order of two numbers after bringing them to one kind; none if a NaN takes part.
#[inline(never)]
pub fn partial_cmp(a: &Value, b: &Value) -> R<Option<Ordering>> {
    Ok(match pair(a, b)? {
        Pair::Int(x, y) => Some(x.cmp(&y)),
        Pair::Float(x, y) => x.partial_cmp(&y),
        Pair::Big(x, y) => Some(x.cmp(&y)),
        Pair::Ratio(x, y) => Some(x.cmp(&y)),
        Pair::Decimal(x, y) => Some(decimal::cmp(&x, &y)),
    })
}

/// Order for `compare`: a NaN is equal to everything, as the oracle has it.
pub fn cmp(a: &Value, b: &Value) -> R<Ordering> {
    Ok(partial_cmp(a, b)?.unwrap_or(Ordering::Equal))
}

/// `=` of two numbers: equal values of one category. Categories are integers (of any size),
/// ratios, decimals (whatever their scale) and floats.
pub fn category_eq(a: Num<'_>, b: Num<'_>) -> bool {
    match (a, b) {
        (Num::Int(x), Num::Int(y)) => x == y,
        (Num::Float(x), Num::Float(y)) => x == y,
        (Num::Big(x), Num::Big(y)) => x == y,
        (Num::Int(x), Num::Big(y)) | (Num::Big(y), Num::Int(x)) => i64::try_from(y) == Ok(x),
        (Num::Ratio(x), Num::Ratio(y)) => x == y,
        (Num::Decimal(x), Num::Decimal(y)) => decimal::cmp(x, y).is_eq(),
        _ => false,
    }
}

/// `max` of two: the second if they are equal; a NaN wins.
pub fn max(a: &Value, b: &Value) -> R {
    pick(a, b, Ordering::Greater)
}

/// `min` of two: the second if they are equal; a NaN wins.
pub fn min(a: &Value, b: &Value) -> R {
    pick(a, b, Ordering::Less)
}

fn pick(a: &Value, b: &Value, wanted: Ordering) -> R {
    for x in [a, b] {
        if x.as_float().is_some_and(f64::is_nan) {
            return Ok(x.clone());
        }
    }
    let first = match wanted {
        Ordering::Greater => gt(a, b)?,
        _ => lt(a, b)?,
    };
    Ok(if first { a } else { b }.clone())
}

/// Zero of any kind.
pub fn is_zero(n: Num<'_>) -> bool {
    sign(n) == Some(Ordering::Equal)
}

/// `pos?`.
pub fn is_positive(a: &Value) -> R<bool> {
    Ok(sign(Num::need(a)?) == Some(Ordering::Greater))
}

/// `neg?`.
pub fn is_negative(a: &Value) -> R<bool> {
    Ok(sign(Num::need(a)?) == Some(Ordering::Less))
}

/// Order of a number relative to zero; none for NaN.
pub fn sign(n: Num<'_>) -> Option<Ordering> {
    match n {
        Num::Int(n) => Some(n.cmp(&0)),
        Num::Float(x) => x.partial_cmp(&0.0),
        Num::Big(n) => Some(n.sign().cmp(&Sign::NoSign)),
        Num::Ratio(r) => Some(if r.is_zero() {
            Ordering::Equal
        } else if r.is_negative() {
            Ordering::Less
        } else {
            Ordering::Greater
        }),
        Num::Decimal(d) => Some(d.sign().cmp(&Sign::NoSign)),
    }
}

/// Whether an integer of either kind is odd; none for other values.
pub fn is_odd(a: &Value) -> Option<bool> {
    match Num::of(a)? {
        Num::Int(n) => Some(n & 1 == 1),
        Num::Big(n) => Some(n.bit(0)),
        _ => None,
    }
}
