//! [`Session`]: one user's live view: current namespace, `*1 *2 *3 *e`, thread bindings.
//!
//! Forms are evaluated live, one after the other: each definition is a publish of one name, and
//! each form sees what others published before it. A panic in a host function loses the
//! session's running context, which is replaced; the engine is not harmed.

use crate::engine::{Engine, Inner};
use crate::error::{Error, Kind};
use crate::eval::{Text, eval_form, span};
use crate::load::load_text;
use crate::pool::Canceller;
use crate::report::Publication;
use clutch_core::span::SourceText;
use clutch_core::world::NamespaceSource;
use clutch_core::{NsName, R, Symbol, Value, VarName};
use clutch_natives::reading::Reading;
use clutch_syntax::{Reader, Syntax};
use clutch_vm::Cx;
use clutch_vm::berth::{Berth, Lent};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// One user's live view of an engine.
pub struct Session {
    engine: Engine,
    berth: Arc<Berth>,
    canceller: Canceller,
}

/// Dynamic vars that a session binds for itself.
const OWN: &[&str] = &[
    "*ns*",
    "*1",
    "*2",
    "*3",
    "*e",
    "*file*",
    "*warn-on-reflection*",
    "*unchecked-math*",
    "*assert*",
    "*print-length*",
    "*print-level*",
    "*print-meta*",
    "*print-namespace-maps*",
    "*command-line-args*",
    "*data-readers*",
    "*default-data-reader-fn*",
    "*read-eval*",
];

pub(crate) fn core_var(name: &str) -> VarName {
    VarName::new(*clutch_core::world::CORE, Symbol::simple(name))
}

impl Session {
    pub(crate) fn new(engine: Engine) -> Session {
        let (berth, cx) = Session::prepared(&engine, NsName::new("user"));
        let canceller = Canceller::new(&cx);
        berth.put(cx);
        Session {
            canceller,
            berth,
            engine,
        }
    }

    /// A context with the session's bindings.
    fn prepared(engine: &Engine, ns: NsName) -> (Arc<Berth>, Cx) {
        let (berth, mut cx) = engine.pool.take(&engine.inner, "session");
        let mut bindings = Vec::new();
        for name in OWN {
            let var = core_var(name);
            let value = match *name {
                "*ns*" => Value::ns(ns),
                _ if cx.context.world().binding(var).is_none() => continue,
                _ => cx.root_value(var).unwrap_or_default(),
            };
            bindings.push((var, value));
        }
        // The vars exist and are dynamic: `push_bindings` cannot refuse them.
        cx.push_bindings(bindings).unwrap_or_default();
        (berth, cx)
    }

    /// The engine.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Stops what the session is running, from any thread.
    pub fn canceller(&self) -> Canceller {
        self.canceller.clone()
    }

    /// The running context, for what this type does not offer.
    pub fn context(&mut self) -> Lent<'_> {
        let lent = self.berth.lend();
        lent.expect("a session has a context between calls")
    }

    /// Says who publishes what this session publishes: for history and conflicts.
    pub fn set_author(&mut self, author: &str) {
        self.context().context.set_author(Some(author.into()));
    }

    /// The current namespace.
    pub fn ns(&mut self) -> NsName {
        self.context().current_ns()
    }

    /// Evaluates all forms of a text; gives the value of the last.
    ///
    /// # Errors
    /// The first error; forms before it have taken effect.
    pub fn eval(&mut self, name: &str, text: &str) -> Result<Value, Error> {
        let mut last = Value::NIL;
        self.eval_each(name, text, |_, value| last = value)?;
        Ok(last)
    }

    /// Evaluates the forms of a text, giving each value to `each` before the next form is read.
    ///
    /// # Errors
    /// The first error; forms before it have taken effect.
    pub fn eval_each(
        &mut self,
        name: &str,
        text: &str,
        each: impl FnMut(&mut Cx, Value),
    ) -> Result<(), Error> {
        let hash = NamespaceSource::hash_text(text);
        let text = self
            .engine
            .inner
            .register(SourceText::new(name, text), hash);
        self.eval_source(text, each)
    }

    /// As [`Session::eval_each`], for a registered text.
    pub(crate) fn eval_source(
        &mut self,
        text: Text,
        mut each: impl FnMut(&mut Cx, Value),
    ) -> Result<(), Error> {
        let id = text.0;
        let mut reader = Reader::new(text, Syntax::default());
        loop {
            let done = self.run(|cx, _| {
                let read = reader.read_next(&mut Reading(cx));
                let Some(form) = read.map_err(|e| e.into_thrown())? else {
                    return Ok(None);
                };
                eval_form(cx, form, span(id, reader.form_range())).map(Some)
            })?;
            match done {
                None => return Ok(()),
                Some(value) => {
                    self.remember(&value);
                    each(&mut self.context(), value);
                }
            }
        }
    }

    /// Loads a text as the file of the namespace that it declares, as an editor does with a buffer:
    /// a reload of that namespace with this text. Gives the report, nothing if nothing changed.
    ///
    /// # Errors
    /// As [`Engine::reload`]; then nothing has changed.
    pub fn load_text(&mut self, name: &str, text: &str) -> Result<Option<Arc<Publication>>, Error> {
        self.run(|cx, engine| load_text(cx, engine, name, text))
    }

    fn remember(&mut self, value: &Value) {
        let mut cx = self.context();
        for (to, from) in [("*3", "*2"), ("*2", "*1")] {
            if let Some(v) = cx.bindings().get(core_var(from)) {
                // Bound by the session itself.
                cx.set_binding(core_var(to), v).unwrap_or_default();
            }
        }
        cx.set_binding(core_var("*1"), value.clone())
            .unwrap_or_default();
    }

    /// Runs `f` in the session's context; exceptions become errors, `*e` is set.
    ///
    /// # Errors
    /// What `f` throws; a panic of a host function.
    pub(crate) fn run<T>(&mut self, f: impl FnOnce(&mut Cx, &Inner) -> R<T>) -> Result<T, Error> {
        let engine = self.engine.inner.clone();
        let cx = self.berth.take();
        let mut cx = cx.expect("a session has a context between calls");
        let limits = &engine.limits;
        limits.apply(&mut cx);
        let ns = cx.current_ns();
        let result = catch_unwind(AssertUnwindSafe(|| {
            let result = cx.poll().and_then(|()| f(&mut cx, &engine));
            // An interrupt may show as a failure of what it woke, such as a read.
            let result = result.or_else(|e| cx.poll().and(Err(e)));
            (cx, result)
        }));
        match result {
            Ok((mut cx, result)) => {
                if let Err(thrown) = &result {
                    cx.set_binding(core_var("*e"), thrown.value.clone())
                        .unwrap_or_default();
                }
                self.berth.put(cx);
                result.map_err(|thrown| Error::from_thrown(&thrown))
            }
            Err(panic) => {
                let (berth, cx) = Session::prepared(&self.engine, ns);
                // Cancellers go on with the new context.
                self.canceller.aim(&cx);
                berth.put(cx);
                self.berth = berth;
                Err(panicked(&*panic))
            }
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if let Some(cx) = self.berth.take() {
            let berth = self.berth.clone();
            self.engine.pool.give_back(berth, cx, &self.canceller);
        }
    }
}

/// The error that stands for a panic.
pub(crate) fn panicked(panic: &(dyn std::any::Any + Send)) -> Error {
    let text = panic
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| panic.downcast_ref::<String>().cloned());
    let text = text.unwrap_or_else(|| "unknown reason".to_string());
    Error::plain(
        Kind::Panic,
        "host/panic",
        format!("a host function panicked: {text}"),
    )
}
