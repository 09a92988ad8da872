//! `Long`, `Integer`, `Short`, `Byte`, `Double`, `Float`, `Boolean`, `Number`, `Math`.
//!
//! The language has one kind of integer and one of float; the classes differ in the range that
//! they read and in the width of their bit operations.

use super::members;
use clutch_core::{R, Thrown, Value, View, class};
use clutch_vm::number::{arith, cast, compare, parse, show};
use clutch_vm::{convert, order};

#[cold]
fn not_a_number(message: String) -> Box<Thrown> {
    Thrown::new(&class::NUMBER_FORMAT, message)
}

/// Reads an integer of so many bits with Java's messages.
pub(super) fn parse_integer(text: &Value, radix: i64, bits: u32) -> R<i64> {
    let Some(text) = text.as_str() else {
        if text.is_nil() {
            return Err(not_a_number("Cannot parse null string".to_string()));
        }
        return Err(super::text::wrong(text, "a string"));
    };
    let under = if radix == 10 {
        String::new()
    } else {
        format!(" under radix {radix}")
    };
    let bad = || not_a_number(format!("For input string: \"{text}\"{under}"));
    let radix = u32::try_from(radix)
        .ok()
        .filter(|r| (2..=36).contains(r))
        .ok_or_else(bad)?;
    let n = parse::long(text, radix).ok_or_else(bad)?;
    let most = i64::MAX >> (64 - bits);
    if (-most - 1..=most).contains(&n) {
        Ok(n)
    } else if bits < 32 {
        Err(not_a_number(format!(
            "Value out of range. Value:\"{text}\" Radix:{radix}"
        )))
    } else {
        Err(bad())
    }
}

fn parse_float(text: &Value) -> R<f64> {
    match text.as_str() {
        Some(text) if text.trim().is_empty() => Err(not_a_number("empty String".to_string())),
        Some(text) => {
            parse::double(text).ok_or_else(|| not_a_number(format!("For input string: \"{text}\"")))
        }
        None => Err(super::text::wrong(text, "a string")),
    }
}

/// An integer from a number or a string of it.
fn integer_of(v: &Value, bits: u32) -> R<i64> {
    match v.view() {
        View::Str(_) => parse_integer(v, 10, bits),
        View::Char(c) => Ok(i64::from(c as u32)),
        _ => whole(v),
    }
}

fn float_of(v: &Value) -> R<f64> {
    match v.view() {
        View::Str(_) => parse_float(v),
        _ => cast::float(v),
    }
}

/// The whole part of any number, wrapped to 64 bits.
fn whole(v: &Value) -> R<i64> {
    cast::integer_unchecked(v, cast::Width::Long)
}

/// `0x1f`, `#1f`, `017` or decimal, with a sign.
fn decode(text: &str, bits: u32) -> R<i64> {
    let (sign, digits) = match text.as_bytes().first() {
        Some(b'-') => ("-", &text[1..]),
        Some(b'+') => ("", &text[1..]),
        _ => ("", text),
    };
    let hex = ["0x", "0X", "#"]
        .into_iter()
        .find_map(|p| digits.strip_prefix(p));
    let (digits, radix) = match (hex, digits.strip_prefix('0')) {
        (Some(hex), _) => (hex, 16),
        (None, Some(octal)) if !octal.is_empty() => (octal, 8),
        _ => (digits, 10),
    };
    parse_integer(&format!("{sign}{digits}").into(), radix, bits)
}

fn in_radix(n: i64, radix: i64) -> String {
    let radix = if (2..=36).contains(&radix) {
        radix as u64
    } else {
        10
    };
    let mut digits = Vec::new();
    let mut left = n.unsigned_abs();
    loop {
        let digit = char::from_digit((left % radix) as u32, radix as u32);
        digits.push(digit.expect("below the radix"));
        left /= radix;
        if left == 0 {
            break;
        }
    }
    if n < 0 {
        digits.push('-');
    }
    digits.iter().rev().collect()
}

fn sign(n: std::cmp::Ordering) -> i64 {
    n as i64
}

macro_rules! integers {
    ($($module:ident $class:literal $parse:literal $value:literal $ty:ty, $unsigned:ty;)*) => {$(
        pub(super) mod $module {
            use super::*;
            const BITS: u32 = <$ty>::BITS;
            members! {
                $class {
                    fn parse $parse (text: &Value, radix: Option<i64>) -> R<i64> { parse_integer(text, radix.unwrap_or(10), BITS) }
                    fn value_of "valueOf" (v: &Value, radix: Option<i64>) -> R<i64> {
                        match radix {
                            Some(radix) => parse_integer(v, radix, BITS),
                            None => integer_of(v, BITS),
                        }
                    }
                    fn new "new" (v: &Value) -> R<i64> { integer_of(v, BITS) }
                    fn decode_text "decode" (text: &str) -> R<i64> { decode(text, BITS) }
                    fn to_string "toString" (n: i64, radix: Option<i64>) -> String { in_radix(n, radix.unwrap_or(10)) }
                    fn to_hex "toHexString" (n: i64) -> String { format!("{:x}", n as $unsigned) }
                    fn to_octal "toOctalString" (n: i64) -> String { format!("{:o}", n as $unsigned) }
                    fn to_binary "toBinaryString" (n: i64) -> String { format!("{:b}", n as $unsigned) }
                    fn bit_count "bitCount" (n: i64) -> i64 { i64::from((n as $ty).count_ones()) }
                    fn leading "numberOfLeadingZeros" (n: i64) -> i64 { i64::from((n as $ty).leading_zeros()) }
                    fn trailing "numberOfTrailingZeros" (n: i64) -> i64 { i64::from((n as $ty).trailing_zeros()) }
                    fn highest "highestOneBit" (n: i64) -> i64 {
                        match (n as $ty).leading_zeros() {
                            BITS => 0,
                            zeros => ((1 as $unsigned) << (BITS - 1 - zeros)) as $ty as i64,
                        }
                    }
                    fn lowest "lowestOneBit" (n: i64) -> i64 { ((n as $ty) & (n as $ty).wrapping_neg()) as i64 }
                    fn reverse "reverse" (n: i64) -> i64 { (n as $ty).reverse_bits() as i64 }
                    fn reverse_bytes "reverseBytes" (n: i64) -> i64 { (n as $ty).swap_bytes() as i64 }
                    fn rotate_left "rotateLeft" (n: i64, by: i64) -> i64 { (n as $ty).rotate_left(by.rem_euclid(BITS as i64) as u32) as i64 }
                    fn rotate_right "rotateRight" (n: i64, by: i64) -> i64 { (n as $ty).rotate_right(by.rem_euclid(BITS as i64) as u32) as i64 }
                    fn signum "signum" (n: i64) -> i64 { n.signum() }
                    fn compare_two "compare" (a: i64, b: i64) -> i64 { sign(a.cmp(&b)) }
                    fn compare_unsigned "compareUnsigned" (a: i64, b: i64) -> i64 { sign((a as $unsigned).cmp(&(b as $unsigned))) }
                    fn parse_unsigned "parseUnsignedLong" (text: &str) -> R<i64> {
                        let n = text.parse::<u64>();
                        n.map(|n| n as i64).map_err(|_| not_a_number(format!("For input string: \"{text}\"")))
                    }
                    fn to_unsigned_string "toUnsignedString" (n: i64) -> String { (n as $unsigned).to_string() }
                    fn hash_code "hashCode" (n: i64) -> i64 { i64::from((n ^ ((n as u64) >> 32) as i64) as i32) }
                    fn sum "sum" (a: &Value, b: &Value) -> R { arith::add(a, b) }
                    fn max "max" (a: i64, b: i64) -> i64 { a.max(b) }
                    fn min "min" (a: i64, b: i64) -> i64 { a.min(b) }
                    fn max_value "MAX_VALUE" () -> i64 { <$ty>::MAX as i64 }
                    fn min_value "MIN_VALUE" () -> i64 { <$ty>::MIN as i64 }
                    fn size "SIZE" () -> i64 { i64::from(BITS) }
                    fn bytes "BYTES" () -> i64 { i64::from(BITS / 8) }
                    /// Field: the primitive class, which is the same here.
                    fn primitive "TYPE" () -> Value { Value::class(clutch_vm::class::primitive($class).expect("a class of numbers")) }
                }
            }
        }
    )*};
}

integers! {
    long "java.lang.Long" "parseLong" "longValue" i64, u64;
    integer "java.lang.Integer" "parseInt" "intValue" i32, u32;
    short "java.lang.Short" "parseShort" "shortValue" i16, u16;
    byte "java.lang.Byte" "parseByte" "byteValue" i8, u8;
}

macro_rules! floats {
    ($($module:ident $class:literal $parse:literal $ty:ty, $show:expr;)*) => {$(
        pub(super) mod $module {
            use super::*;
            fn narrow(x: f64) -> f64 { f64::from(x as $ty) }
            members! {
                $class {
                    fn parse $parse (text: &Value) -> R<f64> { parse_float(text).map(narrow) }
                    fn value_of "valueOf" (v: &Value) -> R<f64> { float_of(v).map(narrow) }
                    fn new "new" (v: &Value) -> R<f64> { float_of(v).map(narrow) }
                    fn to_string "toString" (x: f64) -> String { $show(x as $ty) }
                    fn is_nan "isNaN" (x: f64) -> bool { x.is_nan() }
                    fn is_infinite "isInfinite" (x: f64) -> bool { x.is_infinite() }
                    fn is_finite "isFinite" (x: f64) -> bool { x.is_finite() }
                    fn nan_method ".isNaN" (x: f64) -> bool { x.is_nan() }
                    fn infinite_method ".isInfinite" (x: f64) -> bool { x.is_infinite() }
                    fn compare_two "compare" (a: f64, b: f64) -> i64 { sign(a.total_cmp(&b)) }
                    fn max "max" (a: f64, b: f64) -> f64 { a.max(b) }
                    fn min "min" (a: f64, b: f64) -> f64 { a.min(b) }
                    fn sum "sum" (a: f64, b: f64) -> f64 { a + b }
                    fn hash_code "hashCode" (x: f64) -> i64 {
                        let bits = x.to_bits();
                        i64::from((bits ^ (bits >> 32)) as i32)
                    }
                    fn max_value "MAX_VALUE" () -> f64 { f64::from(<$ty>::MAX) }
                    fn min_value "MIN_VALUE" () -> f64 { f64::from(<$ty>::from_bits(1)) }
                    fn min_normal "MIN_NORMAL" () -> f64 { f64::from(<$ty>::MIN_POSITIVE) }
                    fn nan "NaN" () -> f64 { f64::NAN }
                    fn positive_infinity "POSITIVE_INFINITY" () -> f64 { f64::INFINITY }
                    fn negative_infinity "NEGATIVE_INFINITY" () -> f64 { f64::NEG_INFINITY }
                    /// Field: the primitive class, which is the same here.
                    fn primitive "TYPE" () -> Value { Value::class(clutch_vm::class::primitive($class).expect("a class of numbers")) }
                }
            }
        }
    )*};
}

floats! {
    double "java.lang.Double" "parseDouble" f64, show::float;
    float "java.lang.Float" "parseFloat" f32, show::float32;
}

/// Both integers, or nothing: the methods of `Math` that exist for both kinds.
fn two_ints(a: &Value, b: &Value) -> Option<(i64, i64)> {
    Some((a.as_int()?, b.as_int()?))
}

fn exact(n: Option<i64>, what: &str) -> R<i64> {
    n.ok_or_else(|| Thrown::arithmetic(&format!("{what} overflow")))
}

fn divisor(n: i64) -> R<i64> {
    if n == 0 {
        Err(Thrown::arithmetic("/ by zero"))
    } else {
        Ok(n)
    }
}

/// `Math.round`: half up, saturating.
pub(super) fn round(x: f64) -> i64 {
    (x + 0.5).floor() as i64
}

members! {
    "java.lang.Double" {
        fn to_bits "doubleToLongBits" (x: f64) -> i64 { if x.is_nan() { 0x7ff8 << 48 } else { x.to_bits() as i64 } }
        fn to_raw_bits "doubleToRawLongBits" (x: f64) -> i64 { x.to_bits() as i64 }
        fn from_bits "longBitsToDouble" (n: i64) -> f64 { f64::from_bits(n as u64) }
    }
    "java.lang.Boolean" {
        fn parse_boolean "parseBoolean" (text: &Value) -> bool { text.as_str().is_some_and(|t| t.eq_ignore_ascii_case("true")) }
        fn boolean_value_of "valueOf" (v: &Value) -> bool { boolean_of(v) }
        fn new_boolean "new" (v: &Value) -> bool { boolean_of(v) }
        fn boolean_to_string "toString" (b: bool) -> String { b.to_string() }
        fn boolean_value ".booleanValue" (b: bool) -> bool { b }
        fn boolean_compare "compare" (a: bool, b: bool) -> i64 { sign(a.cmp(&b)) }
        fn logical_and "logicalAnd" (a: bool, b: bool) -> bool { a && b }
        fn logical_or "logicalOr" (a: bool, b: bool) -> bool { a || b }
        fn logical_xor "logicalXor" (a: bool, b: bool) -> bool { a ^ b }
        fn truth "TRUE" () -> bool { true }
        fn falsehood "FALSE" () -> bool { false }
        /// Field: the primitive class, which is the same here.
        fn boolean_type "TYPE" () -> Value { Value::class(&clutch_vm::class::host::PRIMITIVE_BOOLEAN) }
    }
    "java.lang.Number" {
        fn int_value ".intValue" (n: &Value) -> R<i64> { Ok(i64::from(whole(n)? as i32)) }
        fn long_value ".longValue" (n: &Value) -> R<i64> { whole(n) }
        fn short_value ".shortValue" (n: &Value) -> R<i64> { Ok(i64::from(whole(n)? as i16)) }
        fn byte_value ".byteValue" (n: &Value) -> R<i64> { Ok(i64::from(whole(n)? as i8)) }
        fn double_value ".doubleValue" (n: &Value) -> R<f64> { cast::float(n) }
        fn float_value ".floatValue" (n: &Value) -> R<f64> { Ok(f64::from(cast::float32_unchecked(n)?)) }
    }
    "java.lang.Math" {
        fn abs "abs" (n: &Value) -> R {
            // The smallest integer has no opposite; Java wraps.
            match n.view() {
                View::Int(n) => Ok(n.wrapping_abs().into()),
                _ => arith::abs(n),
            }
        }
        fn max "max" (a: &Value, b: &Value) -> R { compare::max(a, b) }
        fn min "min" (a: &Value, b: &Value) -> R { compare::min(a, b) }
        fn pow "pow" (x: f64, y: f64) -> f64 { if x.abs() == 1.0 && y.is_infinite() { f64::NAN } else { x.powf(y) } }
        fn sqrt "sqrt" (x: f64) -> f64 { x.sqrt() }
        fn cbrt "cbrt" (x: f64) -> f64 { x.cbrt() }
        fn ceil "ceil" (x: f64) -> f64 { x.ceil() }
        fn floor "floor" (x: f64) -> f64 { x.floor() }
        fn rint "rint" (x: f64) -> f64 { x.round_ties_even() }
        fn round_to_int "round" (x: f64) -> i64 { round(x) }
        fn log "log" (x: f64) -> f64 { x.ln() }
        fn log10 "log10" (x: f64) -> f64 { x.log10() }
        fn log1p "log1p" (x: f64) -> f64 { x.ln_1p() }
        fn exp "exp" (x: f64) -> f64 { x.exp() }
        fn expm1 "expm1" (x: f64) -> f64 { x.exp_m1() }
        fn sin "sin" (x: f64) -> f64 { x.sin() }
        fn cos "cos" (x: f64) -> f64 { x.cos() }
        fn tan "tan" (x: f64) -> f64 { x.tan() }
        fn asin "asin" (x: f64) -> f64 { x.asin() }
        fn acos "acos" (x: f64) -> f64 { x.acos() }
        fn atan "atan" (x: f64) -> f64 { x.atan() }
        fn atan2 "atan2" (y: f64, x: f64) -> f64 { y.atan2(x) }
        fn sinh "sinh" (x: f64) -> f64 { x.sinh() }
        fn cosh "cosh" (x: f64) -> f64 { x.cosh() }
        fn tanh "tanh" (x: f64) -> f64 { x.tanh() }
        fn hypot "hypot" (x: f64, y: f64) -> f64 { x.hypot(y) }
        fn signum "signum" (x: f64) -> f64 { if x == 0.0 || x.is_nan() { x } else { x.signum() } }
        fn copy_sign "copySign" (x: f64, y: f64) -> f64 { x.copysign(y) }
        fn to_radians "toRadians" (x: f64) -> f64 { x.to_radians() }
        fn to_degrees "toDegrees" (x: f64) -> f64 { x.to_degrees() }
        fn scalb "scalb" (x: &Value, n: &Value) -> R<f64> { crate::math::math_scalb(x, n) }
        fn get_exponent "getExponent" (x: &Value) -> R<i64> { crate::math::math_get_exponent(x) }
        fn next_after "nextAfter" (x: f64, y: f64) -> f64 { crate::math::next_after(x, y) }
        fn next_up "nextUp" (x: f64) -> f64 { crate::math::next_after(x, f64::INFINITY) }
        fn next_down "nextDown" (x: f64) -> f64 { crate::math::next_after(x, f64::NEG_INFINITY) }
        fn ieee_remainder "IEEEremainder" (x: f64, y: f64) -> f64 { crate::math::ieee_remainder(x, y) }
        fn multiply_high "multiplyHigh" (x: i64, y: i64) -> i64 { ((i128::from(x) * i128::from(y)) >> 64) as i64 }
        fn ulp "ulp" (x: f64) -> f64 { (f64::from_bits(x.abs().to_bits() + 1) - x.abs()).abs() }
        fn fma "fma" (a: f64, b: f64, c: f64) -> f64 { a.mul_add(b, c) }
        fn random "random" () -> f64 { crate::rand::unit() }
        fn floor_mod "floorMod" (a: i64, b: i64) -> R<i64> {
            let b = divisor(b)?;
            let r = a.wrapping_rem(b);
            Ok(if r != 0 && (r < 0) != (b < 0) { r + b } else { r })
        }
        fn floor_div "floorDiv" (a: i64, b: i64) -> R<i64> {
            let b = divisor(b)?;
            let q = a.wrapping_div(b);
            Ok(if a.wrapping_rem(b) != 0 && (a < 0) != (b < 0) { q - 1 } else { q })
        }
        fn to_int_exact "toIntExact" (n: i64) -> R<i64> { exact(i32::try_from(n).ok().map(i64::from), "integer") }
        fn add_exact "addExact" (a: i64, b: i64) -> R<i64> { exact(a.checked_add(b), "long") }
        fn subtract_exact "subtractExact" (a: i64, b: i64) -> R<i64> { exact(a.checked_sub(b), "long") }
        fn multiply_exact "multiplyExact" (a: i64, b: i64) -> R<i64> { exact(a.checked_mul(b), "long") }
        fn increment_exact "incrementExact" (a: i64) -> R<i64> { exact(a.checked_add(1), "long") }
        fn decrement_exact "decrementExact" (a: i64) -> R<i64> { exact(a.checked_sub(1), "long") }
        fn negate_exact "negateExact" (a: i64) -> R<i64> { exact(a.checked_neg(), "long") }
        fn abs_exact "absExact" (a: i64) -> R<i64> { exact(a.checked_abs(), "long") }
        fn clamp "clamp" (x: &Value, low: &Value, high: &Value) -> R {
            match (two_ints(x, low), high.as_int()) {
                (Some((x, low)), Some(high)) => Ok(x.max(low).min(high).into()),
                _ => compare::min(&compare::max(x, low)?, high),
            }
        }
        fn e "E" () -> f64 { std::f64::consts::E }
        fn pi "PI" () -> f64 { std::f64::consts::PI }
    }
}

fn boolean_of(v: &Value) -> bool {
    match v.view() {
        View::Str(s) => s.eq_ignore_ascii_case("true"),
        _ => v.truthy(),
    }
}

/// `compareTo` of values of one kind.
pub(super) fn compare_to(cx: &mut clutch_vm::Cx, a: &Value, b: &Value) -> R<i64> {
    if b.is_nil() {
        return Err(Thrown::null_pointer("Cannot compare with null"));
    }
    let (x, y) = (clutch_vm::class::class_of(a), clutch_vm::class::class_of(b));
    if !std::ptr::eq(x, y) && convert::to_float(a).is_some() {
        let message = format!("Cannot cast {} to {}", y.name, x.name);
        return Err(Thrown::new(&class::CLASS_CAST, message));
    }
    order::compare(cx, a, b)
}
