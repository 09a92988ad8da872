//! A machine without an engine: a world of natives, and forms compiled and run one by one.
#![allow(dead_code, reason = "each test binary uses its part")]

use clutch_core::coll::KeysOf;
use clutch_core::span::SourceText;
use clutch_core::world::{Binding, ClassTable, World, WorldCell};
use clutch_core::{NsName, R, Symbol, Thrown, Value, VarName};
use clutch_syntax::{ReadHost, Reader, Syntax};
use clutch_vm::{Args, Context, Cx, Host};
use std::any::Any;
use std::sync::Arc;

struct NoEngine;

impl Host for NoEngine {
    fn eval(&self, cx: &mut Cx, form: Value) -> R {
        eval(cx, &form)
    }
    fn macroexpand_1(&self, cx: &mut Cx, form: Value) -> R {
        clutch_compiler::macroexpand_1(cx, &form)
    }
    fn destructure(&self, cx: &mut Cx, bindings: Value) -> R {
        clutch_compiler::destructure(cx, &bindings)
    }
    fn compile_lazy(&self, _: &mut Cx, _: &Arc<Binding>) -> R {
        Err(Thrown::unsupported("no standard library here"))
    }
    fn fill_meta(&self, _: &mut Cx, _: &Arc<Binding>) -> R {
        Ok(Value::NIL)
    }
    fn require(&self, _: &mut Cx, _: Args, _: bool) -> R {
        Err(Thrown::unsupported("no require here"))
    }
    fn load_file(&self, _: &mut Cx, _: &str) -> R {
        Err(Thrown::unsupported("no files here"))
    }
    fn load_string(&self, _: &mut Cx, _: &str, _: &str) -> R {
        Err(Thrown::unsupported("no load-string here"))
    }
    fn load(&self, _: &mut Cx, _: Args) -> R {
        Err(Thrown::unsupported("no load here"))
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
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
    fn namespace(&mut self, alias: Symbol) -> Option<NsName> {
        Some(NsName::from(alias))
    }
    fn resolve(&mut self, _: Symbol) -> Option<Symbol> {
        None
    }
    fn regex(&mut self, _: &str) -> R {
        Err(Thrown::unsupported("no regex here"))
    }
    fn tagged(&mut self, _: Symbol, _: &Value) -> R<Option<Value>> {
        Ok(None)
    }
    fn tagged_literal(&mut self, _: Symbol, _: Value) -> R {
        Err(Thrown::unsupported("no tags here"))
    }
    fn conditional(&mut self, _: Value, _: bool) -> R {
        Err(Thrown::unsupported("no conditionals here"))
    }
}

fn eval(cx: &mut Cx, form: &Value) -> R {
    let proto = clutch_compiler::compile(cx, form)?;
    let f = Value::new(clutch_core::func::Closure {
        proto,
        captured: Box::default(),
        meta: Value::NIL,
    });
    cx.call0(&f)
}

/// A fresh context.
pub(crate) fn machine() -> Cx {
    let classes = ClassTable {
        find: clutch_vm::class::find,
        visible: clutch_vm::class::auto_imported,
    };
    let mut world = World::empty(classes);
    for name in ["clojure.core", "clutch.rt", "user"] {
        world.create_namespace(NsName::new(name));
    }
    for n in clutch_natives::all() {
        let var = VarName::from_parts(n.ns, n.name);
        world.define(Arc::new(Binding::new(var, Value::native_fn(n))));
    }
    // Operations of the machine need the names to resolve, not the functions behind them.
    let macros = clutch_compiler::expand::macros().map(|m| m.name);
    for name in [
        "+", "-", "*", "/", "<", ">", "==", "=", "nth", "conj", "nil?",
    ]
    .into_iter()
    .chain(macros)
    {
        let var = VarName::from_parts("clojure.core", name);
        if world.binding(var).is_none() {
            world.define(Arc::new(Binding::new(var, Value::NIL)));
        }
    }
    world.edit_namespace(NsName::new("user"), |n| {
        n.core = clutch_core::world::CoreRefer::all()
    });
    let cell = WorldCell::new(world);
    let poll = Arc::default();
    let context = Context::live(cell, Arc::clone(&poll));
    Cx::new(context, poll, Arc::new(NoEngine))
}

/// Reads, compiles and runs all forms of a text; the last value.
pub(crate) fn run(cx: &mut Cx, text: &str) -> R {
    let source = SourceText::new("test", text).register();
    let mut reader = Reader::new(source, Syntax::default());
    let mut last = Value::NIL;
    loop {
        let form = match reader.read_next(&mut Reading(cx)) {
            Ok(Some(form)) => form,
            Ok(None) => return Ok(last),
            Err(e) => return Err(e.into_thrown()),
        };
        last = eval(cx, &form)?;
    }
}

/// The code of the functions in a text, as text.
pub(crate) fn disassemble(text: &str) -> String {
    let mut cx = machine();
    let source = SourceText::new("test", text).register();
    let mut reader = Reader::new(source, Syntax::default());
    let mut out = String::new();
    while let Some(form) = reader.read_next(&mut Reading(&mut cx)).expect("reads") {
        let proto = clutch_compiler::compile(&mut cx, &form).expect("compiles");
        for code in &proto.arities {
            for inner in &code.protos {
                out.push_str(&clutch_vm::disasm::proto(inner));
            }
        }
    }
    out
}
