//! [`Turn`]: host calls pinned to one world; and [`Func`], a function that the host holds.

use crate::convert::{Arguments, FromValue, answer};
use crate::engine::Engine;
use crate::error::Error;
use crate::load::eval_live;
use crate::pool::Canceller;
use crate::session::{core_var, panicked};
use clutch_core::world::World;
use clutch_core::{NsName, R, Symbol, Thrown, Value, VarName};
use clutch_vm::berth::Berth;
use clutch_vm::context::Saved;
use clutch_vm::{Args, Cx};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Calls into scripts that all see one world. After a panic of a host function the turn refuses
/// further calls; the engine is not harmed.
pub struct Turn {
    engine: Engine,
    berth: Arc<Berth>,
    saved: Option<Saved>,
    failed: bool,
    canceller: Canceller,
}

impl Turn {
    pub(crate) fn new(engine: Engine, world: Option<Arc<World>>) -> Turn {
        let (berth, mut cx) = engine.pool.take(&engine.inner, "turn of the host");
        let user = Value::ns(NsName::new("user"));
        cx.push_bindings(vec![(core_var("*ns*"), user)])
            .unwrap_or_default();
        let saved = match world {
            None => cx.enter_turn(),
            Some(world) => cx.context.enter_world(world),
        };
        let canceller = Canceller::new(&cx);
        berth.put(cx);
        Turn {
            engine,
            canceller,
            berth,
            saved: Some(saved),
            failed: false,
        }
    }

    /// The world that the turn sees.
    pub fn world(&self) -> Option<Arc<World>> {
        self.berth.lend().map(|cx| cx.context.world().clone())
    }

    /// Stops what the turn is running, from any thread.
    pub fn canceller(&self) -> Canceller {
        self.canceller.clone()
    }

    /// Calls a function by its qualified name.
    ///
    /// # Errors
    /// What the call throws; if there is no such function.
    pub fn call(
        &mut self,
        var: &str,
        args: impl IntoIterator<Item = Value>,
    ) -> Result<Value, Error> {
        let args: Args = args.into_iter().collect();
        self.run(|cx, _| {
            let f = function(cx, var)?;
            cx.call(&f, args)
        })
    }

    /// As [`Turn::call`], with converted arguments and answer:
    /// `turn.invoke::<i64>("app/total", ("north", 3))`.
    ///
    /// # Errors
    /// What the call throws; an answer of another kind.
    pub fn invoke<T: FromValue>(&mut self, var: &str, args: impl Arguments) -> Result<T, Error> {
        self.run(|cx, _| {
            let args = args.into_args()?;
            let f = function(cx, var)?;
            answer(var, cx.call(&f, args)?)
        })
    }

    /// Calls a function value.
    ///
    /// # Errors
    /// What the call throws.
    pub fn call_value(
        &mut self,
        f: &Value,
        args: impl IntoIterator<Item = Value>,
    ) -> Result<Value, Error> {
        let args: Args = args.into_iter().collect();
        self.run(|cx, _| cx.call(f, args))
    }

    /// Evaluates the forms of a text; gives the value of the last.
    ///
    /// # Errors
    /// The first error; forms before it have taken effect.
    pub fn eval(&mut self, name: &str, text: &str) -> Result<Value, Error> {
        self.run(|cx, engine| eval_live(cx, &engine.inner, name, text))
    }

    /// Moves on to the newest world, for long-running host loops. False for `turn_at`.
    pub fn repin(&mut self) -> bool {
        self.berth.lend().is_some_and(|mut cx| cx.context.repin())
    }

    fn run<T>(&mut self, f: impl FnOnce(&mut Cx, &Engine) -> R<T>) -> Result<T, Error> {
        let Some(mut cx) = self.berth.take() else {
            return Err(Error::plain(
                crate::Kind::Panic,
                "host/turn-lost",
                "this turn was lost in a panic of a host function",
            ));
        };
        let engine = self.engine.clone();
        let limits = &engine.inner.limits;
        limits.apply(&mut cx);
        let result = catch_unwind(AssertUnwindSafe(|| {
            let result = f(&mut cx, &engine);
            (cx, result)
        }));
        match result {
            Ok((cx, result)) => {
                self.berth.put(cx);
                self.failed |= result.is_err();
                result.map_err(|thrown| Error::from_thrown(&thrown))
            }
            Err(panic) => Err(panicked(&*panic)),
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let (Some(mut cx), Some(saved)) = (self.berth.take(), self.saved.take()) {
            // A turn of the host is never inside of a stage, so there is nothing to refuse.
            cx.context.end_turn(saved, self.failed).unwrap_or_default();
            let berth = self.berth.clone();
            self.engine.pool.give_back(berth, cx, &self.canceller);
        }
    }
}

fn function(cx: &mut Cx, name: &str) -> R {
    let symbol = Symbol::parse(name);
    let var = match symbol.ns() {
        Some(ns) => VarName::from_parts(ns, symbol.name()),
        None => VarName::new(cx.current_ns(), symbol),
    };
    if !cx.has_root(var) {
        let here = cx.current_ns();
        let near = clutch_core::world::suggest(cx.context.world(), here, symbol);
        let hint = match near.first() {
            Some(name) => format!("; did you mean {name}?"),
            None => String::new(),
        };
        return Err(Thrown::illegal_argument(format!(
            "There is no function {name}{hint}"
        )));
    }
    cx.var_value(var)
}

/// What a reload means for a function that the host holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Link {
    /// Looked up by name in the world of each turn that calls it.
    Late,
    /// This code for ever.
    Pinned,
}

/// A function that the host holds.
#[derive(Clone)]
pub struct Func {
    name: String,
    pinned: Option<(Value, Arc<World>)>,
}

impl Engine {
    /// A function by its qualified name.
    ///
    /// # Errors
    /// If there is none of this name now.
    pub fn func(&self, name: &str, link: Link) -> Result<Func, Error> {
        let mut turn = self.turn();
        let value = turn.run(|cx, _| function(cx, name))?;
        let world = turn.world();
        let pinned = match (link, world) {
            (Link::Pinned, Some(world)) => Some((value, world)),
            _ => None,
        };
        Ok(Func {
            name: name.to_string(),
            pinned,
        })
    }
}

impl Func {
    /// Calls it: late-bound ones in the turn's world, pinned ones in the world they come from.
    ///
    /// # Errors
    /// What the call throws.
    pub fn call(
        &self,
        turn: &mut Turn,
        args: impl IntoIterator<Item = Value>,
    ) -> Result<Value, Error> {
        match &self.pinned {
            None => turn.call(&self.name, args),
            Some((f, world)) => {
                let args: Args = args.into_iter().collect();
                turn.run(|cx, _| {
                    let saved = cx.context.enter_world(world.clone());
                    let result = cx.call(f, args);
                    cx.context.restore(saved)?;
                    result
                })
            }
        }
    }

    /// Generation of the code, if it is pinned.
    pub fn generation(&self) -> Option<u64> {
        self.pinned.as_ref().map(|(_, w)| w.generation())
    }
}
