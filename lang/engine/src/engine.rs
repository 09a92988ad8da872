//! [`Engine`]: one line of worlds, with its sources and options.
//!
//! An engine is shared freely between threads; what runs code is a [`Session`] (live: REPL forms,
//! scripts) or a [`Turn`] (pinned: host calls). Both borrow a running context from the engine's
//! pool, since making one maps a large stack.

use crate::convert::{Arguments, FromValue, HostFunction};
use crate::error::Error;
use crate::eval::Text;
use crate::flight::Flights;
use crate::io::Io;
use crate::link::{self, BrokenLink};
use crate::load::load_libs;
use crate::pool::Pool;
use crate::report::Publication;
use crate::request::{Budget, Flags, LibSpec, ReloadOptions};
use crate::session::Session;
use crate::sources::{MemSources, Sources};
use crate::turn::Turn;
use crate::turnstile::Turnstile;
use crate::worker::Workers;
use crate::{history, natives, stdlib};
use clutch_core::native::{Native, NativeClosure};
use clutch_core::span::SourceText;
use clutch_core::world::change::difference;
use clutch_core::world::{Binding, CoreRefer, Namespace, World, WorldCell};
use clutch_core::{NsName, R, Symbol, Value, VarName};
use clutch_vm::caps::Caps;
use clutch_vm::context::{Context, Policy};
use clutch_vm::native::BoxedNative;
use clutch_vm::{Args, Cx};
use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

/// One line of worlds; clones share it. See the module header.
#[derive(Clone)]
pub struct Engine {
    pub(crate) inner: Arc<Inner>,
    pub(crate) pool: Arc<Pool>,
    /// Goes with the last handle.
    _life: Arc<Life>,
}

/// What the handles of an engine share: with the last of them its workers end.
struct Life(Arc<Inner>);

impl Drop for Life {
    fn drop(&mut self) {
        self.0.closed.store(true, Ordering::Release);
    }
}

/// What happens when a program asks to end the process.
type ExitHook = Box<dyn Fn(i32) + Send + Sync>;

/// What happens after a staged publish.
type PublishHook = Box<dyn Fn(&Publication) + Send + Sync>;

/// What the parts of an engine share; also the `Host` of its running contexts.
pub struct Inner {
    pub(crate) cell: Arc<WorldCell>,
    pub(crate) sources: Arc<dyn Sources>,
    pub(crate) policy: Policy,
    pub(crate) load_budget: Budget,
    pub(crate) limits: Limits,
    caps: Caps,
    pub(crate) flights: Flights,
    pub(crate) on_exit: Option<ExitHook>,
    pub(crate) on_publish: Option<PublishHook>,
    pub(crate) workers: Workers,
    pub(crate) turnstile: Arc<Turnstile>,
    closed: AtomicBool,
    natives: Vec<&'static Native>,
    texts: Mutex<FxHashMap<(String, u64), Text>>,
    this: Weak<Inner>,
}

/// What running code may use up; `None` is "no limit".
#[derive(Clone, Debug, Default)]
pub struct Limits {
    /// Calls and loop rounds.
    pub fuel: Option<u64>,
    /// Time from the start of a turn or form.
    pub time: Option<Duration>,
    /// Nested calls of the language.
    pub depth: Option<usize>,
    /// Bytes of values beyond what is in use at the start.
    pub memory: Option<usize>,
}

impl Limits {
    /// Sets the limits for what the context runs next.
    pub(crate) fn apply(&self, cx: &mut Cx) {
        let poll = cx.poll_word().clone();
        cx.limits.set(self.fuel, self.time, self.memory, &poll);
    }
}

/// Options of an engine to be built.
pub struct EngineBuilder {
    sources: Arc<dyn Sources>,
    policy: Policy,
    load_budget: Option<Budget>,
    limits: Limits,
    caps: Caps,
    history: (usize, usize),
    modules: Vec<Module>,
    io: Io,
    on_exit: Option<ExitHook>,
    on_publish: Option<PublishHook>,
}

/// A namespace of functions that the host provides.
pub struct Module {
    name: String,
    functions: Vec<(String, String, BoxedNative)>,
    values: Vec<(String, Value)>,
}

impl Module {
    /// An empty namespace.
    pub fn new(name: &str) -> Module {
        Module {
            name: name.to_string(),
            functions: Vec::new(),
            values: Vec::new(),
        }
    }

    /// Adds a function over language values. It owns its arguments.
    #[must_use]
    pub fn raw(
        mut self,
        name: &str,
        doc: &str,
        f: impl Fn(&mut Cx, Args) -> R + Send + Sync + 'static,
    ) -> Module {
        self.functions
            .push((name.to_string(), doc.to_string(), Box::new(f)));
        self
    }

    /// Adds a function whose arguments and answer are converted: `|a: i64, b: String| …`.
    #[must_use]
    pub fn function<A>(self, name: &str, doc: &str, f: impl HostFunction<A>) -> Module {
        let shown = format!("{}/{name}", self.name);
        self.raw(name, doc, move |_, args| f.call(&shown, args))
    }

    /// Adds a value.
    #[must_use]
    pub fn value(mut self, name: &str, value: impl Into<Value>) -> Module {
        self.values.push((name.to_string(), value.into()));
        self
    }

    fn into_namespace(self) -> Namespace {
        let ns = NsName::new(&self.name);
        let mut made = Namespace::new(ns);
        made.core = CoreRefer::all();
        made.loaded = true;
        made.builtin = true;
        let mut bind = |name: &str, value: Value, doc: &str| {
            let binding = Binding::new(VarName::new(ns, Symbol::simple(name)), value);
            if !doc.is_empty() {
                let doc = clutch_vm::var::with_entry(&Value::NIL, "doc", Value::string(doc));
                binding.fill_meta(doc);
            }
            made.bindings.insert(binding.var.name(), Arc::new(binding));
        };
        for (name, doc, call) in self.functions {
            let function = Value::new(NativeClosure {
                name: format!("{ns}/{name}").into(),
                call: Box::new(call),
                meta: Value::NIL,
            });
            bind(&name, function, &doc);
        }
        for (name, value) in self.values {
            bind(&name, value, "");
        }
        made
    }
}

impl EngineBuilder {
    /// Where `require` looks; nowhere by default.
    #[must_use]
    pub fn sources(mut self, sources: impl Sources + 'static) -> EngineBuilder {
        self.sources = Arc::new(sources);
        self
    }

    /// Adds a namespace of host functions.
    #[must_use]
    pub fn module(mut self, module: Module) -> EngineBuilder {
        self.modules.push(module);
        self
    }

    /// Streams of the programs; by default what they write is lost.
    #[must_use]
    pub fn io(mut self, io: Io) -> EngineBuilder {
        self.io = io;
        self
    }

    /// What `System/exit` does, on whatever thread; a hook that returns, and no hook, stop only
    /// the evaluation ([`crate::Kind::Exit`]).
    #[must_use]
    pub fn on_exit(mut self, exit: impl Fn(i32) + Send + Sync + 'static) -> EngineBuilder {
        self.on_exit = Some(Box::new(exit));
        self
    }

    /// Limits of each turn and each evaluated form.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> EngineBuilder {
        self.limits = limits;
        self
    }

    /// What each load may use up before it is given up, unless it is told otherwise (`:budget`). By
    /// default [`Budget::STRICT`] if the engine is strict, [`Budget::NONE`] if it is lenient.
    #[must_use]
    pub fn load_budget(mut self, budget: Budget) -> EngineBuilder {
        self.load_budget = Some(budget);
        self
    }

    /// What programs may do outside of the engine: files, environment, processes, threads, ending
    /// the process. Nothing, unless the host says so; what is refused is a `SecurityException`.
    #[must_use]
    pub fn caps(mut self, caps: Caps) -> EngineBuilder {
        self.caps = caps;
        self
    }

    /// What happens after each staged publish, on the thread that published and after its hooks:
    /// for showing the report to somebody.
    #[must_use]
    pub fn on_publish(mut self, f: impl Fn(&Publication) + Send + Sync + 'static) -> EngineBuilder {
        self.on_publish = Some(Box::new(f));
        self
    }

    /// Refuses reloads that do what a load cannot take back, lose state or lose definitions that
    /// were made live. This is how an engine is, unless it is made lenient. First loads are always
    /// lenient.
    #[must_use]
    pub fn strict(mut self) -> EngineBuilder {
        self.policy = Policy::Strict;
        self
    }

    /// Does and reports what a strict engine refuses: for people at a prompt, and scripts.
    #[must_use]
    pub fn lenient(mut self) -> EngineBuilder {
        self.policy = Policy::Lenient;
        self
    }

    /// How many old worlds, and how many reports of publishes, are kept.
    #[must_use]
    pub fn history(mut self, worlds: usize, reports: usize) -> EngineBuilder {
        self.history = (worlds, reports);
        self
    }

    /// Builds the engine and its first world.
    pub fn build(self) -> Engine {
        let natives: Vec<&'static Native> = clutch_natives::all().chain(natives::all()).collect();
        let mut world = stdlib::first_world(&natives, self.io);
        for module in self.modules {
            world.put_namespace(Arc::new(module.into_namespace()));
        }
        let cell = WorldCell::new(world);
        cell.keep_history(self.history.0, self.history.1);
        let inner = Arc::new_cyclic(|this| Inner {
            cell,
            sources: self.sources,
            policy: self.policy,
            load_budget: self.load_budget.unwrap_or(match self.policy {
                Policy::Strict => Budget::STRICT,
                Policy::Lenient => Budget::NONE,
            }),
            limits: self.limits,
            caps: self.caps,
            flights: Flights::default(),
            on_exit: self.on_exit,
            on_publish: self.on_publish,
            workers: Workers::default(),
            turnstile: Arc::default(),
            closed: AtomicBool::new(false),
            natives,
            texts: Mutex::default(),
            this: this.clone(),
        });
        Engine {
            pool: Arc::default(),
            _life: Arc::new(Life(inner.clone())),
            inner,
        }
    }
}

impl Engine {
    /// Options of a new engine.
    pub fn builder() -> EngineBuilder {
        EngineBuilder {
            sources: Arc::new(MemSources::new()),
            policy: Policy::Strict,
            load_budget: None,
            limits: Limits::default(),
            caps: Caps::NONE,
            history: (16, 256),
            modules: Vec::new(),
            io: Io::default(),
            on_exit: None,
            on_publish: None,
        }
    }

    /// The newest published world.
    pub fn world(&self) -> Arc<World> {
        self.inner.cell.current()
    }

    /// A live session: one user's view.
    pub fn session(&self) -> Session {
        Session::new(self.clone())
    }

    /// A turn pinned to the newest world.
    pub fn turn(&self) -> Turn {
        Turn::new(self.clone(), None)
    }

    /// A turn pinned to a world that is still held; what it defines stays in a private fork.
    pub fn turn_at(&self, world: Arc<World>) -> Turn {
        Turn::new(self.clone(), Some(world))
    }

    /// Calls a function by its qualified name in a turn of its own.
    ///
    /// # Errors
    /// What the call throws.
    pub fn call(&self, var: &str, args: impl IntoIterator<Item = Value>) -> Result<Value, Error> {
        self.turn().call(var, args)
    }

    /// As [`Engine::call`], with converted arguments and answer.
    ///
    /// # Errors
    /// What the call throws; an answer of another kind.
    pub fn invoke<T: FromValue>(&self, var: &str, args: impl Arguments) -> Result<T, Error> {
        self.turn().invoke(var, args)
    }

    /// Runs a script live, form by form.
    ///
    /// # Errors
    /// The first error; forms before it have taken effect.
    pub fn run_script(&self, name: &str, text: &str) -> Result<Value, Error> {
        self.session().eval(name, text)
    }

    /// Loads a namespace and what it requires, unless it is loaded: one publish or none.
    ///
    /// # Errors
    /// What goes wrong while loading; then nothing has changed.
    pub fn require(&self, ns: &str) -> Result<Option<Arc<Publication>>, Error> {
        let specs = [LibSpec::of(NsName::new(ns))];
        let mut session = self.session();
        session.run(|cx, inner| load_libs(cx, inner, &specs, Flags::default()))
    }

    /// Loads a namespace again if its text has changed, with all below it that has changed and all
    /// that depends on it.
    ///
    /// # Errors
    /// What goes wrong while loading, broken links, conflicts; then nothing has changed.
    pub fn reload(&self, ns: &str) -> Result<Option<Arc<Publication>>, Error> {
        self.reload_with(&[ns], &ReloadOptions::default())
    }

    /// As [`Engine::reload`], for several namespaces and on the conditions that the options name.
    ///
    /// # Errors
    /// As those of [`Engine::reload`]; tests that fail, turns that do not end in time.
    pub fn reload_with(
        &self,
        namespaces: &[&str],
        options: &ReloadOptions,
    ) -> Result<Option<Arc<Publication>>, Error> {
        let specs = specs(namespaces);
        let mut session = self.session_of(options);
        session.run(|cx, inner| load_libs(cx, inner, &specs, options.into()))
    }

    /// A session that publishes in the name that the options give.
    pub(crate) fn session_of(&self, options: &ReloadOptions) -> Session {
        let mut session = self.session();
        if let Some(by) = &options.by {
            session.set_author(by);
        }
        session
    }

    /// Namespaces that were loaded from sources, in alphabetical order.
    pub fn loaded_namespaces(&self) -> Vec<String> {
        let world = self.world();
        let loaded = world
            .namespaces()
            .filter(|n| n.source.is_some() && !n.builtin);
        let mut names: Vec<String> = loaded.map(|n| n.name.to_string()).collect();
        names.sort();
        names
    }

    /// The report of the newest staged publish, if there was any.
    pub fn last_publication(&self) -> Option<Arc<Publication>> {
        history::last_publication(&self.inner.cell)
    }

    /// Links that were good in an earlier world and are not any more. Definitions typed at a prompt
    /// are published in any case; this tells whom they break.
    pub fn broken_since(&self, before: &World) -> Vec<BrokenLink> {
        let now = self.world();
        let changed = difference(before, &now);
        let vars = changed.changed.into_iter().chain(changed.removed);
        link::check_vars(before, &now, vars, &BTreeSet::new())
    }

    /// What was published, oldest first, as far as it is kept.
    pub fn history(&self) -> Vec<clutch_core::world::cell::Published> {
        self.inner.cell.history()
    }

    /// Publishes the content of an older generation again, as a new one.
    ///
    /// # Errors
    /// If its world is no longer kept.
    pub fn rollback(&self, generation: u64) -> Result<u64, Error> {
        self.session()
            .run(|cx, inner| history::rollback(cx, inner, generation, false))
    }
}

/// Libraries by their names.
pub(crate) fn specs(namespaces: &[&str]) -> Vec<LibSpec> {
    let names = namespaces.iter().map(|ns| NsName::new(ns));
    names.map(LibSpec::of).collect()
}

impl Inner {
    pub(crate) fn arc(&self) -> Arc<Inner> {
        self.this
            .upgrade()
            .expect("an engine that is in use exists")
    }

    /// Whether nobody has a handle of the engine any more.
    pub(crate) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }

    pub(crate) fn natives(&self) -> &[&'static Native] {
        &self.natives
    }

    /// The registered text with this name and hash: texts are kept for ever, so each is kept once.
    pub(crate) fn register(&self, text: SourceText, hash: u64) -> Text {
        let mut texts = self.texts.lock();
        let key = (text.name.clone(), hash);
        match texts.get(&key) {
            Some(known) if known.1.text == text.text => known.clone(),
            _ => {
                let registered = text.register();
                texts.insert(key, registered.clone());
                registered
            }
        }
    }

    /// A live running context.
    pub(crate) fn context(&self) -> Cx {
        let poll = Arc::default();
        let context = Context::live(self.cell.clone(), Arc::clone(&poll));
        let mut cx = Cx::new(context, poll, self.arc() as Arc<dyn clutch_vm::Host>);
        cx.caps = self.caps.clone();
        if let Some(depth) = self.limits.depth {
            cx.set_max_frames(depth);
        }
        cx
    }

    /// The engine of a running context.
    pub(crate) fn of(host: &Arc<dyn clutch_vm::Host>) -> &Inner {
        let inner = host.as_any().downcast_ref::<Inner>();
        inner.expect("contexts of this engine have it as their host")
    }
}

const _: () = {
    const fn shared<T: Send + Sync>() {}
    shared::<Engine>();
};
