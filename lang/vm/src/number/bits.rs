//! Bit operations on 64-bit integers. Shift distances count modulo 64, as on the JVM.

use super::nil_operand;
use crate::class::class_of;
use clutch_core::{R, Thrown, Value};

/// The operand of a bit operation; only 64-bit integers have bits.
#[inline]
pub fn operand(v: &Value) -> R<i64> {
    v.as_int().ok_or_else(|| unsupported(v))
}

#[cold]
fn unsupported(v: &Value) -> Box<Thrown> {
    if v.is_nil() {
        return nil_operand("Cannot invoke \"Object.getClass()\" because \"x\" is null");
    }
    Thrown::illegal_argument(format!(
        "bit operation not supported for: class {}",
        class_of(v).name
    ))
}

macro_rules! bit_ops {
    ($($(#[$doc:meta])* $name:ident($x:ident, $y:ident) = $body:expr;)*) => {$(
        $(#[$doc])*
        #[inline]
        pub fn $name(a: &Value, b: &Value) -> R {
            let ($x, $y) = (operand(a)?, operand(b)?);
            Ok(Value::int($body))
        }
    )*};
}

bit_ops! {
    /// `bit-and`.
    and(x, y) = x & y;
    /// `bit-or`.
    or(x, y) = x | y;
    /// `bit-xor`.
    xor(x, y) = x ^ y;
    /// `bit-and-not`.
    and_not(x, y) = x & !y;
    /// `bit-shift-left`.
    shl(x, n) = x.wrapping_shl(n as u32);
    /// `bit-shift-right`: keeps the sign.
    shr(x, n) = x.wrapping_shr(n as u32);
    /// `unsigned-bit-shift-right`: fills with zeros.
    ushr(x, n) = (x as u64).wrapping_shr(n as u32) as i64;
    /// `bit-clear`.
    clear(x, n) = x & !1i64.wrapping_shl(n as u32);
    /// `bit-set`.
    set(x, n) = x | 1i64.wrapping_shl(n as u32);
    /// `bit-flip`.
    flip(x, n) = x ^ 1i64.wrapping_shl(n as u32);
}

/// `bit-not`.
#[inline]
pub fn not(a: &Value) -> R {
    operand(a).map(|x| Value::int(!x))
}

/// `bit-test`.
#[inline]
pub fn test(a: &Value, b: &Value) -> R<bool> {
    let (x, n) = (operand(a)?, operand(b)?);
    Ok(x & 1i64.wrapping_shl(n as u32) != 0)
}
