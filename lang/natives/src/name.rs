//! Symbols and keywords as values: their parts, and making them.

use clutch_core::native::Native;
use clutch_core::{R, Value, View};
use clutch_derive::{native, natives};
use clutch_vm::convert;

/// The name of a keyword or symbol, without its namespace; a string is its own name.
///
/// (name :a/b) ;=> "b"
/// (name 'x) ;=> "x"
/// (name "s") ;=> "s"
#[native("clojure.core", "name")]
pub fn name(x: Value) -> R {
    match x.view() {
        View::Str(_) => Ok(x),
        View::Keyword(k) => Ok(k.name().into()),
        View::Symbol(s) => Ok(s.name().into()),
        View::SymbolMeta(s) => Ok(s.symbol.name().into()),
        _ => Err(convert::wrong_argument(
            &NATIVE_NAME,
            0,
            "a keyword, symbol or string",
            &x,
        )),
    }
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![name];
