//! Typed view of native records, and the erasure that `#[native]` goes through.
//!
//! Invariant: `Native::fixed[n]` was made by `erase_n` and `Native::rest` by [`erase_rest`]; only
//! the generated code of `#[native]` fills records, always with the function that matches.
#![allow(unsafe_code, reason = "gives function pointers their type back")]

use crate::cx::Cx;
use clutch_core::native::{ErasedFn, Native};
use clutch_core::{R, Value};
use smallvec::SmallVec;

/// Arguments of a native call, owned.
pub type Args = SmallVec<[Value; 6]>;

/// A closure in Rust that scripts can call.
pub type BoxedNative = Box<dyn Fn(&mut Cx, Args) -> R + Send + Sync>;

type F0 = fn(&mut Cx) -> R;
type F1 = fn(&mut Cx, Value) -> R;
type F2 = fn(&mut Cx, Value, Value) -> R;
type F3 = fn(&mut Cx, Value, Value, Value) -> R;
type F4 = fn(&mut Cx, Value, Value, Value, Value) -> R;
type FRest = fn(&mut Cx, Args) -> R;

macro_rules! erasures {
    ($($erase:ident $restore:ident $ty:ty;)*) => {$(
        /// Erases the type of a native function for its record.
        pub const fn $erase(f: $ty) -> ErasedFn {
            // SAFETY: function pointers have one size; it is called only through its restorer.
            unsafe { std::mem::transmute::<$ty, ErasedFn>(f) }
        }
        #[inline(always)]
        fn $restore(f: ErasedFn) -> $ty {
            // SAFETY: by the module's invariant it was erased from this type.
            unsafe { std::mem::transmute::<ErasedFn, $ty>(f) }
        }
    )*};
}

erasures! {
    erase0 restore0 F0;
    erase1 restore1 F1;
    erase2 restore2 F2;
    erase3 restore3 F3;
    erase4 restore4 F4;
    erase_rest restore_rest FRest;
}

/// Calls a native with arguments that it will own. Checks the count.
#[inline]
pub fn call(cx: &mut Cx, native: &'static Native, args: &mut [Value]) -> R {
    match (args, &native.fixed) {
        ([], [Some(f), ..]) => restore0(*f)(cx),
        ([a], [_, Some(f), ..]) => restore1(*f)(cx, a.take()),
        ([a, b], [_, _, Some(f), ..]) => restore2(*f)(cx, a.take(), b.take()),
        ([a, b, c], [_, _, _, Some(f), _]) => restore3(*f)(cx, a.take(), b.take(), c.take()),
        ([a, b, c, d], [_, _, _, _, Some(f)]) => {
            restore4(*f)(cx, a.take(), b.take(), c.take(), d.take())
        }
        (args, _) => call_rest(cx, native, args),
    }
}

#[inline(never)]
fn call_rest(cx: &mut Cx, native: &'static Native, args: &mut [Value]) -> R {
    match native.rest {
        Some(f) if args.len() >= usize::from(native.min_rest) => {
            let args = args.iter_mut().map(Value::take).collect();
            restore_rest(f)(cx, args)
        }
        _ => {
            let name = format!("{}/{}", native.ns, native.name);
            Err(clutch_core::Thrown::arity(args.len(), &name))
        }
    }
}
