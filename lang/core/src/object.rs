//! Objects beyond collections: instances of user types, arrays, and the extension point for
//! host objects.

use crate::class::TypeInfo;
use crate::repr::Value;
use crate::state::birth;
use parking_lot::{Mutex, MutexGuard};
use std::any::Any;

/// An instance of a record, `deftype` or `reify`.
#[derive(Debug)]
pub struct Instance {
    /// Its type.
    pub ty: &'static TypeInfo,
    /// Field values in declared order; for `reify` the captured method closures.
    pub fields: Box<[Value]>,
    /// Values of the mutable fields, which shadow `fields`; empty if the type has none.
    pub mutable: Option<Box<MutableFields>>,
    /// Extra keys of a record: a map, or nil.
    pub ext: Value,
    /// Metadata, or nil.
    pub meta: Value,
    /// Cached hash; 0 is "not computed".
    pub hash: std::sync::atomic::AtomicU32,
}

/// Values of the fields of an instance that has mutable ones. 16-byte writes tear, hence the lock.
#[derive(Debug)]
pub struct MutableFields {
    values: Mutex<Vec<Value>>,
    /// Stage that made it, or 0.
    pub birth: u64,
}

impl MutableFields {
    /// Fields with these values.
    pub fn new(values: Vec<Value>) -> Box<MutableFields> {
        Box::new(MutableFields {
            values: Mutex::new(values),
            birth: birth(),
        })
    }

    /// The values, for as long as the guard lives.
    pub fn lock(&self) -> MutexGuard<'_, Vec<Value>> {
        self.values.lock()
    }
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
    /// Stage that made it, or 0.
    pub birth: u64,
}

impl Array {
    /// An array of these elements; without a component class its elements may be anything that
    /// its kind takes.
    pub fn new(
        kind: ArrayKind,
        component: Option<&'static TypeInfo>,
        items: impl Into<Box<[Value]>>,
    ) -> Array {
        Array {
            kind,
            component,
            items: Mutex::new(items.into()),
            birth: birth(),
        }
    }
}

/// A universally unique id: high and low half.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Uuid(pub u64, pub u64);

/// A point in time: milliseconds since 1970 in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Inst(pub i64);

/// What a host object looks like to `=`, `hash`, `print` and `seq`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HostShape {
    /// Only itself; printed as `#object[…]` unless it says better.
    Opaque,
    /// A sequence of elements: equal to lists and vectors of equal elements.
    List,
    /// Keys and values: equal to maps of equal entries; its items are map entries.
    Map,
    /// Distinct elements: equal to sets of equal elements.
    Set,
}

/// A Rust type whose values are objects of the language. Every method has a default that fits
/// an opaque object. None may call user code; locks are held only inside one call.
pub trait HostData: Any + Send + Sync {
    /// How generic functions treat it.
    fn shape(&self) -> HostShape {
        HostShape::Opaque
    }
    /// Its text for `str` (Java's `toString`), if it has one.
    fn text(&self) -> Option<String> {
        None
    }
    /// Its text for `pr`, if it differs from `#object[…]` with the text of [`HostData::text`].
    fn readable(&self) -> Option<String> {
        None
    }
    /// Whether it equals another host object; asked when they are not the same object and not
    /// both of a shape with items.
    fn equal(&self, _other: &dyn HostData) -> bool {
        false
    }
    /// Hash that agrees with [`HostData::equal`]; none is the hash of identity.
    fn hash(&self) -> Option<u32> {
        None
    }
    /// Its elements as they are now, as a seqable value: makes it seqable.
    fn items(&self) -> Option<Value> {
        None
    }
    /// The element at an index, for objects that have numbered parts without being seqable.
    fn nth(&self, _index: usize) -> Option<crate::R> {
        None
    }
    /// Number of its elements.
    fn count(&self) -> Option<usize> {
        None
    }
    /// Metadata, or nil.
    fn meta(&self) -> Value {
        Value::NIL
    }
    /// The same object with other metadata, if it can have any.
    fn with_meta(&self, _meta: Value) -> Option<Value> {
        None
    }
    /// For persistent collections: with an element more.
    fn conj(&self, _element: Value) -> Option<Value> {
        None
    }
    /// For persistent collections: without the element that [`HostData::peek`] gives.
    fn pop(&self) -> Option<Value> {
        None
    }
    /// For persistent collections: the next element, or nil.
    fn peek(&self) -> Option<Value> {
        None
    }
    /// For persistent collections: the empty one.
    fn empty(&self) -> Option<Value> {
        None
    }
    /// What `deref` gives, for objects that have a value to give at once.
    fn deref(&self) -> Option<Value> {
        None
    }
}

/// Any other object of the host: regex, file, string builder, host application types.
pub struct Host {
    /// Its class as `(class x)` shows it.
    pub class: &'static TypeInfo,
    /// The data.
    pub data: Box<dyn HostData>,
    /// Stage that made it, or 0.
    pub birth: u64,
}

impl Host {
    /// The data, if of this Rust type.
    pub fn downcast<T: HostData>(&self) -> Option<&T> {
        let data: &dyn Any = &*self.data;
        data.downcast_ref()
    }
}

impl Value {
    /// Wraps a host object.
    pub fn host<T: HostData>(class: &'static TypeInfo, data: T) -> Value {
        Value::new(Host {
            class,
            data: Box::new(data),
            birth: birth(),
        })
    }
    /// The Rust object in a host value.
    pub fn as_host<T: HostData>(&self) -> Option<&T> {
        self.get::<Host>()?.downcast()
    }
}
