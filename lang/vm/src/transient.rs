//! Operations on transients: `conj!`, `assoc!`, `dissoc!`, `disj!`, `pop!`.
//!
//! The collection is taken out of the transient, updated like any owned collection, and put back.
//! If the update fails (a key's equality threw), the transient still has what it had.

use crate::conj;
use crate::cx::Cx;
use clutch_core::coll::{Map, Set, Transient, Vector};
use clutch_core::{R, Tag, Thrown, Value, View};

/// `transient`: a builder that starts with a vector, map or set; without metadata.
pub fn transient(coll: Value) -> R {
    let start = match coll.view() {
        View::Vector(v) if v.meta.is_nil() => coll,
        View::Map(m) if m.meta.is_nil() => coll,
        View::Set(s) if s.meta.is_nil() => coll,
        View::Vector(v) => {
            let mut v = v.clone();
            v.meta = Value::NIL;
            Value::new(v)
        }
        View::Map(m) => {
            let mut m = m.clone();
            m.meta = Value::NIL;
            Value::new(m)
        }
        View::Set(s) => {
            let mut s = s.clone();
            s.meta = Value::NIL;
            Value::new(s)
        }
        View::Nil => {
            return Err(Thrown::null_pointer(
                "Cannot invoke \"clojure.lang.IEditableCollection.asTransient()\" because \
                 \"coll\" is null",
            ));
        }
        _ => {
            return Err(crate::convert::not_castable(
                &coll,
                "clojure.lang.IEditableCollection",
            ));
        }
    };
    Ok(Value::new(Transient::new(start)))
}

/// Interfaces of transients with the method that a function calls.
const COLLECTION: (&str, &str) = ("clojure.lang.ITransientCollection", "conj(Object)");
const ASSOCIATIVE: (&str, &str) = (
    "clojure.lang.ITransientAssociative",
    "assoc(Object, Object)",
);
const MAP: (&str, &str) = ("clojure.lang.ITransientMap", "without(Object)");
const SET: (&str, &str) = ("clojure.lang.ITransientSet", "disjoin(Object)");
const VECTOR: (&str, &str) = ("clojure.lang.ITransientVector", "pop()");

/// The transient, or the error that calling a method of the interface on anything else gives.
fn builder<'a>(v: &'a Value, interface: &str, method: &str) -> R<&'a Transient> {
    if v.is_nil() {
        return Err(Thrown::null_pointer(&format!(
            "Cannot invoke \"{interface}.{method}\" because \"coll\" is null"
        )));
    }
    v.get::<Transient>()
        .ok_or_else(|| crate::convert::not_castable(v, interface))
}

/// `persistent!`: takes the collection out; the transient cannot be used any more.
pub fn persistent(t: &Value) -> R {
    builder(t, "clojure.lang.ITransientCollection", "persistent()")?.take()
}

/// The updated collection, or the collection as it was and why it could not be updated.
type Updated = Result<Value, (Value, Box<Thrown>)>;

/// Updates the collection in a transient. `kinds` says what it may be.
fn update(
    t: &Value,
    (interface, method): (&str, &str),
    kinds: &[Tag],
    f: impl FnOnce(Value) -> Updated,
) -> R<()> {
    let builder = builder(t, interface, method)?;
    let coll = builder.take()?;
    if !kinds.contains(&coll.tag()) {
        builder.put(coll);
        return Err(crate::convert::not_castable(t, interface));
    }
    match f(coll) {
        Ok(coll) => {
            builder.put(coll);
            Ok(())
        }
        Err((coll, e)) => {
            builder.put(coll);
            Err(e)
        }
    }
}

/// Runs an update on the data of a collection, giving the collection back also if it fails.
fn with_map(mut coll: Value, f: impl FnOnce(&mut Map) -> R<()>) -> Updated {
    if coll.get_mut::<Map>().is_none() {
        let copy = coll.get::<Map>().expect("a map").clone();
        coll = Value::new(copy);
    }
    match f(coll.get_mut::<Map>().expect("held once")) {
        Ok(()) => Ok(coll),
        Err(e) => Err((coll, e)),
    }
}

fn with_set(mut coll: Value, f: impl FnOnce(&mut Set) -> R<()>) -> Updated {
    if coll.get_mut::<Set>().is_none() {
        let copy = coll.get::<Set>().expect("a set").clone();
        coll = Value::new(copy);
    }
    match f(coll.get_mut::<Set>().expect("held once")) {
        Ok(()) => Ok(coll),
        Err(e) => Err((coll, e)),
    }
}

fn vector_of(coll: Value) -> clutch_core::Shared<Vector> {
    coll.into_shared::<Vector>().expect("a vector")
}

/// `conj!`.
pub fn conj_bang(cx: &mut Cx, t: Value, x: Value) -> R {
    let kinds = [Tag::Vector, Tag::Map, Tag::Set];
    update(&t, COLLECTION, &kinds, |coll| match coll.tag() {
        Tag::Vector => Ok(Value::heap(Vector::conj(vector_of(coll), x))),
        Tag::Set => with_set(coll, |s| s.insert(cx, x).map(drop)),
        _ => {
            let pairs = match conj::pairs_of(cx, x) {
                Ok(pairs) => pairs,
                Err(e) => return Err((coll, e)),
            };
            with_map(coll, |m| {
                for (key, value) in pairs {
                    m.insert(cx, key, value)?;
                }
                Ok(())
            })
        }
    })?;
    Ok(t)
}

/// `assoc!` of one key.
pub fn assoc_bang(cx: &mut Cx, t: Value, key: Value, value: Value) -> R {
    let kinds = [Tag::Vector, Tag::Map];
    update(&t, ASSOCIATIVE, &kinds, |coll| {
        if coll.tag() == Tag::Map {
            return with_map(coll, |m| m.insert(cx, key, value).map(drop));
        }
        let n = coll.get::<Vector>().map_or(0, Vector::count);
        match crate::convert::to_int(&key) {
            None => Err((coll, Thrown::illegal_argument("Key must be integer"))),
            Some(i) if i < 0 || i as usize > n => Err((coll, Thrown::index_out_of_bounds())),
            Some(i) => {
                let v = Vector::assoc_n(vector_of(coll), i as usize, value);
                Ok(Value::heap(v.expect("the index was checked")))
            }
        }
    })?;
    Ok(t)
}

/// `dissoc!` of one key.
pub fn dissoc_bang(cx: &mut Cx, t: Value, key: &Value) -> R {
    update(&t, MAP, &[Tag::Map], |coll| {
        with_map(coll, |m| m.remove(cx, key).map(drop))
    })?;
    Ok(t)
}

/// `disj!` of one element.
pub fn disj_bang(cx: &mut Cx, t: Value, x: &Value) -> R {
    update(&t, SET, &[Tag::Set], |coll| {
        with_set(coll, |s| s.remove(cx, x).map(drop))
    })?;
    Ok(t)
}

/// `pop!`.
pub fn pop_bang(t: Value) -> R {
    update(&t, VECTOR, &[Tag::Vector], |coll| {
        if coll.get::<Vector>().is_some_and(Vector::is_empty) {
            return Err((coll, Thrown::illegal_state("Can't pop empty vector")));
        }
        let v = Vector::pop(vector_of(coll)).expect("not empty");
        Ok(Value::heap(v))
    })?;
    Ok(t)
}
