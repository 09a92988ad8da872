//! Conversions between kinds of numbers: the checked casts (`long`, `int`, `byte`, …), their
//! `unchecked-` twins that cut bits off, and `bigint`, `bigdec`.

use super::{Num, big, dec, decimal, nil_operand, show};
use bigdecimal::BigDecimal;
use clutch_core::class::NUMBER_FORMAT;
use clutch_core::value::View;
use clutch_core::{R, Thrown, Value};
use num_bigint::BigInt;
use num_traits::ToPrimitive;

pub use clutch_core::repr::IntWidth as Width;

fn name(width: Width) -> &'static str {
    match width {
        Width::Byte => "byte",
        Width::Short => "short",
        Width::Int => "int",
        Width::Long => "long",
    }
}

fn bits(width: Width) -> u32 {
    match width {
        Width::Byte => 8,
        Width::Short => 16,
        Width::Int => 32,
        Width::Long => 64,
    }
}

fn min(width: Width) -> i64 {
    i64::MIN >> (64 - bits(width))
}

fn max(width: Width) -> i64 {
    i64::MAX >> (64 - bits(width))
}

fn cut(width: Width, n: i64) -> i64 {
    let unused = 64 - bits(width);
    (n << unused) >> unused
}

#[cold]
fn out_of_range(kind: &str, shown: &str) -> Box<Thrown> {
    Thrown::illegal_argument(format!("Value out of range for {kind}: {shown}"))
}

#[cold]
fn cannot_cast(v: &Value, to: &str, nil_message: &str) -> Box<Thrown> {
    if v.is_nil() {
        nil_operand(nil_message)
    } else {
        crate::convert::not_castable(v, to)
    }
}

const NIL_DOUBLE: &str = "Cannot invoke \"java.lang.Number.doubleValue()\" because \"x\" is null";
const NIL_LONG: &str = "Cannot invoke \"java.lang.Number.longValue()\" because \"x\" is null";
const NIL_CHAR: &str = "Cannot invoke \"java.lang.Character.charValue()\" because \"x\" is null";

/// `byte`, `short`, `int`, `long`: fractions are cut, characters give their code, values outside
/// of the range are an error.
pub fn integer(v: &Value, width: Width) -> R<i64> {
    let n = match v.view() {
        View::Int(n) => n,
        View::Char(c) => i64::from(u32::from(c)),
        View::Float(x) => return float_to_integer(x, width),
        View::BigInt(n) => match i64::try_from(n) {
            Ok(n) => n,
            Err(_) => return Err(out_of_range("long", &n.to_string())),
        },
        View::Ratio(r) => {
            let whole = r.to_integer();
            match i64::try_from(&whole) {
                Ok(n) => n,
                Err(_) => return Err(out_of_range("long", &whole.to_string())),
            }
        }
        // By way of a float, so digits beyond the 17th are lost: as the oracle does.
        View::Decimal(d) => float_to_integer(decimal::to_f64(d), Width::Long)?,
        _ if width == Width::Int => {
            return Err(cannot_cast(v, "java.lang.Character", NIL_CHAR));
        }
        _ => return Err(cannot_cast(v, "java.lang.Number", NIL_DOUBLE)),
    };
    if n >= min(width) && n <= max(width) {
        Ok(n)
    } else if width == Width::Int {
        // The one width with an error of its own on the JVM.
        Err(Thrown::arithmetic("integer overflow"))
    } else {
        Err(out_of_range(name(width), &n.to_string()))
    }
}

fn float_to_integer(x: f64, width: Width) -> R<i64> {
    if x < min(width) as f64 || x > max(width) as f64 || narrow_nan(x, width) {
        return Err(out_of_range(name(width), &show::float(x)));
    }
    Ok(x as i64)
}

/// Not a number is zero as an `int` or `long`, and no `short` or `byte`, as on the JVM.
fn narrow_nan(x: f64, width: Width) -> bool {
    x.is_nan() && matches!(width, Width::Short | Width::Byte)
}

/// `unchecked-byte`, `unchecked-short`, `unchecked-int`, `unchecked-long`: bits that do not fit
/// are cut off, floats are clamped first.
pub fn integer_unchecked(v: &Value, width: Width) -> R<i64> {
    let low_bits = |n: &BigInt| {
        let words = n.magnitude().iter_u64_digits().next().unwrap_or(0) as i64;
        if n.sign() == num_bigint::Sign::Minus {
            words.wrapping_neg()
        } else {
            words
        }
    };
    let n = match v.view() {
        View::Int(n) => n,
        View::Float(x) if width == Width::Long => x as i64,
        View::Float(x) => i64::from(x as i32),
        View::BigInt(n) => low_bits(n),
        View::Ratio(r) => low_bits(&r.to_integer()),
        View::Decimal(d) => low_bits(&decimal::to_big(d)),
        View::Char(c) if width == Width::Int => i64::from(u32::from(c)),
        _ if width == Width::Int => {
            return Err(cannot_cast(v, "java.lang.Character", NIL_CHAR));
        }
        _ => return Err(cannot_cast(v, "java.lang.Number", NIL_LONG)),
    };
    Ok(cut(width, n))
}

/// `double`.
pub fn float(v: &Value) -> R<f64> {
    Num::of(v)
        .map(Num::to_f64)
        .ok_or_else(|| cannot_cast(v, "java.lang.Number", NIL_DOUBLE))
}

/// `float`: rounded to 32 bits; values outside of their range are an error.
pub fn float32(v: &Value) -> R<f32> {
    let x = float(v)?;
    if x.abs() > f64::from(f32::MAX) {
        return Err(out_of_range("float", &show::float(x)));
    }
    Ok(x as f32)
}

/// `unchecked-float`: rounded to 32 bits, infinite outside of their range.
pub fn float32_unchecked(v: &Value) -> R<f32> {
    float(v).map(|x| x as f32)
}

/// `char`: the character with a code of 16 bits; lone surrogates are no characters.
pub fn character(v: &Value) -> R<char> {
    if let View::Char(c) = v.view() {
        return Ok(c);
    }
    if v.is_nil() {
        return Err(nil_operand(NIL_LONG));
    }
    let shown = |n: Num<'_>| match n {
        Num::Float(x) => show::float(x),
        Num::Ratio(r) => r.to_string(),
        Num::Big(n) => n.to_string(),
        Num::Decimal(d) => show::decimal(d),
        Num::Int(n) => n.to_string(),
    };
    let whole = match v.view() {
        View::Float(x) if x.is_nan() => None,
        _ => integer(v, Width::Long).ok(),
    };
    match (whole, Num::of(v)) {
        (_, None) => Err(cannot_cast(v, "java.lang.Number", NIL_LONG)),
        (whole, Some(n)) => whole
            .and_then(|n| u16::try_from(n).ok())
            .and_then(|n| char::from_u32(u32::from(n)))
            .ok_or_else(|| out_of_range("char", &shown(n))),
    }
}

/// `unchecked-char`: the character with the low 16 bits as its code.
pub fn character_unchecked(v: &Value) -> R<char> {
    if let View::Char(c) = v.view() {
        return Ok(c);
    }
    let n = integer_unchecked(v, Width::Long)?;
    char::from_u32(u32::from(n as u16)).ok_or_else(|| out_of_range("char", &n.to_string()))
}

/// `bigint`: fractions are cut, strings are read.
pub fn bigint(v: &Value) -> R {
    Ok(match v.view() {
        View::Int(n) => big(BigInt::from(n)),
        View::BigInt(_) => v.clone(),
        View::Ratio(r) => big(r.to_integer()),
        View::Decimal(d) => big(decimal::to_big(d)),
        View::Float(x) => big(decimal::to_big(&decimal::from_f64(x)?)),
        View::Str(s) => {
            let unsigned = s.strip_prefix(['+', '-']).unwrap_or(s);
            match s.parse::<BigInt>() {
                Ok(n) if unsigned.bytes().all(|b| b.is_ascii_digit()) => big(n),
                _ => {
                    let message = match s.is_empty() {
                        true => "Zero length BigInteger".to_string(),
                        false => format!("For input string: \"{}\"", s.as_str()),
                    };
                    return Err(Thrown::new(&NUMBER_FORMAT, message));
                }
            }
        }
        View::Nil => {
            return Err(nil_operand(
                "Cannot invoke \"String.length()\" because \"val\" is null",
            ));
        }
        _ => {
            return Err(Thrown::illegal_argument(
                "No matching ctor found for class java.math.BigInteger",
            ));
        }
    })
}

/// `bigdec`: a float gives the decimal that it prints as, strings are read.
pub fn bigdec(v: &Value) -> R {
    Ok(match v.view() {
        View::Int(n) => dec(BigDecimal::new(BigInt::from(n), 0)),
        View::BigInt(n) => dec(BigDecimal::new(n.clone(), 0)),
        View::Ratio(r) => dec(decimal::from_ratio(r)?),
        View::Decimal(_) => v.clone(),
        View::Float(x) => dec(decimal::from_f64(x)?),
        View::Str(s) => dec(decimal::parse(s)?),
        View::Nil => {
            return Err(nil_operand(
                "Cannot invoke \"Object.getClass()\" because \"val\" is null",
            ));
        }
        _ => {
            return Err(Thrown::illegal_argument(
                "No matching ctor found for class java.math.BigDecimal",
            ));
        }
    })
}

/// An index or count from any integer; none if it is no integer or does not fit.
pub fn to_index(v: &Value) -> Option<usize> {
    match v.view() {
        View::Int(n) => usize::try_from(n).ok(),
        View::BigInt(n) => n.to_usize(),
        _ => None,
    }
}
