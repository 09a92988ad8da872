//! `java.util`: `Collections`, `Objects`, `UUID`, `Locale`.

use super::arrays::hash_of;
use super::base64::byte_text;
use super::collection::add_to;
use super::iterator::need;
use super::lists::{JavaList, list_arg, sorted};
use super::members;
use super::random::random;
use crate::bridge::{text_of, vector};
use clutch_core::coll::{Map, Set};
use clutch_core::object::{HostData, Uuid};
use clutch_core::{R, Thrown, Value};
use clutch_vm::class::host as h;
use clutch_vm::{Args, Cx, assoc, eq, hash, order, seq};

/// A locale: only its name.
struct Locale(String);

impl HostData for Locale {
    fn text(&self) -> Option<String> {
        Some(self.0.clone())
    }
}

fn locale(name: &str) -> Value {
    Value::host(&h::LOCALE, Locale(name.to_string()))
}

fn uuid(v: &Value) -> R<Uuid> {
    v.get::<Uuid>()
        .copied()
        .ok_or_else(|| super::text::wrong(v, "a uuid"))
}

members! {
    "java.util.Collections" {
        fn empty_list "emptyList" () -> Value { vector(Vec::new()) }
        fn empty_map "emptyMap" () -> Value { Value::new(Map::new()) }
        fn empty_set "emptySet" () -> Value { Value::new(Set::new()) }
        fn singleton "singleton" (cx: &mut Cx, x: Value) -> R { assoc::set_literal(cx, vec![x]) }
        fn singleton_list "singletonList" (x: Value) -> Value { vector(vec![x]) }
        fn unmodifiable_list "unmodifiableList" (cx: &mut Cx, l: Value) -> R { Ok(vector(seq::to_vec(cx, l)?)) }
        fn unmodifiable_map "unmodifiableMap" (m: Value) -> R { unchanging(m) }
        fn unmodifiable_set "unmodifiableSet" (s: Value) -> R { unchanging(s) }
        fn unmodifiable_collection "unmodifiableCollection" (cx: &mut Cx, l: Value) -> R { Ok(vector(seq::to_vec(cx, l)?)) }
        fn synchronized_list "synchronizedList" (l: Value) -> Value { l }
        fn synchronized_map "synchronizedMap" (m: Value) -> Value { m }
        fn synchronized_set "synchronizedSet" (s: Value) -> Value { s }
        fn collections_sort "sort" (cx: &mut Cx, l: &Value, comparator: Option<Value>) -> R {
            super::instance_call(cx, l.clone(), "sort", smallvec::smallvec![comparator.unwrap_or_default()])
        }
        fn collections_reverse "reverse" (cx: &mut Cx, l: &Value) -> R<()> {
            let mut items = seq::to_vec(cx, l.clone())?;
            items.reverse();
            list_arg(l)?.replace(cx, items)
        }
        fn collections_shuffle "shuffle" (cx: &mut Cx, l: &Value, generator: Option<&Value>) -> R<()> {
            let mut items = seq::to_vec(cx, l.clone())?;
            for i in (1..items.len()).rev() {
                let j = match generator {
                    Some(g) => random(g)?.below(i as i64 + 1)? as usize,
                    None => crate::rand::below(i as u64 + 1) as usize,
                };
                items.swap(i, j);
            }
            match l.as_host::<JavaList>() {
                Some(list) => list.replace(cx, items),
                None => Err(Thrown::unsupported("a list of the language does not change; use shuffle")),
            }
        }
        fn collections_max "max" (cx: &mut Cx, coll: Value, comparator: Option<&Value>) -> R {
            need(sorted_all(cx, coll, comparator)?.pop())
        }
        fn collections_min "min" (cx: &mut Cx, coll: Value, comparator: Option<&Value>) -> R {
            need(sorted_all(cx, coll, comparator)?.into_iter().next())
        }
        fn reverse_order "reverseOrder" (comparator: Option<Value>) -> Value {
            let comparator = comparator.unwrap_or_default();
            crate::bridge::function("reverse order", move |cx, args| {
                let order = order::compare_by(cx, &comparator, &args[1], &args[0])?;
                Ok(Value::int(order as i64))
            })
        }
        fn frequency "frequency" (cx: &mut Cx, coll: Value, x: &Value) -> R<i64> {
            let mut count = 0;
            for v in seq::to_vec(cx, coll)? {
                count += i64::from(eq::equal(cx, &v, x)?);
            }
            Ok(count)
        }
        fn collections_add_all "addAll" (cx: &mut Cx, coll: &Value, items: Args) -> R<bool> {
            let mut changed = false;
            for x in items {
                changed |= add_to(cx, coll, x)?;
            }
            Ok(changed)
        }
        fn n_copies "nCopies" (n: i64, x: Value) -> Value { vector(vec![x; usize::try_from(n).unwrap_or(0)]) }
    }
    "java.util.Objects" {
        fn objects_equals "equals" (cx: &mut Cx, a: &Value, b: &Value) -> R<bool> { super::object::equals(cx, a, b) }
        fn objects_hash "hash" (cx: &mut Cx, items: Args) -> R<i64> { hash_of(cx, &items) }
        fn objects_hash_code "hashCode" (cx: &mut Cx, x: &Value) -> R<i64> { Ok(i64::from(hash::java_hash(cx, x)?)) }
        fn is_null "isNull" (x: &Value) -> bool { x.is_nil() }
        fn non_null "nonNull" (x: &Value) -> bool { !x.is_nil() }
        fn require_non_null "requireNonNull" (x: Value, message: Option<Value>) -> R {
            if x.is_nil() {
                let message = message.and_then(|m| m.as_str().map(str::to_string));
                return Err(Thrown::null_pointer(&message.unwrap_or_else(|| "null".to_string())));
            }
            Ok(x)
        }
        fn objects_to_string "toString" (cx: &mut Cx, x: &Value, default: Option<Value>) -> R {
            match default {
                Some(d) if x.is_nil() => Ok(d),
                _ if x.is_nil() => Ok("null".into()),
                _ => Ok(text_of(cx, x)?.into()),
            }
        }
    }
    "java.util.UUID" {
        fn random_uuid "randomUUID" () -> Value { Value::new(crate::rand::random_uuid()) }
        fn from_string "fromString" (text: &str) -> R {
            match crate::rand::parse_uuid(text) {
                Some(u) => Ok(Value::new(u)),
                None => Err(Thrown::illegal_argument(format!("Invalid UUID string: {text}"))),
            }
        }
        fn name_uuid "nameUUIDFromBytes" (bytes: &Value) -> R {
            let digest = super::digest::md5(&byte_text(bytes)?);
            let half = |at: usize| u64::from_be_bytes(digest[at..at + 8].try_into().expect("eight bytes"));
            let high = half(0) & !0xf000 | 0x3000;
            let low = half(8) & !(3 << 62) | 2 << 62;
            Ok(Value::new(Uuid(high, low)))
        }
        fn new_uuid "new" (high: i64, low: i64) -> Value { Value::new(Uuid(high as u64, low as u64)) }
        fn most_significant ".getMostSignificantBits" (u: &Value) -> R<i64> { Ok(uuid(u)?.0 as i64) }
        fn least_significant ".getLeastSignificantBits" (u: &Value) -> R<i64> { Ok(uuid(u)?.1 as i64) }
        fn uuid_version ".version" (u: &Value) -> R<i64> { Ok((uuid(u)?.0 >> 12 & 0xf) as i64) }
    }
    "java.util.Locale" {
        fn locale_root "ROOT" () -> Value { locale("") }
        fn locale_us "US" () -> Value { locale("en_US") }
        fn locale_uk "UK" () -> Value { locale("en_GB") }
        fn locale_english "ENGLISH" () -> Value { locale("en") }
        fn locale_germany "GERMANY" () -> Value { locale("de_DE") }
        fn locale_france "FRANCE" () -> Value { locale("fr_FR") }
        fn locale_default "getDefault" () -> Value { locale("en_US") }
        fn set_locale_default "setDefault" (_locale: Value) {}
        fn new_locale "new" (language: &str, country: Option<Value>) -> Value {
            match country.as_ref().and_then(Value::as_str) {
                Some(country) => locale(&format!("{language}_{country}")),
                None => locale(language),
            }
        }
        fn for_language_tag "forLanguageTag" (tag: &str) -> Value { locale(&tag.replace('-', "_")) }
    }
}

/// An unchanging copy of a Java collection: the language's own.
fn unchanging(v: Value) -> R {
    match v
        .get::<clutch_core::object::Host>()
        .and_then(|h| h.data.items())
    {
        Some(items) => Ok(items),
        None => Ok(v),
    }
}

fn sorted_all(cx: &mut Cx, coll: Value, comparator: Option<&Value>) -> R<Vec<Value>> {
    let items = seq::to_vec(cx, coll)?;
    sorted(cx, items, comparator.unwrap_or(&Value::NIL))
}
