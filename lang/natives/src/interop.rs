//! Host interop syntax at run time: `(.method x)`, `(.-field x)`, `(Class. …)`, `(Class/m …)`.
//!
//! Instances of user types answer from their own fields and methods; everything else goes to the
//! shims, which give plain Clojure code the host names it expects.

use crate::dispatch::instance;
use crate::shim;
use clutch_core::class::TypeKind;
use clutch_core::native::Native;
use clutch_core::object::Instance;
use clutch_core::{Keyword, R, Symbol, Thrown, TypeInfo, Value, View};
use clutch_derive::{native, natives};
use clutch_vm::{Args, Cx, assoc, class, dispatch, shape};

/// A new object: class, then constructor arguments.
///
/// (do (deftype P [x]) (.-x (P. 1))) ;=> 1
#[native("clutch.rt", "new", arglists = "[class & args]")]
fn new(cx: &mut Cx, args: Args) -> R {
    let mut args = args;
    let target = args.remove(0);
    let View::Class(ty) = target.view() else {
        return Err(clutch_vm::convert::not_castable(&target, "java.lang.Class"));
    };
    match ty.kind {
        TypeKind::Record | TypeKind::Type => construct_user(ty, args),
        _ => shim::construct(cx, ty, args),
    }
}

fn construct_user(ty: &'static TypeInfo, args: Args) -> R {
    let fields = ty.fields.len();
    // Records may be given metadata and extra keys too, as on the JVM.
    if ty.kind == TypeKind::Record && args.len() == fields + 2 {
        let mut args = args.to_vec();
        let ext = args.pop().unwrap_or_default();
        let meta = args.pop().unwrap_or_default();
        let mut v = instance(ty, args, meta);
        if let Some(i) = v.get_mut::<Instance>() {
            i.ext = ext;
        }
        return Ok(v);
    }
    if args.len() != fields {
        return Err(Thrown::illegal_argument(format!(
            "No matching ctor found for class {}: it has {fields} fields, found {} arguments",
            ty.name,
            args.len()
        )));
    }
    Ok(instance(ty, args.to_vec(), Value::NIL))
}

/// Calls a method of an object: object, method name, arguments.
///
/// (.toUpperCase "a") ;=> "A"
#[native("clutch.rt", "invoke-method", arglists = "[object method & args]")]
fn invoke_method(cx: &mut Cx, args: Args) -> R {
    let mut args = args;
    let object = shape::into_current(cx, args.remove(0))?;
    let method = args.remove(0);
    let Some(name) = method.as_symbol() else {
        return Err(Thrown::illegal_argument("a method is named by a symbol"));
    };
    if let Some(i) = object.get::<Instance>() {
        if let Some(f) = dispatch::own_method(cx, i, name) {
            let mut all: Args = smallvec::smallvec![object];
            all.extend(args);
            return cx.call(&f, all);
        }
        if args.is_empty()
            && let Some(v) = field_of(i, name)
        {
            return Ok(v);
        }
    }
    shim::method_call(cx, object, name, args)
}

/// What `#my.ns.Type[…]` and `#my.ns.Record{…}` are read as: the class's full name, and the values
/// of the fields in order or a map.
///
/// (do (defrecord P [x y]) (clutch.rt/read-record 'user.P [1 2])) ;=> #user.P{:x 1, :y 2}
/// (clutch.rt/read-record 'user.P {:y 2 :z 3}) ;=> #user.P{:x nil, :y 2, :z 3}
#[native("clutch.rt", "read-record")]
fn read_record(cx: &mut Cx, name: Symbol, form: &Value) -> R {
    let ns = cx.current_ns();
    let found = cx.context.world().resolve_class(ns, name);
    let user = |ty: &&TypeInfo| matches!(ty.kind, TypeKind::Record | TypeKind::Type);
    let Some(ty) = found.filter(user) else {
        return Err(Thrown::new(
            &clutch_core::class::CLASS_NOT_FOUND,
            name.name(),
        ));
    };
    match form.view() {
        View::Vector(values) if values.count() == ty.fields.len() => {
            construct_user(ty, values.iter().cloned().collect())
        }
        View::Vector(values) => Err(Thrown::illegal_argument(format!(
            "Unexpected number of constructor arguments to class {}: got {}",
            ty.name,
            values.count()
        ))),
        View::Map(entries) if ty.kind == TypeKind::Record => {
            let nothing = ty.fields.iter().map(|_| Value::NIL).collect();
            let mut record = instance(ty, nothing, Value::NIL);
            for (k, v) in entries.iter() {
                if k.as_keyword().is_none() {
                    return Err(Thrown::illegal_argument(format!(
                        "Unreadable defrecord form: key must be of type clojure.lang.Keyword, got {}",
                        clutch_vm::print::pr_str(cx, k)?
                    )));
                }
                record = assoc::assoc(cx, record, k.clone(), v.clone())?;
            }
            Ok(record)
        }
        _ => Err(Thrown::illegal_argument(format!(
            "Unreadable constructor form starting with \"#{name}\""
        ))),
    }
}

fn field_of(i: &Instance, name: Symbol) -> Option<Value> {
    if i.ty.kind == TypeKind::Reify {
        return None;
    }
    let index = i.ty.field_index(name)?;
    match i.mutable() {
        Some(m) if i.ty.fields[index].mutable => Some(m.lock().values[index].clone()),
        _ => Some(i.fields[index].clone()),
    }
}

/// A field of an object.
///
/// (do (deftype P [x]) (.-x (P. 1))) ;=> 1
#[native("clutch.rt", "get-field")]
fn get_field(cx: &mut Cx, object: Value, field: Symbol) -> R {
    let object = shape::into_current(cx, object)?;
    if let Some(i) = object.get::<Instance>() {
        if let Some(v) = field_of(i, field) {
            return Ok(v);
        }
        if i.ty.kind == TypeKind::Record {
            let key = Value::keyword(Keyword::simple(field.name()));
            let v = assoc::get(cx, &object, &key)?;
            if !v.is_nil() {
                return Ok(v);
            }
        }
        if let Some(f) = dispatch::own_method(cx, i, field) {
            return cx.call1(&f, object);
        }
    }
    shim::instance_call(cx, object, field.name(), Args::new())
}

/// Changes a mutable field of an object from outside of its methods.
///
/// (do (deftype M [^:unsynchronized-mutable x] clojure.lang.IDeref (deref [_] x)) @(M. 1)) ;=> 1
#[native("clutch.rt", "set-field!")]
fn set_field(cx: &mut Cx, object: Value, field: Symbol, value: Value) -> R {
    let object = shape::into_current(cx, object)?;
    if let Some(i) = object.get::<Instance>()
        && let Some(index) = i.ty.field_index(field)
        && i.ty.fields[index].mutable
        && shape::set_mutable(cx, i, index, value.clone())?
    {
        return Ok(value);
    }
    Err(Thrown::illegal_argument(format!(
        "No matching mutable field found: {} for class {}",
        field.name(),
        class::class_of(&object).name
    )))
}

/// Calls a static method: class name, member name, arguments.
///
/// (Long/parseLong "12") ;=> 12
#[native("clutch.rt", "static-call", arglists = "[class member & args]")]
fn static_call(cx: &mut Cx, args: Args) -> R {
    let mut args = args;
    let class = args.remove(0);
    let member = args.remove(0);
    let (Some(class), Some(member)) = (class.as_symbol(), member.as_symbol()) else {
        return Err(Thrown::illegal_argument(
            "static members are named by symbols",
        ));
    };
    let ns = cx.current_ns();
    let named = cx.context.world().resolve_class(ns, class);
    if let Some(ty) = named
        && matches!(ty.kind, TypeKind::Record | TypeKind::Type)
    {
        return user_static(cx, ty, member, args);
    }
    let full = named.map_or(class.name(), |t| t.name);
    shim::static_call(cx, full, member.name(), args)
}

/// `getBasis` and `create` of records.
fn user_static(cx: &mut Cx, ty: &'static TypeInfo, member: Symbol, args: Args) -> R {
    match member.name() {
        "getBasis" => {
            let names = ty.fields.iter().map(|f| Value::symbol(f.name)).collect();
            Ok(Value::new(clutch_core::coll::Vector::from_vec(names)))
        }
        "create" if args.len() == 1 => {
            let mut fields = Vec::new();
            for f in ty.fields {
                let key = Value::keyword(Keyword::simple(f.name.name()));
                fields.push(assoc::get(cx, &args[0], &key)?);
            }
            Ok(instance(ty, fields, Value::NIL))
        }
        other => shim::static_call(cx, ty.name, other, args),
    }
}

/// The value of a static field: class name, field name.
///
/// Long/MAX_VALUE ;=> 9223372036854775807
#[native("clutch.rt", "static-field")]
fn static_field(cx: &mut Cx, class: Symbol, field: Symbol) -> R {
    let ns = cx.current_ns();
    let full = cx
        .context
        .world()
        .resolve_class(ns, class)
        .map_or(class.name(), |t| t.name);
    shim::static_field(cx, full, field.name())
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![
    new,
    invoke_method,
    read_record,
    get_field,
    set_field,
    static_call,
    static_field,
];
