//! A running context for unit tests: an empty world, and an engine that can do nothing.

use clutch_core::world::{Binding, World, WorldCell};
use clutch_core::{R, Thrown, Value};
use clutch_vm::{Args, Context, Cx, Host};
use std::any::Any;
use std::sync::Arc;

struct NoEngine;

fn none<T>() -> R<T> {
    Err(Thrown::unsupported("no engine in unit tests"))
}

impl Host for NoEngine {
    fn eval(&self, _cx: &mut Cx, _form: Value) -> R {
        none()
    }
    fn macroexpand_1(&self, _cx: &mut Cx, _form: Value) -> R {
        none()
    }
    fn destructure(&self, _: &mut Cx, _: Value) -> R {
        Err(Thrown::unsupported("no compiler here"))
    }
    fn compile_lazy(&self, _cx: &mut Cx, _binding: &Arc<Binding>) -> R {
        none()
    }
    fn fill_meta(&self, _cx: &mut Cx, _binding: &Arc<Binding>) -> R {
        none()
    }
    fn require(&self, _cx: &mut Cx, _args: Args, _refer_all: bool) -> R {
        none()
    }
    fn load_file(&self, _cx: &mut Cx, _path: &str) -> R {
        none()
    }
    fn load_string(&self, _cx: &mut Cx, _text: &str, _name: &str) -> R {
        none()
    }
    fn load(&self, _cx: &mut Cx, _paths: Args) -> R {
        none()
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// A live context over an empty world.
pub(crate) fn context() -> Cx {
    let cell = WorldCell::new(World::empty(clutch_core::world::ClassTable::default()));
    let poll = Arc::default();
    let context = Context::live(cell, Arc::clone(&poll));
    Cx::with_stack(context, poll, Arc::new(NoEngine), 1 << 16, 1000)
}

/// A function of the language that is written in Rust.
pub(crate) fn function(f: impl Fn(&mut Cx, Args) -> R + Send + Sync + 'static) -> Value {
    let call: clutch_vm::native::BoxedNative = Box::new(f);
    Value::new(clutch_core::native::NativeClosure {
        name: "test".into(),
        call: Box::new(call),
        meta: Value::NIL,
    })
}
