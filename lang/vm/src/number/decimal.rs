//! Decimals with scale, by the rules of `java.math.BigDecimal`: the crate's type only stores the
//! digits and the scale; what scale a result has, and how it is rounded, is decided here.
//!
//! Scales of exact results: the larger one for sums, the sum for products, the difference for
//! quotients (or the smallest larger one that is exact). Under `with-precision` results are
//! rounded to that many digits.

use crate::class::host as h;
use bigdecimal::BigDecimal;
use clutch_core::class::NUMBER_FORMAT;
use clutch_core::object::HostData;
use clutch_core::{R, Thrown, Value};
use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Pow, Signed, Zero};
use std::any::Any;
use std::cell::Cell;
use std::cmp::Ordering;

/// How a result that has too many digits is rounded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rounding {
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
    /// Towards positive infinity.
    Ceiling,
    /// Towards negative infinity.
    Floor,
    /// To the nearest, ties away from zero.
    HalfUp,
    /// To the nearest, ties towards zero.
    HalfDown,
    /// To the nearest, ties to the even digit.
    HalfEven,
    /// An error if rounding would be needed.
    Unnecessary,
}

impl Rounding {
    /// The mode by the name that `with-precision` and the JVM use.
    pub fn from_name(name: &str) -> Option<Rounding> {
        Some(match name {
            "UP" => Rounding::Up,
            "DOWN" => Rounding::Down,
            "CEILING" => Rounding::Ceiling,
            "FLOOR" => Rounding::Floor,
            "HALF_UP" => Rounding::HalfUp,
            "HALF_DOWN" => Rounding::HalfDown,
            "HALF_EVEN" => Rounding::HalfEven,
            "UNNECESSARY" => Rounding::Unnecessary,
            _ => return None,
        })
    }

    /// The name, see [`Rounding::from_name`].
    pub fn name(self) -> &'static str {
        match self {
            Rounding::Up => "UP",
            Rounding::Down => "DOWN",
            Rounding::Ceiling => "CEILING",
            Rounding::Floor => "FLOOR",
            Rounding::HalfUp => "HALF_UP",
            Rounding::HalfDown => "HALF_DOWN",
            Rounding::HalfEven => "HALF_EVEN",
            Rounding::Unnecessary => "UNNECESSARY",
        }
    }
}

/// Digits kept and rounding: the value of `*math-context*`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MathContext {
    /// Significant digits; 0 is "all".
    pub precision: u32,
    /// What happens to the rest.
    pub rounding: Rounding,
}

impl MathContext {
    /// As a value of the language.
    pub fn into_value(self) -> Value {
        Value::host(&h::MATH_CONTEXT, self)
    }
}

impl HostData for MathContext {
    fn text(&self) -> Option<String> {
        let rounding = self.rounding.name();
        Some(format!(
            "precision={} roundingMode={rounding}",
            self.precision
        ))
    }
    fn equal(&self, other: &dyn HostData) -> bool {
        let other: &dyn Any = other;
        other.downcast_ref::<MathContext>() == Some(self)
    }
}

thread_local! {
    static CONTEXT: Cell<Option<MathContext>> = const { Cell::new(None) };
}

/// The precision in force on this thread. The running context keeps it equal to the thread's
/// binding of `*math-context*`, so that arithmetic needs no access to dynamic bindings.
pub fn context() -> Option<MathContext> {
    CONTEXT.get()
}

/// Sets the precision in force on this thread; returns the one before.
pub fn set_context(context: Option<MathContext>) -> Option<MathContext> {
    CONTEXT.replace(context.filter(|c| c.precision > 0))
}

/// As [`set_context`] with the value that `*math-context*` has on this thread, if it is bound.
pub fn set_context_value(value: Option<Value>) {
    set_context(value.and_then(|v| v.as_host::<MathContext>().copied()));
}

type Context = Option<MathContext>;

/// Ten to the power `n`.
pub fn pow10(n: u64) -> BigInt {
    Pow::pow(BigInt::from(10), n)
}

/// Number of decimal digits; 1 for zero.
pub fn digit_count(n: &BigInt) -> u64 {
    if let Ok(small) = u64::try_from(n.magnitude()) {
        return u64::from(small.checked_ilog10().unwrap_or(0)) + 1;
    }
    // An estimate that is never too high, and too low by two at most.
    let estimate = (n.bits() - 1) as f64 * std::f64::consts::LOG10_2;
    let mut digits = (estimate as u64).saturating_sub(1).max(1);
    while *n.magnitude() >= *pow10(digits).magnitude() {
        digits += 1;
    }
    digits
}

fn parts(d: &BigDecimal) -> (BigInt, i64) {
    d.as_bigint_and_exponent()
}

/// Both digits at the larger scale.
fn aligned(a: &BigDecimal, b: &BigDecimal) -> (BigInt, BigInt, i64) {
    let ((x, xs), (y, ys)) = (parts(a), parts(b));
    let up = |n: BigInt, by: i64| {
        if by == 0 {
            n
        } else {
            n * pow10(by.unsigned_abs())
        }
    };
    match xs.cmp(&ys) {
        Ordering::Less => (up(x, ys - xs), y, ys),
        _ => (x, up(y, xs - ys), xs),
    }
}

/// Order by value: `1.0` and `1.00` are equal.
pub fn cmp(a: &BigDecimal, b: &BigDecimal) -> Ordering {
    let by_sign = a.sign().cmp(&b.sign());
    if by_sign.is_ne() || a.is_zero() {
        return by_sign;
    }
    // Magnitudes first: aligning 1E+1000000 with 1 would make a million digits.
    let magnitude = |d: &BigDecimal| {
        let (n, s) = parts(d);
        i128::from(digit_count(&n)) - i128::from(s)
    };
    let by_magnitude = magnitude(a).cmp(&magnitude(b));
    if by_magnitude.is_ne() {
        return if a.is_negative() {
            by_magnitude.reverse()
        } else {
            by_magnitude
        };
    }
    let (x, y, _) = aligned(a, b);
    x.cmp(&y)
}

/// Sum.
pub fn add(a: &BigDecimal, b: &BigDecimal, context: Context) -> R<BigDecimal> {
    if let Some(c) = context
        && (a.is_zero() || b.is_zero())
    {
        return add_zero(a, b, c);
    }
    let (x, y, scale) = aligned(a, b);
    round(BigDecimal::new(x + y, scale), context)
}

/// A sum with a zero under a precision: the other operand rounded, with as much of the larger
/// scale as the precision leaves room for.
fn add_zero(a: &BigDecimal, b: &BigDecimal, c: MathContext) -> R<BigDecimal> {
    let wanted = parts(a).1.max(parts(b).1);
    let other = if a.is_zero() { b } else { a };
    if other.is_zero() {
        return Ok(BigDecimal::new(BigInt::ZERO, wanted));
    }
    let rounded = round(other.clone(), Some(c))?;
    let (n, scale) = parts(&rounded);
    Ok(match scale.cmp(&wanted) {
        Ordering::Equal => rounded,
        Ordering::Greater => strip_to(n, scale, wanted),
        Ordering::Less => {
            let room = i64::from(c.precision) - digit_count(&n) as i64;
            let by = room.min(wanted - scale).max(0);
            BigDecimal::new(n * pow10(by.unsigned_abs()), scale + by)
        }
    })
}

/// Difference.
pub fn sub(a: &BigDecimal, b: &BigDecimal, context: Context) -> R<BigDecimal> {
    add(a, &-b, context)
}

/// Product.
pub fn mul(a: &BigDecimal, b: &BigDecimal, context: Context) -> R<BigDecimal> {
    let ((x, xs), (y, ys)) = (parts(a), parts(b));
    round(BigDecimal::new(x * y, xs + ys), context)
}

/// Quotient; the divisor is not zero. Exact, or an error, without a precision.
pub fn div(a: &BigDecimal, b: &BigDecimal, context: Context) -> R<BigDecimal> {
    match context {
        Some(c) => div_rounded(a, b, c),
        None => div_exact(a, b),
    }
}

fn div_exact(a: &BigDecimal, b: &BigDecimal) -> R<BigDecimal> {
    let ((x, xs), (y, ys)) = (parts(a), parts(b));
    let scale = xs - ys;
    if x.is_zero() {
        return Ok(BigDecimal::new(x, scale));
    }
    let gcd = x.gcd(&y);
    let (mut n, mut d) = (x / &gcd, y / &gcd);
    if d.is_negative() {
        (n, d) = (-n, -d);
    }
    let count = |d: &mut BigInt, prime: u32| {
        let prime = BigInt::from(prime);
        let mut times = 0u64;
        loop {
            let (q, r) = d.div_rem(&prime);
            if !r.is_zero() {
                return times;
            }
            *d = q;
            times += 1;
        }
    };
    let mut left = d.clone();
    let places = count(&mut left, 2).max(count(&mut left, 5));
    if left != BigInt::from(1) {
        return Err(Thrown::arithmetic(
            "Non-terminating decimal expansion; no exact representable decimal result.",
        ));
    }
    let digits = n * pow10(places) / d;
    Ok(BigDecimal::new(digits, scale + places as i64))
}

fn div_rounded(a: &BigDecimal, b: &BigDecimal, c: MathContext) -> R<BigDecimal> {
    let ((x, xs), (y, ys)) = (parts(a), parts(b));
    let preferred = xs - ys;
    if x.is_zero() {
        return Ok(BigDecimal::new(x, preferred));
    }
    let negative = x.is_negative() != y.is_negative();
    // One digit more than wanted at least; the remainder below it only breaks ties.
    let shift = i64::from(c.precision) + digit_count(&y) as i64 - digit_count(&x) as i64 + 1;
    let (mut n, mut d) = (x.abs(), y.abs());
    if shift >= 0 {
        n *= pow10(shift.unsigned_abs());
    } else {
        d *= pow10(shift.unsigned_abs());
    }
    let (q, r) = n.div_rem(&d);
    let scale = preferred + shift;
    if r.is_zero() {
        let exact = BigDecimal::new(signed(q, negative), scale);
        let rounded = round(exact.clone(), Some(c))?;
        if cmp(&exact, &rounded).is_ne() {
            return Ok(rounded);
        }
        let (n, scale) = parts(&rounded);
        return Ok(strip_to(n, scale, preferred));
    }
    // A trailing 1 stands for the remainder: it is below half of any dropped digit.
    let sticky = q * 10 + 1;
    round(
        BigDecimal::new(signed(sticky, negative), scale + 1),
        Some(c),
    )
}

fn signed(n: BigInt, negative: bool) -> BigInt {
    if negative { -n } else { n }
}

/// Removes trailing zeros while the scale stays at or above `wanted`.
fn strip_to(mut n: BigInt, mut scale: i64, wanted: i64) -> BigDecimal {
    let ten = BigInt::from(10);
    while scale > wanted {
        let (q, r) = n.div_rem(&ten);
        if !r.is_zero() {
            break;
        }
        n = q;
        scale -= 1;
    }
    BigDecimal::new(n, scale)
}

/// The value without trailing zeros; zero has scale 0.
pub fn strip_zeros(d: &BigDecimal) -> BigDecimal {
    let (n, scale) = parts(d);
    if n.is_zero() {
        BigDecimal::new(n, 0)
    } else {
        strip_to(n, scale, i64::MIN)
    }
}

/// Integer part of the quotient; the divisor is not zero.
pub fn quot(a: &BigDecimal, b: &BigDecimal, context: Context) -> R<BigDecimal> {
    let preferred = parts(a).1 - parts(b).1;
    let (x, y, _) = aligned(a, b);
    let q = x / y;
    if let Some(c) = context
        && digit_count(&q) > u64::from(c.precision)
    {
        return Err(Thrown::arithmetic("Division impossible"));
    }
    Ok(if q.is_zero() {
        BigDecimal::new(q, preferred)
    } else if preferred > 0 {
        let room = context.map_or(i64::MAX, |c| {
            i64::from(c.precision) - digit_count(&q) as i64
        });
        let by = preferred.min(room);
        BigDecimal::new(q * pow10(by.unsigned_abs()), by)
    } else {
        strip_to(q, 0, preferred)
    })
}

/// What [`quot`] leaves.
pub fn rem(a: &BigDecimal, b: &BigDecimal, context: Context) -> R<BigDecimal> {
    let q = quot(a, b, context)?;
    sub(a, &mul(&q, b, None)?, None)
}

/// Rounds to the digits of a precision, if there is one.
pub fn round(d: BigDecimal, context: Context) -> R<BigDecimal> {
    let Some(c) = context else { return Ok(d) };
    let (mut n, mut scale) = d.into_bigint_and_exponent();
    loop {
        let drop = digit_count(&n) as i64 - i64::from(c.precision);
        if c.precision == 0 || drop <= 0 {
            return Ok(BigDecimal::new(n, scale));
        }
        // Rounding 999 up gives one digit too many: once more then.
        n = div_round(&n, &pow10(drop.unsigned_abs()), c.rounding)?;
        scale -= drop;
    }
}

/// The value with exactly this scale.
pub fn set_scale(d: &BigDecimal, wanted: i64, rounding: Rounding) -> R<BigDecimal> {
    let (n, scale) = parts(d);
    Ok(if wanted >= scale {
        BigDecimal::new(n * pow10((wanted - scale).unsigned_abs()), wanted)
    } else {
        let unit = pow10((scale - wanted).unsigned_abs());
        BigDecimal::new(div_round(&n, &unit, rounding)?, wanted)
    })
}

/// `n / d` rounded to an integer; `d` is positive.
fn div_round(n: &BigInt, d: &BigInt, rounding: Rounding) -> R<BigInt> {
    let (q, r) = n.div_rem(d);
    if r.is_zero() {
        return Ok(q);
    }
    let negative = n.is_negative();
    let half = (r.abs() * 2u32).cmp(d);
    let away = match rounding {
        Rounding::Up => true,
        Rounding::Down => false,
        Rounding::Ceiling => !negative,
        Rounding::Floor => negative,
        Rounding::HalfUp => half.is_ge(),
        Rounding::HalfDown => half.is_gt(),
        Rounding::HalfEven => half.is_gt() || (half.is_eq() && q.is_odd()),
        Rounding::Unnecessary => return Err(Thrown::arithmetic("Rounding necessary")),
    };
    Ok(match (away, negative) {
        (false, _) => q,
        (true, false) => q + 1,
        (true, true) => q - 1,
    })
}

/// Integer part.
pub fn to_big(d: &BigDecimal) -> BigInt {
    let (n, scale) = parts(d);
    if scale <= 0 {
        n * pow10(scale.unsigned_abs())
    } else if scale as u64 > digit_count(&n) {
        BigInt::ZERO
    } else {
        n / pow10(scale.unsigned_abs())
    }
}

/// The nearest float.
pub fn to_f64(d: &BigDecimal) -> f64 {
    let (n, scale) = parts(d);
    format!("{n}e{}", -i128::from(scale))
        .parse()
        .expect("digits and exponent are a float")
}

/// The nearest float of a ratio that is first rounded to 16 digits, as on the JVM.
pub fn ratio_to_f64(r: &BigRational) -> f64 {
    const SIXTEEN: MathContext = MathContext {
        precision: 16,
        rounding: Rounding::HalfEven,
    };
    let n = BigDecimal::new(r.numer().clone(), 0);
    let d = BigDecimal::new(r.denom().clone(), 0);
    div_rounded(&n, &d, SIXTEEN).map_or(f64::NAN, |q| to_f64(&q))
}

/// The decimal that a float prints as; an error for infinities and NaN.
pub fn from_f64(x: f64) -> R<BigDecimal> {
    let text = super::show::float(x);
    parse(&text)
}

/// A ratio as a decimal: exact, or rounded to the precision in force, or an error.
pub fn from_ratio(r: &BigRational) -> R<BigDecimal> {
    let n = BigDecimal::new(r.numer().clone(), 0);
    let d = BigDecimal::new(r.denom().clone(), 0);
    div(&n, &d, context())
}

/// Reads `-12.50`, `1E+3`, `.5`: the syntax of `new BigDecimal(String)`.
pub fn parse(text: &str) -> R<BigDecimal> {
    try_parse(text).ok_or_else(|| {
        let odd = text
            .chars()
            .find(|c| !(c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E')));
        let message = match odd {
            Some(c) => format!(
                "Character {c} is neither a decimal digit number, decimal point, \
                 nor \"e\" notation exponential mark."
            ),
            None if text.matches('.').count() > 1 => {
                "Character array contains more than one decimal point.".to_string()
            }
            None => format!("Not a decimal number: \"{text}\""),
        };
        Thrown::new(&NUMBER_FORMAT, message)
    })
}

/// As [`parse`], without the error.
pub fn try_parse(text: &str) -> Option<BigDecimal> {
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(i) => {
            let digits = &text[i + 1..];
            let unsigned = digits.strip_prefix(['+', '-']).unwrap_or(digits);
            if unsigned.is_empty() || !unsigned.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            (&text[..i], digits.parse::<i32>().ok()?)
        }
        None => (text, 0),
    };
    let (negative, unsigned) = match mantissa.as_bytes().first()? {
        b'-' => (true, &mantissa[1..]),
        b'+' => (false, &mantissa[1..]),
        _ => (false, mantissa),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let n = digits.parse::<BigInt>().ok()?;
    let scale = fraction.len() as i64 - i64::from(exponent);
    Some(BigDecimal::new(signed(n, negative), scale))
}

/// Clojure's `hash`: equal values hash alike whatever their scale.
pub fn hash(d: &BigDecimal) -> u32 {
    let (n, scale) = parts(&strip_zeros(d));
    if n.is_zero() {
        return 0;
    }
    (31i32.wrapping_mul(big_hash(&n)) as u32).wrapping_add(scale as u32)
}

/// Java's `BigInteger.hashCode`: over 32-bit words from the top.
pub fn big_hash(n: &BigInt) -> i32 {
    let words = n.magnitude().to_u32_digits();
    let h = words
        .iter()
        .rev()
        .fold(0u32, |h, w| h.wrapping_mul(31).wrapping_add(*w)) as i32;
    if n.sign() == Sign::Minus {
        h.wrapping_neg()
    } else {
        h
    }
}
