//! `java.math`: `BigDecimal`, `BigInteger`, `RoundingMode`, `MathContext`.

use super::{byte_array, bytes_of, members};
use bigdecimal::BigDecimal;
use clutch_core::class;
use clutch_core::object::HostData;
use clutch_core::{R, Thrown, Value, View};
use clutch_vm::class::host as h;
use clutch_vm::number::decimal::{self, Rounding};
use clutch_vm::number::{arith, cast, show};
use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// `RoundingMode` as an object.
struct Mode(Rounding);

impl HostData for Mode {
    fn text(&self) -> Option<String> {
        Some(self.0.name().to_string())
    }
    fn equal(&self, other: &dyn HostData) -> bool {
        let other: &dyn std::any::Any = other;
        other.downcast_ref::<Mode>().is_some_and(|m| m.0 == self.0)
    }
    fn hash(&self) -> Option<u32> {
        Some(self.0 as u32)
    }
}

/// `MathContext` as an object.
struct Context {
    precision: u64,
    rounding: Rounding,
}

impl HostData for Context {
    fn text(&self) -> Option<String> {
        let (precision, mode) = (self.precision, self.rounding.name());
        Some(format!("precision={precision} roundingMode={mode}"))
    }
}

fn mode(name: &str) -> R {
    match Rounding::from_name(name) {
        Some(rounding) => Ok(Value::host(&h::ROUNDING_MODE, Mode(rounding))),
        None => Err(Thrown::illegal_argument(format!(
            "No enum constant java.math.RoundingMode.{name}"
        ))),
    }
}

/// Numbers of `BigDecimal.ROUND_…`, in order.
const ROUNDINGS: [&str; 8] = [
    "UP",
    "DOWN",
    "CEILING",
    "FLOOR",
    "HALF_UP",
    "HALF_DOWN",
    "HALF_EVEN",
    "UNNECESSARY",
];

fn rounding(v: &Value) -> R<Rounding> {
    if let Some(m) = v.as_host::<Mode>() {
        return Ok(m.0);
    }
    let name = v
        .as_int()
        .and_then(|n| ROUNDINGS.get(usize::try_from(n).ok()?));
    name.and_then(|n| Rounding::from_name(n))
        .ok_or_else(|| Thrown::illegal_argument("Invalid rounding mode"))
}

fn dec(v: &Value) -> R<BigDecimal> {
    match v.view() {
        View::Decimal(d) => Ok(d.clone()),
        View::Int(n) => Ok(BigDecimal::from(n)),
        View::BigInt(n) => Ok(BigDecimal::from(n.clone())),
        _ => Err(super::text::wrong(v, "a decimal")),
    }
}

fn big(v: &Value) -> R<BigInt> {
    match v.view() {
        View::Int(n) => Ok(BigInt::from(n)),
        View::BigInt(n) => Ok(n.clone()),
        _ => Err(super::text::wrong(v, "an integer")),
    }
}

fn value(d: BigDecimal) -> Value {
    Value::new(d)
}

fn big_value(n: BigInt) -> Value {
    Value::new(n)
}

/// The exact decimal of a binary float: what `new BigDecimal(double)` gives.
fn exact(x: f64) -> R<BigDecimal> {
    use std::str::FromStr;
    if !x.is_finite() {
        return Err(Thrown::new(&class::NUMBER_FORMAT, "Infinite or NaN"));
    }
    // Enough digits for every double: the expansion of the smallest one has 1074 places.
    let text = format!("{x:.1074}");
    let d = BigDecimal::from_str(text.trim_end_matches('0').trim_end_matches('.'));
    d.map_err(|e| Thrown::new(&class::NUMBER_FORMAT, e.to_string()))
}

fn context(v: &Value) -> R<&Context> {
    v.as_host::<Context>()
        .ok_or_else(|| super::text::wrong(v, "a math context"))
}

/// Rounds to so many digits; 0 is no limit.
fn round_to(d: &BigDecimal, precision: u64, mode: Rounding) -> R<BigDecimal> {
    let digits = decimal::digit_count(&d.as_bigint_and_exponent().0);
    if precision == 0 || digits <= precision {
        return Ok(d.clone());
    }
    let scale = d.as_bigint_and_exponent().1 - (digits - precision) as i64;
    let rounded = decimal::set_scale(d, scale, mode)?;
    // 9.99 to two digits is 10.0, which has three.
    if decimal::digit_count(&rounded.as_bigint_and_exponent().0) > precision {
        return decimal::set_scale(&rounded, scale - 1, mode);
    }
    Ok(rounded)
}

fn divide_to_scale(a: &BigDecimal, b: &BigDecimal, scale: i64, mode: Rounding) -> R<BigDecimal> {
    if b.is_zero() {
        return Err(Thrown::arithmetic("/ by zero"));
    }
    let (x, sx) = a.as_bigint_and_exponent();
    let (y, sy) = b.as_bigint_and_exponent();
    // x/10^sx / (y/10^sy) with one more digit than asked for, and a last one that says whether
    // there was a remainder.
    let shift = scale + 2 + sy - sx;
    let (x, y) = if shift >= 0 {
        (x * decimal::pow10(shift as u64), y)
    } else {
        (x, y * decimal::pow10(shift.unsigned_abs()))
    };
    let (mut q, r) = (&x / &y, &x % &y);
    let last: i32 = (&q % 10i32).to_i32().unwrap_or(0);
    if !r.is_zero() && last % 5 == 0 {
        q += if (x.sign() == Sign::Minus) == (y.sign() == Sign::Minus) {
            1
        } else {
            -1
        };
    }
    decimal::set_scale(&BigDecimal::new(q, scale + 2), scale, mode)
}

fn two_bytes(n: &BigInt) -> Vec<u8> {
    n.to_signed_bytes_be()
}

fn not_negative(n: i64) -> R<u32> {
    u32::try_from(n).map_err(|_| Thrown::arithmetic("Negative exponent"))
}

members! {
    "java.math.BigDecimal" {
        fn new "new" (v: &Value) -> R {
            match v.view() {
                View::Str(s) => decimal::parse(s).map(value),
                View::Float(x) => exact(x).map(value),
                _ => dec(v).map(value),
            }
        }
        fn new_scaled "new" (v: &Value, second: &Value) -> R {
            if let Some(c) = second.as_host::<Context>() {
                let v = new(v)?;
                return round_to(&dec(&v)?, c.precision, c.rounding).map(value);
            }
            let scale = clutch_vm::convert::to_int(second);
            Ok(value(BigDecimal::new(big(v)?, scale.unwrap_or(0))))
        }
        fn value_of "valueOf" (v: &Value, scale: Option<i64>) -> R {
            match (v.view(), scale) {
                (View::Float(x), _) => decimal::parse(&show::float(x)).map(value),
                (_, Some(scale)) => Ok(value(BigDecimal::new(big(v)?, scale))),
                _ => dec(v).map(value),
            }
        }
        fn zero "ZERO" () -> Value { value(BigDecimal::from(0)) }
        fn one "ONE" () -> Value { value(BigDecimal::from(1)) }
        fn ten "TEN" () -> Value { value(BigDecimal::from(10)) }
        fn round_up "ROUND_UP" () -> i64 { 0 }
        fn round_down "ROUND_DOWN" () -> i64 { 1 }
        fn round_ceiling "ROUND_CEILING" () -> i64 { 2 }
        fn round_floor "ROUND_FLOOR" () -> i64 { 3 }
        fn round_half_up "ROUND_HALF_UP" () -> i64 { 4 }
        fn round_half_down "ROUND_HALF_DOWN" () -> i64 { 5 }
        fn round_half_even "ROUND_HALF_EVEN" () -> i64 { 6 }
        fn round_unnecessary "ROUND_UNNECESSARY" () -> i64 { 7 }
        fn set_scale ".setScale" (d: &Value, scale: i64, mode: Option<&Value>) -> R {
            let mode = mode.map_or(Ok(Rounding::Unnecessary), rounding)?;
            decimal::set_scale(&dec(d)?, scale, mode).map(value)
        }
        fn add ".add" (a: &Value, b: &Value) -> R { decimal::add(&dec(a)?, &dec(b)?, None).map(value) }
        fn subtract ".subtract" (a: &Value, b: &Value) -> R { decimal::sub(&dec(a)?, &dec(b)?, None).map(value) }
        fn multiply ".multiply" (a: &Value, b: &Value) -> R { decimal::mul(&dec(a)?, &dec(b)?, None).map(value) }
        fn divide ".divide" (a: &Value, b: &Value) -> R { decimal::div(&dec(a)?, &dec(b)?, None).map(value) }
        fn divide_rounding ".divide" (a: &Value, b: &Value, how: &Value) -> R {
            let (a, b) = (dec(a)?, dec(b)?);
            match how.as_host::<Context>() {
                Some(c) => {
                    let most = decimal::digit_count(&b.as_bigint_and_exponent().0) as i64 + c.precision as i64 + 3;
                    let scale = a.as_bigint_and_exponent().1 - b.as_bigint_and_exponent().1 + most;
                    let q = divide_to_scale(&a, &b, scale.max(0), Rounding::Down)?;
                    let rounded = round_to(&q, c.precision, c.rounding)?;
                    Ok(value(decimal::strip_zeros(&rounded)))
                }
                None => {
                    let scale = a.as_bigint_and_exponent().1;
                    divide_to_scale(&a, &b, scale, rounding(how)?).map(value)
                }
            }
        }
        fn divide_scaled ".divide" (a: &Value, b: &Value, scale: i64, mode: &Value) -> R {
            divide_to_scale(&dec(a)?, &dec(b)?, scale, rounding(mode)?).map(value)
        }
        fn remainder ".remainder" (a: &Value, b: &Value) -> R { decimal::rem(&dec(a)?, &dec(b)?, None).map(value) }
        fn pow ".pow" (d: &Value, n: i64) -> R {
            let d = dec(d)?;
            let (digits, scale) = d.as_bigint_and_exponent();
            let n = not_negative(n)?;
            Ok(value(BigDecimal::new(digits.pow(n), scale * i64::from(n))))
        }
        fn negate ".negate" (d: &Value) -> R { Ok(value(-dec(d)?)) }
        fn abs ".abs" (d: &Value) -> R { Ok(value(dec(d)?.abs())) }
        fn max ".max" (a: &Value, b: &Value) -> R { Ok(if decimal::cmp(&dec(a)?, &dec(b)?).is_lt() { b.clone() } else { a.clone() }) }
        fn min ".min" (a: &Value, b: &Value) -> R { Ok(if decimal::cmp(&dec(a)?, &dec(b)?).is_gt() { b.clone() } else { a.clone() }) }
        fn signum ".signum" (d: &Value) -> R<i64> {
            Ok(match dec(d)?.sign() { Sign::Minus => -1, Sign::NoSign => 0, Sign::Plus => 1 })
        }
        fn scale ".scale" (d: &Value) -> R<i64> { Ok(dec(d)?.as_bigint_and_exponent().1) }
        fn precision ".precision" (d: &Value) -> R<i64> { Ok(decimal::digit_count(&dec(d)?.as_bigint_and_exponent().0) as i64) }
        fn unscaled_value ".unscaledValue" (d: &Value) -> R { Ok(big_value(dec(d)?.as_bigint_and_exponent().0)) }
        fn to_plain_string ".toPlainString" (d: &Value) -> R<String> { Ok(show::decimal_plain(&dec(d)?)) }
        fn strip_trailing_zeros ".stripTrailingZeros" (d: &Value) -> R { Ok(value(decimal::strip_zeros(&dec(d)?))) }
        fn to_big_integer ".toBigInteger" (d: &Value) -> R { Ok(big_value(decimal::to_big(&dec(d)?))) }
        fn move_point_left ".movePointLeft" (d: &Value, n: i64) -> R { moved(&dec(d)?, n) }
        fn move_point_right ".movePointRight" (d: &Value, n: i64) -> R { moved(&dec(d)?, -n) }
        fn round ".round" (d: &Value, c: &Value) -> R {
            let c = context(c)?;
            round_to(&dec(d)?, c.precision, c.rounding).map(value)
        }
        fn int_value_exact ".intValueExact" (d: &Value) -> R<i64> { long_value_exact(d) }
        fn long_value_exact ".longValueExact" (d: &Value) -> R<i64> {
            let d = decimal::set_scale(&dec(d)?, 0, Rounding::Unnecessary)?;
            decimal::to_big(&d).to_i64().ok_or_else(|| Thrown::arithmetic("Overflow"))
        }
    }
    "java.math.RoundingMode" {
        fn mode_value_of "valueOf" (name: &str) -> R { mode(name) }
        fn mode_up "UP" () -> R { mode("UP") }
        fn mode_down "DOWN" () -> R { mode("DOWN") }
        fn mode_ceiling "CEILING" () -> R { mode("CEILING") }
        fn mode_floor "FLOOR" () -> R { mode("FLOOR") }
        fn mode_half_up "HALF_UP" () -> R { mode("HALF_UP") }
        fn mode_half_down "HALF_DOWN" () -> R { mode("HALF_DOWN") }
        fn mode_half_even "HALF_EVEN" () -> R { mode("HALF_EVEN") }
        fn mode_unnecessary "UNNECESSARY" () -> R { mode("UNNECESSARY") }
    }
    "java.math.MathContext" {
        fn new_context "new" (precision: i64, mode: Option<&Value>) -> R {
            let rounding = mode.map_or(Ok(Rounding::HalfUp), rounding)?;
            make_context(precision, rounding)
        }
        fn decimal32 "DECIMAL32" () -> R { make_context(7, Rounding::HalfEven) }
        fn decimal64 "DECIMAL64" () -> R { make_context(16, Rounding::HalfEven) }
        fn decimal128 "DECIMAL128" () -> R { make_context(34, Rounding::HalfEven) }
        fn unlimited "UNLIMITED" () -> R { make_context(0, Rounding::HalfUp) }
    }
    "java.math.BigInteger" {
        fn new_big "new" (v: &Value) -> R {
            match bytes_of(v) {
                Some(bytes) => Ok(big_value(BigInt::from_signed_bytes_be(&bytes))),
                None => parse_big(v, 10),
            }
        }
        fn new_big_of "new" (first: &Value, second: &Value) -> R {
            match (bytes_of(second), first.as_int()) {
                (Some(bytes), Some(sign)) => {
                    let sign = match sign { 0 => Sign::NoSign, 1.. => Sign::Plus, _ => Sign::Minus };
                    Ok(big_value(BigInt::from_bytes_be(sign, &bytes)))
                }
                _ => parse_big(first, clutch_vm::convert::to_int(second).unwrap_or(10)),
            }
        }
        fn big_value_of "valueOf" (v: &Value) -> R { big(v).map(big_value) }
        fn big_zero "ZERO" () -> Value { big_value(BigInt::zero()) }
        fn big_one "ONE" () -> Value { big_value(BigInt::one()) }
        fn big_two "TWO" () -> Value { big_value(BigInt::from(2)) }
        fn big_ten "TEN" () -> Value { big_value(BigInt::from(10)) }
        fn probable_prime "probablePrime" (bits: i64, _random: Option<Value>) -> R {
            let bits = u32::try_from(bits).ok().filter(|b| *b >= 2).ok_or_else(|| Thrown::arithmetic("bitLength < 2"))?;
            loop {
                let mut n = random_bits(bits) | BigInt::one();
                n.set_bit(u64::from(bits) - 1, true);
                if is_prime(&n) {
                    return Ok(big_value(n));
                }
            }
        }
    }
    "clojure.lang.BigInt" {
        fn big_add ".add" (a: &Value, b: &Value) -> R { Ok(big_value(big(a)? + big(b)?)) }
        fn big_subtract ".subtract" (a: &Value, b: &Value) -> R { Ok(big_value(big(a)? - big(b)?)) }
        fn big_multiply ".multiply" (a: &Value, b: &Value) -> R { Ok(big_value(big(a)? * big(b)?)) }
        fn big_divide ".divide" (a: &Value, b: &Value) -> R { Ok(big_value(big(a)? / divisor(b)?)) }
        fn big_quotient ".quotient" (a: &Value, b: &Value) -> R { Ok(big_value(big(a)? / divisor(b)?)) }
        fn big_remainder ".remainder" (a: &Value, b: &Value) -> R { Ok(big_value(big(a)? % divisor(b)?)) }
        fn big_mod ".mod" (a: &Value, b: &Value) -> R {
            let b = divisor(b)?;
            if b.is_negative() { return Err(Thrown::arithmetic("BigInteger: modulus not positive")); }
            Ok(big_value(big(a)?.mod_floor(&b)))
        }
        fn mod_pow ".modPow" (a: &Value, e: &Value, m: &Value) -> R {
            let (e, m) = (big(e)?, divisor(m)?);
            if e.is_negative() { return mod_inverse(&big_value(big(a)?.modpow(&-e, &m)), &big_value(m)); }
            Ok(big_value(big(a)?.mod_floor(&m).modpow(&e, &m)))
        }
        fn mod_inverse ".modInverse" (a: &Value, m: &Value) -> R {
            let (a, m) = (big(a)?, divisor(m)?);
            let found = a.mod_floor(&m).extended_gcd(&m);
            if !found.gcd.is_one() { return Err(Thrown::arithmetic("BigInteger not invertible.")); }
            Ok(big_value(found.x.mod_floor(&m)))
        }
        fn big_pow ".pow" (a: &Value, n: i64) -> R { Ok(big_value(big(a)?.pow(not_negative(n)?))) }
        fn gcd ".gcd" (a: &Value, b: &Value) -> R { Ok(big_value(big(a)?.gcd(&big(b)?))) }
        fn big_sqrt ".sqrt" (a: &Value) -> R {
            let a = big(a)?;
            if a.is_negative() { return Err(Thrown::arithmetic("Negative BigInteger")); }
            Ok(big_value(a.sqrt()))
        }
        fn big_negate ".negate" (a: &Value) -> R { Ok(big_value(-big(a)?)) }
        fn big_abs ".abs" (a: &Value) -> R { Ok(big_value(big(a)?.abs())) }
        fn big_signum ".signum" (a: &Value) -> R<i64> { Ok(big(a)?.signum().to_i64().unwrap_or(0)) }
        fn big_max ".max" (a: &Value, b: &Value) -> R { Ok(big_value(big(a)?.max(big(b)?))) }
        fn big_min ".min" (a: &Value, b: &Value) -> R { Ok(big_value(big(a)?.min(big(b)?))) }
        fn shift_left ".shiftLeft" (a: &Value, n: i64) -> R { Ok(big_value(if n < 0 { big(a)? >> n.unsigned_abs() } else { big(a)? << n })) }
        fn shift_right ".shiftRight" (a: &Value, n: i64) -> R { Ok(big_value(if n < 0 { big(a)? << n.unsigned_abs() } else { big(a)? >> n })) }
        fn big_and ".and" (a: &Value, b: &Value) -> R { Ok(big_value(big(a)? & big(b)?)) }
        fn big_or ".or" (a: &Value, b: &Value) -> R { Ok(big_value(big(a)? | big(b)?)) }
        fn big_xor ".xor" (a: &Value, b: &Value) -> R { Ok(big_value(big(a)? ^ big(b)?)) }
        fn big_not ".not" (a: &Value) -> R { Ok(big_value(!big(a)?)) }
        fn test_bit ".testBit" (a: &Value, n: i64) -> R<bool> { Ok(big(a)?.bit(n.unsigned_abs())) }
        fn set_bit ".setBit" (a: &Value, n: i64) -> R { let mut a = big(a)?; a.set_bit(n.unsigned_abs(), true); Ok(big_value(a)) }
        fn clear_bit ".clearBit" (a: &Value, n: i64) -> R { let mut a = big(a)?; a.set_bit(n.unsigned_abs(), false); Ok(big_value(a)) }
        fn bit_length ".bitLength" (a: &Value) -> R<i64> {
            let a = big(a)?;
            Ok(if a.is_negative() { (-a - 1u32).bits() as i64 } else { a.bits() as i64 })
        }
        fn big_bit_count ".bitCount" (a: &Value) -> R<i64> {
            let a = big(a)?;
            let a = if a.is_negative() { -a - 1u32 } else { a };
            Ok(a.magnitude().count_ones() as i64)
        }
        fn is_probable_prime ".isProbablePrime" (a: &Value, _certainty: i64) -> R<bool> { Ok(is_prime(&big(a)?.abs())) }
        fn big_to_string ".toString" (a: &Value, radix: i64) -> R<String> {
            let radix = u32::try_from(radix).ok().filter(|r| (2..=36).contains(r));
            Ok(big(a)?.to_str_radix(radix.unwrap_or(10)))
        }
        fn to_byte_array ".toByteArray" (a: &Value) -> R { Ok(byte_array(&two_bytes(&big(a)?))) }
        fn to_big_integer_same ".toBigInteger" (a: Value) -> Value { a }
        fn big_long_exact ".longValueExact" (a: &Value) -> R<i64> {
            big(a)?.to_i64().ok_or_else(|| Thrown::arithmetic("BigInteger out of long range"))
        }
        fn big_int_exact ".intValueExact" (a: &Value) -> R<i64> {
            let n = big(a)?.to_i32().ok_or_else(|| Thrown::arithmetic("BigInteger out of int range"))?;
            Ok(i64::from(n))
        }
    }
    "clojure.lang.Ratio" {
        fn numerator ".numerator" (r: &Value) -> R { arith::numerator(r) }
        fn denominator ".denominator" (r: &Value) -> R { arith::denominator(r) }
    }
}

fn make_context(precision: i64, rounding: Rounding) -> R {
    let precision = u64::try_from(precision).map_err(|_| Thrown::illegal_argument("Digits < 0"))?;
    Ok(Value::host(
        &h::MATH_CONTEXT,
        Context {
            precision,
            rounding,
        },
    ))
}

fn moved(d: &BigDecimal, left: i64) -> R {
    let (digits, scale) = d.as_bigint_and_exponent();
    let moved = BigDecimal::new(digits, scale + left);
    if scale + left < 0 {
        return decimal::set_scale(&moved, 0, Rounding::Unnecessary).map(value);
    }
    Ok(value(moved))
}

fn parse_big(v: &Value, radix: i64) -> R {
    let Some(text) = v.as_str() else {
        return cast::bigint(v);
    };
    let radix = u32::try_from(radix)
        .ok()
        .filter(|r| (2..=36).contains(r))
        .unwrap_or(10);
    let plain = !text.is_empty() && !text.contains('_');
    let n = plain
        .then(|| BigInt::parse_bytes(text.as_bytes(), radix))
        .flatten();
    n.map(big_value).ok_or_else(|| {
        let message = match text {
            "" => "Zero length BigInteger".to_string(),
            text => format!("For input string: \"{text}\""),
        };
        Thrown::new(&class::NUMBER_FORMAT, message)
    })
}

fn divisor(v: &Value) -> R<BigInt> {
    let n = big(v)?;
    if n.is_zero() {
        Err(Thrown::arithmetic("BigInteger divide by zero"))
    } else {
        Ok(n)
    }
}

/// A random number of at most so many bits.
fn random_bits(bits: u32) -> BigInt {
    let mut n = BigInt::zero();
    for _ in 0..bits.div_ceil(64) {
        n = (n << 64u32) + crate::rand::bits();
    }
    let extra = bits.div_ceil(64) * 64 - bits;
    n >> extra
}

/// Miller-Rabin with the first twelve primes and a few random bases.
fn is_prime(n: &BigInt) -> bool {
    const SMALL: [u32; 12] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];
    let two = BigInt::from(2);
    if *n < two {
        return false;
    }
    for p in SMALL {
        if (n % p).is_zero() {
            return *n == BigInt::from(p);
        }
    }
    let one = BigInt::one();
    let last = n - &one;
    let zeros = last.trailing_zeros().unwrap_or(0);
    let odd = &last >> zeros;
    let random = (0..8).map(|_| random_bits(63) + 2u32);
    let mut bases = SMALL.iter().map(|p| BigInt::from(*p)).chain(random);
    bases.all(|base| {
        let base = base % n;
        if base.is_zero() {
            return true;
        }
        let mut x = base.modpow(&odd, n);
        if x == one || x == last {
            return true;
        }
        for _ in 1..zeros {
            x = x.modpow(&two, n);
            if x == last {
                return true;
            }
        }
        false
    })
}
