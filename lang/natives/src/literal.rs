//! Literals that the reader keeps as data.

use clutch_core::class;
use clutch_core::native::Native;
use clutch_core::object::Inst;
use clutch_core::{R, Thrown, Value};
use clutch_derive::{native, natives};
use clutch_vm::literal;

/// A literal with a tag that has no reader: a map of `:tag` and `:form` that prints as it is
/// written.
///
/// (:tag (tagged-literal 'point [1 2])) ;=> point
/// (pr-str (tagged-literal 'point [1 2])) ;=> "#point [1 2]"
#[native("clojure.core", "tagged-literal")]
fn tagged_literal(tag: Value, form: Value) -> R {
    if tag.as_symbol().is_none() {
        return Err(clutch_vm::convert::not_castable(
            &tag,
            "clojure.lang.Symbol",
        ));
    }
    Ok(literal::TaggedLiteral { tag, form }.into_value())
}

/// A reader conditional as data: a map of `:form` and `:splicing?` that prints as it is written.
///
/// (pr-str (reader-conditional '(:clj 1) false)) ;=> "#?(:clj 1)"
#[native("clojure.core", "reader-conditional")]
fn reader_conditional(form: Value, splicing: bool) -> Value {
    literal::ReaderConditional { form, splicing }.into_value()
}

/// The reader of the tag `#inst`: a date of its text.
///
/// (inst-ms ((get default-data-readers 'inst) "1970-01-01")) ;=> 0
#[native("clutch.rt", "read-inst")]
fn read_inst(text: &str) -> R {
    match clutch_syntax::parse_inst(text) {
        Ok(ms) => Ok(Value::new(Inst(ms))),
        Err(e) => Err(Thrown::new(&class::RUNTIME_EXCEPTION, e.to_string())),
    }
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![tagged_literal, reader_conditional, read_inst];
