//! Arithmetic and comparison of numbers; the work is in `clutch_vm::number`.

use clutch_core::native::Native;
use clutch_core::{R, Thrown, Value};
use clutch_derive::{native, natives};
use clutch_vm::class::class_of;
use clutch_vm::number::{Num, arith, compare, decimal, parse};
use clutch_vm::{Args, Cx, print};

/// One operand: any number as it is; nil passes, as on the JVM.
fn one_number(x: &Value) -> R {
    if x.is_nil() || Num::of(x).is_some() {
        return Ok(x.clone());
    }
    Err(Thrown::new(
        &clutch_core::class::CLASS_CAST,
        format!("Cannot cast {} to java.lang.Number", class_of(x).name),
    ))
}

/// Folds operands from the left; without any the result is `none`.
fn fold(args: &Args, none: i64, f: fn(&Value, &Value) -> R) -> R {
    match &args[..] {
        [] => Ok(Value::int(none)),
        [x] => one_number(x),
        [first, rest @ ..] => rest.iter().try_fold(first.clone(), |acc, x| f(&acc, x)),
    }
}

/// Whether a relation holds between all neighbours.
fn chain(first: &Value, rest: &Args, f: fn(&Value, &Value) -> R<bool>) -> R<bool> {
    let mut previous = first;
    for x in rest {
        if !f(previous, x)? {
            return Ok(false);
        }
        previous = x;
    }
    Ok(true)
}

macro_rules! two {
    ($($name:ident = $path:path;)*) => {$(
        fn $name(_cx: &mut Cx, a: Value, b: Value) -> R {
            $path(&a, &b)
        }
    )*};
}

macro_rules! two_bool {
    ($($name:ident = $path:path;)*) => {$(
        fn $name(_cx: &mut Cx, a: Value, b: Value) -> R {
            $path(&a, &b).map(Value::bool)
        }
    )*};
}

two! {
    add2 = arith::add;
    sub2 = arith::sub;
    mul2 = arith::mul;
    div2 = arith::div;
    add_promoting2 = arith::add_promoting;
    sub_promoting2 = arith::sub_promoting;
    mul_promoting2 = arith::mul_promoting;
    max2 = compare::max;
    min2 = compare::min;
}

two_bool! {
    lt2 = compare::lt;
    le2 = compare::le;
    gt2 = compare::gt;
    ge2 = compare::ge;
    num_eq2 = compare::num_eq;
}

/// The sum of the numbers; 0 without any. 64-bit integers that overflow are an error, see `+'`.
///
/// (+) ;=> 0
/// (+ 1 2 3) ;=> 6
/// (+ 1/2 1/2) ;=> 1N
/// (+ 1 2.5) ;=> 3.5
/// (+ 9223372036854775807 1) ;throws> ArithmeticException long overflow
#[native("clojure.core", "+", arglists = "[] [x] [x y] [x y & more]", arity2 = add2)]
fn add(numbers: Args) -> R {
    fold(&numbers, 0, arith::add)
}

/// What is left of the first number after the others are subtracted; the negative of a single
/// number. 64-bit integers that overflow are an error, see `-'`.
///
/// (- 5) ;=> -5
/// (- 10 1 2) ;=> 7
#[native("clojure.core", "-", arglists = "[x] [x y] [x y & more]", arity2 = sub2)]
fn sub(x: Value, more: Args) -> R {
    if more.is_empty() {
        return arith::neg(&x);
    }
    more.iter().try_fold(x, |acc, y| arith::sub(&acc, y))
}

/// The product of the numbers; 1 without any. 64-bit integers that overflow are an error, see
/// `*'`.
///
/// (*) ;=> 1
/// (* 2 3 4) ;=> 24
/// (* 1.50M 2) ;=> 3.00M
#[native("clojure.core", "*", arglists = "[] [x] [x y] [x y & more]", arity2 = mul2)]
fn mul(numbers: Args) -> R {
    fold(&numbers, 1, arith::mul)
}

/// The first number divided by the others; one over a single number. Integers give ratios where
/// they do not divide evenly.
///
/// (/ 2) ;=> 1/2
/// (/ 6 4) ;=> 3/2
/// (/ 6 3) ;=> 2
/// (/ 1.0 0) ;=> ##Inf
/// (/ 1 0) ;throws> ArithmeticException Divide by zero
#[native("clojure.core", "/", arglists = "[x] [x y] [x y & more]", arity2 = div2)]
fn div(x: Value, more: Args) -> R {
    if more.is_empty() {
        return arith::div(&Value::int(1), &x);
    }
    more.iter().try_fold(x, |acc, y| arith::div(&acc, y))
}

/// As `+`, going to big integers where 64 bits do not hold the sum.
///
/// (+' 9223372036854775807 1) ;=> 9223372036854775808N
#[native("clojure.core", "+'", arglists = "[] [x] [x y] [x y & more]", arity2 = add_promoting2)]
fn add_promoting(numbers: Args) -> R {
    fold(&numbers, 0, arith::add_promoting)
}

/// As `-`, going to big integers where 64 bits do not hold the result.
///
/// (-' -9223372036854775808) ;=> 9223372036854775808N
#[native("clojure.core", "-'", arglists = "[x] [x y] [x y & more]", arity2 = sub_promoting2)]
fn sub_promoting(x: Value, more: Args) -> R {
    if more.is_empty() {
        return arith::neg_promoting(&x);
    }
    more.iter()
        .try_fold(x, |acc, y| arith::sub_promoting(&acc, y))
}

/// As `*`, going to big integers where 64 bits do not hold the product.
///
/// (*' 9223372036854775807 2) ;=> 18446744073709551614N
#[native("clojure.core", "*'", arglists = "[] [x] [x y] [x y & more]", arity2 = mul_promoting2)]
fn mul_promoting(numbers: Args) -> R {
    fold(&numbers, 1, arith::mul_promoting)
}

/// The number plus one.
///
/// (inc 1) ;=> 2
/// (inc 1/2) ;=> 3/2
#[native("clojure.core", "inc")]
fn inc(x: &Value) -> R {
    arith::inc(x)
}

/// The number minus one.
///
/// (dec 1) ;=> 0
#[native("clojure.core", "dec")]
fn dec(x: &Value) -> R {
    arith::dec_one(x)
}

/// As `inc`, going to a big integer where 64 bits do not hold the result.
///
/// (inc' 9223372036854775807) ;=> 9223372036854775808N
#[native("clojure.core", "inc'")]
fn inc_promoting(x: &Value) -> R {
    arith::add_promoting(x, &Value::int(1))
}

/// As `dec`, going to a big integer where 64 bits do not hold the result.
///
/// (dec' -9223372036854775808) ;=> -9223372036854775809N
#[native("clojure.core", "dec'")]
fn dec_promoting(x: &Value) -> R {
    arith::sub_promoting(x, &Value::int(1))
}

/// The quotient of two numbers, rounded towards zero.
///
/// (quot 7 2) ;=> 3
/// (quot -7 2) ;=> -3
/// (quot 7.5 2) ;=> 3.0
#[native("clojure.core", "quot")]
fn quot(num: &Value, div: &Value) -> R {
    arith::quot(num, div)
}

/// What `quot` leaves over; it has the sign of the first number.
///
/// (rem 7 2) ;=> 1
/// (rem -7 2) ;=> -1
#[native("clojure.core", "rem")]
fn rem(num: &Value, div: &Value) -> R {
    arith::rem(num, div)
}

/// The remainder that has the sign of the second number.
///
/// (mod 7 2) ;=> 1
/// (mod -7 2) ;=> 1
/// (mod 7 -2) ;=> -1
#[native("clojure.core", "mod")]
fn modulo(num: &Value, div: &Value) -> R {
    arith::modulo(num, div)
}

/// Are the numbers in rising order, without equal neighbours?
///
/// (< 1 2 3) ;=> true
/// (< 1 1) ;=> false
#[native("clojure.core", "<", arglists = "[x] [x y] [x y & more]", arity2 = lt2)]
fn lt(x: &Value, more: Args) -> R<bool> {
    chain(x, &more, compare::lt)
}

/// Are the numbers in rising order, equal neighbours allowed?
///
/// (<= 1 1 2) ;=> true
#[native("clojure.core", "<=", arglists = "[x] [x y] [x y & more]", arity2 = le2)]
fn le(x: &Value, more: Args) -> R<bool> {
    chain(x, &more, compare::le)
}

/// Are the numbers in falling order, without equal neighbours?
///
/// (> 3 2 1) ;=> true
#[native("clojure.core", ">", arglists = "[x] [x y] [x y & more]", arity2 = gt2)]
fn gt(x: &Value, more: Args) -> R<bool> {
    chain(x, &more, compare::gt)
}

/// Are the numbers in falling order, equal neighbours allowed?
///
/// (>= 3 3 1) ;=> true
#[native("clojure.core", ">=", arglists = "[x] [x y] [x y & more]", arity2 = ge2)]
fn ge(x: &Value, more: Args) -> R<bool> {
    chain(x, &more, compare::ge)
}

/// Are the numbers equal, whatever their kinds? `=` tells integers, floats and decimals apart.
///
/// (== 1 1.0 1M) ;=> true
/// (= 1 1.0) ;=> false
#[native("clojure.core", "==", arglists = "[x] [x y] [x y & more]", arity2 = num_eq2)]
fn num_eq(x: &Value, more: Args) -> R<bool> {
    chain(x, &more, compare::num_eq)
}

/// The largest of the numbers. Of equal ones the last; NaN if there is one.
///
/// (max 1 3 2) ;=> 3
/// (max 1 ##NaN) ;=> ##NaN
#[native("clojure.core", "max", arglists = "[x] [x y] [x y & more]", arity2 = max2)]
fn max(x: Value, more: Args) -> R {
    more.iter().try_fold(x, |acc, y| compare::max(&acc, y))
}

/// The smallest of the numbers. Of equal ones the last; NaN if there is one.
///
/// (min 2 1 3) ;=> 1
#[native("clojure.core", "min", arglists = "[x] [x y] [x y & more]", arity2 = min2)]
fn min(x: Value, more: Args) -> R {
    more.iter().try_fold(x, |acc, y| compare::min(&acc, y))
}

/// The number without its sign. The smallest 64-bit integer is its own.
///
/// (abs -5) ;=> 5
/// (abs -1.5M) ;=> 1.5M
#[native("clojure.core", "abs")]
fn abs(a: &Value) -> R {
    arith::abs(a)
}

/// Is the number zero?
///
/// (zero? 0.0) ;=> true
#[native("clojure.core", "zero?")]
fn is_zero(num: &Value) -> R<bool> {
    Ok(compare::is_zero(Num::need(num)?))
}

/// Is the number above zero?
///
/// (pos? 1/2) ;=> true
#[native("clojure.core", "pos?")]
fn is_pos(num: &Value) -> R<bool> {
    compare::is_positive(num)
}

/// Is the number below zero?
///
/// (neg? -1) ;=> true
/// (neg? -0.0) ;=> false
#[native("clojure.core", "neg?")]
fn is_neg(num: &Value) -> R<bool> {
    compare::is_negative(num)
}

fn odd(cx: &mut Cx, n: &Value) -> R<bool> {
    match compare::is_odd(n) {
        Some(odd) => Ok(odd),
        None => {
            let text = print::text(cx, n)?;
            Err(Thrown::illegal_argument(format!(
                "Argument must be an integer: {text}"
            )))
        }
    }
}

/// Is the integer even? Anything else is an error.
///
/// (even? 2) ;=> true
/// (even? 2.0) ;throws> IllegalArgumentException Argument must be an integer: 2.0
#[native("clojure.core", "even?")]
fn is_even(cx: &mut Cx, n: &Value) -> R<bool> {
    odd(cx, n).map(|odd| !odd)
}

/// Is the integer odd? Anything else is an error.
///
/// (odd? 3N) ;=> true
#[native("clojure.core", "odd?")]
fn is_odd(cx: &mut Cx, n: &Value) -> R<bool> {
    odd(cx, n)
}

/// Is the number not a number, such as 0.0 divided by 0.0?
///
/// (NaN? ##NaN) ;=> true
/// (NaN? 1) ;=> false
#[native("clojure.core", "NaN?")]
fn is_nan(num: &Value) -> R<bool> {
    clutch_vm::number::cast::float(num).map(f64::is_nan)
}

/// Is the number one of the two infinities?
///
/// (infinite? ##-Inf) ;=> true
/// (infinite? 1) ;=> false
#[native("clojure.core", "infinite?")]
fn is_infinite(num: &Value) -> R<bool> {
    clutch_vm::number::cast::float(num).map(f64::is_infinite)
}

/// The numerator of a ratio.
///
/// (numerator 6/4) ;=> 3
#[native("clojure.core", "numerator")]
fn numerator(r: &Value) -> R {
    arith::numerator(r)
}

/// The denominator of a ratio.
///
/// (denominator 6/4) ;=> 2
#[native("clojure.core", "denominator")]
fn denominator(r: &Value) -> R {
    arith::denominator(r)
}

/// The exact value of a float or decimal, as a ratio or integer; other numbers as they are.
///
/// (rationalize 0.25) ;=> 1/4
/// (rationalize 1.0) ;=> 1N
#[native("clojure.core", "rationalize")]
fn rationalize(num: &Value) -> R {
    arith::rationalize(num)
}

fn need_string(s: &Value) -> R<&str> {
    s.as_str().ok_or_else(|| {
        let found = if s.is_nil() { "nil" } else { class_of(s).name };
        Thrown::illegal_argument(format!("Expected string, got {found}"))
    })
}

/// The integer that the string says in decimal digits, or nil if it says none.
///
/// (parse-long "-12") ;=> -12
/// (parse-long "1.5") ;=> nil
#[native("clojure.core", "parse-long")]
fn parse_long(s: &Value) -> R {
    Ok(parse::long(need_string(s)?, 10).into())
}

/// The float that the string says, or nil if it says none.
///
/// (parse-double "1e3") ;=> 1000.0
/// (parse-double "abc") ;=> nil
#[native("clojure.core", "parse-double")]
fn parse_double(s: &Value) -> R {
    Ok(parse::double(need_string(s)?).into())
}

/// The boolean that the string spells out, or nil if it spells none.
///
/// (parse-boolean "true") ;=> true
/// (parse-boolean "yes") ;=> nil
#[native("clojure.core", "parse-boolean")]
fn parse_boolean(s: &Value) -> R {
    Ok(match need_string(s)? {
        "true" => Value::TRUE,
        "false" => Value::FALSE,
        _ => Value::NIL,
    })
}

/// The precision of decimal arithmetic as a value for `*math-context*`: digits that are kept, and
/// the name of the rounding mode, which is HALF_UP if it is nil.
///
/// (str (clutch.rt/math-context 3 'FLOOR)) ;=> "precision=3 roundingMode=FLOOR"
#[native("clutch.rt", "math-context")]
fn math_context(cx: &mut Cx, precision: i64, rounding: &Value) -> R {
    let name = if rounding.is_nil() {
        "HALF_UP".to_string()
    } else {
        print::text(cx, rounding)?
    };
    let mode = decimal::Rounding::from_name(&name);
    let (Some(rounding), Ok(precision)) = (mode, u32::try_from(precision)) else {
        return Err(Thrown::illegal_argument(format!(
            "No such precision or rounding mode: {precision} {name}"
        )));
    };
    Ok(decimal::MathContext {
        precision,
        rounding,
    }
    .into_value())
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![
    add,
    sub,
    mul,
    div,
    add_promoting,
    sub_promoting,
    mul_promoting,
    inc,
    dec,
    inc_promoting,
    dec_promoting,
    quot,
    rem,
    modulo,
    lt,
    le,
    gt,
    ge,
    num_eq,
    max,
    min,
    abs,
    is_zero,
    is_pos,
    is_neg,
    is_even,
    is_odd,
    is_nan,
    is_infinite,
    numerator,
    denominator,
    rationalize,
    parse_long,
    parse_double,
    parse_boolean,
    math_context
];
