//! Host interop: what programs written for the JVM expect of Java's classes.
//!
//! Members are natives whose namespace is the class: `java.lang.Math` `sqrt` is a static method
//! or field, `java.lang.String` `.trim` a method (its first argument is the object), and
//! `java.io.File` `new` a constructor. Overloads are several records of one name; the number of
//! arguments decides, then the most specific class of the object. They are found through an
//! index made at first use from the tables of the files here.
//!
//! Methods of Java's collection interfaces work on the language's own collections too, as on the
//! JVM. What is not in the tables does not exist: the error names it and the nearest names.

mod arrays;
mod base64;
pub(crate) mod change;
mod character;
mod classes;
mod clojure;
mod collection;
mod concurrent;
mod decimal;
mod delegate;
mod digest;
mod exception;
pub mod file;
mod held;
mod io;
mod iterator;
mod lists;
mod maps;
mod number;
mod object;
mod queue;
mod random;
mod reference;
mod regex;
mod string_builder;
mod system;
mod text;
mod time;
mod util;

use clutch_core::class::THROWABLE;
use clutch_core::native::{Native, NativeClosure};
use clutch_core::object::{Array, ArrayKind};
use clutch_core::world::Arity;
use clutch_core::{R, Symbol, Thrown, TypeInfo, Value};
use clutch_vm::class::{class_of, find, is_subclass};
use clutch_vm::native::BoxedNative;
use clutch_vm::{Args, Cx};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::sync::LazyLock;

pub use held::Held;
pub use queue::PersistentQueue;

/// All tables of members.
static TABLES: &[&[&Native]] = &[
    text::TABLE,
    string_builder::builder::TABLE,
    string_builder::string_buffer::TABLE,
    number::TABLE,
    number::long::TABLE,
    number::integer::TABLE,
    number::short::TABLE,
    number::byte::TABLE,
    number::double::TABLE,
    number::float::TABLE,
    decimal::TABLE,
    character::TABLE,
    object::TABLE,
    exception::TABLE,
    classes::TABLE,
    system::TABLE,
    regex::TABLE,
    reference::TABLE,
    collection::TABLE,
    lists::TABLE,
    maps::TABLE,
    iterator::TABLE,
    arrays::TABLE,
    random::TABLE,
    base64::TABLE,
    util::TABLE,
    queue::TABLE,
    concurrent::TABLE,
    concurrent::atomic_long::TABLE,
    concurrent::atomic_integer::TABLE,
    concurrent::atomic_boolean::TABLE,
    concurrent::atomic_reference::TABLE,
    digest::TABLE,
    io::TABLE,
    file::TABLE,
    clojure::TABLE,
    delegate::TABLE,
    time::TABLE,
];

/// Members by name.
struct Index {
    /// Static methods, fields and constructors, by class and name.
    statics: FxHashMap<&'static str, FxHashMap<&'static str, Vec<&'static Native>>>,
    /// Methods by name, with the class they belong to.
    methods: FxHashMap<&'static str, Vec<(&'static TypeInfo, &'static Native)>>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index {
        statics: FxHashMap::default(),
        methods: FxHashMap::default(),
    };
    for native in all() {
        match native.name.strip_prefix('.') {
            Some(method) => {
                let class = find(native.ns).expect("methods belong to known classes");
                index
                    .methods
                    .entry(method)
                    .or_default()
                    .push((class, native));
            }
            None => {
                let class = index.statics.entry(native.ns).or_default();
                class.entry(native.name).or_default().push(native);
            }
        }
    }
    index
});

/// All members.
pub fn all() -> impl Iterator<Item = &'static Native> {
    TABLES.iter().flat_map(|table| table.iter().copied())
}

fn accepts(native: &Native, count: usize) -> bool {
    Arity::of_native(native).accepts(u8::try_from(count).unwrap_or(u8::MAX))
}

fn call(cx: &mut Cx, native: &'static Native, args: &mut [Value]) -> R {
    clutch_vm::native::call(cx, native, args)
}

/// Calls a static method; `class` is the full name.
///
/// # Errors
/// `IllegalArgumentException` if there is no such method with this many arguments.
pub fn static_call(cx: &mut Cx, class: &str, member: &str, mut args: Args) -> R {
    if let Some(native) = static_method(class, member, args.len()) {
        return call(cx, native, &mut args);
    }
    // `(.getName String)`: a method of the class as an object.
    if let Some(info) = classes::class_named(cx, class)
        && method_for(&Value::class(info), member, args.len()).is_some()
    {
        return instance_call(cx, Value::class(info), member, args);
    }
    let exists = !statics(class, member).is_empty();
    Err(no_static(class, member, args.len(), exists))
}

/// The record of a static method (`new` for a constructor) with so many arguments.
pub fn static_method(class: &str, member: &str, count: usize) -> Option<&'static Native> {
    let found = statics(class, member).iter();
    found.copied().find(|n| accepts(n, count))
}

fn statics(class: &str, member: &str) -> &'static [&'static Native] {
    let index: &'static Index = &INDEX;
    match index
        .statics
        .get(class)
        .and_then(|members| members.get(member))
    {
        Some(found) => found,
        None => &[],
    }
}

/// The value of a static field, or a static method as a function.
///
/// # Errors
/// `IllegalArgumentException` if there is no such member.
pub fn static_field(cx: &mut Cx, class: &str, member: &str) -> R {
    let found = statics(class, member);
    let is_field = |n: &&&'static Native| {
        n.fixed[0].is_some() && member.starts_with(|c: char| c.is_ascii_uppercase())
            || n.doc.starts_with("Field")
    };
    if let Some(native) = found.iter().find(is_field) {
        return call(cx, native, &mut []);
    }
    match found {
        [] => Err(no_static(class, member, 0, false)),
        [only] => Ok(Value::native_fn(only)),
        [first, ..] => {
            let (class, member) = (first.ns, first.name);
            let f: BoxedNative = Box::new(move |cx, args| static_call(cx, class, member, args));
            Ok(Value::new(NativeClosure {
                name: format!("{class}/{member}").into(),
                call: Box::new(f),
                meta: Value::NIL,
            }))
        }
    }
}

/// Calls a method of an object (`.toUpperCase`); the name has no dot. Methods of user types are
/// not looked at.
///
/// # Errors
/// `NullPointerException` for nil, `IllegalArgumentException` if there is no such method.
pub fn instance_call(cx: &mut Cx, object: Value, method: &str, args: Args) -> R {
    let found = method_for(&object, method, args.len());
    invoke(cx, found, object, method, args)
}

thread_local! {
    /// Methods found by [`method_call`]: by name, class of the object, and number of arguments.
    static METHODS: RefCell<FxHashMap<(usize, usize, usize), &'static Native>> = RefCell::default();
}

/// As [`instance_call`], remembering what was found. Names and classes live for ever, so their
/// addresses stand for them.
pub fn method_call(cx: &mut Cx, object: Value, method: Symbol, args: Args) -> R {
    let name = std::ptr::from_ref(method.data()) as usize;
    let class = std::ptr::from_ref(class_of(&object)) as usize;
    let key = (name, class, args.len());
    let known = METHODS.with_borrow(|methods| methods.get(&key).copied());
    if let Some(native) = known.filter(|_| !object.is_nil()) {
        return invoke(cx, Some(native), object, method.name(), args);
    }
    let found = method_for(&object, method.name(), args.len());
    if let Some(native) = found {
        METHODS.with_borrow_mut(|methods| methods.insert(key, native));
    }
    invoke(cx, found, object, method.name(), args)
}

fn invoke(
    cx: &mut Cx,
    found: Option<&'static Native>,
    object: Value,
    method: &str,
    args: Args,
) -> R {
    let Some(native) = found else {
        return Err(no_method(&object, method, args.len()));
    };
    change::note(cx, native, &object)?;
    let mut all = Args::with_capacity(args.len() + 1);
    all.push(object);
    all.extend(args);
    call(cx, native, &mut all)
}

/// The record of a method for an object and a number of further arguments.
pub fn method_for(object: &Value, method: &str, count: usize) -> Option<&'static Native> {
    if object.is_nil() {
        return None;
    }
    let class = class_of(object);
    let index: &'static Index = &INDEX;
    let mut best: Option<(&'static TypeInfo, &'static Native)> = None;
    for (owner, native) in index.methods.get(method)? {
        let nearer = best.is_none_or(|(b, _)| is_subclass(owner, b));
        if nearer && is_subclass(class, owner) && accepts(native, count + 1) {
            best = Some((owner, native));
        }
    }
    best.map(|(_, native)| native)
}

/// Makes an object of a class (`StringBuilder.`).
///
/// # Errors
/// `IllegalArgumentException` if there is no constructor with this many arguments.
pub fn construct(cx: &mut Cx, class: &'static TypeInfo, mut args: Args) -> R {
    let found = statics(class.name, "new");
    if let Some(native) = found.iter().find(|n| accepts(n, args.len())) {
        return call(cx, native, &mut args);
    }
    if class.is_a(&THROWABLE) {
        return exception::construct(cx, class, &args);
    }
    let message = if found.is_empty() {
        format!("Objects of class {} cannot be made in Clutch", class.name)
    } else {
        format!(
            "No matching ctor found for class {} taking {} args",
            class.name,
            args.len()
        )
    };
    Err(Thrown::illegal_argument(message))
}

// ---- errors ------------------------------------------------------------------------------------

#[cold]
fn no_static(class: &str, member: &str, count: usize, exists: bool) -> Box<Thrown> {
    let members: Vec<&str> = all()
        .filter(|n| n.ns == class && !n.name.starts_with('.') && n.name != "new")
        .map(|n| n.name)
        .collect();
    if members.is_empty() && !exists {
        let message = format!(
            "The static member {class}/{member} is not available in Clutch; nor is any other \
             of that class"
        );
        return Thrown::illegal_argument(message);
    }
    let mut message =
        format!("No matching method {member} found taking {count} args for class {class}");
    if !exists {
        add_nearest(&mut message, member, members.into_iter());
    }
    Thrown::illegal_argument(message)
}

#[cold]
fn no_method(object: &Value, method: &str, count: usize) -> Box<Thrown> {
    if object.is_nil() {
        let message = format!("Cannot invoke method \".{method}\" because the object is null");
        return Thrown::null_pointer(&message);
    }
    let class = class_of(object);
    let what = if count == 0 {
        format!("No matching field found: {method}")
    } else {
        format!("No matching method {method} found taking {count} args")
    };
    let mut message = format!("{what} for class {}", class.name);
    let known = |(name, owners): (&&'static str, &Vec<(&'static TypeInfo, &'static Native)>)| {
        owners
            .iter()
            .any(|(owner, _)| is_subclass(class, owner))
            .then_some(*name)
    };
    let index: &'static Index = &INDEX;
    add_nearest(&mut message, method, index.methods.iter().filter_map(known));
    Thrown::illegal_argument(message)
}

/// Adds the names that differ from `wanted` in a letter or two.
fn add_nearest<'a>(message: &mut String, wanted: &str, names: impl Iterator<Item = &'a str>) {
    let most = if wanted.len() < 5 { 1 } else { 2 };
    let mut near: Vec<(usize, &str)> = names
        .filter(|n| *n != wanted)
        .map(|n| (distance(wanted, n), n))
        .filter(|(d, _)| *d <= most)
        .collect();
    near.sort_unstable();
    near.dedup();
    let near: Vec<&str> = near.into_iter().take(3).map(|(_, n)| n).collect();
    if !near.is_empty() {
        message.push_str(&format!("; nearest: {}", near.join(", ")));
    }
}

/// Letters to insert, drop or replace to turn one name into the other; case counts half, as one.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.to_lowercase().chars().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = before + usize::from(x != *y);
            before = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(before + 1);
        }
    }
    row[b.len()]
}

// ---- arrays ------------------------------------------------------------------------------------

/// A new array.
pub(crate) fn array(kind: ArrayKind, items: Vec<Value>) -> Value {
    Value::new(Array::new(kind, None, items))
}

/// A byte array of these bytes.
pub(crate) fn byte_array(bytes: &[u8]) -> Value {
    let items = bytes.iter().map(|b| Value::int(i64::from(*b as i8)));
    array(ArrayKind::Byte, items.collect())
}

/// The bytes of a byte array.
pub(crate) fn bytes_of(v: &Value) -> Option<Vec<u8>> {
    let a = v.get::<Array>().filter(|a| a.kind == ArrayKind::Byte)?;
    let items = a.items.lock();
    Some(
        items
            .iter()
            .map(|b| b.as_int().unwrap_or(0) as u8)
            .collect(),
    )
}

/// The text of a char array.
pub(crate) fn chars_of(v: &Value) -> Option<String> {
    let a = v.get::<Array>().filter(|a| a.kind == ArrayKind::Char)?;
    let items = a.items.lock();
    let char = |v: &Value| match v.view() {
        clutch_core::View::Char(c) => c,
        _ => '\0',
    };
    Some(items.iter().map(char).collect())
}

/// Defines natives of Java classes in a compact form: `"class" { fn name "member" (params) -> R
/// { … } }` for each class, and the table of all of them.
macro_rules! members {
    ($($class:literal {
        $($(#[$attr:meta])* fn $name:ident $member:literal ($($params:tt)*) $(-> $ret:ty)? $body:block)*
    })*) => {
        $($(
            $(#[$attr])*
            #[clutch_derive::native($class, $member)]
            fn $name($($params)*) $(-> $ret)? $body
        )*)*
        /// The members defined in this file.
        pub(crate) static TABLE: &[&clutch_core::native::Native] =
            clutch_derive::natives![$($($name,)*)*];
    };
}
use members;

#[cfg(test)]
mod tests;
