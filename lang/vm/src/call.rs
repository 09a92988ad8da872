//! One calling convention for everything that can be called.

use crate::cx::Cx;
use crate::native::Args;
use clutch_core::{R, Value};

impl Cx {
    /// Calls any callable (closure, native, keyword, map, set, vector, symbol, var, multimethod,
    /// protocol method, instance with `IFn`) with owned arguments.
    pub fn call(&mut self, f: &Value, args: Args) -> R {
        let _ = (f, args);
        Ok(Value::NIL)
    }
    /// Calls with one argument.
    pub fn call1(&mut self, f: &Value, a: Value) -> R {
        self.call(f, smallvec::smallvec![a])
    }
    /// Calls with two arguments.
    pub fn call2(&mut self, f: &Value, a: Value, b: Value) -> R {
        self.call(f, smallvec::smallvec![a, b])
    }
    /// Notices interrupts, limits and new worlds; call it in every native loop of unbounded
    /// length.
    pub fn poll(&mut self) -> R<()> {
        Ok(())
    }
}
