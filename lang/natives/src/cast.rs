//! Conversions between kinds of numbers, and arithmetic that wraps around.

use clutch_core::native::Native;
use clutch_core::{R, Thrown, Value};
use clutch_derive::{native, natives};
use clutch_vm::class::class_of;
use clutch_vm::number::cast::{self, Width};
use clutch_vm::number::{Num, arith};

macro_rules! casts {
    ($($(#[$doc:meta])* $name:literal $f:ident = $path:ident($width:expr);)*) => {$(
        $(#[$doc])*
        #[native("clojure.core", $name)]
        fn $f(x: &Value) -> R {
            cast::$path(x, $width).map(|n| Value::narrow_int($width, n))
        }
    )*};
}

casts! {
    /// The number as a 64-bit integer: fractions are cut, characters give their code.
    ///
    /// (long 3.9) ;=> 3
    /// (long \a) ;=> 97
    /// (long 1e20) ;throws> IllegalArgumentException Value out of range for long: 1.0E20
    "long" long = integer(Width::Long);
    /// As `long`, for numbers that fit into 32 bits.
    ///
    /// (int 3.9) ;=> 3
    /// (int 3000000000) ;throws> ArithmeticException integer overflow
    "int" int = integer(Width::Int);
    /// As `long`, for numbers that fit into 16 bits.
    ///
    /// (short 3.9) ;=> 3
    /// (short 40000) ;throws> IllegalArgumentException Value out of range for short: 40000
    "short" short = integer(Width::Short);
    /// As `long`, for numbers that fit into 8 bits.
    ///
    /// (byte 127) ;=> 127
    /// (byte 128) ;throws> IllegalArgumentException Value out of range for byte: 128
    "byte" byte = integer(Width::Byte);
    /// The low 64 bits of the number.
    ///
    /// (unchecked-long 18446744073709551617N) ;=> 1
    "unchecked-long" unchecked_long = integer_unchecked(Width::Long);
    /// The low 32 bits of the number, as a signed integer.
    ///
    /// (unchecked-int 4294967297) ;=> 1
    "unchecked-int" unchecked_int = integer_unchecked(Width::Int);
    /// The low 16 bits of the number, as a signed integer.
    ///
    /// (unchecked-short 40000) ;=> -25536
    "unchecked-short" unchecked_short = integer_unchecked(Width::Short);
    /// The low 8 bits of the number, as a signed integer.
    ///
    /// (unchecked-byte 200) ;=> -56
    "unchecked-byte" unchecked_byte = integer_unchecked(Width::Byte);
}

/// The number as a float.
///
/// (double 1/4) ;=> 0.25
#[native("clojure.core", "double")]
fn double(x: &Value) -> R<f64> {
    cast::float(x)
}

/// The number as a float of 32 bits.
///
/// (float 0.5) ;=> 0.5
/// (float 1e40) ;throws> IllegalArgumentException Value out of range for float: 1.0E40
#[native("clojure.core", "float")]
fn float(x: &Value) -> R {
    cast::float32(x).map(Value::float32)
}

/// As `double`.
///
/// (unchecked-double 1) ;=> 1.0
#[native("clojure.core", "unchecked-double")]
fn unchecked_double(x: &Value) -> R<f64> {
    cast::float(x)
}

/// As `float`, infinite where the number is too large.
///
/// (unchecked-float 1e40) ;=> ##Inf
#[native("clojure.core", "unchecked-float")]
fn unchecked_float(x: &Value) -> R {
    cast::float32_unchecked(x).map(Value::float32)
}

/// The character with a code below 65536; characters as they are.
///
/// (char 97) ;=> \a
/// (char -1) ;throws> IllegalArgumentException Value out of range for char: -1
#[native("clojure.core", "char")]
fn char(x: &Value) -> R<char> {
    cast::character(x)
}

/// The character whose code is in the low 16 bits of the number.
///
/// (unchecked-char 65601) ;=> \A
#[native("clojure.core", "unchecked-char")]
fn unchecked_char(x: &Value) -> R<char> {
    cast::character_unchecked(x)
}

/// The number, or the number that the string says, as a big integer; fractions are cut.
///
/// (bigint 7/2) ;=> 3N
/// (bigint "12345678901234567890") ;=> 12345678901234567890N
#[native("clojure.core", "bigint")]
fn bigint(x: &Value) -> R {
    cast::bigint(x)
}

/// As `bigint`.
///
/// (= 3 (biginteger 3)) ;=> true
#[native("clojure.core", "biginteger")]
fn biginteger(x: &Value) -> R {
    cast::bigint(x)
}

/// The number, or the number that the string says, as a decimal. A float gives the decimal it
/// prints as.
///
/// (bigdec 0.1) ;=> 0.1M
/// (bigdec "1.50") ;=> 1.50M
/// (bigdec 1/3) ;throws> ArithmeticException Non-terminating decimal expansion
#[native("clojure.core", "bigdec")]
fn bigdec(x: &Value) -> R {
    cast::bigdec(x)
}

/// The number as it is; anything else is an error.
///
/// (num 1) ;=> 1
/// (num "1") ;throws> ClassCastException java.lang.Number
#[native("clojure.core", "num")]
fn num(x: Value) -> R {
    if x.is_nil() || Num::of(&x).is_some() {
        Ok(x)
    } else {
        Err(clutch_vm::convert::not_castable(&x, "java.lang.Number"))
    }
}

macro_rules! wrapping {
    ($($(#[$doc:meta])* $name:literal $f:ident = $path:path;)*) => {$(
        $(#[$doc])*
        #[native("clojure.core", $name)]
        fn $f(x: &Value, y: &Value) -> R {
            $path(x, y)
        }
    )*};
}

wrapping! {
    /// The sum of two numbers; 64-bit integers wrap around.
    ///
    /// (unchecked-add 9223372036854775807 1) ;=> -9223372036854775808
    "unchecked-add" unchecked_add = arith::add_wrapping;
    /// The difference of two numbers; 64-bit integers wrap around.
    ///
    /// (unchecked-subtract -9223372036854775808 1) ;=> 9223372036854775807
    "unchecked-subtract" unchecked_subtract = arith::sub_wrapping;
    /// The product of two numbers; 64-bit integers wrap around.
    ///
    /// (unchecked-multiply 9223372036854775807 2) ;=> -2
    "unchecked-multiply" unchecked_multiply = arith::mul_wrapping;
}

/// The number plus one; 64-bit integers wrap around.
///
/// (unchecked-inc 9223372036854775807) ;=> -9223372036854775808
#[native("clojure.core", "unchecked-inc")]
fn unchecked_inc(x: &Value) -> R {
    arith::add_wrapping(x, &Value::int(1))
}

/// The number minus one; 64-bit integers wrap around.
///
/// (unchecked-dec -9223372036854775808) ;=> 9223372036854775807
#[native("clojure.core", "unchecked-dec")]
fn unchecked_dec(x: &Value) -> R {
    arith::sub_wrapping(x, &Value::int(1))
}

/// The negative of the number; 64-bit integers wrap around.
///
/// (unchecked-negate 5) ;=> -5
#[native("clojure.core", "unchecked-negate")]
fn unchecked_negate(x: &Value) -> R {
    arith::neg_wrapping(x)
}

/// The operand of an operation in 32 bits: any number that fits.
fn int32(x: &Value) -> R<i32> {
    if Num::of(x).is_none() {
        return Err(clutch_vm::convert::not_castable(x, "java.lang.Number"));
    }
    let n = cast::integer(x, Width::Long)?;
    i32::try_from(n).map_err(|_| Thrown::arithmetic("integer overflow"))
}

fn narrow(n: i32) -> Value {
    Value::narrow_int(Width::Int, i64::from(n))
}

fn int_division(x: &Value, y: &Value, f: fn(i32, i32) -> i32) -> R {
    let (x, y) = (int32(x)?, int32(y)?);
    if y == 0 {
        return Err(Thrown::arithmetic("/ by zero"));
    }
    Ok(narrow(f(x, y)))
}

macro_rules! int_ops {
    ($($(#[$doc:meta])* $name:literal $f:ident($x:ident $(, $y:ident)?) = $body:expr;)*) => {$(
        $(#[$doc])*
        #[native("clojure.core", $name)]
        fn $f($x: &Value $(, $y: &Value)?) -> R {
            let $x = int32($x)?;
            $(let $y = int32($y)?;)?
            Ok(narrow($body))
        }
    )*};
}

int_ops! {
    /// The sum of two numbers in 32 bits, wrapping around.
    ///
    /// (unchecked-add-int 2147483647 1) ;=> -2147483648
    "unchecked-add-int" unchecked_add_int(x, y) = x.wrapping_add(y);
    /// The difference of two numbers in 32 bits, wrapping around.
    ///
    /// (unchecked-subtract-int 1 2) ;=> -1
    "unchecked-subtract-int" unchecked_subtract_int(x, y) = x.wrapping_sub(y);
    /// The product of two numbers in 32 bits, wrapping around.
    ///
    /// (unchecked-multiply-int 2147483647 2) ;=> -2
    "unchecked-multiply-int" unchecked_multiply_int(x, y) = x.wrapping_mul(y);
    /// The number plus one in 32 bits, wrapping around.
    ///
    /// (unchecked-inc-int 2147483647) ;=> -2147483648
    "unchecked-inc-int" unchecked_inc_int(x) = x.wrapping_add(1);
    /// The number minus one in 32 bits, wrapping around.
    ///
    /// (unchecked-dec-int 0) ;=> -1
    "unchecked-dec-int" unchecked_dec_int(x) = x.wrapping_sub(1);
    /// The negative of the number in 32 bits, wrapping around.
    ///
    /// (unchecked-negate-int 5) ;=> -5
    "unchecked-negate-int" unchecked_negate_int(x) = x.wrapping_neg();
}

/// The quotient of two numbers in 32 bits, towards zero.
///
/// (unchecked-divide-int 7 2) ;=> 3
#[native("clojure.core", "unchecked-divide-int")]
fn unchecked_divide_int(x: &Value, y: &Value) -> R {
    int_division(x, y, i32::wrapping_div)
}

/// The remainder of two numbers in 32 bits.
///
/// (unchecked-remainder-int 7 3) ;=> 1
#[native("clojure.core", "unchecked-remainder-int")]
fn unchecked_remainder_int(x: &Value, y: &Value) -> R {
    int_division(x, y, i32::wrapping_rem)
}

/// The value, if it is an instance of the class; else an error.
///
/// (cast Number 1) ;=> 1
/// (cast String 1) ;throws> ClassCastException Cannot cast java.lang.Long to java.lang.String
#[native("clojure.core", "cast")]
fn cast_to(c: &Value, x: Value) -> R {
    let class = crate::kind::need_class(c)?;
    if x.is_nil() || clutch_vm::class::instance_of(class, &x) {
        return Ok(x);
    }
    Err(Thrown::new(
        &clutch_core::class::CLASS_CAST,
        format!("Cannot cast {} to {}", class_of(&x).name, class.name),
    ))
}

/// The value, if it is an instance of the class; else the error that a function throws which needs
/// one: nil is none.
///
/// (clutch.rt/need Number 1) ;=> 1
/// (clutch.rt/need String 1) ;throws> ClassCastException java.lang.Long cannot be cast
#[native("clutch.rt", "need")]
fn need(c: &Value, x: Value) -> R {
    let class = crate::kind::need_class(c)?;
    if clutch_vm::class::instance_of(class, &x) {
        Ok(x)
    } else {
        Err(clutch_vm::convert::not_castable(&x, class.name))
    }
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![
    need,
    long,
    int,
    short,
    byte,
    unchecked_long,
    unchecked_int,
    unchecked_short,
    unchecked_byte,
    double,
    float,
    unchecked_double,
    unchecked_float,
    char,
    unchecked_char,
    bigint,
    biginteger,
    bigdec,
    num,
    unchecked_add,
    unchecked_subtract,
    unchecked_multiply,
    unchecked_inc,
    unchecked_dec,
    unchecked_negate,
    unchecked_add_int,
    unchecked_subtract_int,
    unchecked_multiply_int,
    unchecked_inc_int,
    unchecked_dec_int,
    unchecked_negate_int,
    unchecked_divide_int,
    unchecked_remainder_int,
    cast_to
];
