//! `System`, `Runtime`, `Thread`.

use super::members;
use crate::array::note_change;
use crate::thread::{self, Part, new_promise, settle, spawn, wait_until};
use clutch_core::error::{Exception, ThrowKind};
use clutch_core::object::{Array, HostData};
use clutch_core::state::{Promise, PromiseState};
use clutch_core::{R, Shared, Thrown, Value, class};
use clutch_vm::class::host as h;
use clutch_vm::limits::CANCEL;
use clutch_vm::writer::Writer;
use clutch_vm::{Cx, hash};
use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

// ---- properties --------------------------------------------------------------------------------

static PROPERTIES: LazyLock<Mutex<FxHashMap<String, String>>> = LazyLock::new(|| {
    let directory = |path: Option<std::path::PathBuf>| {
        path.map_or_else(String::new, |p| p.to_string_lossy().into_owned())
    };
    let env = |name: &str| std::env::var(name).unwrap_or_default();
    let temporary = directory(Some(std::env::temp_dir()));
    let os = match std::env::consts::OS {
        "linux" => "Linux",
        "macos" => "Mac OS X",
        "windows" => "Windows",
        other => other,
    };
    let arch = match std::env::consts::ARCH {
        "x86_64" => "amd64",
        other => other,
    };
    let pairs = [
        ("user.dir", directory(std::env::current_dir().ok())),
        ("user.home", env("HOME")),
        ("user.name", env("USER")),
        ("os.name", os.to_string()),
        ("os.arch", arch.to_string()),
        ("line.separator", "\n".to_string()),
        ("file.separator", std::path::MAIN_SEPARATOR.to_string()),
        (
            "path.separator",
            if cfg!(windows) { ";" } else { ":" }.to_string(),
        ),
        ("java.io.tmpdir", temporary),
        ("file.encoding", "UTF-8".to_string()),
        // Programs test these to find out what they run on; the language level is Java 17's.
        ("java.version", "17".to_string()),
        ("java.specification.version", "17".to_string()),
        ("java.vm.name", "Clutch".to_string()),
        ("java.vendor", "Clutch".to_string()),
        ("java.class.path", String::new()),
        ("clutch.version", env!("CARGO_PKG_VERSION").to_string()),
    ];
    let pairs = pairs.into_iter().map(|(k, v)| (k.to_string(), v));
    Mutex::new(pairs.collect())
});

fn property(name: &str) -> Option<String> {
    PROPERTIES.lock().get(name).cloned()
}

/// A map of strings as a map of the language.
fn string_map(entries: impl Iterator<Item = (String, String)>) -> Value {
    let entries = entries.map(|(k, v)| (Value::string(k), Value::string(v)));
    clutch_vm::var::simple_map(entries)
}

/// A print stream onto the engine's own stream: what the var is at first, whatever it is bound to.
fn print_stream(cx: &mut Cx, var: &str) -> R {
    let var = clutch_core::VarName::from_parts("clojure.core", var);
    let stream = cx.root_value(var).unwrap_or_default();
    match stream.as_host::<Writer>() {
        Some(writer) => Ok(Value::host(&h::PRINT_STREAM, writer.clone())),
        None => Ok(stream),
    }
}

fn property_changes(cx: &Cx, name: &str) -> R<()> {
    let what = || format!("changing the property {name}");
    cx.context.effect(what)
}

fn exit(cx: &Cx, code: i64) -> R {
    cx.caps.exit()?;
    cx.context.effect(|| "ending the process".to_string())?;
    cx.host().exit(code as i32);
    Err(Box::new(Thrown {
        value: Value::new(Exception::new(&class::ERROR, "System/exit")),
        kind: ThrowKind::Exit(code as i32),
    }))
}

/// Memory of the process in bytes, as far as the system tells: total, resident.
fn memory() -> (i64, i64) {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let mut pages = text.split(' ').filter_map(|n| n.parse::<i64>().ok());
    let size = pages.next().unwrap_or(1 << 16) * 4096;
    (size, pages.next().unwrap_or(1 << 14) * 4096)
}

/// The one `Runtime`.
struct Runtime;
impl HostData for Runtime {}

// ---- threads -----------------------------------------------------------------------------------

/// A thread as an object.
pub(super) struct Thread {
    id: u64,
    name: Mutex<String>,
    /// What it runs; none for threads that were not made by `Thread.`.
    body: Mutex<Option<Value>>,
    started: AtomicBool,
    daemon: AtomicBool,
    /// Settled when it ends.
    ended: Shared<Promise>,
    word: Mutex<Option<Arc<clutch_core::sync::atomic::AtomicU32>>>,
    interrupted: AtomicBool,
}

impl HostData for Thread {
    fn text(&self) -> Option<String> {
        Some(format!("Thread[{},5,main]", self.name.lock()))
    }
    fn held(&self) -> Vec<Value> {
        self.body.lock().iter().cloned().collect()
    }
}

static NEXT_THREAD: AtomicU64 = AtomicU64::new(1);

thread_local! {
    /// The object of this thread.
    static CURRENT: RefCell<Option<Value>> = const { RefCell::new(None) };
}

fn new_thread(body: Option<Value>, name: Option<String>) -> Value {
    let id = NEXT_THREAD.fetch_add(1, Ordering::Relaxed);
    let thread = Thread {
        id,
        name: Mutex::new(name.unwrap_or_else(|| format!("Thread-{}", id - 1))),
        body: Mutex::new(body),
        started: AtomicBool::new(false),
        daemon: AtomicBool::new(false),
        ended: new_promise(false),
        word: Mutex::new(None),
        interrupted: AtomicBool::new(false),
    };
    Value::host(&h::THREAD, thread)
}

fn current(cx: &Cx) -> Value {
    CURRENT.with_borrow_mut(|current| {
        let made = current.get_or_insert_with(|| {
            let name = std::thread::current().name().unwrap_or("main").to_string();
            let v = new_thread(None, Some(name));
            if let Some(t) = v.as_host::<Thread>() {
                t.started.store(true, Ordering::Relaxed);
                *t.word.lock() = Some(cx.poll_word().clone());
            }
            v
        });
        made.clone()
    })
}

fn thread_arg(v: &Value) -> R<&Thread> {
    v.as_host::<Thread>()
        .ok_or_else(|| super::text::wrong(v, "a thread"))
}

/// Calls a function or a `Runnable` without arguments.
pub(super) fn run(cx: &mut Cx, f: &Value) -> R {
    match crate::state::user_method(cx, f, "run", &[])? {
        Some(v) => Ok(v),
        None if f.tag() == clutch_core::Tag::Host => {
            super::instance_call(cx, f.clone(), "run", clutch_vm::Args::new())
        }
        None => cx.call0(f),
    }
}

fn start(cx: &mut Cx, v: &Value) -> R<()> {
    let t = thread_arg(v)?;
    if t.started.swap(true, Ordering::AcqRel) {
        return Err(Thrown::new(
            &class::ILLEGAL_STATE,
            "the thread was started before",
        ));
    }
    let this = v.clone();
    let keeps = (!t.daemon.load(Ordering::Relaxed)).then(thread::KeepsProcess::new);
    let name = t.name.lock().clone();
    let word = spawn(cx, Part::OfItsOwn, &name, move |cx| {
        let _keeps = keeps;
        let t = this.as_host::<Thread>().expect("made from one");
        let body = t.body.lock().take();
        if let (Ok(cx), Some(body)) = (cx, body) {
            CURRENT.set(Some(this.clone()));
            let result = thread::guard_panics(cx, |cx| run(cx, &body));
            if let Err(e) = result.as_ref().map_err(|e| &**e)
                && e.kind == ThrowKind::Exception
            {
                let name = t.name.lock().clone();
                let text = clutch_vm::print::text(cx, &e.value).unwrap_or_default();
                let to = cx.dynamic("clojure.core", "*err*").unwrap_or_default();
                let line = format!("Exception in thread \"{name}\" {text}\n");
                // Nobody is left to hear that the report itself failed.
                let _ = clutch_vm::writer::write(cx, &to, &line);
            }
            CURRENT.set(None);
        }
        settle(&t.ended, PromiseState::Done(Value::NIL));
    })?;
    *t.word.lock() = Some(word);
    Ok(())
}

fn sleep(cx: &mut Cx, millis: i64, nanos: i64) -> R<()> {
    let Ok(millis) = u64::try_from(millis) else {
        return Err(Thrown::illegal_argument("timeout value is negative"));
    };
    let nanos = u64::try_from(nanos).unwrap_or(0);
    thread::sleep(
        cx,
        Duration::from_millis(millis) + Duration::from_nanos(nanos),
    )
}

members! {
    "java.lang.System" {
        fn current_time_millis "currentTimeMillis" () -> i64 { crate::time::now_millis() }
        fn nano_time "nanoTime" () -> i64 { crate::time::nano_time() }
        fn get_property "getProperty" (cx: &mut Cx, name: &str, default: Option<Value>) -> R {
            cx.caps.environment()?;
            Ok(property(name).map_or_else(|| default.unwrap_or_default(), Value::from))
        }
        fn set_property "setProperty" (cx: &mut Cx, name: &str, value: &str) -> R<Option<String>> {
            cx.caps.environment()?;
            property_changes(cx, name)?;
            Ok(PROPERTIES.lock().insert(name.to_string(), value.to_string()))
        }
        fn clear_property "clearProperty" (cx: &mut Cx, name: &str) -> R<Option<String>> {
            cx.caps.environment()?;
            property_changes(cx, name)?;
            Ok(PROPERTIES.lock().remove(name))
        }
        fn get_properties "getProperties" (cx: &mut Cx) -> R {
            cx.caps.environment()?;
            let all: Vec<_> = PROPERTIES.lock().iter().map(|(k, v)| (k.clone(), v.clone())).collect();
            Ok(string_map(all.into_iter()))
        }
        fn get_env_all "getenv" (cx: &mut Cx) -> R {
            cx.caps.environment()?;
            let all = std::env::vars_os().map(|(k, v)| (k.to_string_lossy().into_owned(), v.to_string_lossy().into_owned()));
            Ok(string_map(all))
        }
        fn get_env "getenv" (cx: &mut Cx, name: &str) -> R<Option<String>> {
            cx.caps.environment()?;
            Ok(std::env::var_os(name).map(|v| v.to_string_lossy().into_owned()))
        }
        fn exit_static "exit" (cx: &mut Cx, code: i64) -> R { exit(cx, code) }
        fn line_separator "lineSeparator" () -> &'static str { "\n" }
        fn identity_hash_code "identityHashCode" (x: &Value) -> i64 { if x.is_nil() { 0 } else { i64::from(hash::identity(x) as i32) } }
        /// Field: where the process writes.
        fn out "out" (cx: &mut Cx) -> R { print_stream(cx, "*out*") }
        /// Field: where the process writes errors.
        fn err "err" (cx: &mut Cx) -> R { print_stream(cx, "*err*") }
        fn gc "gc" () {}
        fn array_copy "arraycopy" (cx: &mut Cx, from: &Array, from_index: i64, to: &Value, to_index: i64, count: i64) -> R<()> {
            let target = to.get::<Array>().ok_or_else(|| super::text::wrong(to, "an array"))?;
            note_change(cx, target, "arraycopy")?;
            let range = |start: i64, length: usize| {
                let start = usize::try_from(start).ok()?;
                let end = start.checked_add(usize::try_from(count).ok()?)?;
                (end <= length).then_some(start..end)
            };
            let items: Vec<Value> = {
                let source = from.items.lock();
                let range = range(from_index, source.len()).ok_or_else(|| copy_out_of_range(from_index, count, source.len()))?;
                source[range].to_vec()
            };
            let mut target = target.items.lock();
            let length = target.len();
            let range = range(to_index, length).ok_or_else(|| copy_out_of_range(to_index, count, length))?;
            target[range].clone_from_slice(&items);
            Ok(())
        }
    }
    "java.lang.Runtime" {
        fn get_runtime "getRuntime" () -> Value { Value::host(&h::RUNTIME, Runtime) }
        fn available_processors ".availableProcessors" (_r: &Value) -> i64 {
            std::thread::available_parallelism().map_or(1, |n| n.get() as i64)
        }
        fn total_memory ".totalMemory" (_r: &Value) -> i64 { memory().0 }
        fn max_memory ".maxMemory" (_r: &Value) -> i64 { i64::MAX }
        fn free_memory ".freeMemory" (_r: &Value) -> i64 { let (all, used) = memory(); all - used }
        fn runtime_gc ".gc" (_r: &Value) {}
        fn runtime_exit ".exit" (cx: &mut Cx, _r: &Value, code: i64) -> R { exit(cx, code) }
        fn halt ".halt" (cx: &mut Cx, _r: &Value, code: i64) -> R { exit(cx, code) }
        fn add_shutdown_hook ".addShutdownHook" (cx: &mut Cx, _r: &Value, thread: Value) -> R {
            cx.context.effect(|| "adding a shutdown hook".to_string())?;
            let hooks = cx.dynamic("clutch.rt", "shutdown-hooks").unwrap_or_default();
            match hooks.get::<clutch_core::state::Atom>() {
                Some(a) => {
                    let mut value = a.value.lock();
                    let new = clutch_core::coll::List::from_vec(vec![thread, value.take()]);
                    *value = new;
                    Ok(Value::NIL)
                }
                None => Err(Thrown::unsupported("addShutdownHook is not available in Clutch")),
            }
        }
    }
    "java.lang.Thread" {
        fn sleep_static "sleep" (cx: &mut Cx, millis: &Value, nanos: Option<i64>) -> R<()> {
            let millis = clutch_vm::number::cast::integer_unchecked(millis, clutch_vm::number::cast::Width::Long)?;
            sleep(cx, millis, nanos.unwrap_or(0))
        }
        fn current_thread "currentThread" (cx: &mut Cx) -> Value { current(cx) }
        fn yield_now "yield" (cx: &mut Cx) -> R<()> { cx.poll()?; std::thread::yield_now(); Ok(()) }
        fn on_spin_wait "onSpinWait" (cx: &mut Cx) -> R<()> { cx.poll() }
        fn interrupted_static "interrupted" (cx: &mut Cx) -> R<bool> {
            let this = current(cx);
            Ok(thread_arg(&this)?.interrupted.swap(false, Ordering::AcqRel))
        }
        fn new "new" (body: Value) -> Value {
            match body.as_str() {
                Some(name) => new_thread(None, Some(name.to_string())),
                None => new_thread(Some(body), None),
            }
        }
        fn new_named "new" (body: Value, name: &str) -> Value { new_thread(Some(body), Some(name.to_string())) }
        fn start_method ".start" (cx: &mut Cx, t: &Value) -> R<()> { cx.caps.threads()?; start(cx, t) }
        fn run_method ".run" (cx: &mut Cx, t: &Value) -> R {
            let body = thread_arg(t)?.body.lock().clone();
            match body { Some(body) => run(cx, &body), None => Ok(Value::NIL) }
        }
        fn join ".join" (cx: &mut Cx, t: &Value, millis: Option<i64>) -> R<()> {
            let t = thread_arg(t)?;
            if !t.started.load(Ordering::Acquire) {
                return Ok(());
            }
            let end = millis.filter(|m| *m > 0).map(thread::deadline);
            let over = |s: &PromiseState| !matches!(s, PromiseState::Pending);
            wait_until(cx, &t.ended.state, &t.ended.changed, end, over).map(|_| ())
        }
        fn get_name ".getName" (t: &Value) -> R<String> { Ok(thread_arg(t)?.name.lock().clone()) }
        fn set_name ".setName" (t: &Value, name: &str) -> R<()> { *thread_arg(t)?.name.lock() = name.to_string(); Ok(()) }
        fn get_id ".getId" (t: &Value) -> R<i64> { Ok(thread_arg(t)?.id as i64) }
        fn thread_id ".threadId" (t: &Value) -> R<i64> { get_id(t) }
        fn set_daemon ".setDaemon" (t: &Value, on: bool) -> R<()> { thread_arg(t)?.daemon.store(on, Ordering::Relaxed); Ok(()) }
        fn is_daemon ".isDaemon" (t: &Value) -> R<bool> { Ok(thread_arg(t)?.daemon.load(Ordering::Relaxed)) }
        fn is_alive ".isAlive" (t: &Value) -> R<bool> {
            let t = thread_arg(t)?;
            let over = !matches!(*t.ended.state.lock(), PromiseState::Pending);
            Ok(t.started.load(Ordering::Acquire) && !over)
        }
        fn is_interrupted ".isInterrupted" (t: &Value) -> R<bool> { Ok(thread_arg(t)?.interrupted.load(Ordering::Acquire)) }
        fn interrupt ".interrupt" (t: &Value) -> R<()> {
            let t = thread_arg(t)?;
            t.interrupted.store(true, Ordering::Release);
            if let Some(word) = &*t.word.lock() {
                word.fetch_or(CANCEL, Ordering::AcqRel);
            }
            Ok(())
        }
        fn set_priority ".setPriority" (_t: &Value, _priority: i64) {}
        fn get_priority ".getPriority" (_t: &Value) -> i64 { 5 }
        fn get_stack_trace ".getStackTrace" (cx: &mut Cx, t: &Value) -> Value {
            // Other threads do not show what they run.
            let mine = t.same(&current(cx));
            let trace = if mine { cx.trace() } else { Vec::new() };
            super::exception::elements(trace.iter().map(super::exception::element).collect())
        }
        fn get_context_class_loader ".getContextClassLoader" (_t: &Value) {}
        fn set_context_class_loader ".setContextClassLoader" (_t: &Value, _loader: Value) {}
        fn set_uncaught ".setUncaughtExceptionHandler" (_t: &Value, _handler: Value) {}
        fn set_default_uncaught "setDefaultUncaughtExceptionHandler" (_handler: Value) {}
    }
    "java.lang.ThreadLocal" {
        fn with_initial "withInitial" (supplier: Value) -> Value { Value::host(&h::THREAD_LOCAL, Local::new(Some(supplier))) }
        fn new_local "new" () -> Value { Value::host(&h::THREAD_LOCAL, Local::new(None)) }
        fn get_local ".get" (cx: &mut Cx, l: &Value) -> R {
            let local = local_arg(l)?;
            let me = std::thread::current().id();
            if let Some(v) = local.values.lock().get(&me) {
                return Ok(v.clone());
            }
            let v = match &local.supplier {
                Some(f) => match crate::state::user_method(cx, f, "get", &[])? {
                    Some(v) => v,
                    None => cx.call0(f)?,
                },
                None => Value::NIL,
            };
            local.values.lock().insert(me, v.clone());
            Ok(v)
        }
        fn set_local ".set" (l: &Value, v: Value) -> R<()> {
            let old = local_arg(l)?.values.lock().insert(std::thread::current().id(), v);
            drop(old);
            Ok(())
        }
        fn remove_local ".remove" (l: &Value) -> R<()> {
            let old = local_arg(l)?.values.lock().remove(&std::thread::current().id());
            drop(old);
            Ok(())
        }
    }
    "java.lang.Runnable" {
        fn run_runnable ".run" (cx: &mut Cx, f: &Value) -> R<()> { cx.call0(f).map(|_| ()) }
    }
    "java.util.concurrent.Callable" {
        fn call_callable ".call" (cx: &mut Cx, f: &Value) -> R { cx.call0(f) }
    }
}

/// A value for each thread.
struct Local {
    supplier: Option<Value>,
    values: Mutex<std::collections::HashMap<std::thread::ThreadId, Value>>,
}

impl Local {
    fn new(supplier: Option<Value>) -> Local {
        Local {
            supplier,
            values: Mutex::default(),
        }
    }
}

impl HostData for Local {
    fn held(&self) -> Vec<Value> {
        let values = self.values.lock();
        self.supplier
            .iter()
            .chain(values.values())
            .cloned()
            .collect()
    }
}

fn local_arg(v: &Value) -> R<&Local> {
    v.as_host::<Local>()
        .ok_or_else(|| super::text::wrong(v, "a thread local"))
}

fn copy_out_of_range(start: i64, count: i64, length: usize) -> Box<Thrown> {
    Thrown::new(
        &class::ARRAY_INDEX_OUT_OF_BOUNDS,
        format!(
            "arraycopy: {count} elements from index {start} are out of bounds for length {length}"
        ),
    )
}
