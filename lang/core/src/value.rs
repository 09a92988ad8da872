//! [`View`]: a value taken apart for `match`.

use crate::class::TypeInfo;
use crate::coll::{List, Map, MapEntry, Set, SortedMap, SortedSet, Transient, Vector};
use crate::error::Exception;
use crate::func::{Closure, MultiFn, ProtocolFn};
use crate::name::{Keyword, NsName, Symbol, SymbolMeta, VarName};
use crate::native::{Native, NativeClosure};
use crate::object::{Array, Host, Inst, Instance, Uuid};
use crate::repr::Value;
use crate::seq::{
    ArraySeq, Chunk, ChunkBuffer, ChunkedCons, Cons, Iter, LazySeq, Range, StringSeq, VectorSeq,
};
use crate::state::{Agent, Atom, Delay, Promise, Reduced, Ref, Volatile};
use crate::string::Str;
use crate::world::WorldValue;

/// A borrowed value by kind. Variants carry the names of the tags.
#[allow(
    missing_docs,
    reason = "each variant is documented at the tag of the same name"
)]
#[derive(Clone, Copy)]
pub enum View<'a> {
    Nil,
    Bool(bool),
    Int(i64),
    Float(f64),
    Char(char),
    Keyword(Keyword),
    Symbol(Symbol),
    Var(VarName),
    Ns(NsName),
    Class(&'static TypeInfo),
    Native(&'static Native),
    Done,
    Unbound,
    Str(&'a Str),
    SymbolMeta(&'a SymbolMeta),
    BigInt(&'a num_bigint::BigInt),
    Ratio(&'a num_rational::BigRational),
    Decimal(&'a bigdecimal::BigDecimal),
    List(&'a List),
    Cons(&'a Cons),
    LazySeq(&'a LazySeq),
    ChunkedCons(&'a ChunkedCons),
    Chunk(&'a Chunk),
    ChunkBuffer(&'a ChunkBuffer),
    VectorSeq(&'a VectorSeq),
    ArraySeq(&'a ArraySeq),
    Range(&'a Range),
    StringSeq(&'a StringSeq),
    Vector(&'a Vector),
    MapEntry(&'a MapEntry),
    Map(&'a Map),
    Set(&'a Set),
    SortedMap(&'a SortedMap),
    SortedSet(&'a SortedSet),
    Transient(&'a Transient),
    Closure(&'a Closure),
    NativeClosure(&'a NativeClosure),
    MultiFn(&'a MultiFn),
    ProtocolFn(&'a ProtocolFn),
    Instance(&'a Instance),
    Exception(&'a Exception),
    Reduced(&'a Reduced),
    Atom(&'a Atom),
    Volatile(&'a Volatile),
    Delay(&'a Delay),
    Promise(&'a Promise),
    Ref(&'a Ref),
    Agent(&'a Agent),
    Array(&'a Array),
    Iter(&'a Iter),
    Uuid(&'a Uuid),
    Inst(&'a Inst),
    World(&'a WorldValue),
    Host(&'a Host),
}

impl Value {
    /// `nil`?
    #[inline(always)]
    pub fn is_nil(&self) -> bool {
        self.tag() == crate::repr::Tag::Nil
    }
}

macro_rules! value_from {
    ($($ty:ty, $x:ident => $make:expr;)*) => {$(
        impl From<$ty> for Value {
            #[inline]
            fn from($x: $ty) -> Value { $make }
        }
    )*};
}

value_from! {
    (), _unit => Value::NIL;
    usize, n => i64::try_from(n).map_or_else(|_| Value::new(num_bigint::BigInt::from(n)), Value::int);
    Keyword, k => Value::keyword(k);
    Symbol, s => Value::symbol(s);
    VarName, v => Value::var(v);
    NsName, n => Value::ns(n);
    &'static TypeInfo, t => Value::class(t);
}

impl<T: Into<Value>> From<Option<T>> for Value {
    /// Nothing is nil.
    fn from(v: Option<T>) -> Value {
        v.map_or(Value::NIL, Into::into)
    }
}

impl<T: crate::repr::HeapType> From<crate::heap::Shared<T>> for Value {
    #[inline]
    fn from(v: crate::heap::Shared<T>) -> Value {
        Value::heap(v)
    }
}

impl std::fmt::Debug for Value {
    /// A short, non-readable form for failing tests and logs; printing for users is in `vm`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.view() {
            View::Nil => f.write_str("nil"),
            View::Bool(b) => write!(f, "{b}"),
            View::Int(n) => write!(f, "{n}"),
            View::Float(x) => write!(f, "{x:?}"),
            View::Char(c) => write!(f, "\\{c}"),
            View::Keyword(k) => write!(f, "{k}"),
            View::Symbol(s) => write!(f, "{s}"),
            View::Var(v) => write!(f, "#'{v}"),
            View::Ns(n) => write!(f, "#namespace[{n}]"),
            View::Class(c) => write!(f, "{}", c.name),
            View::Native(n) => write!(f, "#native[{}/{}]", n.ns, n.name),
            View::Str(s) => write!(f, "{:?}", s.as_str()),
            View::BigInt(n) => write!(f, "{n}N"),
            View::Exception(e) => write!(f, "#error[{}: {:?}]", e.class.name, e.message),
            View::Vector(v) => v.fmt(f),
            View::MapEntry(e) => e.fmt(f),
            View::Map(m) => m.fmt(f),
            View::Set(s) => s.fmt(f),
            View::SortedMap(m) => m.fmt(f),
            View::SortedSet(s) => s.fmt(f),
            _ => write!(f, "#<{:?}>", self.tag()),
        }
    }
}
