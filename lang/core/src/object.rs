//! Objects beyond collections: instances of user types, arrays, and the extension point for
//! host objects.

use crate::class::TypeInfo;
use crate::repr::Value;
use crate::state::birth;
use once_cell::race::OnceBox;
use parking_lot::{Mutex, MutexGuard};
use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};

/// An instance of a record, `deftype` or `reify`.
#[derive(Debug)]
pub struct Instance {
    /// Its type.
    pub ty: &'static TypeInfo,
    /// Field values in declared order; for `reify` the captured method closures.
    pub fields: Box<[Value]>,
    /// What few instances have.
    extra: OnceBox<Extra>,
    /// Extra keys of a record: a map, or nil.
    pub ext: Value,
    /// Metadata, or nil.
    pub meta: Value,
    /// Cached hash; 0 is "not computed".
    pub hash: AtomicU32,
}

/// What few instances have: mutable fields, and what they became in worlds where their type has
/// another definition.
#[derive(Debug, Default)]
struct Extra {
    mutable: Option<Arc<MutableFields>>,
    kept: Mutex<Vec<Kept>>,
}

/// Values of the fields of an instance that has mutable ones. 16-byte writes tear, hence the lock.
/// Views of one instance as other definitions of its type share them.
#[derive(Debug)]
pub struct MutableFields {
    state: Mutex<FieldState>,
    /// Stage that made it, or 0.
    pub birth: u64,
}

/// What is behind the lock of [`MutableFields`].
#[derive(Debug)]
pub struct FieldState {
    /// By position; they shadow those in [`Instance::fields`].
    pub values: Vec<Value>,
    /// How often one was set.
    pub writes: u64,
    /// Whether the state was taken over by the instance that a migration made of this one.
    pub moved: bool,
}

impl MutableFields {
    fn new(values: Vec<Value>) -> Arc<MutableFields> {
        Arc::new(MutableFields {
            state: Mutex::new(FieldState {
                values,
                writes: 0,
                moved: false,
            }),
            birth: birth(),
        })
    }

    /// The state, for as long as the guard lives.
    pub fn lock(&self) -> MutexGuard<'_, FieldState> {
        self.state.lock()
    }
}

/// What an instance became in worlds where its type has another definition.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The instance of the other definition.
    pub value: Value,
    /// Revision of the migration that made it; 0 if none did.
    pub revision: i64,
    /// Who sees it.
    pub scope: Scope,
}

/// Who sees what an instance became.
#[derive(Clone, Debug)]
pub enum Scope {
    /// Everybody whose world has that definition.
    Everybody,
    /// Those in a stage, and everybody when it is published.
    Stage(Arc<AtomicU8>),
    /// Those in a turn whose definitions are never published, by its number.
    Turn(u64),
}

impl Scope {
    /// Mark of a stage that has not ended.
    pub const OPEN: u8 = 0;
    /// Mark of a stage that was published.
    pub const PUBLISHED: u8 = 1;
    /// Mark of a stage that was dropped.
    pub const DROPPED: u8 = 2;

    /// Whether everybody sees it by now.
    pub fn is_public(&self) -> bool {
        match self {
            Scope::Everybody => true,
            Scope::Stage(mark) => mark.load(Ordering::Acquire) == Scope::PUBLISHED,
            Scope::Turn(_) => false,
        }
    }
    /// Whether a context with this scope of its own sees it.
    pub fn is_seen_by(&self, own: &Scope) -> bool {
        self.is_public()
            || match (self, own) {
                (Scope::Stage(a), Scope::Stage(b)) => Arc::ptr_eq(a, b),
                (Scope::Turn(a), Scope::Turn(b)) => a == b,
                _ => false,
            }
    }
    /// Whether nobody will see it any more, as far as that is known.
    fn is_over(&self) -> bool {
        matches!(self, Scope::Stage(mark) if mark.load(Ordering::Acquire) == Scope::DROPPED)
    }
}

impl Instance {
    /// An instance without mutable fields, extra keys and metadata.
    pub fn new(ty: &'static TypeInfo, fields: Vec<Value>) -> Instance {
        Instance {
            ty,
            fields: fields.into(),
            extra: OnceBox::new(),
            ext: Value::NIL,
            meta: Value::NIL,
            hash: AtomicU32::new(0),
        }
    }

    /// Gives a new instance mutable fields, which start as its fields are.
    pub fn make_mutable(&self) {
        self.set_mutable(MutableFields::new(self.fields.to_vec()));
    }

    fn set_mutable(&self, mutable: Arc<MutableFields>) {
        let extra = Extra {
            mutable: Some(mutable),
            kept: Mutex::default(),
        };
        let set = self.extra.set(Box::new(extra));
        assert!(set.is_ok(), "only a new instance is made mutable");
    }

    /// Its mutable fields, if its type has some.
    #[inline]
    pub fn mutable(&self) -> Option<&Arc<MutableFields>> {
        self.extra.get()?.mutable.as_ref()
    }

    /// The same values as an instance of another definition with these fields, or of the same
    /// one. Mutable fields are shared.
    pub fn with_type(&self, ty: &'static TypeInfo) -> Instance {
        let view = Instance {
            ext: self.ext.clone(),
            meta: self.meta.clone(),
            ..Instance::new(ty, self.fields.to_vec())
        };
        if let Some(mutable) = self.mutable() {
            view.set_mutable(mutable.clone());
        }
        view
    }

    /// The same values on their own: mutable fields are copied.
    pub fn duplicate(&self) -> Instance {
        let copy = Instance {
            ext: self.ext.clone(),
            meta: self.meta.clone(),
            ..Instance::new(self.ty, self.fields.to_vec())
        };
        if let Some(mutable) = self.mutable() {
            let values = mutable.lock().values.clone();
            copy.set_mutable(MutableFields::new(values));
        }
        copy
    }

    /// Must be called when a record that nobody else holds is changed in place: what is known of
    /// its values is forgotten.
    pub fn changed(&mut self) {
        *self.hash.get_mut() = 0;
        if self.extra.get().is_some() {
            debug_assert!(self.mutable().is_none(), "records have no mutable fields");
            self.extra = OnceBox::new();
        }
    }

    /// What it became, oldest first.
    pub fn kept(&self) -> Vec<Kept> {
        let extra = self.extra.get();
        extra.map_or_else(Vec::new, |e| e.kept.lock().clone())
    }

    /// The first of what it became that `wanted` accepts.
    pub fn find_kept(&self, wanted: impl FnMut(&&Kept) -> bool) -> Option<Kept> {
        self.extra.get()?.kept.lock().iter().find(wanted).cloned()
    }

    /// Keeps what it became, unless there is one of the same definition and revision that is seen
    /// by those who would see this; gives what is kept.
    pub fn keep(&self, new: Kept) -> Value {
        let extra = self.extra.get_or_init(|| Box::new(Extra::default()));
        let ty = |k: &Kept| k.value.get::<Instance>().map(|i| std::ptr::from_ref(i.ty));
        let mut kept = extra.kept.lock();
        let same = |k: &&Kept| {
            ty(k) == ty(&new) && k.revision == new.revision && k.scope.is_seen_by(&new.scope)
        };
        if let Some(first) = kept.iter().find(same) {
            return first.value.clone();
        }
        let over = |k: &mut Kept| {
            let other_turn =
                matches!(k.scope, Scope::Turn(_)) && matches!(new.scope, Scope::Turn(_));
            k.scope.is_over() || other_turn && ty(k) == ty(&new)
        };
        let dropped: Vec<Kept> = kept.extract_if(.., over).collect();
        let value = new.value.clone();
        kept.push(new);
        drop(kept);
        drop(dropped);
        value
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
    /// The values that it holds, for who looks for holders of something.
    fn held(&self) -> Vec<Value> {
        Vec::new()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::class::OBJECT;

    fn kept(n: i64, scope: Scope) -> Kept {
        let value = Value::new(Instance::new(&OBJECT, vec![Value::int(n)]));
        Kept {
            value,
            revision: 0,
            scope,
        }
    }

    #[test]
    fn instances_have_no_room_for_what_few_of_them_need() {
        assert_eq!(size_of::<Instance>(), 72);
    }

    #[test]
    fn the_first_that_is_kept_for_those_who_see_it_stays() {
        let i = Instance::new(&OBJECT, Vec::new());
        let mark = Arc::new(AtomicU8::new(Scope::OPEN));
        let staged = i.keep(kept(1, Scope::Stage(mark.clone())));
        let turn = i.keep(kept(2, Scope::Turn(7)));
        assert!(!staged.same(&turn), "neither sees the other's");
        let again = i.keep(kept(3, Scope::Stage(mark.clone())));
        assert!(staged.same(&again));
        mark.store(Scope::PUBLISHED, Ordering::Release);
        let live = i.keep(kept(4, Scope::Everybody));
        assert!(staged.same(&live), "published: everybody's");
        let mut seen = i.kept();
        seen.retain(|k| k.scope.is_seen_by(&Scope::Turn(8)));
        assert_eq!(seen.len(), 1);
    }

    #[test]
    fn what_a_dropped_stage_kept_is_forgotten() {
        let i = Instance::new(&OBJECT, Vec::new());
        let mark = Arc::new(AtomicU8::new(Scope::OPEN));
        i.keep(kept(1, Scope::Stage(mark.clone())));
        mark.store(Scope::DROPPED, Ordering::Release);
        i.keep(kept(2, Scope::Everybody));
        assert_eq!(i.kept().len(), 1);
    }
}
