//! Arithmetic: `+ - * /` with overflow errors, their promoting and wrapping twins, and integer
//! division.

use super::{Num, Pair, big, dec, decimal, divide_by_zero, overflow, pair, ratio};
use clutch_core::class::NUMBER_FORMAT;
use clutch_core::{R, Thrown, Value};
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

/// What to do when a 64-bit result does not fit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OnOverflow {
    Fail,
    Promote,
    Wrap,
}

macro_rules! binary {
    ($(#[$doc:meta])* $name:ident $slow:ident $promoting:ident $wrapping:ident
     $checked:ident $wrap:ident $op:tt $decimal:path $(, $special:path)?) => {
        $(#[$doc])*
        #[inline(always)]
        pub fn $name(a: &Value, b: &Value) -> R {
            if let (Some(x), Some(y)) = (a.as_int(), b.as_int()) {
                return match x.$checked(y) {
                    Some(z) => Ok(Value::int(z)),
                    None => Err(overflow()),
                };
            }
            if let (Some(x), Some(y)) = (a.as_float(), b.as_float()) {
                return Ok(Value::float(x $op y));
            }
            $slow(a, b, OnOverflow::Fail)
        }

        /// The same, going to a big integer where 64 bits do not hold the result.
        #[inline]
        pub fn $promoting(a: &Value, b: &Value) -> R {
            if let (Some(x), Some(y)) = (a.as_int(), b.as_int())
                && let Some(z) = x.$checked(y)
            {
                return Ok(Value::int(z));
            }
            $slow(a, b, OnOverflow::Promote)
        }

        /// The same, wrapping around where 64 bits do not hold the result.
        #[inline]
        pub fn $wrapping(a: &Value, b: &Value) -> R {
            if let (Some(x), Some(y)) = (a.as_int(), b.as_int()) {
                return Ok(Value::int(x.$wrap(y)));
            }
            $slow(a, b, OnOverflow::Wrap)
        }

        #[cold]
        #[inline(never)]
        fn $slow(a: &Value, b: &Value, mode: OnOverflow) -> R {
            $(if let Some(special) = $special(a, b, mode) {
                return special;
            })?
            Ok(match pair(a, b)? {
                Pair::Float(x, y) => Value::float(x $op y),
                Pair::Int(x, y) => match (x.$checked(y), mode) {
                    (Some(z), _) => Value::int(z),
                    (None, OnOverflow::Fail) => return Err(overflow()),
                    (None, OnOverflow::Wrap) => Value::int(x.$wrap(y)),
                    (None, OnOverflow::Promote) => big(BigInt::from(x) $op BigInt::from(y)),
                },
                Pair::Big(x, y) => big(&*x $op &*y),
                Pair::Ratio(x, y) => ratio(&*x $op &*y),
                Pair::Decimal(x, y) => dec($decimal(&x, &y, decimal::context())?),
            })
        }
    };
}

binary! {
    /// `+`.
    add add_slow add_promoting add_wrapping checked_add wrapping_add + decimal::add
}
binary! {
    /// `-` of two.
    sub sub_slow sub_promoting sub_wrapping checked_sub wrapping_sub - decimal::sub,
    subtract_least
}

/// Subtraction adds the negative, and the least integer has none; that shows where the other operand
/// would have had room for it.
fn subtract_least(a: &Value, b: &Value, mode: OnOverflow) -> Option<R> {
    let exact = matches!(
        Num::of(a),
        Some(Num::Big(_) | Num::Ratio(_) | Num::Decimal(_))
    );
    match mode {
        _ if !exact || b.as_int() != Some(i64::MIN) => None,
        OnOverflow::Fail => Some(Err(overflow())),
        OnOverflow::Wrap => Some(add_slow(a, b, mode)),
        OnOverflow::Promote => None,
    }
}
binary! {
    /// `*`.
    mul mul_slow mul_promoting mul_wrapping checked_mul wrapping_mul * decimal::mul
}

/// `inc`.
#[inline(always)]
pub fn inc(a: &Value) -> R {
    add(a, &Value::int(1))
}

/// `dec`.
#[inline(always)]
pub fn dec_one(a: &Value) -> R {
    sub(a, &Value::int(1))
}

/// `-` of one.
#[inline]
pub fn neg(a: &Value) -> R {
    negate(a, OnOverflow::Fail)
}

/// `-'` of one.
#[inline]
pub fn neg_promoting(a: &Value) -> R {
    negate(a, OnOverflow::Promote)
}

/// `unchecked-negate`.
#[inline]
pub fn neg_wrapping(a: &Value) -> R {
    negate(a, OnOverflow::Wrap)
}

fn negate(a: &Value, mode: OnOverflow) -> R {
    Ok(match Num::need(a)? {
        Num::Int(n) => match (n.checked_neg(), mode) {
            (Some(n), _) => Value::int(n),
            (None, OnOverflow::Fail) => return Err(overflow()),
            (None, OnOverflow::Wrap) => Value::int(n),
            (None, OnOverflow::Promote) => big(-BigInt::from(n)),
        },
        Num::Big(n) => big(-n),
        Num::Ratio(r) => ratio(-r),
        Num::Decimal(d) => dec(decimal::round(-d, decimal::context())?),
        Num::Float(x) => Value::float(-x),
    })
}

/// `abs`; the smallest 64-bit integer is its own absolute value, as on the JVM.
pub fn abs(a: &Value) -> R {
    Ok(match Num::need(a)? {
        Num::Int(n) => Value::int(n.wrapping_abs()),
        Num::Big(n) => big(n.abs()),
        Num::Ratio(r) => ratio(r.abs()),
        Num::Decimal(d) => dec(d.abs()),
        Num::Float(x) => Value::float(x.abs()),
    })
}

/// `/` of two: exact for exact numbers, IEEE 754 as soon as a float takes part.
#[inline]
pub fn div(a: &Value, b: &Value) -> R {
    if let (Some(x), Some(y)) = (a.as_float(), b.as_float()) {
        return Ok(Value::float(x / y));
    }
    if let (Some(x), Some(y)) = (a.as_int(), b.as_int())
        && y != 0
        && x.wrapping_rem(y) == 0
    {
        return Ok(Value::int(x.wrapping_div(y)));
    }
    div_slow(a, b)
}

#[cold]
#[inline(never)]
fn div_slow(a: &Value, b: &Value) -> R {
    // The divisor is looked at first.
    let y = Num::need(b)?;
    let Some(x) = Num::of(a) else {
        return Err(wrong_dividend(a, y));
    };
    if let (Num::Float(_), _) | (_, Num::Float(_)) = (x, y) {
        return Ok(Value::float(x.to_f64() / y.to_f64()));
    }
    if super::compare::is_zero(y) {
        return Err(divide_by_zero());
    }
    Ok(match pair(a, b)? {
        Pair::Int(x, y) => ratio_of(BigInt::from(x), BigInt::from(y)),
        Pair::Big(x, y) => ratio_of(x.into_owned(), y.into_owned()),
        Pair::Ratio(x, y) => ratio(&*x / &*y),
        Pair::Decimal(x, y) => dec(decimal::div(&x, &y, decimal::context())?),
        Pair::Float(..) => unreachable!("floats were taken out above"),
    })
}

fn ratio_of(n: BigInt, d: BigInt) -> Value {
    ratio(BigRational::new(n, d))
}

/// The error for a dividend that is no number: it is met only if the divisor is not zero.
#[cold]
fn wrong_dividend(a: &Value, divisor: Num<'_>) -> Box<Thrown> {
    if super::compare::is_zero(divisor) {
        divide_by_zero()
    } else {
        super::not_a_number(a)
    }
}

/// `quot`: the quotient rounded towards zero.
#[inline]
pub fn quot(a: &Value, b: &Value) -> R {
    if let (Some(x), Some(y)) = (a.as_int(), b.as_int())
        && y != 0
    {
        return Ok(Value::int(x.wrapping_div(y)));
    }
    quot_slow(a, b)
}

/// `rem`: what `quot` leaves, with the sign of the dividend.
#[inline]
pub fn rem(a: &Value, b: &Value) -> R {
    if let (Some(x), Some(y)) = (a.as_int(), b.as_int())
        && y != 0
    {
        return Ok(Value::int(x.wrapping_rem(y)));
    }
    rem_slow(a, b)
}

/// `mod`: the remainder with the sign of the divisor.
#[inline]
pub fn modulo(a: &Value, b: &Value) -> R {
    if let (Some(x), Some(y)) = (a.as_int(), b.as_int())
        && y != 0
        && y != -1
    {
        return Ok(Value::int(x.mod_floor(&y)));
    }
    let m = rem(a, b)?;
    let m_is_zero = super::compare::is_zero(Num::need(&m)?);
    if m_is_zero || super::compare::is_positive(&m)? == super::compare::is_positive(b)? {
        Ok(m)
    } else {
        add(&m, b)
    }
}

#[cold]
#[inline(never)]
fn quot_slow(a: &Value, b: &Value) -> R {
    Ok(match divisible(a, b)? {
        Pair::Int(x, y) => Value::int(x.wrapping_div(y)),
        Pair::Big(x, y) => big(&*x / &*y),
        Pair::Ratio(x, y) => big(ratio_quotient(&x, &y)),
        Pair::Decimal(x, y) => dec(decimal::quot(&x, &y, decimal::context())?),
        Pair::Float(x, y) => Value::float(float_quotient(x, y)?),
    })
}

#[cold]
#[inline(never)]
fn rem_slow(a: &Value, b: &Value) -> R {
    Ok(match divisible(a, b)? {
        Pair::Int(x, y) => Value::int(x.wrapping_rem(y)),
        Pair::Big(x, y) => big(&*x % &*y),
        Pair::Ratio(x, y) => {
            let q = BigRational::from_integer(ratio_quotient(&x, &y));
            ratio(&*x - q * &*y)
        }
        Pair::Decimal(x, y) => dec(decimal::rem(&x, &y, decimal::context())?),
        Pair::Float(x, y) => Value::float(x - float_quotient(x, y)? * y),
    })
}

fn divisible<'a>(a: &'a Value, b: &'a Value) -> R<Pair<'a>> {
    let y = Num::need(b)?;
    if super::compare::is_zero(y) {
        return Err(divide_by_zero());
    }
    pair(a, b)
}

fn ratio_quotient(x: &BigRational, y: &BigRational) -> BigInt {
    (x.numer() * y.denom()) / (x.denom() * y.numer())
}

/// Quotient of floats towards zero. Going through an integer turns -0.5 into 0.0, not -0.0.
fn float_quotient(x: f64, y: f64) -> R<f64> {
    let q = x / y;
    if !q.is_finite() {
        return Err(Thrown::new(&NUMBER_FORMAT, "Infinite or NaN"));
    }
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    Ok(if q.abs() < LIMIT {
        (q as i64) as f64
    } else {
        q.trunc()
    })
}

/// `numerator`: small ones as 64-bit integers (a `BigInteger` on the JVM, which prints alike).
pub fn numerator(a: &Value) -> R {
    need_ratio(a).map(|r| shrink(r.numer().clone()))
}

/// `denominator`, see [`numerator`].
pub fn denominator(a: &Value) -> R {
    need_ratio(a).map(|r| shrink(r.denom().clone()))
}

fn need_ratio(a: &Value) -> R<&BigRational> {
    a.get::<BigRational>().ok_or_else(|| {
        if a.is_nil() {
            super::nil_operand("Cannot read field \"numerator\" because \"x\" is null")
        } else {
            crate::convert::not_castable(a, "clojure.lang.Ratio")
        }
    })
}

/// A 64-bit integer if it fits, else a big one.
pub fn shrink(n: BigInt) -> Value {
    i64::try_from(&n).map_or_else(|_| big(n), Value::int)
}

/// `rationalize`: the exact value as a ratio or integer.
pub fn rationalize(a: &Value) -> R {
    let exact = |d: &bigdecimal::BigDecimal| {
        let (digits, scale) = d.as_bigint_and_exponent();
        if scale <= 0 {
            big(digits * decimal::pow10(scale.unsigned_abs()))
        } else if digits.is_zero() {
            big(digits)
        } else {
            ratio_of(digits, decimal::pow10(scale.unsigned_abs()))
        }
    };
    if a.is_nil() {
        return Ok(Value::NIL);
    }
    Ok(match Num::need(a)? {
        Num::Float(x) => exact(&decimal::from_f64(x)?),
        Num::Decimal(d) => exact(d),
        _ => a.clone(),
    })
}
