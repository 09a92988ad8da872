//! One calling convention for everything that can be called, and calls from Rust.
//!
//! The run loop calls closures and natives itself; what else can be called is reduced to one of
//! the two by [`Cx::target`] (var, multimethod, protocol method, instance), or is answered at
//! once by [`Cx::call_data`] (keyword, symbol, map, set, vector).

use crate::cx::Cx;
use crate::native::{Args, BoxedNative};
use crate::stack::Regs;
use crate::{class, dispatch, native};
use clutch_core::class as classes;
use clutch_core::native::NativeClosure;
use clutch_core::{R, Tag, Thrown, Value, View};

/// Calls from Rust into the run loop that may nest; each takes native stack, which grows on the
/// heap by `stacker`.
const MAX_NATIVE_DEPTH: u32 = 20_000;
/// Native stack that must be left to go on without growing it.
const RED_ZONE: usize = 128 * 1024;
/// Size of each new piece of native stack.
const STACK_PIECE: usize = 2 * 1024 * 1024;

/// What calling a value comes down to.
pub(crate) enum Target {
    /// Call this value instead: a closure, native or other callable.
    Value(Value),
    /// Answered by [`Cx::call_data`].
    Data,
}

impl Cx {
    /// Calls any callable with owned arguments.
    pub fn call(&mut self, f: &Value, mut args: Args) -> R {
        match f.view() {
            View::Closure(_) => self.enter(f.clone(), args),
            View::Native(n) if n.special == clutch_core::native::Special::No => {
                native::call(self, n, &mut args)
            }
            _ => self.guarded(|cx| cx.call_other(f, args)),
        }
    }

    /// Calls with no arguments.
    pub fn call0(&mut self, f: &Value) -> R {
        self.call(f, Args::new())
    }
    /// Calls with no arguments and lets the function go: one that takes its captures may then move
    /// them out.
    pub(crate) fn call_once(&mut self, f: Value) -> R {
        match f.tag() {
            Tag::Closure => self.enter(f, Args::new()),
            _ => self.call0(&f),
        }
    }
    /// Calls with one argument.
    pub fn call1(&mut self, f: &Value, a: Value) -> R {
        self.call(f, smallvec::smallvec![a])
    }
    /// Calls with two arguments.
    pub fn call2(&mut self, f: &Value, a: Value, b: Value) -> R {
        self.call(f, smallvec::smallvec![a, b])
    }
    /// Calls with three arguments.
    pub fn call3(&mut self, f: &Value, a: Value, b: Value, c: Value) -> R {
        self.call(f, smallvec::smallvec![a, b, c])
    }

    /// Runs `f` with enough native stack, or throws `StackOverflowError`.
    pub fn guarded<T>(&mut self, f: impl FnOnce(&mut Cx) -> R<T>) -> R<T> {
        if self.native_depth >= MAX_NATIVE_DEPTH {
            return Err(stack_overflow());
        }
        self.native_depth += 1;
        let result = stacker::maybe_grow(RED_ZONE, STACK_PIECE, || f(self));
        self.native_depth -= 1;
        result
    }

    fn call_other(&mut self, f: &Value, mut args: Args) -> R {
        match f.view() {
            View::Native(_) => {
                // `apply` from Rust: spread here.
                let Some(last) = args.pop() else {
                    return Err(Thrown::arity(0, "clojure.core/apply"));
                };
                if args.is_empty() {
                    return Err(Thrown::arity(1, "clojure.core/apply"));
                }
                let f = args.remove(0);
                let mut more = crate::seq::to_vec(self, last)?;
                args.extend(more.drain(..));
                self.call(&f, args)
            }
            View::NativeClosure(n) => self.call_native_closure(n, args),
            _ => match self.target(f, &args)? {
                Target::Value(g) => {
                    if needs_self(f) {
                        args.insert(0, f.clone());
                    }
                    self.call(&g, args)
                }
                Target::Data => self.call_data(f, args),
            },
        }
    }

    pub(crate) fn call_native_closure(&mut self, n: &NativeClosure, args: Args) -> R {
        let call = n.call.downcast_ref::<BoxedNative>();
        let call = call.expect("a native closure holds a boxed native");
        call(self, args)
    }

    /// What a callable that is neither closure nor native stands for, given its arguments.
    pub(crate) fn target(&mut self, f: &Value, args: &[Value]) -> R<Target> {
        match f.view() {
            View::Var(var) => {
                let value = self.var_value(var)?;
                if value.tag() == Tag::Unbound {
                    return Err(Thrown::illegal_state(format!(
                        "Attempting to call unbound fn: #'{var}"
                    )));
                }
                Ok(Target::Value(value))
            }
            View::MultiFn(m) => dispatch::method(self, m, args).map(Target::Value),
            View::ProtocolFn(p) => dispatch::protocol_method(self, p, args).map(Target::Value),
            View::Instance(_) => match dispatch::interface_method(self, f, "invoke")? {
                Some(method) => Ok(Target::Value(method)),
                None => Err(not_callable(f)),
            },
            _ => Ok(Target::Data),
        }
    }

    /// Calls data: keywords, symbols, maps, sets and vectors look themselves up.
    pub(crate) fn call_data(&mut self, f: &Value, mut args: Args) -> R {
        let count = args.len();
        let mut take = |i: usize| args[i].take();
        match f.view() {
            View::Keyword(_) | View::Symbol(_) | View::SymbolMeta(_) => match count {
                1 => crate::assoc::get(self, &take(0), f),
                2 => {
                    let (coll, default) = (take(0), take(1));
                    crate::assoc::get_or(self, &coll, f, default)
                }
                _ => Err(match f.view() {
                    View::Keyword(k) => Thrown::arity(count, &k.to_string()),
                    _ => Thrown::arity(count, class::class_of(f).name),
                }),
            },
            View::Map(_) | View::SortedMap(_) => match count {
                1 => crate::assoc::get(self, f, &take(0)),
                2 => {
                    let (key, default) = (take(0), take(1));
                    crate::assoc::get_or(self, f, &key, default)
                }
                _ => Err(Thrown::arity(count, class::class_of(f).name)),
            },
            View::Set(_) | View::SortedSet(_) if count == 1 => crate::assoc::get(self, f, &take(0)),
            View::Vector(_) | View::MapEntry(_) if count == 1 => {
                crate::assoc::nth_as_fn(self, f, &take(0))
            }
            View::Set(_) | View::SortedSet(_) | View::Vector(_) | View::MapEntry(_) => {
                Err(Thrown::arity(count, class::class_of(f).name))
            }
            View::Transient(_) | View::Host(_) | View::Promise(_) => {
                crate::assoc::call_object(self, f, args)
            }
            View::Unbound => Err(Thrown::illegal_state(match f.unbound_var() {
                Some(var) => format!("Attempting to call unbound fn: #'{var}"),
                None => "Attempting to call unbound fn".to_string(),
            })),
            View::Nil => Err(Thrown::null_pointer(
                "Cannot invoke \"clojure.lang.IFn.invoke()\" because the value is null",
            )),
            _ => Err(not_callable(f)),
        }
    }

    /// Runs a closure to its end.
    fn enter(&mut self, f: Value, args: Args) -> R {
        self.guarded(|cx| {
            let slot = cx.free_registers();
            let floor = cx.frames.len();
            let count = args.len();
            if !cx.stack.fits(slot, count + 2) {
                return Err(stack_overflow());
            }
            // The callee lies below its registers, and keeps itself alive there.
            slot.set(0, f);
            for (i, arg) in args.into_iter().enumerate() {
                slot.set(i as u16 + 1, arg);
            }
            let depth = cx.bindings.depth();
            let result = match cx.push_closure(slot.get(0), slot.above(1), count, 0, true) {
                Ok(()) => crate::run::run(cx, floor),
                Err(e) => {
                    cx.stack.clear(slot, count + 2);
                    Err(e)
                }
            };
            if result.is_err() {
                cx.bindings.truncate(depth);
            }
            result
        })
    }

    /// Calls a closure with a rest parameter whose last argument is the rest seq itself.
    pub(crate) fn call_with_rest(&mut self, f: &Value, args: Args) -> R {
        self.guarded(|cx| {
            let closure = f.get::<clutch_core::func::Closure>().expect("a closure");
            let code = &closure.proto.arities[closure.proto.selection.variadic as usize];
            let slot = cx.free_registers();
            let floor = cx.frames.len();
            if !cx.stack.fits(slot, usize::from(code.registers) + 1) {
                return Err(stack_overflow());
            }
            slot.set(0, f.clone());
            for (i, arg) in args.into_iter().enumerate() {
                slot.set(i as u16 + 1, arg);
            }
            let frame = crate::frame::Frame::new(slot.get(0), code, slot.above(1), 0, true);
            if !cx.frames.push(frame) {
                cx.stack.clear(slot, 1 + usize::from(code.registers));
                return Err(stack_overflow());
            }
            crate::run::run(cx, floor)
        })
    }

    /// First free place of the value stack, as a window.
    pub(crate) fn free_registers(&self) -> Regs {
        match self.frames.last() {
            Some(f) => f.regs.above(f.code().registers),
            None => self.stack.regs(1),
        }
    }
}

/// Whether the method found for `f` takes `f` itself first.
pub(crate) fn needs_self(f: &Value) -> bool {
    f.tag() == Tag::Instance
}

#[cold]
pub(crate) fn not_callable(f: &Value) -> Box<Thrown> {
    crate::convert::not_castable(f, "clojure.lang.IFn")
}

/// `StackOverflowError`.
#[cold]
pub(crate) fn stack_overflow() -> Box<Thrown> {
    Thrown::new(
        &classes::STACK_OVERFLOW_ERROR,
        "the call depth limit is reached: unbounded recursion?",
    )
}
