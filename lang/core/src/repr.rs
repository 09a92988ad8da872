//! The 16-byte value: a tag byte and 64 bits.
//!
//! ```text
//!   byte 0   1 .. 7   8 .. 15
//!   [ tag ]  unused   [ bits: integer | float bits | char | &'static data | Shared<T> ]
//! ```
//! `nil` is tag 0 with bits 0, so zeroed memory is a stack of nils. Tags from [`Tag::Str`] on
//! own one count of a [`Shared<T>`]; the type `T` that belongs to a heap tag is fixed by the
//! table in [`heap_types!`] below and nowhere else. Invariants:
//! - a value with a heap tag holds bits made by `Shared::<T>::into_bits` for the `T` of that tag;
//! - `Keyword`, `Symbol`, `Ns` hold a `&'static SymbolData`, `Var` a `&'static VarData`,
//!   `Class` a `&'static TypeInfo`, `Native` a `&'static Native`;
//! - ORDER:tag: `truthy` is "tag above False", heap is "tag from Str on", integers are "tag from
//!   Int to Int8". Results of arithmetic are `Int` and `Float`; the narrower tags only remember a
//!   cast, for `class` and printing.
#![allow(unsafe_code, reason = "the representation of values")]

use crate::class::TypeInfo;
use crate::coll;
use crate::error::Exception;
use crate::func;
use crate::heap::{HeapBox, Shared, increment};
use crate::name::{Keyword, NsName, Symbol, SymbolData, VarData, VarName};
use crate::native::Native;
use crate::object;
use crate::seq;
use crate::state;
use crate::string;
use crate::value::View;
use std::mem::ManuallyDrop;
use std::sync::atomic::AtomicUsize;

macro_rules! heap_types {
    ($($(#[$doc:meta])* $tag:ident => $ty:ty,)*) => {
        /// What a value is; see the module header for the order.
        #[repr(u8)]
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
        pub enum Tag {
            /// `nil`.
            Nil = 0,
            /// `false`.
            False,
            /// `true`.
            True,
            /// 64-bit integer.
            Int,
            /// Integer that was cast to 32 bits (`int`): differs from `Int` in its class only.
            Int32,
            /// Integer that was cast to 16 bits (`short`).
            Int16,
            /// Integer that was cast to 8 bits (`byte`).
            Int8,
            /// 64-bit float.
            Float,
            /// Float that was cast to 32 bits (`float`), held as the equal 64-bit float.
            Float32,
            /// Unicode scalar value.
            Char,
            /// Interned keyword.
            Keyword,
            /// Interned symbol without metadata.
            Symbol,
            /// The name of a var.
            Var,
            /// The name of a namespace.
            Ns,
            /// A class: host name or user type.
            Class,
            /// Function written in Rust.
            Native,
            /// End-of-iteration mark; never reaches user code.
            Done,
            /// Placeholder of a declared but undefined var; never reaches user code.
            Unbound,
            $($(#[$doc])* $tag,)*
        }

        $(
            impl HeapType for $ty { const TAG: Tag = Tag::$tag; }
            const _: () = assert!(align_of::<$ty>() <= 8);
        )*

        /// Frees one count of the heap value with this tag.
        ///
        /// # Safety
        /// `bits` must hold a count of a `Shared<T>` for the `T` of `tag`.
        #[inline(never)]
        pub(crate) unsafe fn release(tag: Tag, bits: u64) {
            match tag {
                // SAFETY: the tag fixes the type, by the invariant of this module.
                $(Tag::$tag => drop(unsafe { Shared::<$ty>::from_bits(bits) }),)*
                _ => {}
            }
        }

        impl Value {
            /// The value for matching; borrowed, costs a jump.
            #[inline]
            pub fn view(&self) -> View<'_> {
                match self.tag {
                    Tag::Nil => View::Nil,
                    Tag::False => View::Bool(false),
                    Tag::True => View::Bool(true),
                    Tag::Int | Tag::Int32 | Tag::Int16 | Tag::Int8 => View::Int(self.bits as i64),
                    Tag::Float | Tag::Float32 => View::Float(f64::from_bits(self.bits)),
                    Tag::Char => View::Char(self.char_unchecked()),
                    Tag::Keyword => View::Keyword(Keyword::from_data(self.symbol_data())),
                    Tag::Symbol => View::Symbol(Symbol::from_data(self.symbol_data())),
                    Tag::Var => View::Var(VarName::from_data(self.var_data())),
                    Tag::Ns => View::Ns(NsName::from_data(self.symbol_data())),
                    Tag::Class => View::Class(self.type_info()),
                    Tag::Native => View::Native(self.native()),
                    Tag::Done => View::Done,
                    Tag::Unbound => View::Unbound,
                    // SAFETY: the tag fixes the type.
                    $(Tag::$tag => View::$tag(unsafe { self.heap_ref::<$ty>() }),)*
                }
            }
        }

        /// The heap tags with the Rust type behind each, for tests and tools.
        pub const HEAP_TAGS: &[(Tag, &str)] = &[$((Tag::$tag, stringify!($ty)),)*];
    };
}

/// Width of an integer's class.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IntWidth {
    /// 64 bits.
    Long,
    /// 32 bits.
    Int,
    /// 16 bits.
    Short,
    /// 8 bits.
    Byte,
}

/// A Rust type that lives behind a heap tag.
pub trait HeapType: Sized + Send + Sync {
    /// The tag of values of this type.
    const TAG: Tag;
}

heap_types! {
    /// String.
    Str => string::Str,
    /// Symbol with metadata.
    SymbolMeta => crate::name::SymbolMeta,
    /// Arbitrary-precision integer (`1N`); may hold small numbers too.
    BigInt => num_bigint::BigInt,
    /// Ratio in lowest terms, denominator above one.
    Ratio => num_rational::BigRational,
    /// Decimal with scale (`1.5M`).
    Decimal => bigdecimal::BigDecimal,
    /// Persistent list, also the empty list.
    List => coll::List,
    /// One element before a seq.
    Cons => seq::Cons,
    /// Lazy sequence.
    LazySeq => seq::LazySeq,
    /// A chunk of elements before a seq.
    ChunkedCons => seq::ChunkedCons,
    /// A chunk: immutable run of elements.
    Chunk => seq::Chunk,
    /// Chunk under construction.
    ChunkBuffer => seq::ChunkBuffer,
    /// Rest of a vector.
    VectorSeq => seq::VectorSeq,
    /// Rest of an immutable run of elements (arrays, arguments, map entries).
    ArraySeq => seq::ArraySeq,
    /// Arithmetic progression of integers.
    Range => seq::Range,
    /// Rest of a string.
    StringSeq => seq::StringSeq,
    /// Persistent vector.
    Vector => coll::Vector,
    /// Key and value of a map.
    MapEntry => coll::MapEntry,
    /// Persistent map (array or hash).
    Map => coll::Map,
    /// Persistent set.
    Set => coll::Set,
    /// Sorted map.
    SortedMap => coll::SortedMap,
    /// Sorted set.
    SortedSet => coll::SortedSet,
    /// Mutable builder of a collection.
    Transient => coll::Transient,
    /// Function compiled from source.
    Closure => func::Closure,
    /// Native function that carries state (made by the host or by `partial`-like natives).
    NativeClosure => crate::native::NativeClosure,
    /// Multimethod.
    MultiFn => func::MultiFn,
    /// Method of a protocol.
    ProtocolFn => func::ProtocolFn,
    /// Instance of a record, `deftype` or `reify`.
    Instance => object::Instance,
    /// Exception.
    Exception => Exception,
    /// Value that ends a reduction.
    Reduced => state::Reduced,
    /// Atom.
    Atom => state::Atom,
    /// Volatile.
    Volatile => state::Volatile,
    /// Delay.
    Delay => state::Delay,
    /// Promise, and the result cell of a future.
    Promise => state::Promise,
    /// Ref.
    Ref => state::Ref,
    /// Agent.
    Agent => state::Agent,
    /// Mutable array.
    Array => object::Array,
    /// Iterator with internal state; never shared.
    Iter => seq::Iter,
    /// Universally unique id.
    Uuid => object::Uuid,
    /// Point in time, milliseconds since 1970.
    Inst => object::Inst,
    /// A world as a value.
    World => crate::world::WorldValue,
    /// Any other host object (regex, file, string builder).
    Host => object::Host,
}

/// Any value of the language. Cloning costs at most one increment.
#[repr(C)]
pub struct Value {
    tag: Tag,
    bits: u64,
}

// SAFETY: heap types are `Send + Sync` by the bound of `HeapType`; the rest is plain data or
// `&'static` to `Sync` data.
unsafe impl Send for Value {}
// SAFETY: see `Send` above.
unsafe impl Sync for Value {}

impl Value {
    /// `nil`.
    pub const NIL: Value = Value {
        tag: Tag::Nil,
        bits: 0,
    };
    /// `true`.
    pub const TRUE: Value = Value {
        tag: Tag::True,
        bits: 1,
    };
    /// `false`.
    pub const FALSE: Value = Value {
        tag: Tag::False,
        bits: 0,
    };
    /// End-of-iteration mark.
    pub const DONE: Value = Value {
        tag: Tag::Done,
        bits: 0,
    };
    /// Value of a declared but undefined var.
    pub const UNBOUND: Value = Value {
        tag: Tag::Unbound,
        bits: 0,
    };

    /// As [`Value::UNBOUND`], and says of which var.
    pub fn unbound(var: VarName) -> Value {
        Value {
            tag: Tag::Unbound,
            bits: Value::var(var).bits,
        }
    }

    /// The var that an unbound value belongs to, if it says so.
    pub fn unbound_var(&self) -> Option<VarName> {
        (self.tag == Tag::Unbound && self.bits != 0).then(|| VarName::from_data(self.var_data()))
    }

    /// What the value is.
    #[inline(always)]
    pub fn tag(&self) -> Tag {
        self.tag
    }

    /// Payload: the integer, the float's bits, or an address. For identity and fast paths.
    #[inline(always)]
    pub fn bits(&self) -> u64 {
        self.bits
    }

    /// Whether the value owns heap memory.
    #[inline(always)]
    pub fn is_heap(&self) -> bool {
        self.tag >= Tag::Str
    }

    /// Everything but `nil` and `false`.
    #[inline(always)]
    pub fn truthy(&self) -> bool {
        self.tag > Tag::False
    }

    /// Integer value.
    #[inline(always)]
    pub const fn int(n: i64) -> Value {
        Value {
            tag: Tag::Int,
            bits: n as u64,
        }
    }

    /// Float value.
    #[inline(always)]
    pub const fn float(x: f64) -> Value {
        Value {
            tag: Tag::Float,
            bits: x.to_bits(),
        }
    }

    /// Integer value that remembers its cast; `n` must fit.
    #[inline]
    pub const fn narrow_int(width: IntWidth, n: i64) -> Value {
        let tag = match width {
            IntWidth::Long => Tag::Int,
            IntWidth::Int => Tag::Int32,
            IntWidth::Short => Tag::Int16,
            IntWidth::Byte => Tag::Int8,
        };
        Value {
            tag,
            bits: n as u64,
        }
    }

    /// Float value that remembers its cast to 32 bits.
    #[inline]
    pub const fn float32(x: f32) -> Value {
        Value {
            tag: Tag::Float32,
            bits: (x as f64).to_bits(),
        }
    }

    /// Boolean value.
    #[inline(always)]
    pub const fn bool(b: bool) -> Value {
        if b { Value::TRUE } else { Value::FALSE }
    }

    /// Character value.
    #[inline(always)]
    pub const fn char(c: char) -> Value {
        Value {
            tag: Tag::Char,
            bits: c as u64,
        }
    }

    /// Keyword value.
    #[inline(always)]
    pub fn keyword(k: Keyword) -> Value {
        Value {
            tag: Tag::Keyword,
            bits: std::ptr::from_ref(k.data()) as u64,
        }
    }

    /// Symbol value without metadata.
    #[inline(always)]
    pub fn symbol(s: Symbol) -> Value {
        Value {
            tag: Tag::Symbol,
            bits: std::ptr::from_ref(s.data()) as u64,
        }
    }

    /// Var value: the name, good for ever.
    #[inline(always)]
    pub fn var(v: VarName) -> Value {
        Value {
            tag: Tag::Var,
            bits: std::ptr::from_ref(v.data()) as u64,
        }
    }

    /// Namespace value: the name, good for ever.
    #[inline(always)]
    pub fn ns(n: NsName) -> Value {
        Value {
            tag: Tag::Ns,
            bits: std::ptr::from_ref(n.data()) as u64,
        }
    }

    /// Class value.
    #[inline(always)]
    pub fn class(t: &'static TypeInfo) -> Value {
        Value {
            tag: Tag::Class,
            bits: std::ptr::from_ref(t) as u64,
        }
    }

    /// Native function value.
    #[inline(always)]
    pub fn native_fn(n: &'static Native) -> Value {
        Value {
            tag: Tag::Native,
            bits: std::ptr::from_ref(n) as u64,
        }
    }

    /// Value of a heap type.
    #[inline(always)]
    pub fn heap<T: HeapType>(shared: Shared<T>) -> Value {
        Value {
            tag: T::TAG,
            bits: shared.into_bits(),
        }
    }

    /// Moves `data` to the heap.
    #[inline]
    pub fn new<T: HeapType>(data: T) -> Value {
        Value::heap(Shared::new(data))
    }

    /// The integer, if it is one, whatever its width.
    #[inline(always)]
    pub fn as_int(&self) -> Option<i64> {
        if (self.tag as u8).wrapping_sub(Tag::Int as u8) <= Tag::Int8 as u8 - Tag::Int as u8 {
            Some(self.bits as i64)
        } else {
            None
        }
    }

    /// The native function, if it is one.
    #[inline(always)]
    pub fn as_native(&self) -> Option<&'static Native> {
        if self.tag == Tag::Native {
            Some(self.native())
        } else {
            None
        }
    }

    /// Whether this is a float of 64 bits, whose bits are [`Value::bits`].
    #[inline(always)]
    pub fn is_double(&self) -> bool {
        self.tag == Tag::Float
    }

    /// The float, if it is one, whatever its width.
    #[inline(always)]
    pub fn as_float(&self) -> Option<f64> {
        if matches!(self.tag, Tag::Float | Tag::Float32) {
            Some(f64::from_bits(self.bits))
        } else {
            None
        }
    }

    /// The heap data, if the value is of this type.
    #[inline(always)]
    pub fn get<T: HeapType>(&self) -> Option<&T> {
        if self.tag == T::TAG {
            // SAFETY: the tag fixes the type.
            Some(unsafe { self.heap_ref::<T>() })
        } else {
            None
        }
    }

    /// The heap data for writing, if of this type and uniquely held.
    #[inline(always)]
    pub fn get_mut<T: HeapType>(&mut self) -> Option<&mut T> {
        if self.tag != T::TAG {
            return None;
        }
        // SAFETY: the tag fixes the type, and a `Value` is laid out over one `Shared<T>` count
        // that stays owned by `self` while the result borrows it.
        let mut shared = ManuallyDrop::new(unsafe { Shared::<T>::from_bits(self.bits) });
        let data: *mut T = Shared::get_mut(&mut shared)?;
        // SAFETY: unique, and `self` is borrowed mutably for the life of the result.
        Some(unsafe { &mut *data })
    }

    /// The shared pointer, if the value is of this type, else the value back. No count changes.
    #[inline(always)]
    pub fn into_shared<T: HeapType>(self) -> Result<Shared<T>, Value> {
        if self.tag == T::TAG {
            let bits = self.bits;
            std::mem::forget(self);
            // SAFETY: the tag fixes the type; the count moves over.
            Ok(unsafe { Shared::from_bits(bits) })
        } else {
            Err(self)
        }
    }

    /// A new shared pointer to the data, if of this type.
    #[inline]
    pub fn to_shared<T: HeapType>(&self) -> Option<Shared<T>> {
        self.clone().into_shared().ok()
    }

    /// Whether both are the same scalar or the same allocation (`identical?`).
    #[inline(always)]
    pub fn same(&self, other: &Value) -> bool {
        self.tag == other.tag && self.bits == other.bits
    }

    /// Takes the value, leaving nil.
    #[inline(always)]
    pub fn take(&mut self) -> Value {
        std::mem::replace(self, Value::NIL)
    }

    /// Whether this is a heap value that nobody else holds.
    #[inline]
    pub fn is_unique(&self) -> bool {
        // SAFETY: every heap allocation starts with its count.
        self.is_heap() && unsafe { self.count().load(std::sync::atomic::Ordering::Acquire) == 1 }
    }

    /// # Safety
    /// The value must have a heap tag.
    #[inline(always)]
    unsafe fn count(&self) -> &AtomicUsize {
        // SAFETY: `HeapBox<T>` is `repr(C)` with the count first, for every `T`.
        unsafe { &(*(self.bits as *const HeapBox<()>)).count }
    }

    /// # Safety
    /// The value's tag must be `T::TAG`.
    #[inline(always)]
    unsafe fn heap_ref<T>(&self) -> &T {
        // SAFETY: by the contract the bits are a live `HeapBox<T>`, kept alive by our count.
        unsafe { &(*(self.bits as *const HeapBox<T>)).data }
    }

    #[inline(always)]
    fn char_unchecked(&self) -> char {
        // SAFETY: `Char` values are only made by `Value::char`.
        unsafe { char::from_u32_unchecked(self.bits as u32) }
    }

    #[inline(always)]
    fn symbol_data(&self) -> &'static SymbolData {
        debug_assert!(matches!(self.tag, Tag::Keyword | Tag::Symbol | Tag::Ns));
        // SAFETY: these tags hold a `&'static SymbolData`; callers checked the tag.
        unsafe { &*(self.bits as *const SymbolData) }
    }

    #[inline(always)]
    fn var_data(&self) -> &'static VarData {
        debug_assert!(matches!(self.tag, Tag::Var | Tag::Unbound) && self.bits != 0);
        // SAFETY: these tags hold a `&'static VarData` if not zero; callers checked both.
        unsafe { &*(self.bits as *const VarData) }
    }

    #[inline(always)]
    fn type_info(&self) -> &'static TypeInfo {
        debug_assert!(self.tag == Tag::Class);
        // SAFETY: this tag holds a `&'static TypeInfo`; callers checked the tag.
        unsafe { &*(self.bits as *const TypeInfo) }
    }

    #[inline(always)]
    fn native(&self) -> &'static Native {
        debug_assert!(self.tag == Tag::Native);
        // SAFETY: this tag holds a `&'static Native`; callers checked the tag.
        unsafe { &*(self.bits as *const Native) }
    }
}

impl Clone for Value {
    #[inline(always)]
    fn clone(&self) -> Self {
        if self.is_heap() {
            // SAFETY: heap tag.
            increment(unsafe { self.count() });
        }
        Value {
            tag: self.tag,
            bits: self.bits,
        }
    }
}

impl Drop for Value {
    #[inline(always)]
    fn drop(&mut self) {
        if self.is_heap() {
            crate::drop::drop_heap(self.tag, self.bits);
        }
    }
}

impl Default for Value {
    fn default() -> Self {
        Value::NIL
    }
}
