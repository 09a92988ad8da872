//! What tries know about their entries and keys: the fast cases that need no context.

use super::KeyOps;
use crate::error::R;
use crate::murmur;
use crate::object::Instance;
use crate::repr::{Tag, Value};
use crate::string::Str;
use crate::value::View;
use std::sync::atomic::Ordering;

/// What a trie or tree stores: a key, alone or with a value.
pub trait Entry: Clone + Send + Sync {
    /// The key.
    fn key(&self) -> &Value;
    /// Takes the value of `new`, keeping the own key: a map never changes a key that it has.
    fn replace(&mut self, new: Self);
    /// Whether `replace` with `new` would change nothing.
    fn same_value(&self, new: &Self) -> bool;
}

/// Entry of maps: key and value.
pub type Pair = (Value, Value);

impl Entry for Pair {
    #[inline(always)]
    fn key(&self) -> &Value {
        &self.0
    }
    #[inline(always)]
    fn replace(&mut self, new: Pair) {
        self.1 = new.1;
    }
    #[inline(always)]
    fn same_value(&self, new: &Pair) -> bool {
        self.1.same(&new.1)
    }
}

impl Entry for Value {
    #[inline(always)]
    fn key(&self) -> &Value {
        self
    }
    #[inline(always)]
    fn replace(&mut self, _new: Value) {}
    #[inline(always)]
    fn same_value(&self, _new: &Value) -> bool {
        true
    }
}

/// Clojure's `hash` for the kinds of keys that never run user code.
#[inline]
pub fn simple_hash(v: &Value) -> Option<u32> {
    match v.tag() {
        Tag::Int | Tag::Int32 | Tag::Int16 | Tag::Int8 => Some(murmur::hash_long(v.bits() as i64)),
        Tag::Keyword | Tag::Symbol => match v.view() {
            View::Keyword(k) => Some(k.hash()),
            View::Symbol(s) => Some(s.data().hash),
            _ => None,
        },
        Tag::Str => v.get::<Str>().map(Str::hash),
        Tag::Char => Some(v.bits() as u32),
        Tag::Nil => Some(0),
        Tag::True => Some(1231),
        Tag::False => Some(1237),
        Tag::Float | Tag::Float32 => v.as_float().map(hash_float),
        Tag::SymbolMeta => v.as_symbol().map(|s| s.data().hash),
        _ => None,
    }
}

/// Clojure's hash of a float: Java's, but with both zeros alike.
fn hash_float(x: f64) -> u32 {
    if x == 0.0 {
        return 0;
    }
    // Java folds the canonical bits of a NaN.
    let bits = if x.is_nan() {
        0x7ff8_0000_0000_0000
    } else {
        x.to_bits()
    };
    (bits ^ (bits >> 32)) as u32
}

/// Clojure's `=` where it can be told without a context; none if it needs one.
#[inline]
pub fn simple_eq(a: &Value, b: &Value) -> Option<bool> {
    let (ta, tb) = (a.tag(), b.tag());
    if ta == tb {
        return match ta {
            Tag::Float | Tag::Float32 => Some(a.as_float() == b.as_float()),
            Tag::Str => Some(a.same(b) || equal_strings(a, b)),
            _ if ta < Tag::Str || a.same(b) => Some(a.same(b)),
            Tag::SymbolMeta => Some(a.as_symbol() == b.as_symbol()),
            _ => None,
        };
    }
    if ta <= Tag::Str && tb <= Tag::Str {
        return Some(same_number(a, b));
    }
    if matches!(ta, Tag::Symbol | Tag::SymbolMeta) && matches!(tb, Tag::Symbol | Tag::SymbolMeta) {
        return Some(a.as_symbol() == b.as_symbol());
    }
    None
}

/// Whether two scalars with different tags are one number that was cast differently.
fn same_number(a: &Value, b: &Value) -> bool {
    match (a.as_int(), b.as_int(), a.as_float(), b.as_float()) {
        (Some(x), Some(y), _, _) => x == y,
        (_, _, Some(x), Some(y)) => x == y,
        _ => false,
    }
}

fn equal_strings(a: &Value, b: &Value) -> bool {
    match (a.get::<Str>(), b.get::<Str>()) {
        (Some(a), Some(b)) => a.as_str() == b.as_str(),
        _ => false,
    }
}

/// Hash of a key.
#[inline(always)]
pub(super) fn key_hash<K: KeyOps + ?Sized>(cx: &mut K, key: &Value) -> R<u32> {
    match simple_hash(key) {
        Some(hash) => Ok(hash),
        None => cx.hash(key),
    }
}

/// Another hash under which the key may lie in a collection of before: that of an instance of a
/// type that has another definition by now.
#[inline]
pub(super) fn earlier_hash<K: KeyOps + ?Sized>(cx: &mut K, key: &Value) -> R<Option<u32>> {
    match key.get::<Instance>() {
        Some(i) if i.ty.is_redefined() => cx.earlier_hash(key),
        _ => Ok(None),
    }
}

/// Equality of keys.
#[inline(always)]
pub(super) fn key_eq<K: KeyOps + ?Sized>(cx: &mut K, a: &Value, b: &Value) -> R<bool> {
    match simple_eq(a, b) {
        Some(equal) => Ok(equal),
        None => cx.equal(a, b),
    }
}

/// Counts an update of a collection, for tests that want to see it done in place.
#[inline(always)]
pub(super) fn count_update(in_place: bool) {
    if cfg!(debug_assertions) {
        let counters = &crate::func::UPDATES;
        let counter = if in_place {
            &counters.in_place
        } else {
            &counters.copied
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }
}
