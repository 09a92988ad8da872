//! `=`: equality by value.
//!
//! | left | equal to |
//! |---|---|
//! | number | numbers of its category with the same value (`1` and `1N`, but not `1.0`) |
//! | sequential collection | any sequential collection or Java list of equal elements |
//! | map | any map with equal entries; never a record |
//! | set | any set with equal elements |
//! | record | records of the same type with equal fields and extra keys |
//! | user type | what its `equiv` or `equals` says, else itself |
//! | string, name, character, uuid, inst | the same text, name, … |
//! | everything else | itself |
//!
//! Comparing may force lazy seqs and call methods of user types, so it takes the context and may
//! throw. Nested collections are compared with a stack on the heap; only keys that are
//! collections themselves recurse, with a guard. One difference from the reference: an element
//! that the comparator of a sorted collection refuses counts as absent there, instead of
//! throwing in one of the two argument orders.

use crate::class::host as h;
use crate::cx::Cx;
use crate::literal;
use crate::number::{Num, compare};
use crate::shape;
use crate::user::{self, Shape, call_method};
use crate::walk::{Walk, items_of};
use clutch_core::class::CLASS_CAST;
use clutch_core::coll::{Cursor, Map, Set, SortedMap, SortedSet, Vector, simple_eq};
use clutch_core::error::ThrowKind;
use clutch_core::object::{Host, HostShape, Instance};
use clutch_core::value::View;
use clutch_core::{R, Shared, TypeInfo, Value};

/// Clojure's `=` of two values.
#[inline]
pub fn equal(cx: &mut Cx, a: &Value, b: &Value) -> R<bool> {
    match simple_eq(a, b) {
        Some(equal) => Ok(equal),
        None => equal_slow(cx, a, b),
    }
}

/// `identical?`: the same scalar or the same object.
#[inline]
pub fn identical(a: &Value, b: &Value) -> bool {
    a.same(b)
}

/// What is left to compare.
enum Task {
    /// Elements pairwise.
    Sequences(Walk, Walk),
    /// Entries of the first looked up in the second; they have as many.
    Maps(Walk, Value),
    /// Elements of the first looked up in the second; they have as many.
    Sets(Walk, Value),
}

#[inline(never)]
fn equal_slow(cx: &mut Cx, a: &Value, b: &Value) -> R<bool> {
    let mut tasks = Vec::new();
    if !step(cx, a, b, &mut tasks)? {
        return Ok(false);
    }
    while let Some(task) = tasks.last_mut() {
        cx.poll()?;
        let pair = match task {
            Task::Sequences(x, y) => match (x.next(cx)?, y.next(cx)?) {
                (Some(x), Some(y)) => Some((x, y)),
                (None, None) => None,
                _ => return Ok(false),
            },
            Task::Maps(entries, other) => match entries.next(cx)? {
                None => None,
                Some(entry) => {
                    let (key, value) = entry_parts(cx, &entry)?;
                    match look_up(cx, other, &key)? {
                        Some(found) => Some((value, found)),
                        None => return Ok(false),
                    }
                }
            },
            Task::Sets(elements, other) => match elements.next(cx)? {
                None => None,
                Some(x) => {
                    if look_up(cx, other, &x)?.is_none() {
                        return Ok(false);
                    }
                    continue;
                }
            },
        };
        match pair {
            None => {
                tasks.pop();
            }
            Some((x, y)) => {
                if !step(cx, &x, &y, &mut tasks)? {
                    return Ok(false);
                }
            }
        }
    }
    Ok(true)
}

/// Compares two values as far as that needs no look inside; pushes what is inside.
fn step(cx: &mut Cx, a: &Value, b: &Value, tasks: &mut Vec<Task>) -> R<bool> {
    if let Some(equal) = simple_eq(a, b) {
        return Ok(equal);
    }
    if let (Some(x), Some(y)) = (Num::of(a), Num::of(b)) {
        return Ok(compare::category_eq(x, y));
    }
    let (x, y) = (shape::current(cx, a)?, shape::current(cx, b)?);
    if x.is_some() || y.is_some() {
        return step(cx, x.as_ref().unwrap_or(a), y.as_ref().unwrap_or(b), tasks);
    }
    match (kind(a), kind(b)) {
        (Kind::User(x), _) if x.ty.is_a(&h::IPERSISTENT_COLLECTION) => {
            user_equal(cx, a, b, &["equiv", "equals"])
        }
        (_, Kind::User(y)) if y.ty.is_a(&h::IPERSISTENT_COLLECTION) && !is_builtin(a) => {
            user_equal(cx, b, a, &["equiv", "equals"])
        }
        (Kind::User(_), other) if !is_collection(&other) => user_equal(cx, a, b, &["equals"]),
        (Kind::User(_), _) => inside(cx, b, a, tasks),
        _ => inside(cx, a, b, tasks),
    }
}

/// Asks the first method that the type of `a` has; without one it equals only itself.
fn user_equal(cx: &mut Cx, a: &Value, b: &Value, methods: &[&str]) -> R<bool> {
    for method in methods {
        if let Some(answer) = call_method(cx, a, method, &[b])? {
            return Ok(answer.truthy());
        }
    }
    Ok(a.same(b))
}

/// A value as `=` sees it.
enum Kind<'a> {
    Sequence,
    Map,
    Set,
    Record,
    /// An instance of a user type that is no record.
    User(&'a Instance),
    Other,
}

fn kind(v: &Value) -> Kind<'_> {
    match v.view() {
        View::Vector(_)
        | View::MapEntry(_)
        | View::List(_)
        | View::Cons(_)
        | View::LazySeq(_)
        | View::ChunkedCons(_)
        | View::VectorSeq(_)
        | View::ArraySeq(_)
        | View::Range(_)
        | View::StringSeq(_) => Kind::Sequence,
        View::Map(_) | View::SortedMap(_) => Kind::Map,
        View::Set(_) | View::SortedSet(_) => Kind::Set,
        View::Instance(i) if user::shape(i.ty) == Shape::Record => Kind::Record,
        View::Instance(i) => Kind::User(i),
        View::Host(host) => match host.data.shape() {
            HostShape::List => Kind::Sequence,
            HostShape::Map => Kind::Map,
            HostShape::Set => Kind::Set,
            HostShape::Opaque => Kind::Other,
        },
        _ => Kind::Other,
    }
}

fn is_collection(kind: &Kind<'_>) -> bool {
    matches!(kind, Kind::Sequence | Kind::Map | Kind::Set)
}

/// Whether the value's own rules come before those of a user type on the other side.
fn is_builtin(v: &Value) -> bool {
    let kind = kind(v);
    (is_collection(&kind) || matches!(kind, Kind::Record)) && !matches!(v.view(), View::Host(_))
}

/// What a user type is to the equality of our own collections: maps and sets must be Java's, and
/// a persistent map must say that it is comparable with others.
fn seen_by_builtin(ty: &'static TypeInfo) -> Shape {
    let comparable = match user::shape(ty) {
        Shape::Map => {
            ty.is_a(&h::MAP) && (!ty.is_a(&h::IPERSISTENT_MAP) || ty.is_a(&h::MAP_EQUIVALENCE))
        }
        Shape::Set => ty.is_a(&h::SET),
        _ => true,
    };
    if comparable {
        user::shape(ty)
    } else {
        Shape::Opaque
    }
}

/// Compares values of which the first is no user type, or both are scalars.
fn inside(cx: &mut Cx, a: &Value, b: &Value, tasks: &mut Vec<Task>) -> R<bool> {
    let shape_of = |v: &Value| match kind(v) {
        Kind::Sequence => Shape::Sequence,
        Kind::Map => Shape::Map,
        Kind::Set => Shape::Set,
        Kind::Record => Shape::Record,
        Kind::User(i) => seen_by_builtin(i.ty),
        Kind::Other => Shape::Opaque,
    };
    match (shape_of(a), shape_of(b)) {
        (Shape::Sequence, Shape::Sequence) => {
            if let (Some(m), Some(n)) = (known_count(a), known_count(b))
                && m != n
            {
                return Ok(false);
            }
            if let (Some(x), Some(y)) = (a.get::<Vector>(), b.get::<Vector>())
                && let Some(equal) = simple_vectors(x, y)
            {
                return Ok(equal);
            }
            let (Some(x), Some(y)) = (Walk::of(cx, a)?, Walk::of(cx, b)?) else {
                return Ok(false);
            };
            tasks.push(Task::Sequences(x, y));
            Ok(true)
        }
        (Shape::Map, Shape::Map) => {
            if let (Some(x), Some(y)) = (a.get::<Map>(), b.get::<Map>())
                && x.same_entries(y)
            {
                return Ok(true);
            }
            associative(cx, a, b, tasks, Task::Maps)
        }
        (Shape::Set, Shape::Set) => {
            if let (Some(x), Some(y)) = (a.get::<Set>(), b.get::<Set>())
                && x.same_items(y)
            {
                return Ok(true);
            }
            associative(cx, a, b, tasks, Task::Sets)
        }
        (Shape::Record, Shape::Record) => records(a, b, tasks),
        (Shape::Opaque, Shape::Opaque) => {
            if let (View::Host(x), View::Host(y)) = (a.view(), b.view())
                && std::ptr::eq(x.class, y.class)
                && let (Some(x), Some(y)) = (literal::parts(x), literal::parts(y))
            {
                return associative(cx, &x, &y, tasks, Task::Maps);
            }
            Ok(opaque(a, b))
        }
        _ => Ok(false),
    }
}

/// Whether two vectors of one length are equal, if that can be told without a context.
fn simple_vectors(a: &Vector, b: &Vector) -> Option<bool> {
    for (x, y) in a.iter().zip(b.iter()) {
        if !simple_eq(x, y)? {
            return Some(false);
        }
    }
    Some(true)
}

/// Compares maps or sets: as many elements, and those of one found in the other.
fn associative(
    cx: &mut Cx,
    a: &Value,
    b: &Value,
    tasks: &mut Vec<Task>,
    task: fn(Walk, Value) -> Task,
) -> R<bool> {
    let (a, b) = (as_builtin(cx, a)?, as_builtin(cx, b)?);
    if known_count(&a) != known_count(&b) {
        return Ok(false);
    }
    // A hash look-up never refuses a key, so it is the side to look into.
    let (walked, asked) = match b.view() {
        View::Map(_) | View::Set(_) => (a, b),
        _ => (b, a),
    };
    let cursor = Cursor::of(&walked).expect("a map or set");
    tasks.push(task(Walk::cursor(cursor), asked));
    Ok(true)
}

/// A map or set of ours with the elements of a foreign one.
fn as_builtin(cx: &mut Cx, v: &Value) -> R {
    let is_map = match v.view() {
        View::Host(host) => host.data.shape() == HostShape::Map,
        View::Instance(i) => user::shape(i.ty) == Shape::Map,
        _ => return Ok(v.clone()),
    };
    let mut walk = Walk::of(cx, v)?.unwrap_or(Walk::empty());
    if is_map {
        let mut map = Map::new();
        while let Some(entry) = walk.next(cx)? {
            let (key, value) = entry_parts(cx, &entry)?;
            map.insert(cx, key, value)?;
        }
        Ok(Value::new(map))
    } else {
        let mut set = Set::new();
        while let Some(x) = walk.next(cx)? {
            set.insert(cx, x)?;
        }
        Ok(Value::new(set))
    }
}

/// Key and value of an entry; a vector of two will do.
pub(crate) fn entry_parts(cx: &mut Cx, entry: &Value) -> R<(Value, Value)> {
    if let View::MapEntry(e) = entry.view() {
        return Ok((e.key.clone(), e.value.clone()));
    }
    let mut walk = Walk::of(cx, entry)?.unwrap_or(Walk::empty());
    let key = walk.next(cx)?.unwrap_or_default();
    let value = walk.next(cx)?.unwrap_or_default();
    Ok((key, value))
}

/// What a map has under a key, or a set's own copy of an element.
fn look_up(cx: &mut Cx, coll: &Value, key: &Value) -> R<Option<Value>> {
    // The key may be a collection itself, whose hash and equality come back here.
    stacker::maybe_grow(64 * 1024, 1024 * 1024, || {
        let found = match coll.view() {
            View::Map(m) => return Ok(m.get(cx, key)?.cloned()),
            View::Set(s) => return Ok(s.get(cx, key)?.cloned()),
            View::SortedMap(m) => m.get(cx, key).map(|v| v.cloned()),
            View::SortedSet(s) => s.get(cx, key).map(|v| v.cloned()),
            _ => unreachable!("foreign maps and sets were copied"),
        };
        match found {
            Err(e) if e.kind == ThrowKind::Exception && e.exception().class.is_a(&CLASS_CAST) => {
                Ok(None)
            }
            found => found,
        }
    })
}

fn records(a: &Value, b: &Value, tasks: &mut Vec<Task>) -> R<bool> {
    let (Some(x), Some(y)) = (a.get::<Instance>(), b.get::<Instance>()) else {
        return Ok(false);
    };
    if !std::ptr::eq(x.ty, y.ty) {
        return Ok(false);
    }
    let extras = |i: &Instance| i.ext.get::<Map>().map_or(0, Map::count);
    if extras(x) != extras(y) {
        return Ok(false);
    }
    if extras(x) > 0 {
        let entries: Shared<Map> = x.ext.to_shared().expect("extra keys are a map");
        let walk = Walk::cursor(Cursor::map(entries));
        tasks.push(Task::Maps(walk, y.ext.clone()));
    }
    let fields = |i: &Instance| Walk::items(i.fields.to_vec());
    tasks.push(Task::Sequences(fields(x), fields(y)));
    Ok(true)
}

fn opaque(a: &Value, b: &Value) -> bool {
    match (a.view(), b.view()) {
        (View::Uuid(x), View::Uuid(y)) => x == y,
        (View::Inst(x), View::Inst(y)) => x == y,
        (View::World(x), View::World(y)) => crate::world::equal(x, y),
        (View::Host(Host { data: x, .. }), View::Host(Host { data: y, .. })) => x.equal(&**y),
        _ => a.same(b),
    }
}

/// Number of elements where it is known without walking.
fn known_count(v: &Value) -> Option<usize> {
    match v.view() {
        View::Vector(v) => Some(v.count()),
        View::MapEntry(_) => Some(2),
        View::List(l) => Some(l.count as usize),
        View::Range(r) => usize::try_from(r.count).ok(),
        View::VectorSeq(s) => Some(s.vector.count() - s.index),
        View::ArraySeq(s) if s.more.is_nil() => Some(s.items.items.len() - s.index),
        View::Map(m) => Some(m.count()),
        View::Set(s) => Some(s.count()),
        View::SortedMap(m) => Some(SortedMap::count(m)),
        View::SortedSet(s) => Some(SortedSet::count(s)),
        View::Host(host) => items_of(host).and_then(|_| host.data.count()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{cx, read};

    #[test]
    fn values_are_equal_as_in_the_reference() {
        let mut cx = cx();
        for (a, b, expected) in [
            ("[1 2]", "(1 2)", true),
            ("()", "nil", false),
            ("[]", "()", true),
            ("{}", "[]", false),
            ("{}", "#{}", false),
            ("[1N]", "[1]", true),
            ("[1.0]", "[1]", false),
            ("{1 :a}", "{1N :a}", true),
            ("{1 :a}", "{1.0 :a}", false),
            ("#{1}", "#{1N}", true),
            ("{:a nil}", "{:b nil}", false),
            ("{:a 1 :b 2}", "{:b 2 :a 1}", true),
            ("{[1 2] 3}", "{(1 2) 3}", true),
            ("#{[1] #{2}}", "#{(1) #{2}}", true),
            ("\"a\"", "\\a", false),
            ("a", "^:m a", true),
            ("1.0M", "1.00M", true),
            ("1M", "1", false),
            ("0.5", "1/2", false),
            ("[##NaN]", "[##NaN]", false),
            ("0.0", "-0.0", true),
            ("[1 2 3]", "[1 2]", false),
            ("[[1 {:a (2)}]]", "([1 {:a [2]}])", true),
            (
                "#uuid \"00000000-0000-0000-0000-000000000001\"",
                "#uuid \"00000000-0000-0000-0000-000000000001\"",
                true,
            ),
            ("#inst \"2020\"", "#inst \"2020-01-01\"", true),
            ("nil", "false", false),
        ] {
            let (x, y) = (read(&mut cx, a), read(&mut cx, b));
            assert_eq!(equal(&mut cx, &x, &y).unwrap(), expected, "(= {a} {b})");
            assert_eq!(equal(&mut cx, &y, &x).unwrap(), expected, "(= {b} {a})");
        }
    }

    #[test]
    fn kinds_of_seqs_are_equal_to_each_other() {
        let mut cx = cx();
        let vector = read(&mut cx, "[0 1 2]");
        let range = Value::new(clutch_core::seq::Range {
            start: 0,
            step: 1,
            count: 3,
            meta: Value::NIL,
        });
        let pair = Value::new(clutch_core::seq::Cons {
            first: Value::int(0),
            rest: read(&mut cx, "(1 2)"),
            meta: Value::NIL,
        });
        for v in [&range, &pair] {
            assert!(equal(&mut cx, &vector, v).unwrap());
            assert!(equal(&mut cx, v, &vector).unwrap());
        }
        let longer = read(&mut cx, "[0 1 2 3]");
        assert!(!equal(&mut cx, &longer, &pair).unwrap());
    }

    #[test]
    fn sorted_and_hash_collections_are_equal_and_never_refuse() {
        let mut cx = cx();
        let mut sorted = SortedMap::new(Value::NIL);
        sorted
            .insert(&mut cx, Value::int(1), Value::int(2))
            .unwrap();
        let sorted = Value::new(sorted);
        let same = read(&mut cx, "{1 2}");
        let other = read(&mut cx, "{:a 2}");
        for (a, b, expected) in [(&sorted, &same, true), (&sorted, &other, false)] {
            assert_eq!(equal(&mut cx, a, b).unwrap(), expected);
            assert_eq!(equal(&mut cx, b, a).unwrap(), expected);
        }
    }

    #[test]
    fn a_million_levels_are_compared_and_hashed() {
        let mut cx = cx();
        let deep = || (0..1_000_000).fold(Value::int(1), |v, _| Value::vector(vec![v]));
        let (a, b) = (deep(), deep());
        assert!(equal(&mut cx, &a, &b).unwrap());
        let (x, y) = (cx.hash(&a).unwrap(), cx.hash(&b).unwrap());
        assert_eq!(x, y);
    }

    use clutch_core::coll::KeyOps;
}
