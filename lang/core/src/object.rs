//! Objects beyond collections: instances of user types, arrays, and the extension point for
//! host objects.

use crate::class::TypeInfo;
use crate::repr::Value;
use parking_lot::Mutex;
use std::any::Any;

/// An instance of a record, `deftype` or `reify`.
#[derive(Debug)]
pub struct Instance {
    /// Its type.
    pub ty: &'static TypeInfo,
    /// Field values in declared order; for `reify` the captured method closures.
    pub fields: Box<[Value]>,
    /// Values of the mutable fields, which shadow `fields`; empty if the type has none.
    pub mutable: Option<Box<Mutex<Vec<Value>>>>,
    /// Extra keys of a record: a map, or nil.
    pub ext: Value,
    /// Metadata, or nil.
    pub meta: Value,
    /// Cached hash; 0 is "not computed".
    pub hash: std::sync::atomic::AtomicU32,
}

/// Element kind of an array.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "Java's element types")]
pub enum ArrayKind {
    Object,
    Long,
    Int,
    Short,
    Byte,
    Char,
    Boolean,
    Double,
    Float,
}

/// A mutable array. 16-byte writes tear, hence the lock.
#[derive(Debug)]
pub struct Array {
    /// Element kind: what `aset` accepts and what `class` says.
    pub kind: ArrayKind,
    /// Component class of object arrays (`(into-array String …)`), or none.
    pub component: Option<&'static TypeInfo>,
    /// The elements; the length never changes.
    pub items: Mutex<Box<[Value]>>,
}

/// A universally unique id: high and low half.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Uuid(pub u64, pub u64);

/// A point in time: milliseconds since 1970 in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Inst(pub i64);

/// Any other object of the host: regex, file, string builder, host application types.
pub struct Host {
    /// Its class as `(class x)` shows it.
    pub class: &'static TypeInfo,
    /// The data.
    pub data: Box<dyn Any + Send + Sync>,
}

impl Host {
    /// The data, if of this Rust type.
    pub fn downcast<T: Any>(&self) -> Option<&T> {
        self.data.downcast_ref()
    }
}

impl Value {
    /// Wraps a host object.
    pub fn host<T: Any + Send + Sync>(class: &'static TypeInfo, data: T) -> Value {
        Value::new(Host {
            class,
            data: Box::new(data),
        })
    }
    /// The Rust object in a host value.
    pub fn as_host<T: Any>(&self) -> Option<&T> {
        self.get::<Host>()?.downcast()
    }
}
