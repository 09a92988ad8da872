//! The numeric tower: 64-bit integers, big integers (`N`), ratios, decimals (`M`) and floats.
//!
//! Two operands meet in the wider of their kinds: integer < ratio < decimal < float ([`pair`]).
//! Results follow Clojure's rules of normalisation: integers stay 64-bit and overflow is an
//! error (the primed operations promote instead); a big integer stays big even when its value is
//! small; a ratio whose denominator becomes one turns into a *big* integer; a quotient of two
//! 64-bit integers that comes out whole is a 64-bit integer.
//!
//! The inlined functions of [`arith`] and [`compare`] are what the run loop and the natives of
//! the same name both call; everything but integer and float pairs is out of line. They take no
//! context: the only ambient input, the precision set by `with-precision`, is per thread
//! ([`decimal::context`]).
//!
//! One deliberate difference from the JVM: dividing by a float zero, or a float by any zero,
//! always follows IEEE 754. There it does so only where the compiler knows the types, and throws
//! elsewhere.

pub mod arith;
pub mod bits;
pub mod cast;
pub mod compare;
pub mod decimal;
pub mod parse;
pub mod show;

#[cfg(test)]
mod tests;

use bigdecimal::BigDecimal;
use clutch_core::class::{ARITHMETIC, NULL_POINTER};
use clutch_core::coll::simple_hash;
use clutch_core::error::Diagnosis;
use clutch_core::value::View;
use clutch_core::{R, Thrown, Value, murmur};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::ToPrimitive;
use std::borrow::Cow;

/// A number by kind, borrowed.
#[derive(Clone, Copy, Debug)]
pub enum Num<'a> {
    /// 64-bit integer.
    Int(i64),
    /// Big integer of any size.
    Big(&'a BigInt),
    /// Ratio in lowest terms with denominator above one.
    Ratio(&'a BigRational),
    /// Decimal with scale.
    Decimal(&'a BigDecimal),
    /// Float.
    Float(f64),
}

/// Two numbers brought to one kind.
pub(crate) enum Pair<'a> {
    Int(i64, i64),
    Big(Cow<'a, BigInt>, Cow<'a, BigInt>),
    Ratio(Cow<'a, BigRational>, Cow<'a, BigRational>),
    Decimal(Cow<'a, BigDecimal>, Cow<'a, BigDecimal>),
    Float(f64, f64),
}

impl<'a> Num<'a> {
    /// The number in a value, if it is one.
    #[inline]
    pub fn of(v: &'a Value) -> Option<Num<'a>> {
        match v.view() {
            View::Int(n) => Some(Num::Int(n)),
            View::Float(x) => Some(Num::Float(x)),
            View::BigInt(n) => Some(Num::Big(n)),
            View::Ratio(r) => Some(Num::Ratio(r)),
            View::Decimal(d) => Some(Num::Decimal(d)),
            _ => None,
        }
    }

    /// The number in a value; throws as the oracle does if it is none.
    #[inline]
    pub fn need(v: &'a Value) -> R<Num<'a>> {
        Num::of(v).ok_or_else(|| not_a_number(v))
    }

    /// The nearest float. A ratio goes through 16 decimal digits, as on the JVM.
    pub fn to_f64(self) -> f64 {
        match self {
            Num::Int(n) => n as f64,
            Num::Big(n) => n.to_f64().unwrap_or(f64::NAN),
            Num::Ratio(r) => decimal::ratio_to_f64(r),
            Num::Decimal(d) => decimal::to_f64(d),
            Num::Float(x) => x,
        }
    }

    fn to_big(self) -> Cow<'a, BigInt> {
        match self {
            Num::Big(n) => Cow::Borrowed(n),
            Num::Int(n) => Cow::Owned(BigInt::from(n)),
            _ => unreachable!("only integers are widened to big integers"),
        }
    }

    fn to_ratio(self) -> Cow<'a, BigRational> {
        match self {
            Num::Ratio(r) => Cow::Borrowed(r),
            other => Cow::Owned(BigRational::from_integer(other.to_big().into_owned())),
        }
    }

    fn to_decimal(self) -> R<Cow<'a, BigDecimal>> {
        Ok(match self {
            Num::Decimal(d) => Cow::Borrowed(d),
            Num::Ratio(r) => Cow::Owned(decimal::from_ratio(r)?),
            other => Cow::Owned(BigDecimal::new(other.to_big().into_owned(), 0)),
        })
    }

    fn rank(self) -> u8 {
        match self {
            Num::Int(_) => 0,
            Num::Big(_) => 1,
            Num::Ratio(_) => 2,
            Num::Decimal(_) => 3,
            Num::Float(_) => 4,
        }
    }
}

/// Brings two numbers to the wider of their kinds. Fails for non-numbers, and for a ratio beside
/// a decimal when the ratio has no finite decimal expansion.
pub(crate) fn pair<'a>(a: &'a Value, b: &'a Value) -> R<Pair<'a>> {
    let (Some(x), Some(y)) = (Num::of(a), Num::of(b)) else {
        return Err(not_numbers(a, b));
    };
    Ok(match x.rank().max(y.rank()) {
        0 => match (x, y) {
            (Num::Int(x), Num::Int(y)) => Pair::Int(x, y),
            _ => unreachable!("rank 0 is Int"),
        },
        1 => Pair::Big(x.to_big(), y.to_big()),
        2 => Pair::Ratio(x.to_ratio(), y.to_ratio()),
        3 => Pair::Decimal(x.to_decimal()?, y.to_decimal()?),
        _ => Pair::Float(x.to_f64(), y.to_f64()),
    })
}

/// Clojure's `hash` of a number: equal numbers of one category hash alike.
pub fn hash(n: Num<'_>) -> u32 {
    match n {
        Num::Int(n) => murmur::hash_long(n),
        Num::Big(n) => match i64::try_from(n) {
            Ok(n) => murmur::hash_long(n),
            Err(_) => decimal::big_hash(n) as u32,
        },
        Num::Ratio(r) => (decimal::big_hash(r.numer()) ^ decimal::big_hash(r.denom())) as u32,
        Num::Decimal(d) => decimal::hash(d),
        Num::Float(x) => simple_hash(&Value::float(x)).expect("floats hash without a context"),
    }
}

/// A big integer as a value; stays big.
pub fn big(n: BigInt) -> Value {
    Value::new(n)
}

/// A ratio as a value: a big integer if it is whole.
pub fn ratio(r: BigRational) -> Value {
    if r.is_integer() {
        Value::new(r.to_integer())
    } else {
        Value::new(r)
    }
}

/// A decimal as a value.
pub fn dec(d: BigDecimal) -> Value {
    Value::new(d)
}

/// The error for an operand that is no number.
#[cold]
#[inline(never)]
pub fn not_a_number(v: &Value) -> Box<Thrown> {
    if v.is_nil() {
        nil_operand("Cannot invoke \"Object.getClass()\" because \"x\" is null")
    } else {
        crate::convert::not_castable(v, "java.lang.Number")
    }
}

/// `NullPointerException` of a numeric operation, with the JVM's words and a readable help line.
/// The error for two operands that are not both numbers: a nil is found before anything else.
#[cold]
#[inline(never)]
pub(crate) fn not_numbers(first: &Value, second: &Value) -> Box<Thrown> {
    let nil = [first, second].into_iter().find(|v| v.is_nil());
    let wrong = nil.unwrap_or(if Num::of(first).is_none() {
        first
    } else {
        second
    });
    not_a_number(wrong)
}

#[cold]
pub(crate) fn nil_operand(message: &str) -> Box<Thrown> {
    Thrown::diagnosed(
        &NULL_POINTER,
        message,
        Diagnosis {
            code: "number/nil",
            labels: Vec::new(),
            help: Some("a number was expected here, but the value is nil".into()),
        },
    )
}

/// `ArithmeticException: long overflow`.
#[cold]
#[inline(never)]
pub fn overflow() -> Box<Thrown> {
    Thrown::diagnosed(
        &ARITHMETIC,
        "long overflow",
        Diagnosis {
            code: "number/overflow",
            labels: Vec::new(),
            help: Some("+' -' *' inc' dec' promote to arbitrary precision instead".into()),
        },
    )
}

/// `ArithmeticException: Divide by zero`.
#[cold]
#[inline(never)]
pub fn divide_by_zero() -> Box<Thrown> {
    Thrown::arithmetic("Divide by zero")
}
