//! `hash`: equal values hash alike, with the reference's numbers, so that hash maps and sets
//! iterate in its order.
//!
//! Ordered collections mix their elements' hashes in order, unordered ones add them up; an entry
//! is an ordered collection of two. Hashes are cached where the collection has room. Nested
//! collections are hashed with a stack on the heap; keys of maps recurse, with a guard. What
//! has no value of its own (functions, atoms, `deftype`s) hashes by identity.

use crate::cx::Cx;
use crate::eq::entry_parts;
use crate::literal;
use crate::number::{self, Num};
use crate::shape;
use crate::user::{self, Shape, call_method};
use crate::walk::Walk;
use clutch_core::coll::{Cursor, Map, Set, SortedMap, SortedSet, Vector, simple_hash};
use clutch_core::murmur;
use clutch_core::object::{HostShape, Uuid};
use clutch_core::value::View;
use clutch_core::{R, TypeInfo, Value};
use std::sync::atomic::Ordering;

/// Clojure's `hash`.
#[inline]
pub fn hash(cx: &mut Cx, v: &Value) -> R<u32> {
    match simple_hash(v) {
        Some(hash) => Ok(hash),
        None => hash_slow(cx, v),
    }
}

/// A collection that is being hashed.
struct Task {
    walk: Walk,
    mix: Mix,
    acc: u32,
    count: u32,
    /// Hash of the key of the entry at work.
    key: u32,
    /// The collection, to cache the result in.
    owner: Value,
}

/// How the hashes of elements come together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mix {
    Ordered,
    Unordered,
    /// Elements are entries.
    Entries,
    /// As entries, with the hash of the type's name.
    Record(u32),
}

impl Task {
    fn new(walk: Walk, mix: Mix, owner: &Value) -> Task {
        Task {
            walk,
            mix,
            acc: u32::from(mix == Mix::Ordered),
            count: 0,
            key: 0,
            owner: owner.clone(),
        }
    }

    /// The next value whose hash is needed.
    fn next(&mut self, cx: &mut Cx) -> R<Option<Value>> {
        let Some(x) = self.walk.next(cx)? else {
            return Ok(None);
        };
        Ok(Some(match self.mix {
            Mix::Ordered | Mix::Unordered => x,
            Mix::Entries | Mix::Record(_) => {
                let (key, value) = entry_parts(cx, &x)?;
                self.key = stacker::maybe_grow(64 * 1024, 1024 * 1024, || hash(cx, &key))?;
                value
            }
        }))
    }

    /// Takes in the hash of what [`Task::next`] gave.
    fn add(&mut self, hash: u32) {
        self.count += 1;
        self.acc = match self.mix {
            Mix::Ordered => murmur::ordered_step(self.acc, hash),
            Mix::Unordered => self.acc.wrapping_add(hash),
            Mix::Entries | Mix::Record(_) => self.acc.wrapping_add(entry_hash(self.key, hash)),
        };
    }

    fn finish(&self) -> u32 {
        let mut hash = murmur::mix_collection_hash(self.acc, self.count);
        if let Mix::Record(name) = self.mix {
            hash ^= name;
        }
        match self.owner.view() {
            View::Vector(v) => Vector::cache_hash(v, hash),
            View::Map(m) => Map::cache_hash(m, hash),
            View::Set(s) => Set::cache_hash(s, hash),
            View::SortedMap(m) => SortedMap::cache_hash(m, hash),
            View::SortedSet(s) => SortedSet::cache_hash(s, hash),
            View::Instance(i) => i.hash.store(hash, Ordering::Relaxed),
            _ => {}
        }
        hash
    }
}

fn entry_hash(key: u32, value: u32) -> u32 {
    let acc = murmur::ordered_step(murmur::ordered_step(1, key), value);
    murmur::mix_collection_hash(acc, 2)
}

#[inline(never)]
fn hash_slow(cx: &mut Cx, v: &Value) -> R<u32> {
    let mut tasks = Vec::new();
    let mut ready = step(cx, v, &mut tasks)?;
    loop {
        cx.poll()?;
        let Some(task) = tasks.last_mut() else {
            return Ok(ready.expect("the last task left its result"));
        };
        if let Some(hash) = ready {
            task.add(hash);
        }
        ready = match task.next(cx)? {
            Some(x) => step(cx, &x, &mut tasks)?,
            None => tasks.pop().map(|t| t.finish()),
        };
    }
}

/// The hash, or a task that will find it.
fn step(cx: &mut Cx, v: &Value, tasks: &mut Vec<Task>) -> R<Option<u32>> {
    if let Some(hash) = simple_hash(v) {
        return Ok(Some(hash));
    }
    if let Some(n) = Num::of(v) {
        return Ok(Some(number::hash(n)));
    }
    if let View::Vector(x) = v.view()
        && let Some(hash) = simple_vector(x)
    {
        return Ok(Some(hash));
    }
    if let View::Instance(i) = v.view()
        && i.ty.is_redefined()
    {
        // Other worlds may see another shape: what holds it does not cache its hash.
        for task in tasks.iter_mut() {
            task.owner = Value::NIL;
        }
        if let Some(now) = shape::current(cx, v)? {
            return step(cx, &now, tasks);
        }
    }
    let cached = |hash: u32| (hash != 0).then_some(hash);
    let (mix, known) = match v.view() {
        View::Vector(x) => (Mix::Ordered, cached(x.cached_hash())),
        View::Map(m) => (Mix::Entries, cached(m.cached_hash())),
        View::Set(s) => (Mix::Unordered, cached(s.cached_hash())),
        View::SortedMap(m) => (Mix::Entries, cached(m.cached_hash())),
        View::SortedSet(s) => (Mix::Unordered, cached(s.cached_hash())),
        View::MapEntry(_)
        | View::List(_)
        | View::Cons(_)
        | View::LazySeq(_)
        | View::ChunkedCons(_)
        | View::VectorSeq(_)
        | View::ArraySeq(_)
        | View::Range(_)
        | View::StringSeq(_) => (Mix::Ordered, None),
        View::Instance(i) if user::shape(i.ty) == Shape::Record => (
            Mix::Record(type_hash(i.ty)),
            cached(i.hash.load(Ordering::Relaxed)),
        ),
        View::Instance(_) => return instance(cx, v).map(Some),
        View::Host(host) => match host.data.shape() {
            HostShape::List => (Mix::Ordered, None),
            HostShape::Map => (Mix::Entries, None),
            HostShape::Set => (Mix::Unordered, None),
            HostShape::Opaque => {
                return match literal::parts(host) {
                    Some(parts) => step(cx, &parts, tasks),
                    None => Ok(Some(host.data.hash().unwrap_or_else(|| identity(v)))),
                };
            }
        },
        View::Uuid(u) => return Ok(Some(uuid(u))),
        View::Inst(t) => return Ok(Some(fold(t.0 as u64))),
        View::Class(c) => return Ok(Some(murmur::java_string_hash(c.name) as u32)),
        View::Var(var) => {
            return Ok(Some(murmur::hash_symbol(
                Some(var.ns().name()),
                var.name().name(),
            )));
        }
        View::Ns(ns) => return Ok(Some(ns.data().hash)),
        View::World(w) => return Ok(Some(crate::world::hash(w))),
        _ => return Ok(Some(identity(v))),
    };
    if known.is_some() {
        return Ok(known);
    }
    let walk = match Cursor::of(v) {
        Some(cursor) => Walk::cursor(cursor),
        None => Walk::of(cx, v)?.unwrap_or(Walk::empty()),
    };
    tasks.push(Task::new(walk, mix, v));
    Ok(None)
}

/// Hash of a vector whose elements hash without a context, such as a pair of coordinates.
fn simple_vector(v: &Vector) -> Option<u32> {
    if v.cached_hash() != 0 || v.count() > 32 {
        return None;
    }
    let mut acc = 1;
    for x in v.iter() {
        acc = murmur::ordered_step(acc, simple_hash(x)?);
    }
    let hash = murmur::mix_collection_hash(acc, v.count() as u32);
    v.cache_hash(hash);
    Some(hash)
}

/// Hash of an instance of a user type that is no record.
fn instance(cx: &mut Cx, v: &Value) -> R<u32> {
    for method in ["hasheq", "hashCode"] {
        if let Some(hash) = call_method(cx, v, method, &[])? {
            return Ok(number::cast::integer_unchecked(&hash, number::cast::Width::Int)? as u32);
        }
    }
    Ok(identity(v))
}

fn type_hash(ty: &'static TypeInfo) -> u32 {
    murmur::hash_symbol(None, ty.name)
}

fn uuid(u: &Uuid) -> u32 {
    fold(u.0 ^ u.1)
}

/// Java's hash of 64 bits.
fn fold(bits: u64) -> u32 {
    (bits ^ (bits >> 32)) as u32
}

/// Hash of identity (`System/identityHashCode`): never negative, the same for the life of the
/// object.
pub fn identity(v: &Value) -> u32 {
    // Heap addresses are multiples of 8; the multiplier spreads what is left.
    let spread = (v.bits() >> 3).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (spread >> 33) as u32
}

/// Finishes the hash of an ordered collection (`hash-ordered-coll`) of any elements.
pub fn ordered(cx: &mut Cx, coll: &Value) -> R<u32> {
    mixed(cx, coll, Mix::Ordered)
}

/// As [`ordered`] for `hash-unordered-coll`.
pub fn unordered(cx: &mut Cx, coll: &Value) -> R<u32> {
    mixed(cx, coll, Mix::Unordered)
}

fn mixed(cx: &mut Cx, coll: &Value, mix: Mix) -> R<u32> {
    let walk = Walk::of(cx, coll)?.unwrap_or(Walk::empty());
    let mut task = Task::new(walk, mix, &Value::NIL);
    while let Some(x) = task.next(cx)? {
        cx.poll()?;
        let h = hash(cx, &x)?;
        task.add(h);
    }
    Ok(task.finish())
}

/// Java's `hashCode`, which a few texts show (`clojure.lang.LazySeq@402`) and programs may ask
/// for by `.hashCode`.
pub fn java_hash(cx: &mut Cx, v: &Value) -> R<i32> {
    stacker::maybe_grow(64 * 1024, 1024 * 1024, || java_hash_step(cx, v))
}

fn java_hash_step(cx: &mut Cx, v: &Value) -> R<i32> {
    if let Some(now) = shape::current(cx, v)? {
        return java_hash_step(cx, &now);
    }
    let name_hash = |ns: Option<&str>, name: &str| {
        let ns = ns.map_or(0, |ns| murmur::java_string_hash(ns) as u32);
        murmur::hash_combine(murmur::java_string_hash(name) as u32, ns)
    };
    let hash = match v.view() {
        View::Int(n) => fold(n as u64),
        View::BigInt(n) => match i64::try_from(n) {
            Ok(n) => fold(n as u64),
            Err(_) => number::decimal::big_hash(n) as u32,
        },
        View::Decimal(d) => {
            let (digits, scale) = d.as_bigint_and_exponent();
            let digits = number::decimal::big_hash(&digits);
            (digits.wrapping_mul(31) as u32).wrapping_add(scale as u32)
        }
        View::Str(s) => murmur::java_string_hash(s) as u32,
        View::Symbol(s) => name_hash(s.ns(), s.name()),
        View::SymbolMeta(s) => name_hash(s.symbol.ns(), s.symbol.name()),
        View::Keyword(k) => name_hash(k.ns(), k.name()).wrapping_add(0x9e37_79b9),
        View::Vector(_)
        | View::MapEntry(_)
        | View::List(_)
        | View::Cons(_)
        | View::LazySeq(_)
        | View::ChunkedCons(_)
        | View::VectorSeq(_)
        | View::ArraySeq(_)
        | View::Range(_)
        | View::StringSeq(_) => return java_sum(cx, v, 1, 31),
        View::Map(_) | View::SortedMap(_) | View::Set(_) | View::SortedSet(_) => {
            return java_sum(cx, v, 0, 1);
        }
        View::Instance(i) if user::shape(i.ty) == Shape::Record => return java_sum(cx, v, 0, 1),
        View::Instance(_) => match call_method(cx, v, "hashCode", &[])? {
            Some(hash) => number::cast::integer_unchecked(&hash, number::cast::Width::Int)? as u32,
            None => identity(v),
        },
        View::Host(host) => match host.data.shape() {
            HostShape::List => return java_sum(cx, v, 1, 31),
            HostShape::Map | HostShape::Set => return java_sum(cx, v, 0, 1),
            HostShape::Opaque => host.data.hash().unwrap_or_else(|| identity(v)),
        },
        _ => hash(cx, v)?,
    };
    Ok(hash as i32)
}

/// Java's sums over elements: `factor` 31 for lists, 1 for sets and maps, whose entries count as
/// key xor value.
fn java_sum(cx: &mut Cx, v: &Value, start: i32, factor: i32) -> R<i32> {
    let mut walk = Walk::of(cx, v)?.unwrap_or(Walk::empty());
    let of_entries = matches!(
        v.view(),
        View::Map(_) | View::SortedMap(_) | View::Instance(_) | View::Host(_)
    );
    let mut sum = start;
    while let Some(x) = walk.next(cx)? {
        cx.poll()?;
        let hash = match x.view() {
            View::MapEntry(e) if of_entries => java_hash(cx, &e.key)? ^ java_hash(cx, &e.value)?,
            _ => java_hash(cx, &x)?,
        };
        sum = sum.wrapping_mul(factor).wrapping_add(hash);
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{cx, read};

    #[test]
    fn hashes_are_those_of_the_reference() {
        let mut cx = cx();
        for (text, expected) in [
            ("[1 2]", 156247261),
            ("(1 2)", 156247261),
            ("()", -2017569654),
            ("[]", -2017569654),
            ("{}", -15128758),
            ("#{}", -15128758),
            ("{:a 1}", 1772842048),
            ("{:a 1 :b 2}", 161871944),
            ("#{1 2 3}", 439094965),
            ("[:a 1]", -1809393901),
            ("\"é€😀\"", -1498589488),
            (":a/b", 1482224565),
            ("#uuid \"12345678-1234-1234-1234-123456789abc\"", 1145883844),
            ("#inst \"2020-01-01\"", 1583802735),
            ("[nil]", 965192274),
            ("[[1] {2 #{3}}]", 656433394),
            ("[1.5 1/2 1M \"x\" \\c nil true]", -957971479),
            ("12345678901234567890N", -1436577082),
        ] {
            let v = read(&mut cx, text);
            assert_eq!(hash(&mut cx, &v).unwrap() as i32, expected, "(hash {text})");
            // The second time it may come from the cache.
            assert_eq!(hash(&mut cx, &v).unwrap() as i32, expected, "(hash {text})");
        }
        let numbers = Value::vector((0..100).map(Value::int).collect());
        assert_eq!(hash(&mut cx, &numbers).unwrap() as i32, -328473137);
        let coll = read(&mut cx, "[1 2]");
        assert_eq!(ordered(&mut cx, &coll).unwrap() as i32, 156247261);
        assert_eq!(unordered(&mut cx, &coll).unwrap() as i32, 460223544);
    }

    #[test]
    fn java_hashes_are_those_of_the_jvm() {
        let mut cx = cx();
        for (text, expected) in [
            ("[1 2]", 994),
            ("{:a 1 \"b\" 2}", 1013910664),
            ("#{1 :a}", 1013910570),
            (":a", 1013910569),
            ("a/b", -1640525104),
            ("1.5", 1073217536),
            ("12345678901", -539222985),
            ("1/2", 3),
            ("(nil true)", 2192),
        ] {
            let v = read(&mut cx, text);
            assert_eq!(java_hash(&mut cx, &v).unwrap(), expected, "{text}");
        }
    }
}
