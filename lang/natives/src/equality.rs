//! Equality, hashing and order of values.

use clutch_core::coll::KeyOps;
use clutch_core::native::Native;
use clutch_core::{R, Value, murmur};
use clutch_derive::{native, natives};
use clutch_vm::{Args, Cx, eq, hash as hashing, order};

fn equal2(cx: &mut Cx, a: Value, b: Value) -> R {
    eq::equal(cx, &a, &b).map(Value::bool)
}

fn not_equal2(cx: &mut Cx, a: Value, b: Value) -> R {
    eq::equal(cx, &a, &b).map(|equal| Value::bool(!equal))
}

fn all_equal(cx: &mut Cx, x: &Value, more: &Args) -> R<bool> {
    let mut previous = x;
    for y in more {
        if !eq::equal(cx, previous, y)? {
            return Ok(false);
        }
        previous = y;
    }
    Ok(true)
}

/// Are the values equal? Collections are by their elements: all sequential ones alike, maps by
/// entries, sets by elements. Numbers are equal within a category: `1` and `1N`, not `1.0`.
///
/// (= [1 2] '(1 2)) ;=> true
/// (= 1 1.0) ;=> false
#[native("clojure.core", "=", arglists = "[x] [x y] [x y & more]", arity2 = equal2)]
fn equal(cx: &mut Cx, x: &Value, more: Args) -> R<bool> {
    all_equal(cx, x, &more)
}

/// The opposite of `=`.
///
/// (not= 1 2) ;=> true
#[native("clojure.core", "not=", arglists = "[x] [x y] [x y & more]", arity2 = not_equal2)]
fn not_equal(cx: &mut Cx, x: &Value, more: Args) -> R<bool> {
    all_equal(cx, x, &more).map(|equal| !equal)
}

/// Are the two the same object, or the same number, character or name?
///
/// (identical? :a :a) ;=> true
/// (identical? [1] [1]) ;=> false
#[native("clojure.core", "identical?")]
fn identical(x: &Value, y: &Value) -> bool {
    eq::identical(x, y)
}

/// Tells which of two values comes first: negative, zero or positive. nil comes before
/// everything; numbers compare whatever their kind; vectors by length first. Values of other
/// kinds, or of two kinds, are an error.
///
/// (compare 1 2) ;=> -1
/// (compare "b" "a") ;=> 1
/// (compare nil 1) ;=> -1
#[native("clojure.core", "compare")]
fn compare(cx: &mut Cx, x: &Value, y: &Value) -> R<i64> {
    order::compare(cx, x, y)
}

fn signed(hash: u32) -> i64 {
    i64::from(hash as i32)
}

/// The hash of the value: the same for equal values.
///
/// (= (hash [1 2]) (hash '(1 2))) ;=> true
/// (hash 1) ;=> 1392991556
#[native("clojure.core", "hash")]
fn hash(cx: &mut Cx, x: &Value) -> R<i64> {
    cx.hash(x).map(signed)
}

fn need_iterable(coll: &Value) -> R<()> {
    if clutch_vm::class::instance_of(&clutch_vm::class::host::ITERABLE, coll) {
        Ok(())
    } else {
        Err(clutch_vm::convert::not_castable(coll, "java.lang.Iterable"))
    }
}

/// The hash of the elements in their order, as lists and vectors have it.
///
/// (= (hash-ordered-coll [1 2]) (hash [1 2])) ;=> true
#[native("clojure.core", "hash-ordered-coll")]
fn hash_ordered_coll(cx: &mut Cx, coll: &Value) -> R<i64> {
    need_iterable(coll)?;
    hashing::ordered(cx, coll).map(signed)
}

/// The hash of the elements whatever their order, as sets have it.
///
/// (= (hash-unordered-coll [1 2]) (hash #{1 2})) ;=> true
#[native("clojure.core", "hash-unordered-coll")]
fn hash_unordered_coll(cx: &mut Cx, coll: &Value) -> R<i64> {
    need_iterable(coll)?;
    hashing::unordered(cx, coll).map(signed)
}

/// Finishes the hash of a collection from the mixed hashes of its elements and their number.
///
/// (mix-collection-hash 5 2) ;=> -624268693
#[native("clojure.core", "mix-collection-hash")]
fn mix_collection_hash(hash: i64, count: i64) -> i64 {
    signed(murmur::mix_collection_hash(hash as u32, count as u32))
}

/// Mixes the hash of a value into a hash.
///
/// (= (hash-combine 1 :a) (hash-combine 1 :a)) ;=> true
#[native("clojure.core", "hash-combine")]
fn hash_combine(cx: &mut Cx, seed: i64, x: &Value) -> R<i64> {
    let hash = hashing::java_hash(cx, x)?;
    Ok(signed(murmur::hash_combine(seed as u32, hash as u32)))
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![
    equal,
    not_equal,
    identical,
    compare,
    hash,
    hash_ordered_coll,
    hash_unordered_coll,
    mix_collection_hash,
    hash_combine
];
