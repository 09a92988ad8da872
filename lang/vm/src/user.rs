//! What the laws ask user types: methods that a `deftype`, `defrecord` or `reify` implements for
//! host interfaces, such as `equiv`, `hasheq` or `compareTo`.

use crate::class::host as h;
use crate::cx::Cx;
use crate::dispatch::interface_method;
use crate::native::Args;
use clutch_core::class::TypeKind;
use clutch_core::{R, TypeInfo, Value};

/// Calls the method of this name with the instance and the arguments; none if its type has no
/// such method.
pub(crate) fn call_method(
    cx: &mut Cx,
    instance: &Value,
    method: &str,
    args: &[&Value],
) -> R<Option<Value>> {
    let Some(f) = interface_method(cx, instance, method)? else {
        return Ok(None);
    };
    let mut all = Args::new();
    all.push(instance.clone());
    all.extend(args.iter().map(|v| (*v).clone()));
    cx.call(&f, all).map(Some)
}

/// How the laws treat an instance.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Shape {
    /// A `defrecord`: fields, then extra keys.
    Record,
    /// Walked by `seq`, equal to other sequential collections.
    Sequence,
    /// Entries by `seq`.
    Map,
    /// Elements by `seq`.
    Set,
    /// No collection.
    Opaque,
}

/// The shape that the interfaces of a type promise.
pub(crate) fn shape(ty: &'static TypeInfo) -> Shape {
    let is = |interface: &'static TypeInfo| ty.is_a(interface);
    if ty.kind == TypeKind::Record {
        Shape::Record
    } else if is(&h::SEQUENTIAL) || is(&h::LIST) {
        Shape::Sequence
    } else if is(&h::IPERSISTENT_MAP) || is(&h::MAP) {
        Shape::Map
    } else if is(&h::IPERSISTENT_SET) || is(&h::SET) {
        Shape::Set
    } else {
        Shape::Opaque
    }
}
