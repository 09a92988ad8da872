//! What the reader asks of whoever calls it.
//!
//! Forms are made of data alone, but some syntax means something only in a running program: `::k` the
//! current namespace, `` `sym `` what a symbol refers to, `#tag` a function. The reader asks at the
//! moment it makes the form, so that a `ns` form that was evaluated before counts.

use clutch_core::coll::KeyOps;
use clutch_core::{NsName, R, Symbol, Value};

/// The surroundings of a text while it is read; key operations are for maps and sets.
pub trait ReadHost: KeyOps {
    /// The current namespace.
    fn current_ns(&mut self) -> NsName;

    /// The namespace that the current one calls `alias`, or else the namespace of that name.
    fn namespace(&mut self, alias: Symbol) -> Option<NsName>;

    /// What a symbol without namespace refers to in the current namespace: `ns/name` of a var, or
    /// the full name of a class, which has no namespace part.
    fn resolve(&mut self, name: Symbol) -> Option<Symbol>;

    /// Compiles a regular expression.
    fn regex(&mut self, pattern: &str) -> R;

    /// The value of `#tag form`; none if the tag is not known. `#inst` and `#uuid` are asked for as
    /// well, and read by the reader itself if they are not known.
    fn tagged(&mut self, tag: Symbol, form: &Value) -> R<Option<Value>>;

    /// `#tag form` as data, without reading it: found in a conditional that is kept as data.
    fn tagged_literal(&mut self, tag: Symbol, form: Value) -> R;

    /// A conditional that is kept as data: the list of features and forms.
    fn conditional(&mut self, form: Value, splicing: bool) -> R;

    /// The value of `#=form`; none if reading must not evaluate.
    fn read_eval(&mut self, form: &Value) -> R<Option<Value>> {
        let _ = form;
        Ok(None)
    }

    /// `value` with `meta` instead of its metadata, for kinds of values that the reader itself does
    /// not make; none if the value cannot have any.
    fn with_meta(&mut self, value: &Value, meta: &Value) -> Option<Value> {
        let _ = (value, meta);
        None
    }
}
