//! Methods of every object, and of `Comparable` and `Comparator`.

use super::members;
use crate::bridge::text_of;
use clutch_core::{R, Thrown, Value, View, class};
use clutch_vm::class::{class_of, host as h};
use clutch_vm::{Cx, eq, hash};

/// Java's `equals`: as `=`, but numbers of different classes differ.
pub(super) fn equals(cx: &mut Cx, a: &Value, b: &Value) -> R<bool> {
    let number = |v: &Value| clutch_vm::number::Num::of(v).is_some();
    if number(a) && number(b) && !std::ptr::eq(class_of(a), class_of(b)) {
        return Ok(false);
    }
    eq::equal(cx, a, b)
}

/// A plain object: equal only to itself.
struct Plain;

impl clutch_core::object::HostData for Plain {}

members! {
    "java.lang.Object" {
        fn new "new" () -> Value { Value::host(&class::OBJECT, Plain) }
        fn to_string ".toString" (cx: &mut Cx, x: &Value) -> R<String> { text_of(cx, x) }
        fn equals_method ".equals" (cx: &mut Cx, x: &Value, other: &Value) -> R<bool> { equals(cx, x, other) }
        fn hash_code ".hashCode" (cx: &mut Cx, x: &Value) -> R<i64> { Ok(i64::from(hash::java_hash(cx, x)?)) }
        fn get_class ".getClass" (x: &Value) -> Value { Value::class(class_of(x)) }
        fn wait ".wait" (_x: &Value) -> R { Err(Thrown::unsupported("wait and notify are not available in Clutch; use a promise")) }
        fn notify ".notify" (_x: &Value) {}
        fn notify_all ".notifyAll" (_x: &Value) {}
    }
    "java.lang.Comparable" {
        fn compare_to ".compareTo" (cx: &mut Cx, x: &Value, other: &Value) -> R<i64> { super::number::compare_to(cx, x, other) }
    }
    "java.util.Comparator" {
        fn compare ".compare" (cx: &mut Cx, f: &Value, a: Value, b: Value) -> R<i64> {
            let less = clutch_vm::order::compare_by(cx, f, &a, &b)?;
            Ok(less as i64)
        }
        fn reversed ".reversed" (f: Value) -> Value {
            crate::bridge::function("reversed", move |cx, mut args| {
                let (a, b) = (args[0].take(), args[1].take());
                Ok(Value::int(clutch_vm::order::compare_by(cx, &f, &b, &a)? as i64))
            })
        }
    }
    "java.util.Map$Entry" {
        fn get_key ".getKey" (e: &Value) -> R { part(e, 0) }
        fn get_value ".getValue" (e: &Value) -> R { part(e, 1) }
    }
}

/// Key or value of an entry.
pub(super) fn part(e: &Value, index: usize) -> R {
    match e.view() {
        View::MapEntry(e) => Ok(if index == 0 {
            e.key.clone()
        } else {
            e.value.clone()
        }),
        View::Vector(v) if v.count() == 2 => Ok(v.nth(index).cloned().unwrap_or_default()),
        _ => Err(clutch_vm::convert::not_castable(e, h::JAVA_MAP_ENTRY.name)),
    }
}
