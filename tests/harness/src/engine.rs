//! Running scripts in this process, each with an engine of its own.
//!
//! What a step prints goes to a stream of the engine and is taken from there after each step; its value
//! is printed by a function of the language. So nothing is needed from the engine but what every host has.

use crate::runner::{Failure, Outcome, RunMode, Runner};
use crate::script::{Action, Script};
use clutch_lang::io::Sink;
use clutch_lang::{
    Args, Canceller, Caps, DirSources, Engine, Error, Io, Kind, Session, Turn, Value,
};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// How long one step may run before it is cancelled.
const STEP_LIMIT: Duration = Duration::from_secs(60);

/// Prints a value without the limits that the script may have set.
const PRINTER: &str = "(clojure.core/fn [v] (clojure.core/binding [clojure.core/*print-length* nil \
                       clojure.core/*print-level* nil] (clojure.core/pr-str v)))";

/// How long a form of the corpus may run before it is cancelled.
const FORM_LIMIT: Duration = Duration::from_secs(10);

/// Loads what the forms of the corpus may name without requiring it.
const STANDARD: &str = "(require 'clojure.string 'clojure.set 'clojure.walk 'clojure.edn 'clojure.zip 'clojure.data \
                        'clojure.pprint 'clojure.math 'clojure.template 'clojure.repl 'clojure.stacktrace \
                        'clojure.instant 'clojure.uuid 'clojure.datafy 'clojure.core.protocols \
                        'clojure.core.reducers 'clojure.test 'clojure.java.io)";

/// Prints a value, of each seq the first hundred items.
const SHORT_PRINTER: &str = "(clojure.core/fn [v] (clojure.core/binding [clojure.core/*print-length* 100] \
                             (clojure.core/pr-str v)))";

/// Evaluates scripts with engines of its own.
#[derive(Debug, Default)]
pub struct InProcess {
    _private: (),
}

impl InProcess {
    /// A runner.
    pub fn new() -> InProcess {
        InProcess::default()
    }
}

/// What forms are evaluated in.
enum Place {
    Live(Box<Session>),
    Pinned(Box<Turn>),
}

impl Place {
    fn eval(&mut self, name: &str, text: &str) -> Result<Value, Error> {
        match self {
            Place::Live(session) => session.eval(name, text),
            Place::Pinned(turn) => turn.eval(name, text),
        }
    }

    fn call(&mut self, f: &Value, arg: Value) -> Result<Value, Error> {
        match self {
            Place::Live(session) => {
                let result = session.context().call(f, Args::from_iter([arg]));
                result.map_err(|thrown| Error::from_thrown(&thrown))
            }
            Place::Pinned(turn) => turn.call_value(f, [arg]),
        }
    }

    fn canceller(&self) -> Canceller {
        match self {
            Place::Live(session) => session.canceller(),
            Place::Pinned(turn) => turn.canceller(),
        }
    }
}

/// One live session that answers forms one by one.
pub struct Evaluator {
    place: Place,
    printer: Value,
    printed: Printed,
    watchdog: Watchdog,
    _engine: Engine,
}

impl Default for Evaluator {
    fn default() -> Self {
        Evaluator::new()
    }
}

impl Evaluator {
    /// A new engine and a session in it.
    pub fn new() -> Evaluator {
        let printed = Printed::default();
        let engine = Engine::builder()
            .caps(Caps::ALL)
            .io(Io::new(printed.clone(), Printed::default()))
            .build();
        let mut place = Place::Live(Box::new(engine.session()));
        place
            .eval("harness", STANDARD)
            .expect("the standard namespaces load");
        let printer = place
            .eval("harness", SHORT_PRINTER)
            .expect("a function of the language");
        Evaluator {
            watchdog: Watchdog::start(place.canceller(), FORM_LIMIT),
            place,
            printer,
            printed,
            _engine: engine,
        }
    }

    /// The value as `pr-str` prints it; `None` if it took too long.
    pub fn eval(&mut self, text: &str) -> Option<Result<String, Failure>> {
        self.watchdog.restart();
        let outcome = eval_step(&mut self.place, "form", text, &self.printer);
        self.printed.take();
        outcome.result
    }
}

impl Runner for InProcess {
    fn run(&mut self, script: &Script, mode: RunMode) -> Vec<Outcome> {
        let folder = Folder::new();
        let printed = Printed::default();
        let mut engine = Engine::builder()
            .caps(Caps::ALL)
            .sources(DirSources::new([&folder.0]))
            .io(Io::new(printed.clone(), Printed::default()));
        if !script.strict {
            engine = engine.lenient();
        }
        let engine = engine.build();
        let place = match mode {
            RunMode::Turn => Place::Pinned(Box::new(engine.turn())),
            RunMode::Live | RunMode::PublishAtPolls => Place::Live(Box::new(engine.session())),
        };
        let storm = (mode == RunMode::PublishAtPolls).then(|| Storm::start(&engine));
        let outcomes = run_steps(script, place, &folder.0, &printed);
        drop(storm);
        outcomes
    }
}

fn run_steps(script: &Script, mut place: Place, folder: &Path, printed: &Printed) -> Vec<Outcome> {
    let watchdog = Watchdog::start(place.canceller(), STEP_LIMIT);
    let printer = match place.eval("harness", PRINTER) {
        Ok(printer) => printer,
        Err(error) => return vec![failed(&script.name, &error)],
    };
    let mut outcomes = Vec::with_capacity(script.steps.len());
    for step in &script.steps {
        watchdog.restart();
        let outcome = match &step.action {
            Action::Eval(text) => {
                // The line of the step, so that places in errors can be checked.
                let blank = "\n".repeat(step.line as usize - 1);
                let text = format!("{blank}{text}");
                let outcome = eval_step(&mut place, &script.name, &text, &printer);
                Outcome {
                    out: printed.take(),
                    ..outcome
                }
            }
            Action::Write { path, text } => done(write(&folder.join(path), text)),
            Action::Remove(path) => done(fs::remove_file(folder.join(path))),
        };
        let stopped = outcome.result.is_none();
        outcomes.push(outcome);
        if stopped {
            break;
        }
    }
    outcomes
}

fn eval_step(place: &mut Place, name: &str, text: &str, printer: &Value) -> Outcome {
    let value = place.eval(name, text);
    match value.and_then(|value| place.call(printer, value)) {
        Ok(printed) => Outcome {
            result: Some(Ok(printed.as_str().unwrap_or_default().into())),
            out: String::new(),
        },
        Err(error) if error.kind() == Kind::Cancelled => Outcome::default(),
        Err(error) => failed(name, &error),
    }
}

/// What the program wrote to its standard output.
#[derive(Clone, Default)]
struct Printed(Arc<Mutex<String>>);

impl Printed {
    fn take(&self) -> String {
        let mut text = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *text)
    }
}

impl Sink for Printed {
    fn write(&mut self, text: &str) -> std::io::Result<()> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.push_str(text);
        Ok(())
    }
}

fn failed(name: &str, error: &Error) -> Outcome {
    Outcome {
        result: Some(Err(Failure {
            // What `read-string` is given has no place.
            rejected: match error.kind() {
                Kind::Read | Kind::Incomplete => error.place().is_some(),
                kind => kind == Kind::Compile,
            },
            class: error.class().into(),
            code: Some(error.code().into()),
            message: error.message().into(),
            line: match error.place() {
                Some((file, line, _)) if file == name => Some(line),
                _ => None,
            },
        })),
        out: String::new(),
    }
}

fn done(result: std::io::Result<()>) -> Outcome {
    let failure = |e: std::io::Error| Failure {
        class: "java.io.IOException".into(),
        message: e.to_string(),
        ..Failure::default()
    };
    Outcome {
        result: Some(result.map(|()| "nil".into()).map_err(failure)),
        out: String::new(),
    }
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}

/// A folder for the source files of one script, removed afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("clutch-tests-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        // If it cannot be made, the first `;file>` step says so.
        let _ = fs::create_dir_all(&path);
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Cancels an evaluation that runs too long.
struct Watchdog {
    alive: mpsc::Sender<()>,
}

impl Watchdog {
    fn start(canceller: Canceller, limit: Duration) -> Watchdog {
        let (alive, signs) = mpsc::channel();
        thread::spawn(move || {
            loop {
                match signs.recv_timeout(limit) {
                    Ok(()) => {}
                    Err(mpsc::RecvTimeoutError::Timeout) => canceller.cancel(),
                    Err(mpsc::RecvTimeoutError::Disconnected) => return,
                }
            }
        });
        Watchdog { alive }
    }

    fn restart(&self) {
        // The thread lives as long as this side does.
        let _ = self.alive.send(());
    }
}

/// Publishes a name that no script uses, again and again, from another thread.
struct Storm {
    stop: Arc<AtomicBool>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Storm {
    fn start(engine: &Engine) -> Storm {
        let stop = Arc::new(AtomicBool::new(false));
        let mut session = engine.session();
        let stopped = stop.clone();
        let thread = thread::spawn(move || {
            while !stopped.load(Ordering::Relaxed) {
                if session.eval("storm", "(def storm-of-publishes 1)").is_err() {
                    return;
                }
                thread::yield_now();
            }
        });
        Storm {
            stop,
            thread: Some(thread),
        }
    }
}

impl Drop for Storm {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
