//! Conversion of arguments for native functions, and the wording of what was wrong with one.
//!
//! The generated code of `#[native]` calls [`arg`] and [`arg_ref`]. A nil where something is
//! needed is a `NullPointerException`, any other wrong kind a `ClassCastException` in the JVM's words,
//! as programs written for the JVM expect; the help names the function, the position and what was found.

use crate::class::class_of;
use crate::number::{Num, cast};
use clutch_core::error::Diagnosis;
use clutch_core::native::Native;
use clutch_core::repr::HeapType;
use clutch_core::{Keyword, R, Shared, Symbol, Tag, Thrown, TypeInfo, Value, View, class};
use num_traits::ToPrimitive;

/// Rust types that an argument can be turned into.
pub trait FromValue: Sized {
    /// What is expected, with its article: `an integer`.
    fn expected() -> &'static str;
    /// The converted value, or the value back.
    fn from_value(v: Value) -> Result<Self, Value>;
}

/// Rust types that an argument can be borrowed as.
pub trait FromRef {
    /// What is expected, with its article: `a string`.
    fn expected() -> &'static str;
    /// The data inside.
    fn from_ref(v: &Value) -> Option<&Self>;
}

macro_rules! from_value {
    ($($ty:ty, $expected:literal, $v:ident => $convert:expr;)*) => {$(
        impl FromValue for $ty {
            fn expected() -> &'static str { $expected }
            #[inline]
            fn from_value($v: Value) -> Result<Self, Value> { $convert.ok_or($v) }
        }
    )*};
}

from_value! {
    i64, "an integer", v => to_long(&v);
    f64, "a number", v => to_float(&v);
    char, "a character", v => to_char(&v);
    Keyword, "a keyword", v => v.as_keyword();
    Symbol, "a symbol", v => v.as_symbol();
    String, "a string", v => v.as_str().map(str::to_string);
    (), "nil", v => v.is_nil().then_some(());
}

impl<T: FromValue> FromValue for Option<T> {
    fn expected() -> &'static str {
        T::expected()
    }
    /// Nil is nothing.
    fn from_value(v: Value) -> Result<Self, Value> {
        match v.is_nil() {
            true => Ok(None),
            false => T::from_value(v).map(Some),
        }
    }
}

impl<T: FromValue> FromValue for Vec<T> {
    fn expected() -> &'static str {
        "a vector"
    }
    /// The whole vector, or the first element that does not convert.
    fn from_value(v: Value) -> Result<Self, Value> {
        match v.view() {
            View::Vector(items) => items.iter().cloned().map(T::from_value).collect(),
            _ => Err(v),
        }
    }
}

impl FromValue for Value {
    fn expected() -> &'static str {
        "a value"
    }
    #[inline]
    fn from_value(v: Value) -> Result<Self, Value> {
        Ok(v)
    }
}

impl FromValue for bool {
    fn expected() -> &'static str {
        "a boolean"
    }
    /// Truth as `if` sees it: every value has one.
    #[inline]
    fn from_value(v: Value) -> Result<Self, Value> {
        Ok(v.truthy())
    }
}

impl<T: HeapType> FromValue for Shared<T> {
    fn expected() -> &'static str {
        kind_of_tag(T::TAG)
    }
    #[inline]
    fn from_value(v: Value) -> Result<Self, Value> {
        v.into_shared()
    }
}

impl<T: HeapType> FromRef for T {
    fn expected() -> &'static str {
        kind_of_tag(T::TAG)
    }
    #[inline]
    fn from_ref(v: &Value) -> Option<&T> {
        v.get()
    }
}

impl FromRef for str {
    fn expected() -> &'static str {
        "a string"
    }
    #[inline]
    fn from_ref(v: &Value) -> Option<&str> {
        v.as_str()
    }
}

/// The integer that an argument is cut to: any number but one that is too large.
#[inline]
fn to_long(v: &Value) -> Option<i64> {
    match v.as_int() {
        Some(n) => Some(n),
        None if Num::of(v).is_some() => cast::integer(v, cast::Width::Long).ok(),
        None => None,
    }
}

/// The integer: a 64-bit one, or a big one that fits.
#[inline]
pub fn to_int(v: &Value) -> Option<i64> {
    match v.view() {
        View::Int(n) => Some(n),
        View::BigInt(n) => n.to_i64(),
        _ => None,
    }
}

/// Any number as a float.
#[inline]
pub fn to_float(v: &Value) -> Option<f64> {
    Num::of(v).map(Num::to_f64)
}

fn to_char(v: &Value) -> Option<char> {
    match v.view() {
        View::Char(c) => Some(c),
        _ => None,
    }
}

/// Converts the argument at `index` (from 0).
#[inline]
pub fn arg<T: FromValue>(v: Value, native: &Native, index: usize) -> R<T> {
    T::from_value(v).map_err(|v| wrong_argument(native, index, T::expected(), &v))
}

/// Borrows the argument at `index` (from 0).
#[inline]
pub fn arg_ref<'a, T: FromRef + ?Sized>(v: &'a Value, native: &Native, index: usize) -> R<&'a T> {
    T::from_ref(v).ok_or_else(|| wrong_argument(native, index, T::expected(), v))
}

/// The error for a call with a wrong number of arguments.
#[cold]
pub fn wrong_arity(native: &Native, count: usize) -> Box<Thrown> {
    Thrown::arity(count, &format!("{}/{}", native.ns, native.name))
}

/// The error for an argument of a wrong kind; `index` counts from 0.
#[cold]
pub fn wrong_argument(native: &Native, index: usize, expected: &str, v: &Value) -> Box<Thrown> {
    let name = argument_name(native, index).map_or_else(String::new, |n| format!(" ({n})"));
    let help = format!(
        "`{}/{}` argument {}{name}: expected {expected}, got {}",
        native.ns,
        native.name,
        index + 1,
        describe(v)
    );
    let of_text = native.ns == "clojure.string" || native.name.starts_with("str-");
    let target = match cast_target(expected) {
        "java.lang.String" if of_text && (index == 0 || native.name.ends_with("includes?")) => {
            "java.lang.CharSequence"
        }
        target => target,
    };
    let (class, message) = cast_failure(v, target);
    Thrown::diagnosed(
        class,
        message,
        Diagnosis {
            code: "argument/kind",
            labels: Vec::new(),
            help: Some(help),
        },
    )
}

/// The error for a value that is not of a class it must have: a nil is a `NullPointerException`,
/// anything else a `ClassCastException` in the JVM's words.
#[cold]
pub fn not_castable(v: &Value, target: &str) -> Box<Thrown> {
    let (class, message) = cast_failure(v, target);
    Thrown::new(class, message)
}

fn cast_failure(v: &Value, target: &str) -> (&'static TypeInfo, String) {
    let message = if v.is_nil() {
        format!("Cannot use nil as {target}")
    } else {
        format!(
            "class {} cannot be cast to class {target}",
            class_of(v).name
        )
    };
    (wrong_kind_class(v), message)
}

/// The class that the JVM would cast to where this is expected.
fn cast_target(expected: &str) -> &str {
    match expected {
        "an integer" | "a number" | "a float" => "java.lang.Number",
        "a string" => "java.lang.String",
        "a string or character" => "java.lang.String",
        "a character" => "java.lang.Character",
        "a boolean" => "java.lang.Boolean",
        "a keyword" => "clojure.lang.Keyword",
        "a symbol" => "clojure.lang.Symbol",
        "a keyword or symbol" | "a keyword, symbol or string" => "clojure.lang.Named",
        "a var" => "clojure.lang.Var",
        "a namespace" => "clojure.lang.Namespace",
        "a class" => "java.lang.Class",
        "a map" => "clojure.lang.IPersistentMap",
        "a vector" => "clojure.lang.IPersistentVector",
        "an atom" => "clojure.lang.IAtom",
        "an atom that gives both values" => "clojure.lang.IAtom2",
        "a volatile" => "clojure.lang.Volatile",
        "a ref" => "clojure.lang.Ref",
        "an agent" => "clojure.lang.Agent",
        "an atom, ref or agent" => "clojure.lang.IRef",
        "a var, namespace, atom, ref or agent" => "clojure.lang.IReference",
        "a reference" | "a future" => "java.util.concurrent.Future",
        "a delay, promise, future or lazy seq" => "clojure.lang.IPending",
        "a chunk buffer" => "clojure.lang.ChunkBuffer",
        "an exception" => "java.lang.Throwable",
        "a uuid" => "java.util.UUID",
        "an instant" => "java.util.Date",
        "a collection" => "java.util.Collection",
        other => other.split_once(' ').map_or(other, |(_, noun)| noun),
    }
}

/// Class of the exception for a value of a wrong kind.
pub fn wrong_kind_class(v: &Value) -> &'static clutch_core::TypeInfo {
    if v.is_nil() {
        &class::NULL_POINTER
    } else {
        &class::CLASS_CAST
    }
}

/// The argument's name in the longest arity that has one at this place.
fn argument_name(native: &Native, index: usize) -> Option<&'static str> {
    let lists = native.arglists.iter().rev();
    lists
        .flat_map(|list| list.split(' ').take_while(|n| *n != "&").nth(index))
        .next()
}

/// A value in an error message: its kind, and a short text of it where that needs no user code.
pub fn describe(v: &Value) -> String {
    const LONGEST: usize = 40;
    match v.view() {
        View::Nil => "nil".to_string(),
        View::Bool(b) => format!("boolean {b}"),
        View::Int(n) => format!("integer {n}"),
        View::Float(x) => format!("float {x:?}"),
        View::Char(c) => format!("character `{c}`"),
        View::Keyword(k) => format!("keyword {k}"),
        View::Symbol(s) => format!("symbol {s}"),
        View::Var(name) => format!("var #'{name}"),
        View::Ns(n) => format!("namespace {n}"),
        View::Class(c) => format!("class {}", c.name),
        View::Native(n) => format!("function {}/{}", n.ns, n.name),
        View::Closure(c) => format!("function {}", c.proto.name),
        View::Instance(i) => format!("an instance of {}", i.ty.name),
        View::Host(h) => format!("an instance of {}", h.class.name),
        View::Exception(e) => format!("an exception of {}", e.class.name),
        View::Str(s) if s.chars() <= LONGEST => format!("string {:?}", s.as_str()),
        View::Str(s) => {
            let end = s.byte_offset(LONGEST).unwrap_or(s.len());
            format!("string {:?}…", &s.as_str()[..end])
        }
        _ => kind_of_tag(v.tag()).to_string(),
    }
}

/// A tag in words, with the article.
pub fn kind_of_tag(tag: Tag) -> &'static str {
    match tag {
        Tag::Nil => "nil",
        Tag::False | Tag::True => "a boolean",
        Tag::Int | Tag::Int32 | Tag::Int16 | Tag::Int8 => "an integer",
        Tag::Float | Tag::Float32 => "a float",
        Tag::Char => "a character",
        Tag::Keyword => "a keyword",
        Tag::Symbol | Tag::SymbolMeta => "a symbol",
        Tag::Var => "a var",
        Tag::Ns => "a namespace",
        Tag::Class => "a class",
        Tag::Native | Tag::Closure | Tag::NativeClosure | Tag::ProtocolFn => "a function",
        Tag::Done => "the end of an iteration",
        Tag::Unbound => "an unbound var",
        Tag::Str => "a string",
        Tag::BigInt => "a big integer",
        Tag::Ratio => "a ratio",
        Tag::Decimal => "a decimal",
        Tag::List => "a list",
        Tag::Cons
        | Tag::ChunkedCons
        | Tag::VectorSeq
        | Tag::ArraySeq
        | Tag::Range
        | Tag::StringSeq => "a seq",
        Tag::LazySeq => "a lazy seq",
        Tag::Chunk => "a chunk",
        Tag::ChunkBuffer => "a chunk buffer",
        Tag::Vector => "a vector",
        Tag::MapEntry => "a map entry",
        Tag::Map => "a map",
        Tag::Set => "a set",
        Tag::SortedMap => "a sorted map",
        Tag::SortedSet => "a sorted set",
        Tag::Transient => "a transient collection",
        Tag::MultiFn => "a multimethod",
        Tag::Instance => "an instance of a user type",
        Tag::Exception => "an exception",
        Tag::Reduced => "a reduced value",
        Tag::Atom => "an atom",
        Tag::Volatile => "a volatile",
        Tag::Delay => "a delay",
        Tag::Promise => "a promise or future",
        Tag::Ref => "a ref",
        Tag::Agent => "an agent",
        Tag::Array => "an array",
        Tag::Iter => "an iterator",
        Tag::Uuid => "a uuid",
        Tag::Inst => "an instant",
        Tag::World => "a world",
        Tag::Host => "a host object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_convert_where_nothing_is_lost() {
        assert_eq!(i64::from_value(Value::int(5)).ok(), Some(5));
        let big = Value::new(num_bigint::BigInt::from(7));
        assert_eq!(i64::from_value(big).ok(), Some(7));
        assert_eq!(i64::from_value(Value::float(1.9)).ok(), Some(1));
        assert!(i64::from_value(Value::float(1e300)).is_err());
        assert_eq!(f64::from_value(Value::int(2)).ok(), Some(2.0));
    }

    #[test]
    fn long_strings_are_cut_in_messages() {
        let text = "é".repeat(100);
        let shown = describe(&Value::string(text));
        assert!(shown.chars().count() < 60, "{shown}");
        assert!(shown.ends_with("\"…"), "{shown}");
        assert_eq!(describe(&Value::string("x")), "string \"x\"");
    }
}
