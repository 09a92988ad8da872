//! Forms as data: taking apart what a macro call was given, and building what it becomes.
//!
//! A call written in a file is a [`List`] with a span. A call made by another macro may be any
//! seq; those are walked through [`super::Host::elements`], since walking a lazy seq runs code.

use clutch_core::coll::{KeyOps, List, Map, Vector};
use clutch_core::name::SymbolMeta;
use clutch_core::value::View;
use clutch_core::{Keyword, R, Span, Symbol, Tag, Value};

/// Where the form was written; only lists know.
pub(super) fn span_of(form: &Value) -> Span {
    form.get::<List>().map_or(Span::NONE, |list| list.span)
}

/// Whether the form is a call or another seq, but not a vector, map or set.
pub(super) fn is_seq(form: &Value) -> bool {
    matches!(
        form.tag(),
        Tag::List
            | Tag::Cons
            | Tag::LazySeq
            | Tag::ChunkedCons
            | Tag::VectorSeq
            | Tag::ArraySeq
            | Tag::Range
            | Tag::StringSeq
    )
}

/// Whether the form is a vector.
pub(super) fn is_vector(form: &Value) -> bool {
    matches!(form.tag(), Tag::Vector | Tag::MapEntry)
}

/// Whether the form is a map.
pub(super) fn is_map(form: &Value) -> bool {
    form.tag() == Tag::Map
}

/// The elements of a vector.
pub(super) fn vector_items(form: &Value) -> Option<Vec<Value>> {
    match form.view() {
        View::Vector(v) => Some(v.iter().cloned().collect()),
        View::MapEntry(e) => Some(vec![e.key.clone(), e.value.clone()]),
        _ => None,
    }
}

/// The entries of a map, in the map's order.
pub(super) fn map_entries(form: &Value) -> Option<Vec<(Value, Value)>> {
    let map = form.get::<Map>()?;
    Some(map.iter().map(|(k, v)| (k.clone(), v.clone())).collect())
}

/// Entries of later maps win over those of earlier ones.
pub(super) fn map_of(keys: &mut dyn KeyOps, entries: Vec<(Value, Value)>) -> R {
    Ok(Value::new(Map::from_entries(keys, entries)?))
}

/// A map of different keys.
pub(super) fn constant_map(entries: Vec<(Value, Value)>) -> Value {
    Value::new(Map::from_distinct(entries))
}

/// The symbol, if the form is one without a namespace.
pub(super) fn simple_symbol(form: &Value) -> Option<Symbol> {
    form.as_symbol().filter(|s| s.ns().is_none())
}

/// Whether the form is exactly this simple symbol.
pub(super) fn is_symbol(form: &Value, name: &str) -> bool {
    simple_symbol(form).is_some_and(|s| s.name() == name)
}

/// Whether the form is exactly this keyword without a namespace.
pub(super) fn is_keyword(form: &Value, name: &str) -> bool {
    form.as_keyword()
        .is_some_and(|k| k.ns().is_none() && k.name() == name)
}

/// Whether evaluating the form gives the form itself and cannot look at any name.
pub(super) fn is_literal(form: &Value) -> bool {
    !is_seq(form)
        && !matches!(
            form.tag(),
            Tag::Symbol | Tag::SymbolMeta | Tag::Vector | Tag::MapEntry | Tag::Map | Tag::Set
        )
}

/// A keyword form.
pub(super) fn keyword(name: &str) -> Value {
    Value::keyword(Keyword::simple(name))
}

/// The metadata map of a symbol, list or vector, or nil.
pub(super) fn meta_of(form: &Value) -> Value {
    match form.view() {
        View::SymbolMeta(s) => s.meta.clone(),
        View::List(l) => l.meta.clone(),
        View::Vector(v) => v.meta.clone(),
        _ => Value::NIL,
    }
}

/// The symbol with this metadata in place of its own.
pub(super) fn symbol_with_meta(symbol: Symbol, meta: Value) -> Value {
    if meta.is_nil() {
        Value::symbol(symbol)
    } else {
        Value::new(SymbolMeta { symbol, meta })
    }
}

/// The symbol without its namespace; metadata stays.
pub(super) fn local_symbol(form: &Value, name: &str) -> Value {
    symbol_with_meta(Symbol::simple(name), meta_of(form))
}

/// A list with a place and metadata.
pub(super) fn list_at(items: Vec<Value>, span: Span, meta: Value) -> Value {
    let mut list = List::from_vec_at(items, span);
    if !meta.is_nil()
        && let Some(data) = list.get_mut::<List>()
    {
        data.meta = meta;
    }
    list
}

/// A vector with metadata.
pub(super) fn vector_with_meta(items: Vec<Value>, meta: Value) -> Value {
    let mut vector = Value::vector(items);
    if !meta.is_nil()
        && let Some(data) = vector.get_mut::<Vector>()
    {
        data.meta = meta;
    }
    vector
}
