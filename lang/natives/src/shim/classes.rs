//! `java.lang.Class`: what a class tells about itself, and finding it by name.

use super::{ArrayKind, array, members};
use clutch_core::class::TypeKind;
use clutch_core::{R, Symbol, Thrown, TypeInfo, Value, View, class};
use clutch_vm::Cx;
use clutch_vm::class::{class_of, find, instance_of, is_subclass};

fn info(v: &Value) -> R<&'static TypeInfo> {
    match v.view() {
        View::Class(c) => Ok(c),
        _ => Err(super::text::wrong(v, "a class")),
    }
}

/// `[Ljava.lang.String;` as `java.lang.String[]`, one level for each bracket.
fn element_name(name: &str) -> Option<&str> {
    let element = name.strip_prefix('[')?;
    Some(match element {
        "J" => "long",
        "I" => "int",
        "S" => "short",
        "B" => "byte",
        "C" => "char",
        "Z" => "boolean",
        "D" => "double",
        "F" => "float",
        other => other
            .strip_prefix('L')
            .and_then(|o| o.strip_suffix(';'))
            .unwrap_or(other),
    })
}

fn simple_name(name: &str) -> String {
    match element_name(name) {
        Some(element) => simple_name(element) + "[]",
        None => name.rsplit(['.', '$']).next().unwrap_or(name).to_string(),
    }
}

/// The class of a full name: host class, or user type of the running world.
pub(super) fn class_named(cx: &Cx, name: &str) -> Option<&'static TypeInfo> {
    let ns = clutch_core::NsName::new("clojure.core");
    find(name).or_else(|| cx.context.world().resolve_class(ns, Symbol::simple(name)))
}

members! {
    "java.lang.Class" {
        fn get_name ".getName" (c: &Value) -> R<&'static str> { Ok(info(c)?.name) }
        fn get_simple_name ".getSimpleName" (c: &Value) -> R<String> { Ok(simple_name(info(c)?.name)) }
        fn get_canonical_name ".getCanonicalName" (c: &Value) -> R<String> {
            let name = info(c)?.name;
            Ok(match element_name(name) {
                Some(element) => format!("{element}[]"),
                None => name.replace('$', "."),
            })
        }
        fn get_type_name ".getTypeName" (c: &Value) -> R<String> { get_canonical_name(c) }
        fn get_package_name ".getPackageName" (c: &Value) -> R<&'static str> {
            Ok(info(c)?.name.rsplit_once('.').map_or("", |(package, _)| package))
        }
        fn is_instance ".isInstance" (c: &Value, x: &Value) -> R<bool> { Ok(instance_of(info(c)?, x)) }
        fn is_assignable_from ".isAssignableFrom" (c: &Value, other: &Value) -> R<bool> { Ok(is_subclass(info(other)?, info(c)?)) }
        fn is_array ".isArray" (c: &Value) -> R<bool> { Ok(info(c)?.name.starts_with('[')) }
        fn is_interface ".isInterface" (c: &Value) -> R<bool> { Ok(info(c)?.kind == TypeKind::Interface) }
        fn is_primitive ".isPrimitive" (_c: &Value) -> bool { false }
        fn is_enum ".isEnum" (c: &Value) -> R<bool> { Ok(info(c)?.is_a(&clutch_vm::class::host::ENUM)) }
        fn is_anonymous ".isAnonymousClass" (c: &Value) -> R<bool> { Ok(info(c)?.kind == TypeKind::Reify) }
        fn get_superclass ".getSuperclass" (c: &Value) -> R {
            let info = info(c)?;
            let first = info.supers.first().filter(|s| s.kind != TypeKind::Interface);
            let above = match first {
                Some(s) => Some(*s),
                None if info.kind == TypeKind::Interface || std::ptr::eq(info, &class::OBJECT) => None,
                None => Some(&class::OBJECT),
            };
            Ok(above.into())
        }
        fn get_interfaces ".getInterfaces" (c: &Value) -> R {
            let interfaces = info(c)?.supers.iter().filter(|s| s.kind == TypeKind::Interface);
            Ok(array(ArrayKind::Object, interfaces.map(|s| Value::class(s)).collect()))
        }
        fn get_component_type ".getComponentType" (cx: &mut Cx, c: &Value) -> R {
            let element = element_name(info(c)?.name).map(|name| match name {
                "long" => "java.lang.Long",
                "int" => "java.lang.Integer",
                "short" => "java.lang.Short",
                "byte" => "java.lang.Byte",
                "char" => "java.lang.Character",
                "boolean" => "java.lang.Boolean",
                "double" => "java.lang.Double",
                "float" => "java.lang.Float",
                other => other,
            });
            Ok(element.and_then(|name| class_named(cx, name)).into())
        }
        fn cast ".cast" (c: &Value, x: Value) -> R {
            let info = info(c)?;
            if x.is_nil() || instance_of(info, &x) {
                return Ok(x);
            }
            let message = format!("Cannot cast {} to {}", class_of(&x).name, info.name);
            Err(Thrown::new(&class::CLASS_CAST, message))
        }
        fn get_class_loader ".getClassLoader" (_c: &Value) {}
        fn get_modifiers ".getModifiers" (_c: &Value) -> i64 { 1 }
        fn desired_assertion_status ".desiredAssertionStatus" (_c: &Value) -> bool { true }
        fn new_instance ".newInstance" (cx: &mut Cx, c: &Value) -> R {
            let info = info(c)?;
            super::construct(cx, info, clutch_vm::Args::new())
        }
        fn for_name "forName" (cx: &mut Cx, name: &str) -> R { named(cx, name) }
        fn for_name_loader "forName" (cx: &mut Cx, name: &str, _initialize: Value, _loader: Value) -> R { named(cx, name) }
    }
}

fn named(cx: &mut Cx, name: &str) -> R {
    match class_named(cx, name) {
        Some(info) => Ok(Value::class(info)),
        None => Err(Thrown::new(&class::CLASS_NOT_FOUND, name)),
    }
}
