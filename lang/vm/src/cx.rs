//! The running context: one per thread that runs code.
//!
//! It owns what the running code of a thread has: the value stack and frames, the table of
//! globals, the view of the world ([`Context`]), dynamic bindings, limits and the poll word.
//! Everything that may run user code takes `&mut Cx`.

use crate::caps::Caps;
use crate::context::{Context, Mode, Saved};
use crate::dispatch::DispatchCache;
use crate::dynamic::Bindings;
use crate::frame::Frames;
use crate::globals::Globals;
use crate::host::Host;
use crate::limits::Limits;
use crate::shape::Shapes;
use crate::stack::Stack;
use clutch_core::class;
use clutch_core::error::{Diagnosis, Exception};
use clutch_core::sync::atomic::{AtomicU32, Ordering};
use clutch_core::world::cell::{ASKED, NEW_WORLD};
use clutch_core::world::{Binding, Pin};
use clutch_core::{Keyword, NsName, R, Thrown, Value, VarName};
use std::sync::Arc;

/// Value stack of a main thread: 8 Mi values, 128 MiB of address space, mapped as touched.
const STACK_VALUES: usize = 8 << 20;
/// Frames of a main thread; deeper recursion is a `StackOverflowError`.
pub const MAX_FRAMES: usize = 200_000;

/// The running context; see the module header.
pub struct Cx {
    pub(crate) stack: Stack,
    pub(crate) frames: Frames,
    pub(crate) globals: Globals,
    /// World side: mode, current world, definitions.
    pub context: Context,
    pub(crate) bindings: Bindings,
    pub(crate) dispatch: DispatchCache,
    /// Fuel, time, memory, depth and output limits.
    pub limits: Limits,
    /// What running code may do outside of the engine.
    pub caps: Caps,
    pub(crate) poll_word: Arc<AtomicU32>,
    host: Arc<dyn Host>,
    /// How this thread's world sees types that have had several definitions.
    pub(crate) shapes: Shapes,
    /// Instances that are being migrated by this thread.
    pub(crate) migrating: Vec<Value>,
    /// Calls from Rust into the run loop that are under way.
    pub(crate) native_depth: u32,
    /// Whether the thread waits for something.
    pub(crate) waiting: bool,
}

impl Cx {
    /// A context over a view of the world. `poll` must be the word that `context` was made with.
    pub fn new(context: Context, poll: Arc<AtomicU32>, host: Arc<dyn Host>) -> Cx {
        Cx::with_stack(context, poll, host, STACK_VALUES, MAX_FRAMES)
    }

    /// Begins a turn where the route of turns sends it, by default in the newest world; joins a
    /// turn or stage that is under way. What it gives goes back to
    /// [`Context::end_turn`](crate::context::Context::end_turn).
    pub fn enter_turn(&mut self) -> Saved {
        let route = self.context.cell().route();
        if let Some(route) = &route
            && !self.context.in_turn()
            && self.context.stage().is_none()
        {
            self.host().bring_up(self, route);
        }
        self.context.enter_turn_by(route)
    }

    /// A context with a smaller stack, for short-lived threads.
    pub fn with_stack(
        context: Context,
        poll: Arc<AtomicU32>,
        host: Arc<dyn Host>,
        values: usize,
        frames: usize,
    ) -> Cx {
        Cx {
            stack: Stack::new(values),
            frames: Frames::new(frames),
            globals: Globals::default(),
            context,
            bindings: Bindings::default(),
            dispatch: DispatchCache::default(),
            limits: Limits::default(),
            caps: Caps::default(),
            poll_word: poll,
            host,
            shapes: Shapes::default(),
            migrating: Vec::new(),
            native_depth: 0,
            waiting: false,
        }
    }

    /// The engine above.
    pub fn host(&self) -> Arc<dyn Host> {
        self.host.clone()
    }

    /// The word that others set to get this thread's attention.
    pub fn poll_word(&self) -> &Arc<AtomicU32> {
        &self.poll_word
    }

    /// Sets the largest number of frames.
    pub fn set_max_frames(&mut self, frames: usize) {
        self.frames.set_limit(frames);
    }

    /// Notices interrupts, limits and new worlds; call it in every native loop of unbounded
    /// length.
    #[inline(always)]
    pub fn poll(&mut self) -> R<()> {
        if self.poll_word.load(Ordering::Acquire) == 0 {
            Ok(())
        } else {
            self.poll_slow()
        }
    }

    #[inline(never)]
    pub(crate) fn poll_slow(&mut self) -> R<()> {
        let word = self.poll_word.load(Ordering::Acquire);
        if word & NEW_WORLD != 0 {
            self.context.adopt()?;
            self.move_tables_on();
        }
        if word & ASKED != 0 {
            self.answer();
        }
        self.limits.check(&self.poll_word)
    }

    /// Lets go of table entries of other worlds than the one that live code sees, so that this
    /// thread holds no old code that it does not run. Turns and stages keep theirs to their end.
    fn move_tables_on(&mut self) {
        if matches!(self.context.mode(), Mode::Live) {
            let world = self.context.world();
            self.dispatch.keep_only(world.id());
            if self.globals.lag_behind(world.id()) {
                self.globals.move_to(world, &self.frames);
            }
        }
    }

    /// To be called again and again by a thread that waits: as [`Cx::poll`], and the thread holds
    /// no old code meanwhile.
    ///
    /// # Errors
    /// As those of [`Cx::poll`].
    pub fn poll_waiting(&mut self) -> R<()> {
        self.waiting = true;
        self.move_tables_on();
        self.globals.sweep(&self.frames);
        let result = self.poll();
        self.waiting = false;
        result
    }

    /// For a context that runs nothing: adopts what was published. Interrupts stay for the next run.
    pub(crate) fn move_on(&mut self) {
        if self.poll_word.load(Ordering::Acquire) & NEW_WORLD != 0 {
            // Only a stage that was given up refuses, and nobody rests in one.
            self.context.adopt().unwrap_or_default();
        }
        self.move_tables_on();
        self.globals.sweep(&self.frames);
    }

    /// The current world's value of a var: its thread binding if it is dynamic, else its root.
    pub fn var_value(&mut self, var: VarName) -> R {
        if let Some(v) = self.globals.get(var.slot(), self.context.world_id()) {
            return Ok(v.clone());
        }
        self.var_value_slow(var)
    }

    #[inline(never)]
    pub(crate) fn var_value_slow(&mut self, var: VarName) -> R {
        let binding = match self.context.world().binding(var) {
            Some(binding) => binding.clone(),
            None => {
                return match self.bindings.get(var) {
                    Some(local) => Ok(local),
                    None => self.unbound(var),
                };
            }
        };
        if binding.flags.dynamic
            && let Some(value) = self.bindings.get(var)
        {
            return Ok(value);
        }
        let value = self.binding_value(&binding)?;
        if self.context.is_reading() {
            self.context.record_read(var, &value);
        }
        if !binding.flags.dynamic {
            let id = self.context.world_id();
            self.globals
                .put(var.slot(), id, value.clone(), &self.frames);
        }
        Ok(value)
    }

    /// The root value of a binding; compiles a definition of the standard library at first use.
    pub fn binding_value(&mut self, binding: &Arc<Binding>) -> R {
        match binding.value() {
            Some(v) => Ok(v.clone()),
            None if binding.lazy.is_some() => self.host().compile_lazy(self, binding),
            None => self.unbound(binding.var),
        }
    }

    /// Reading a var without a root gives a placeholder in Clojure; calling it is the error.
    fn unbound(&mut self, var: VarName) -> R {
        if self.context.world().binding(var).is_some() {
            return Ok(Value::UNBOUND);
        }
        Err(self.unlinked(var))
    }

    /// The error for a name that was removed under code that uses it: with the generations of
    /// both, as far as history knows them.
    #[cold]
    fn unlinked(&self, var: VarName) -> Box<Thrown> {
        let caller = self.frames.iter().next_back();
        let caller = caller.map(|frame| frame.closure().proto.generation.get());
        let newest = self.context.world().generation();
        let history = self.context.cell().history();
        let had = history.iter().enumerate().rev().find_map(|(i, entry)| {
            let world = entry.world.as_ref().filter(|_| entry.generation < newest)?;
            let defined = world.binding(var)?.generation.get();
            Some((defined, history.get(i + 1)?.generation))
        });
        let key = |name: &str| Value::keyword(Keyword::simple(name));
        let number = |n: u64| Value::int(i64::try_from(n).unwrap_or(i64::MAX));
        let mut data = vec![
            (
                key("type"),
                Value::keyword(Keyword::new(Some("clutch"), "unlinked")),
            ),
            (key("callee"), Value::symbol(var.symbol())),
        ];
        let mut message = match had {
            Some((defined, removed)) => {
                data.push((key("defined"), number(defined)));
                data.push((key("removed"), number(removed)));
                format!(
                    "{var} was removed in generation {removed} (it was of generation {defined})"
                )
            }
            None => format!("{var} is gone: the namespace no longer defines it"),
        };
        if let Some(caller) = caller {
            data.push((key("caller-generation"), number(caller)));
            message.push_str(&format!(
                "; the code that uses it is of generation {caller}"
            ));
        }
        let mut e = Exception::new(&class::UNLINKED, message);
        e.data = crate::var::simple_map(data);
        e.diagnosis = Some(Box::new(Diagnosis {
            code: "reload/unlinked",
            ..Diagnosis::default()
        }));
        Box::new(Thrown::plain(e))
    }

    /// Thread binding or root of a var named by text, if it has one: for vars that natives read,
    /// such as `*print-length*`.
    pub fn dynamic(&mut self, ns: &str, name: &str) -> Option<Value> {
        let var = VarName::from_parts(ns, name);
        self.var_value(var).ok()
    }

    /// The current namespace (`*ns*`).
    pub fn current_ns(&mut self) -> NsName {
        let ns = self.dynamic("clojure.core", "*ns*").unwrap_or_default();
        match ns.view() {
            clutch_core::View::Ns(ns) => ns,
            _ => NsName::new("user"),
        }
    }

    /// Realises a cell by running `f`: under the pin that it carries, if it was made in a turn.
    pub fn with_pin<T>(&mut self, pin: Option<Arc<Pin>>, f: impl FnOnce(&mut Cx) -> R<T>) -> R<T> {
        let saved = match pin {
            Some(pin) => self.context.enter_pin(pin),
            None if self.context.in_turn() => self.context.enter_live_cell(),
            None => return f(self),
        };
        let result = f(self);
        let restored = self.context.restore(saved);
        let value = result?;
        restored?;
        Ok(value)
    }

    /// The pin that cells made now must carry.
    pub fn pin(&self) -> Option<Arc<Pin>> {
        self.context.pin()
    }
}

impl Drop for Cx {
    /// Empties the stack: an unwound panic may have left values in it.
    fn drop(&mut self) {
        self.stack.clear_below(self.free_registers());
    }
}
