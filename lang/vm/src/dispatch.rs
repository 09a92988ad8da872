//! Dispatch through the world's registries: multimethods, protocols, methods of types.

use crate::cx::Cx;
use clutch_core::func::{MultiFn, ProtocolFn};
use clutch_core::{R, Thrown, Value};

/// The method of a multimethod for these arguments.
pub(crate) fn method(_: &mut Cx, m: &MultiFn, _args: &[Value]) -> R {
    Err(Thrown::unsupported(format!("multimethod {}", m.var)))
}

/// The implementation of a protocol method for the type of the first argument.
pub(crate) fn protocol_method(_: &mut Cx, p: &ProtocolFn, _args: &[Value]) -> R {
    Err(Thrown::unsupported(format!("protocol method {}", p.method)))
}

/// The method of this name that the type of an instance implements, as a function that takes the
/// instance first.
pub fn interface_method(_: &mut Cx, _v: &Value, _name: &str) -> R<Option<Value>> {
    Ok(None)
}
