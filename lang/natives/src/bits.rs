//! Bit operations on 64-bit integers.

use clutch_core::native::Native;
use clutch_core::{R, Value};
use clutch_derive::{native, natives};
use clutch_vm::number::bits;
use clutch_vm::{Args, Cx};

macro_rules! shifts {
    ($($(#[$doc:meta])* $name:literal $f:ident = $path:path;)*) => {$(
        $(#[$doc])*
        #[native("clojure.core", $name)]
        fn $f(x: &Value, n: &Value) -> R {
            $path(x, n)
        }
    )*};
}

macro_rules! folds {
    ($($(#[$doc:meta])* $name:literal $f:ident $two:ident = $path:path;)*) => {$(
        fn $two(_cx: &mut Cx, x: Value, y: Value) -> R {
            $path(&x, &y)
        }
        $(#[$doc])*
        #[native("clojure.core", $name, arglists = "[x y] [x y & more]", arity2 = $two)]
        fn $f(x: &Value, y: &Value, more: Args) -> R {
            more.iter().try_fold($path(x, y)?, |acc, z| $path(&acc, z))
        }
    )*};
}

folds! {
    /// The bits that are set in all the integers.
    ///
    /// (bit-and 12 10) ;=> 8
    "bit-and" bit_and bit_and2 = bits::and;
    /// The bits that are set in any of the integers.
    ///
    /// (bit-or 12 10) ;=> 14
    "bit-or" bit_or bit_or2 = bits::or;
    /// The bits that are set in an odd number of the integers.
    ///
    /// (bit-xor 12 10) ;=> 6
    "bit-xor" bit_xor bit_xor2 = bits::xor;
    /// The bits of the first integer that are set in none of the others.
    ///
    /// (bit-and-not 15 2) ;=> 13
    "bit-and-not" bit_and_not bit_and_not2 = bits::and_not;
}

shifts! {
    /// The integer with its bits moved n places up; n counts modulo 64.
    ///
    /// (bit-shift-left 1 10) ;=> 1024
    "bit-shift-left" bit_shift_left = bits::shl;
    /// The integer with its bits moved n places down, keeping the sign; n counts modulo 64.
    ///
    /// (bit-shift-right -8 1) ;=> -4
    "bit-shift-right" bit_shift_right = bits::shr;
    /// The integer with its bits moved n places down, zeros coming in; n counts modulo 64.
    ///
    /// (unsigned-bit-shift-right -1 60) ;=> 15
    "unsigned-bit-shift-right" unsigned_bit_shift_right = bits::ushr;
    /// The integer with bit n cleared.
    ///
    /// (bit-clear 11 3) ;=> 3
    "bit-clear" bit_clear = bits::clear;
    /// The integer with bit n set.
    ///
    /// (bit-set 3 3) ;=> 11
    "bit-set" bit_set = bits::set;
    /// The integer with bit n changed.
    ///
    /// (bit-flip 11 2) ;=> 15
    "bit-flip" bit_flip = bits::flip;
}

/// The integer with all bits changed.
///
/// (bit-not 7) ;=> -8
#[native("clojure.core", "bit-not")]
fn bit_not(x: &Value) -> R {
    bits::not(x)
}

/// Is bit n of the integer set?
///
/// (bit-test 9 3) ;=> true
#[native("clojure.core", "bit-test")]
fn bit_test(x: &Value, n: &Value) -> R<bool> {
    bits::test(x, n)
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![
    bit_and,
    bit_or,
    bit_xor,
    bit_and_not,
    bit_shift_left,
    bit_shift_right,
    unsigned_bit_shift_right,
    bit_clear,
    bit_set,
    bit_flip,
    bit_not,
    bit_test
];
