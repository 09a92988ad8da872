//! Arrays: mutable, of fixed length, of objects or of one primitive kind.
//!
//! Elements are ordinary values behind a lock; the kind of an array says what it accepts and how
//! a value is cut to fit when an array is made from a collection.

use clutch_core::class::{
    ARRAY_INDEX_OUT_OF_BOUNDS, ARRAY_STORE, NEGATIVE_ARRAY_SIZE, NULL_POINTER, OBJECT,
    OUT_OF_MEMORY_ERROR,
};
use clutch_core::native::Native;
use clutch_core::object::{Array, ArrayKind};
use clutch_core::{R, Tag, Thrown, TypeInfo, Value, View};
use clutch_derive::{native, natives};
use clutch_vm::class::{array_class, class_of, host as h, instance_of};
use clutch_vm::number::Num;
use clutch_vm::number::cast::{self, Width};
use clutch_vm::{Args, Cx, convert, iter, seq};

/// An array of these elements.
fn array(kind: ArrayKind, component: Option<&'static TypeInfo>, items: Vec<Value>) -> Value {
    let component = component.filter(|c| !std::ptr::eq(*c, &OBJECT));
    Value::new(Array::new(kind, component, items))
}

/// What a fresh array is filled with.
fn zero(kind: ArrayKind) -> Value {
    match kind {
        ArrayKind::Object => Value::NIL,
        ArrayKind::Boolean => Value::FALSE,
        ArrayKind::Char => Value::char('\0'),
        ArrayKind::Double => Value::float(0.0),
        ArrayKind::Float => Value::float32(0.0),
        ArrayKind::Long => Value::int(0),
        ArrayKind::Int => Value::narrow_int(Width::Int, 0),
        ArrayKind::Short => Value::narrow_int(Width::Short, 0),
        ArrayKind::Byte => Value::narrow_int(Width::Byte, 0),
    }
}

/// A value as an element of an array of this kind; numbers are cut to fit.
fn element(kind: ArrayKind, v: &Value) -> R {
    if v.is_nil() && kind != ArrayKind::Object {
        return Err(Thrown::new(
            &NULL_POINTER,
            "an array of a primitive type cannot hold nil",
        ));
    }
    Ok(match kind {
        ArrayKind::Object => v.clone(),
        ArrayKind::Long => Value::int(cast::integer_unchecked(v, Width::Long)?),
        ArrayKind::Int => narrow(v, Width::Int)?,
        ArrayKind::Short => narrow(v, Width::Short)?,
        ArrayKind::Byte => narrow(v, Width::Byte)?,
        ArrayKind::Double => Value::float(cast::float(v)?),
        ArrayKind::Float => Value::float32(cast::float32_unchecked(v)?),
        ArrayKind::Char => match v.tag() {
            Tag::Char => v.clone(),
            _ => return Err(convert::not_castable(v, "java.lang.Character")),
        },
        ArrayKind::Boolean => match v.tag() {
            Tag::True | Tag::False => v.clone(),
            _ => return Err(convert::not_castable(v, "java.lang.Boolean")),
        },
    })
}

fn narrow(v: &Value, width: Width) -> R {
    Ok(Value::narrow_int(width, cast::integer_unchecked(v, width)?))
}

/// Whether `aset` may put a value into an array: no conversion, as on the JVM.
fn accepts(a: &Array, v: &Value) -> bool {
    match a.kind {
        ArrayKind::Object => match a.component {
            Some(class) => v.is_nil() || class_of(v).is_a(class),
            None => true,
        },
        ArrayKind::Long => v.as_int().is_some(),
        ArrayKind::Int => fits(v, Width::Int),
        ArrayKind::Short => fits(v, Width::Short),
        ArrayKind::Byte => fits(v, Width::Byte),
        ArrayKind::Double | ArrayKind::Float => v.as_float().is_some(),
        ArrayKind::Char => v.tag() == Tag::Char,
        ArrayKind::Boolean => matches!(v.tag(), Tag::True | Tag::False),
    }
}

fn fits(v: &Value, width: Width) -> bool {
    v.as_int().is_some() && cast::integer(v, width).is_ok()
}

#[cold]
fn no_method(name: &str, count: usize) -> Box<Thrown> {
    Thrown::illegal_argument(format!(
        "No matching method {name} found taking {count} args"
    ))
}

fn as_array<'a>(v: &'a Value, name: &str, count: usize) -> R<&'a Array> {
    match v.get::<Array>() {
        Some(a) => Ok(a),
        None if v.is_nil() => Err(Thrown::null_pointer("Cannot read an array that is null")),
        None => Err(no_method(name, count)),
    }
}

#[cold]
fn out_of_bounds(i: i64, length: usize) -> Box<Thrown> {
    Thrown::new(
        &ARRAY_INDEX_OUT_OF_BOUNDS,
        format!("Index {i} out of bounds for length {length}"),
    )
}

fn index(n: &Value) -> R<i64> {
    match n.as_int() {
        Some(i) => Ok(i),
        None => cast::integer(n, Width::Int),
    }
}

fn get(a: &Array, i: i64) -> R {
    let items = a.items.lock();
    let found = usize::try_from(i).ok().and_then(|i| items.get(i).cloned());
    found.ok_or_else(|| out_of_bounds(i, items.len()))
}

/// Notes what is done to an array, if it is not the own one of the stage that runs.
pub(crate) fn note_change(cx: &Cx, a: &Array, what: &str) -> R<()> {
    let what = || format!("{what} of an array");
    cx.context.changes(a.birth, what)
}

fn put(cx: &Cx, a: &Array, i: i64, v: Value) -> R<()> {
    note_change(cx, a, "aset")?;
    let mut items = a.items.lock();
    let length = items.len();
    let slot = usize::try_from(i).ok().and_then(|i| items.get_mut(i));
    match slot {
        Some(slot) => {
            let old = std::mem::replace(slot, v);
            drop(items);
            drop(old);
            Ok(())
        }
        None => Err(out_of_bounds(i, length)),
    }
}

/// The element at an index of an array; more indices reach into arrays of arrays.
///
/// (aget (long-array [1 2 3]) 1) ;=> 2
/// (aget (to-array-2d [[1 2] [3 4]]) 1 0) ;=> 3
#[native("clojure.core", "aget")]
fn aget(array: Value, idx: &Value, idxs: Args) -> R {
    let mut v = get(as_array(&array, "aget", 2)?, index(idx)?)?;
    for i in &idxs {
        v = get(as_array(&v, "aget", 2)?, index(i)?)?;
    }
    Ok(v)
}

/// Puts a value at an index of an array, or by more indices into an array of arrays; gives the
/// value.
///
/// (let [a (long-array 2)] (aset a 0 5) (vec a)) ;=> [5 0]
#[native(
    "clojure.core",
    "aset",
    arglists = "[array idx val] [array idx idx2 & idxv]"
)]
fn aset(cx: &mut Cx, array: Value, idx: Value, val: Value, idxv: Args) -> R {
    let (target, i, val) = target(array, idx, val, idxv)?;
    let a = as_array(&target, "aset", 3)?;
    if !accepts(a, &val) {
        return Err(if a.kind == ArrayKind::Object {
            Thrown::new(&ARRAY_STORE, class_of(&val).name)
        } else {
            no_method("aset", 3)
        });
    }
    put(cx, a, i, element(a.kind, &val)?)?;
    Ok(val)
}

/// The array, index and value of an `aset` that may reach into arrays of arrays: the value comes
/// last.
fn target(array: Value, idx: Value, val: Value, idxv: Args) -> R<(Value, i64, Value)> {
    let mut all: Vec<Value> = vec![idx, val];
    all.extend(idxv);
    let val = all.pop().unwrap_or_default();
    let last = all.pop().unwrap_or_default();
    let mut array = array;
    for i in &all {
        array = get(as_array(&array, "aget", 2)?, index(i)?)?;
    }
    Ok((array, index(&last)?, val))
}

/// Puts a value into an array of a primitive kind, cut to fit.
fn aset_as(cx: &mut Cx, kind: ArrayKind, array: Value, idx: Value, val: Value, idxv: Args) -> R {
    let (target, i, val) = target(array, idx, val, idxv)?;
    let a = as_array(&target, "aset", 3)?;
    let v = element(kind, &val)?;
    if !accepts(a, &v) {
        return Err(Thrown::illegal_argument("argument type mismatch"));
    }
    put(cx, a, i, v)?;
    Ok(val)
}

macro_rules! typed {
    ($($kind:ident
       $make:ident $make_name:literal $make_doc:literal $make_example:literal
       $set:ident $set_name:literal $set_doc:literal $set_example:literal
       $cast:ident $cast_name:literal $cast_doc:literal $cast_example:literal;)*) => {$(
        #[doc = $make_doc]
        #[doc = ""]
        #[doc = $make_example]
        #[native("clojure.core", $make_name, arglists = "[size-or-seq] [size init-val-or-seq]")]
        fn $make(cx: &mut Cx, size_or_seq: Value, init: Option<Value>) -> R {
            make(cx, ArrayKind::$kind, size_or_seq, init)
        }

        #[doc = $set_doc]
        #[doc = ""]
        #[doc = $set_example]
        #[native("clojure.core", $set_name, arglists = "[array idx val] [array idx idx2 & idxv]")]
        fn $set(cx: &mut Cx, array: Value, idx: Value, val: Value, idxv: Args) -> R {
            aset_as(cx, ArrayKind::$kind, array, idx, val, idxv)
        }

        #[doc = $cast_doc]
        #[doc = ""]
        #[doc = $cast_example]
        #[native("clojure.core", $cast_name)]
        fn $cast(xs: Value) -> R {
            check(ArrayKind::$kind, xs)
        }
    )*};
}

typed! {
    Long
        long_array "long-array"
        "An array of `long` elements: of a length, filled with zero or a value, or of the elements of a collection, cut to fit."
        "(vec (long-array 2)) ;=> [0 0]"
        aset_long "aset-long"
        "Puts a value into an array of `long` elements, cut to fit; gives the value."
        "(let [a (long-array 1)] (aset-long a 0 2.5) (vec a)) ;=> [2]"
        longs "longs"
        "Checks that a value is an array of `long` elements, or nil, and gives it."
        "(vec (longs (long-array [1]))) ;=> [1]";
    Int
        int_array "int-array"
        "An array of `int` elements: of a length, filled with zero or a value, or of the elements of a collection, cut to fit."
        "(vec (int-array [1 2.7])) ;=> [1 2]"
        aset_int "aset-int"
        "Puts a value into an array of `int` elements, cut to fit; gives the value."
        "(let [a (int-array 1)] (aset-int a 0 7) (vec a)) ;=> [7]"
        ints "ints"
        "Checks that a value is an array of `int` elements, or nil, and gives it."
        "(ints nil) ;=> nil";
    Short
        short_array "short-array"
        "An array of `short` elements: of a length, filled with zero or a value, or of the elements of a collection, cut to fit."
        "(vec (short-array 2 (short 5))) ;=> [5 5]"
        aset_short "aset-short"
        "Puts a value into an array of `short` elements, cut to fit; gives the value."
        "(let [a (short-array 1)] (aset-short a 0 7) (vec a)) ;=> [7]"
        shorts "shorts"
        "Checks that a value is an array of `short` elements, or nil, and gives it."
        "(shorts nil) ;=> nil";
    Byte
        byte_array "byte-array"
        "An array of `byte` elements: of a length, filled with zero or a value, or of the elements of a collection, cut to fit."
        "(vec (byte-array [1 300])) ;=> [1 44]"
        aset_byte "aset-byte"
        "Puts a value into an array of `byte` elements, cut to fit; gives the value."
        "(let [a (byte-array 1)] (aset-byte a 0 7) (vec a)) ;=> [7]"
        bytes "bytes"
        "Checks that a value is an array of `byte` elements, or nil, and gives it."
        "(bytes nil) ;=> nil";
    Char
        char_array "char-array"
        "An array of `char` elements: of a length, filled with zero or a value, or of the elements of a collection, cut to fit."
        "(vec (char-array \"ab\")) ;=> [\\a \\b]"
        aset_char "aset-char"
        "Puts a value into an array of `char` elements, cut to fit; gives the value."
        "(let [a (char-array 1)] (aset-char a 0 \\x) (vec a)) ;=> [\\x]"
        chars "chars"
        "Checks that a value is an array of `char` elements, or nil, and gives it."
        "(chars nil) ;=> nil";
    Boolean
        boolean_array "boolean-array"
        "An array of `boolean` elements: of a length, filled with zero or a value, or of the elements of a collection, cut to fit."
        "(vec (boolean-array 2)) ;=> [false false]"
        aset_boolean "aset-boolean"
        "Puts a value into an array of `boolean` elements, cut to fit; gives the value."
        "(let [a (boolean-array 1)] (aset-boolean a 0 true) (vec a)) ;=> [true]"
        booleans "booleans"
        "Checks that a value is an array of `boolean` elements, or nil, and gives it."
        "(booleans nil) ;=> nil";
    Double
        double_array "double-array"
        "An array of `double` elements: of a length, filled with zero or a value, or of the elements of a collection, cut to fit."
        "(vec (double-array [1 2])) ;=> [1.0 2.0]"
        aset_double "aset-double"
        "Puts a value into an array of `double` elements, cut to fit; gives the value."
        "(let [a (double-array 1)] (aset-double a 0 7) (vec a)) ;=> [7.0]"
        doubles "doubles"
        "Checks that a value is an array of `double` elements, or nil, and gives it."
        "(doubles nil) ;=> nil";
    Float
        float_array "float-array"
        "An array of `float` elements: of a length, filled with zero or a value, or of the elements of a collection, cut to fit."
        "(vec (float-array [1 2])) ;=> [1.0 2.0]"
        aset_float "aset-float"
        "Puts a value into an array of `float` elements, cut to fit; gives the value."
        "(let [a (float-array 1)] (aset-float a 0 7) (vec a)) ;=> [7.0]"
        floats "floats"
        "Checks that a value is an array of `float` elements, or nil, and gives it."
        "(floats nil) ;=> nil";
}

/// Arrays above this many elements are refused before the memory is asked for.
const MOST: usize = 1 << 28;

fn size(n: &Value) -> R<usize> {
    let n = cast::integer_unchecked(n, Width::Int)?;
    match usize::try_from(n) {
        Ok(n) if n <= MOST => Ok(n),
        Ok(_) => Err(Thrown::new(
            &OUT_OF_MEMORY_ERROR,
            "Requested array size exceeds VM limit",
        )),
        Err(_) => Err(Thrown::new(&NEGATIVE_ARRAY_SIZE, n.to_string())),
    }
}

/// An array of a kind: from a size, a collection, or a size and what to fill it with.
fn make(cx: &mut Cx, kind: ArrayKind, size_or_seq: Value, init: Option<Value>) -> R {
    if Num::of(&size_or_seq).is_none() {
        if init.is_some() {
            return Err(convert::not_castable(&size_or_seq, "java.lang.Number"));
        }
        let mut items = seq::to_vec(cx, size_or_seq)?;
        for x in &mut items {
            if x.tag() == Tag::Char && kind == ArrayKind::Int {
                return Err(convert::not_castable(x, "java.lang.Number"));
            }
            *x = element(kind, x)?;
        }
        return Ok(array(kind, None, items));
    }
    let n = size(&size_or_seq)?;
    let mut items = vec![zero(kind); n];
    match init {
        None => {}
        Some(x) if kind != ArrayKind::Object && is_element(kind, &x) => {
            items.fill(element(kind, &x)?);
        }
        Some(coll) => {
            let mut from = iter::state(cx, coll)?;
            for slot in &mut items {
                match iter::step(cx, &mut from)? {
                    Some(x) => *slot = element(kind, &x)?,
                    None => break,
                }
            }
        }
    }
    Ok(array(kind, None, items))
}

/// Whether a value is one element for an array, not a collection of them.
fn is_element(kind: ArrayKind, v: &Value) -> bool {
    match kind {
        ArrayKind::Char => v.tag() == Tag::Char,
        ArrayKind::Boolean => matches!(v.tag(), Tag::True | Tag::False),
        ArrayKind::Byte => v.tag() == Tag::Int8,
        ArrayKind::Short => v.tag() == Tag::Int16,
        _ => Num::of(v).is_some(),
    }
}

fn check(kind: ArrayKind, v: Value) -> R {
    match v.view() {
        View::Nil => Ok(v),
        View::Array(a) if a.kind == kind => Ok(v),
        _ => Err(convert::not_castable(&v, array_class(kind, None).name)),
    }
}

/// An array of any values: of a length, or of the elements of a collection.
///
/// (vec (object-array 2)) ;=> [nil nil]
/// (vec (object-array [1 :a])) ;=> [1 :a]
#[native("clojure.core", "object-array")]
fn object_array(cx: &mut Cx, size_or_seq: Value) -> R {
    make(cx, ArrayKind::Object, size_or_seq, None)
}

/// An array of the elements of a collection.
///
/// (vec (to-array '(1 2))) ;=> [1 2]
#[native("clojure.core", "to-array")]
fn to_array(cx: &mut Cx, coll: Value) -> R {
    let items = crate::coll::elements(cx, coll)?;
    Ok(array(ArrayKind::Object, None, items))
}

/// An array of arrays of the elements of a collection of collections.
///
/// (alength (to-array-2d [[1 2] [3]])) ;=> 2
#[native("clojure.core", "to-array-2d")]
fn to_array_2d(cx: &mut Cx, coll: Value) -> R {
    if !instance_of(&h::COLLECTION, &coll) {
        return Err(convert::not_castable(&coll, "java.util.Collection"));
    }
    let mut rows = seq::to_vec(cx, coll)?;
    for row in &mut rows {
        *row = to_array(cx, row.take())?;
    }
    let component = array_class(ArrayKind::Object, None);
    Ok(array(ArrayKind::Object, Some(component), rows))
}

/// The kind and component class that a class given for the elements stands for.
fn kind_of(class: &Value) -> R<(ArrayKind, Option<&'static TypeInfo>)> {
    let View::Class(class) = class.view() else {
        return Err(convert::not_castable(class, "java.lang.Class"));
    };
    let primitives: [(&TypeInfo, ArrayKind); 8] = [
        (&h::PRIMITIVE_LONG, ArrayKind::Long),
        (&h::PRIMITIVE_INT, ArrayKind::Int),
        (&h::PRIMITIVE_SHORT, ArrayKind::Short),
        (&h::PRIMITIVE_BYTE, ArrayKind::Byte),
        (&h::PRIMITIVE_CHAR, ArrayKind::Char),
        (&h::PRIMITIVE_BOOLEAN, ArrayKind::Boolean),
        (&h::PRIMITIVE_DOUBLE, ArrayKind::Double),
        (&h::PRIMITIVE_FLOAT, ArrayKind::Float),
    ];
    let primitive = primitives.iter().find(|p| std::ptr::eq(p.0, class));
    Ok(match primitive {
        Some((_, kind)) => (*kind, None),
        None => (ArrayKind::Object, Some(class)),
    })
}

/// An array of the elements of a collection: of the class given, or of that of the first element.
///
/// (vec (into-array [1 2])) ;=> [1 2]
/// (alength (into-array String ["a"])) ;=> 1
#[native("clojure.core", "into-array", arglists = "[aseq] [type aseq]", arity1 = into_array1)]
fn into_array(cx: &mut Cx, class: Value, aseq: Value) -> R {
    let (kind, component) = kind_of(&class)?;
    let items = seq::to_vec(cx, aseq)?;
    filled(kind, component, items)
}

fn into_array1(cx: &mut Cx, aseq: Value) -> R {
    let items = seq::to_vec(cx, aseq)?;
    let component = match items.first() {
        Some(x) if !x.is_nil() => Some(class_of(x)),
        _ => None,
    };
    filled(ArrayKind::Object, component, items)
}

fn filled(kind: ArrayKind, component: Option<&'static TypeInfo>, items: Vec<Value>) -> R {
    let a = array(kind, component, Vec::new());
    let shape = a.get::<Array>().expect("just made");
    let mut fitted = Vec::with_capacity(items.len());
    for x in items {
        if kind == ArrayKind::Object && !accepts(shape, &x) {
            return Err(Thrown::illegal_argument("array element type mismatch"));
        }
        fitted.push(element(kind, &x)?);
    }
    Ok(array(kind, component, fitted))
}

/// An array of a class and a length; more lengths make arrays of arrays.
///
/// (vec (make-array Long/TYPE 2)) ;=> [0 0]
/// (alength (aget (make-array Object 2 3) 0)) ;=> 3
#[native("clojure.core", "make-array")]
fn make_array(class: &Value, length: &Value, more: Args) -> R {
    let (kind, component) = kind_of(class)?;
    let mut lengths = vec![size(length)?];
    for n in &more {
        lengths.push(size(n)?);
    }
    Ok(nested(kind, component, &lengths))
}

fn nested(kind: ArrayKind, component: Option<&'static TypeInfo>, lengths: &[usize]) -> Value {
    let [n, inner @ ..] = lengths else {
        return Value::NIL;
    };
    if inner.is_empty() {
        return array(kind, component, vec![zero(kind); *n]);
    }
    let rows: Vec<Value> = (0..*n).map(|_| nested(kind, component, inner)).collect();
    let mut class = array_class(kind, component);
    for _ in 1..inner.len() {
        class = array_class(ArrayKind::Object, Some(class));
    }
    array(ArrayKind::Object, Some(class), rows)
}

/// How many elements an array has.
///
/// (alength (long-array 3)) ;=> 3
#[native("clojure.core", "alength")]
fn alength(array: &Value) -> R<i64> {
    Ok(as_array(array, "alength", 1)?.items.lock().len() as i64)
}

/// A copy of an array.
///
/// (vec (aclone (long-array [1 2]))) ;=> [1 2]
#[native("clojure.core", "aclone")]
fn aclone(array: &Value) -> R {
    let a = as_array(array, "aclone", 1)?;
    let items = a.items.lock().clone();
    Ok(Value::new(Array::new(a.kind, a.component, items)))
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![
    aget,
    aset,
    alength,
    aclone,
    object_array,
    to_array,
    to_array_2d,
    into_array,
    make_array,
    long_array,
    int_array,
    short_array,
    byte_array,
    char_array,
    boolean_array,
    double_array,
    float_array,
    aset_long,
    aset_int,
    aset_short,
    aset_byte,
    aset_char,
    aset_boolean,
    aset_double,
    aset_float,
    longs,
    ints,
    shorts,
    bytes,
    chars,
    booleans,
    doubles,
    floats,
];
