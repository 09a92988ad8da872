//! For the unit tests of this crate: a context without an engine, and values read from text.

use crate::context::Context;
use crate::cx::Cx;
use crate::host::Host;
use crate::native::Args;
use clutch_core::coll::KeysOf;
use clutch_core::world::{Binding, World, cell::WorldCell};
use clutch_core::{NsName, R, Symbol, Thrown, Value};
use clutch_syntax::{ReadHost, Syntax, read_str};
use std::any::Any;
use std::sync::Arc;

struct NoEngine;

fn no_engine() -> R {
    Err(Thrown::unsupported("there is no engine in unit tests"))
}

impl Host for NoEngine {
    fn eval(&self, _cx: &mut Cx, _form: Value) -> R {
        no_engine()
    }
    fn macroexpand_1(&self, _cx: &mut Cx, _form: Value) -> R {
        no_engine()
    }
    fn destructure(&self, _: &mut Cx, _: Value) -> R {
        Err(Thrown::unsupported("no compiler here"))
    }
    fn compile_lazy(&self, _cx: &mut Cx, _binding: &Arc<Binding>) -> R {
        no_engine()
    }
    fn fill_meta(&self, _cx: &mut Cx, _binding: &Arc<Binding>) -> R {
        no_engine()
    }
    fn require(&self, _cx: &mut Cx, _args: Args, _refer_all: bool) -> R {
        no_engine()
    }
    fn load_file(&self, _cx: &mut Cx, _path: &str) -> R {
        no_engine()
    }
    fn load_string(&self, _cx: &mut Cx, _text: &str, _name: &str) -> R {
        no_engine()
    }
    fn load(&self, _cx: &mut Cx, _paths: Args) -> R {
        no_engine()
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// A live context in an empty world.
pub(crate) fn cx() -> Cx {
    let cell = WorldCell::new(World::empty(clutch_core::world::ClassTable::default()));
    let poll = Arc::default();
    Cx::new(
        Context::live(cell, Arc::clone(&poll)),
        poll,
        Arc::new(NoEngine),
    )
}

struct Reading<'a>(&'a mut Cx);

impl KeysOf for Reading<'_> {
    type Keys = Cx;
    fn keys(&mut self) -> &mut Cx {
        self.0
    }
}

impl ReadHost for Reading<'_> {
    fn current_ns(&mut self) -> NsName {
        NsName::new("user")
    }
    fn namespace(&mut self, _alias: Symbol) -> Option<NsName> {
        None
    }
    fn resolve(&mut self, _name: Symbol) -> Option<Symbol> {
        None
    }
    fn regex(&mut self, _pattern: &str) -> R {
        no_engine()
    }
    fn tagged(&mut self, _tag: Symbol, _form: &Value) -> R<Option<Value>> {
        Ok(None)
    }
    fn tagged_literal(&mut self, _tag: Symbol, _form: Value) -> R {
        no_engine()
    }
    fn conditional(&mut self, _form: Value, _splicing: bool) -> R {
        no_engine()
    }
}

/// Reads a value.
pub(crate) fn read(cx: &mut Cx, text: &str) -> Value {
    match read_str(text, &Syntax::default(), &mut Reading(cx)) {
        Ok(Some((v, _))) => v,
        Ok(None) => panic!("nothing to read: {text}"),
        Err(e) => panic!("{text}: {}", e.message()),
    }
}
