//! Functions on floats, and on integers that must not overflow: what `clojure.math` calls.

use clutch_core::Value;
use clutch_core::native::Native;
use clutch_core::{R, Thrown};
use clutch_derive::{native, natives};
use clutch_vm::number::cast;

macro_rules! unary {
    ($($(#[$doc:meta])* $name:literal $f:ident($x:ident) = $body:expr;)*) => {$(
        $(#[$doc])*
        #[native("clutch.rt", $name)]
        fn $f($x: &Value) -> R<f64> {
            let $x = cast::float($x)?;
            Ok($body)
        }
    )*};
}

macro_rules! binary {
    ($($(#[$doc:meta])* $name:literal $f:ident($x:ident, $y:ident) = $body:expr;)*) => {$(
        $(#[$doc])*
        #[native("clutch.rt", $name)]
        fn $f($x: &Value, $y: &Value) -> R<f64> {
            let ($x, $y) = (cast::float($x)?, cast::float($y)?);
            Ok($body)
        }
    )*};
}

unary! {
    /// The sine of an angle in radians.
    ///
    /// (clutch.rt/math-sin 0) ;=> 0.0
    "math-sin" math_sin(x) = x.sin();
    /// The cosine of an angle in radians.
    ///
    /// (clutch.rt/math-cos 0) ;=> 1.0
    "math-cos" math_cos(x) = x.cos();
    /// The tangent of an angle in radians.
    ///
    /// (clutch.rt/math-tan 0) ;=> 0.0
    "math-tan" math_tan(x) = x.tan();
    /// The angle whose sine is x.
    ///
    /// (clutch.rt/math-asin 0) ;=> 0.0
    "math-asin" math_asin(x) = x.asin();
    /// The angle whose cosine is x.
    ///
    /// (clutch.rt/math-acos 1) ;=> 0.0
    "math-acos" math_acos(x) = x.acos();
    /// The angle whose tangent is x.
    ///
    /// (clutch.rt/math-atan 0) ;=> 0.0
    "math-atan" math_atan(x) = x.atan();
    /// The hyperbolic sine.
    ///
    /// (clutch.rt/math-sinh 0) ;=> 0.0
    "math-sinh" math_sinh(x) = x.sinh();
    /// The hyperbolic cosine.
    ///
    /// (clutch.rt/math-cosh 0) ;=> 1.0
    "math-cosh" math_cosh(x) = x.cosh();
    /// The hyperbolic tangent.
    ///
    /// (clutch.rt/math-tanh 0) ;=> 0.0
    "math-tanh" math_tanh(x) = x.tanh();
    /// Degrees in radians.
    ///
    /// (clutch.rt/math-to-radians 180) ;=> 3.141592653589793
    "math-to-radians" math_to_radians(x) = x * RADIANS_PER_DEGREE;
    /// Radians in degrees.
    ///
    /// (clutch.rt/math-to-degrees 0) ;=> 0.0
    "math-to-degrees" math_to_degrees(x) = x * DEGREES_PER_RADIAN;
    /// E to the power x.
    ///
    /// (clutch.rt/math-exp 0) ;=> 1.0
    "math-exp" math_exp(x) = x.exp();
    /// E to the power x, minus 1, exact near 0.
    ///
    /// (clutch.rt/math-expm1 0) ;=> 0.0
    "math-expm1" math_expm1(x) = x.exp_m1();
    /// The natural logarithm.
    ///
    /// (clutch.rt/math-log 1) ;=> 0.0
    "math-log" math_log(x) = x.ln();
    /// The logarithm to base 10.
    ///
    /// (clutch.rt/math-log10 1000) ;=> 3.0
    "math-log10" math_log10(x) = x.log10();
    /// The natural logarithm of 1 + x, exact near 0.
    ///
    /// (clutch.rt/math-log1p 0) ;=> 0.0
    "math-log1p" math_log1p(x) = x.ln_1p();
    /// The square root.
    ///
    /// (clutch.rt/math-sqrt 9) ;=> 3.0
    "math-sqrt" math_sqrt(x) = x.sqrt();
    /// The cube root.
    ///
    /// (clutch.rt/math-cbrt 27) ;=> 3.0
    "math-cbrt" math_cbrt(x) = x.cbrt();
    /// The next whole number upwards.
    ///
    /// (clutch.rt/math-ceil 1.2) ;=> 2.0
    "math-ceil" math_ceil(x) = x.ceil();
    /// The next whole number downwards.
    ///
    /// (clutch.rt/math-floor 1.8) ;=> 1.0
    "math-floor" math_floor(x) = x.floor();
    /// The nearest whole number, of two the even one.
    ///
    /// (clutch.rt/math-rint 2.5) ;=> 2.0
    "math-rint" math_rint(x) = x.round_ties_even();
    /// The sign: 1.0, -1.0, or zero and NaN as they are.
    ///
    /// (clutch.rt/math-signum -3) ;=> -1.0
    "math-signum" math_signum(x) = if x == 0.0 || x.is_nan() { x } else { x.signum() };
    /// The distance to the next float.
    ///
    /// (clutch.rt/math-ulp 1.0) ;=> 2.220446049250313E-16
    "math-ulp" math_ulp(x) = ulp(x);
    /// The next float upwards.
    ///
    /// (clutch.rt/math-next-up 0.0) ;=> 4.9E-324
    "math-next-up" math_next_up(x) = x.next_up();
    /// The next float downwards.
    ///
    /// (clutch.rt/math-next-down 0.0) ;=> -4.9E-324
    "math-next-down" math_next_down(x) = x.next_down();
}

binary! {
    /// The angle of the point (x, y), given as y and x.
    ///
    /// (clutch.rt/math-atan2 0 1) ;=> 0.0
    "math-atan2" math_atan2(y, x) = y.atan2(x);
    /// The first number to the power of the second.
    ///
    /// (clutch.rt/math-pow 2 10) ;=> 1024.0
    "math-pow" math_pow(x, y) = pow(x, y);
    /// The length of the hypotenuse over two sides.
    ///
    /// (clutch.rt/math-hypot 3 4) ;=> 5.0
    "math-hypot" math_hypot(x, y) = x.hypot(y);
    /// The remainder of the division whose quotient is rounded to the nearest integer.
    ///
    /// (clutch.rt/math-ieee-remainder 5 3) ;=> -1.0
    "math-ieee-remainder" math_ieee_remainder(x, y) = ieee_remainder(x, y);
    /// The size of the first number with the sign of the second.
    ///
    /// (clutch.rt/math-copy-sign 2 -1) ;=> -2.0
    "math-copy-sign" math_copy_sign(x, y) = x.copysign(y);
    /// The next float from the first number towards the second.
    ///
    /// (clutch.rt/math-next-after 0 1) ;=> 4.9E-324
    "math-next-after" math_next_after(x, y) = next_after(x, y);
}

// Java multiplies with these constants, rounded once.
const RADIANS_PER_DEGREE: f64 = std::f64::consts::PI / 180.0;
const DEGREES_PER_RADIAN: f64 = 180.0 / std::f64::consts::PI;

fn ulp(x: f64) -> f64 {
    let x = x.abs();
    if x.is_finite() {
        // The largest float has no neighbour above.
        if x == f64::MAX {
            x - x.next_down()
        } else {
            x.next_up() - x
        }
    } else {
        x
    }
}

/// Java's power: one to an infinite power, or to NaN, is NaN.
fn pow(x: f64, y: f64) -> f64 {
    if y.is_nan() || (x.abs() == 1.0 && y.is_infinite()) {
        f64::NAN
    } else {
        x.powf(y)
    }
}

pub(crate) fn next_after(x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_nan() {
        f64::NAN
    } else if x == y {
        y
    } else if x < y {
        x.next_up()
    } else {
        x.next_down()
    }
}

pub(crate) fn ieee_remainder(x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_nan() || x.is_infinite() || y == 0.0 {
        return f64::NAN;
    }
    if y.is_infinite() {
        return x;
    }
    // The float remainder is exact, so deciding on its half is exact as well.
    let size = y.abs();
    let mut r = x.abs() % size;
    let rest = size - r;
    let odd = ((x.abs() - r) / size) % 2.0 == 1.0;
    if r > rest || (r == rest && odd) {
        r -= size;
    }
    if x.is_sign_negative() { -r } else { r }
}

/// The nearest integer, of two the upper one; NaN gives 0, and what is too large the nearest
/// 64-bit integer.
///
/// (clutch.rt/math-round 2.5) ;=> 3
#[native("clutch.rt", "math-round")]
fn math_round(x: &Value) -> R<i64> {
    let x = cast::float(x)?;
    let below = x.floor();
    Ok(if x - below >= 0.5 { below + 1.0 } else { below } as i64)
}

/// The exponent of the float in base 2.
///
/// (clutch.rt/math-get-exponent 1024) ;=> 10
#[native("clutch.rt", "math-get-exponent")]
pub(crate) fn math_get_exponent(x: &Value) -> R<i64> {
    let biased = (cast::float(x)?.to_bits() >> 52) & 0x7ff;
    Ok(biased as i64 - 1023)
}

/// The float times 2 to the power of the integer.
///
/// (clutch.rt/math-scalb 1.5 3) ;=> 12.0
#[native("clutch.rt", "math-scalb")]
pub(crate) fn math_scalb(x: &Value, exponent: &Value) -> R<f64> {
    let exponent = long(exponent)?.clamp(-2200, 2200) as i32;
    // In steps, since 2 to the whole power may not be a float.
    let mut x = cast::float(x)?;
    let mut left = exponent;
    while left != 0 {
        let step = left.clamp(-500, 500);
        x *= 2f64.powi(step);
        left -= step;
    }
    Ok(x)
}

fn long(x: &Value) -> R<i64> {
    cast::integer(x, cast::Width::Long)
}

fn fits(result: Option<i64>) -> R<i64> {
    result.ok_or_else(|| Thrown::arithmetic("long overflow"))
}

macro_rules! exact {
    ($($(#[$doc:meta])* $name:literal $f:ident($x:ident $(, $y:ident)?) = $body:expr;)*) => {$(
        $(#[$doc])*
        #[native("clutch.rt", $name)]
        fn $f($x: &Value $(, $y: &Value)?) -> R<i64> {
            let $x = long($x)?;
            $(let $y = long($y)?;)?
            fits($body)
        }
    )*};
}

exact! {
    /// The sum of two integers.
    ///
    /// (clutch.rt/math-add-exact 1 2) ;=> 3
    "math-add-exact" math_add_exact(x, y) = x.checked_add(y);
    /// The difference of two integers.
    ///
    /// (clutch.rt/math-subtract-exact 1 2) ;=> -1
    "math-subtract-exact" math_subtract_exact(x, y) = x.checked_sub(y);
    /// The product of two integers.
    ///
    /// (clutch.rt/math-multiply-exact 2 3) ;=> 6
    "math-multiply-exact" math_multiply_exact(x, y) = x.checked_mul(y);
    /// The integer plus one.
    ///
    /// (clutch.rt/math-increment-exact 1) ;=> 2
    "math-increment-exact" math_increment_exact(x) = x.checked_add(1);
    /// The integer minus one.
    ///
    /// (clutch.rt/math-decrement-exact 1) ;=> 0
    "math-decrement-exact" math_decrement_exact(x) = x.checked_sub(1);
    /// The negative of the integer.
    ///
    /// (clutch.rt/math-negate-exact 1) ;=> -1
    "math-negate-exact" math_negate_exact(x) = x.checked_neg();
}

/// The quotient of two integers, rounded downwards.
///
/// (clutch.rt/math-floor-div -7 2) ;=> -4
#[native("clutch.rt", "math-floor-div")]
fn math_floor_div(x: &Value, y: &Value) -> R<i64> {
    floored(x, y).map(|(q, _)| q)
}

/// What the quotient rounded downwards leaves over.
///
/// (clutch.rt/math-floor-mod -7 2) ;=> 1
#[native("clutch.rt", "math-floor-mod")]
fn math_floor_mod(x: &Value, y: &Value) -> R<i64> {
    floored(x, y).map(|(_, r)| r)
}

fn floored(x: &Value, y: &Value) -> R<(i64, i64)> {
    let (x, y) = (long(x)?, long(y)?);
    if y == 0 {
        return Err(Thrown::arithmetic("/ by zero"));
    }
    let (q, r) = (x.wrapping_div(y), x.wrapping_rem(y));
    Ok(if r != 0 && (r < 0) != (y < 0) {
        (q - 1, r + y)
    } else {
        (q, r)
    })
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![
    math_sin,
    math_cos,
    math_tan,
    math_asin,
    math_acos,
    math_atan,
    math_sinh,
    math_cosh,
    math_tanh,
    math_to_radians,
    math_to_degrees,
    math_exp,
    math_expm1,
    math_log,
    math_log10,
    math_log1p,
    math_sqrt,
    math_cbrt,
    math_ceil,
    math_floor,
    math_rint,
    math_signum,
    math_ulp,
    math_next_up,
    math_next_down,
    math_atan2,
    math_pow,
    math_hypot,
    math_ieee_remainder,
    math_copy_sign,
    math_next_after,
    math_round,
    math_get_exponent,
    math_scalb,
    math_add_exact,
    math_subtract_exact,
    math_multiply_exact,
    math_increment_exact,
    math_decrement_exact,
    math_negate_exact,
    math_floor_div,
    math_floor_mod
];
